#include "face/scene_actors.h"

#include <algorithm>

#include <opencv2/imgproc.hpp>

#include "face/face_finder.h"
#include "face/region.h"
#include "media/video_reader.h"

namespace ganemotion::training {

namespace {

constexpr float kAround = 2;             // of the face's box: hair and collar are there, as they would be
constexpr std::size_t kMostFrames = 90;  // six seconds
constexpr double kLight = 0.7;           // of another light, and of its colours
const cv::Scalar kWarm(1.08, 1.0, 0.85);
constexpr double kHardness = 1.25;  // exponent of the tones

Actor actor_of(const std::filesystem::path& file, face::FaceFinder& finder) {
    media::VideoReader video(file);
    Actor actor{file.stem().string(), {}};
    cv::Rect2f place;
    double next = -1;
    while (const auto frame = video.next()) {
        if (frame->time.count() < next) continue;
        next = std::max(next, frame->time.count()) + 1.0 / kSceneRate - 1e-3;
        if (actor.frames.empty()) {
            const auto faces = finder.find(frame->picture, video.info().rotation);
            if (faces.empty()) continue;
            const float side = kAround * std::max(faces[0].box.width, faces[0].box.height);
            const cv::Point2f middle = (faces[0].box.tl() + faces[0].box.br()) / 2;
            place = {middle - cv::Point2f(side, side) / 2, cv::Size2f(side, side)};
        }
        const face::Region region{(place.tl() + place.br()) / 2, place.width, 0};
        actor.frames.push_back(face::sample_region(frame->picture, region, kActorSide, cv::BORDER_REPLICATE));
        if (actor.frames.size() == kMostFrames) break;
    }
    return actor;
}

}  // namespace

const cv::Mat& Actor::at(int frame) const {
    const int count = static_cast<int>(frames.size());
    if (count == 1) return frames.front();
    const int step = frame % (2 * count - 2);
    return frames[static_cast<std::size_t>(step < count ? step : 2 * count - 2 - step)];
}

std::vector<Actor> read_actors(const std::filesystem::path& clips) {
    std::vector<std::filesystem::path> files;
    for (const auto& entry : std::filesystem::directory_iterator(clips))
        if (entry.path().extension() == ".mp4") files.push_back(entry.path());
    std::sort(files.begin(), files.end());
    face::FaceFinder finder;
    std::vector<Actor> actors;
    for (const auto& file : files) {
        Actor actor = actor_of(file, finder);
        if (!actor.frames.empty()) actors.push_back(std::move(actor));
    }
    return actors;
}

cv::Mat relit(const cv::Mat& rgb) {
    cv::Mat light;
    rgb.convertTo(light, CV_32F, 1 / 255.0);
    cv::pow(light, kHardness, light);
    cv::multiply(light, kWarm * (255 * kLight), light);
    light.convertTo(light, CV_8U);
    return light;
}

}  // namespace ganemotion::training
