#include "face/scene_report.h"

#include <algorithm>
#include <array>
#include <cstdio>
#include <functional>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include <opencv2/imgproc.hpp>

#include "face/face_finder.h"
#include "face/scene_actors.h"
#include "media/video_reader.h"

namespace ganemotion::training {

namespace {

const cv::Size kStage(960, 540);
const cv::Scalar kWall(104, 118, 126);
constexpr int kShot = 3 * kSceneRate;  // frames
const cv::Rect kLeft(60, 110, 320, 320), kRight(580, 110, 320, 320), kMiddle(320, 110, 320, 320);
const cv::Rect kElsewhere(650, 60, 240, 240);
// Frames in which someone may have a wrong number before it counts as wrong in the end.
constexpr int kEndOfShot = kSceneRate;

/// Where someone is in one frame; the last of a frame is before the others.
struct Presence {
    std::size_t actor;  // 0 or 1 of the pair
    cv::Rect place;
};
using Stage = std::vector<Presence>;

struct Scene {
    const char* name;
    int frames, change;  // the change: from there on the light may be another
    std::function<Stage(int)> at;
};

Stage swapped(int frame) {
    const bool after = frame >= kShot;
    return {{0, after ? kRight : kLeft}, {1, after ? kLeft : kRight}};
}

Stage another_and_back(int frame) {
    const bool other = frame >= kShot && frame < kShot + 5 * kSceneRate;
    return {{other ? std::size_t{1} : std::size_t{0}, kMiddle}};
}

Stage back_elsewhere(int frame) {
    if (frame < kShot) return {{0, kLeft}};
    if (frame < kShot + 6 * kSceneRate) return {};
    return {{0, kElsewhere}};
}

Stage other_elsewhere(int frame) {
    if (frame < kShot) return {{0, kLeft}};
    if (frame < kShot + 6 * kSceneRate) return {};
    return {{1, kElsewhere}};
}

Stage crossing(int frame) {
    const double way = std::clamp((frame - kSceneRate) / (2.5 * kSceneRate), 0.0, 1.0);
    const int off = cvRound(way * (kRight.x - kLeft.x));
    return {{0, kLeft + cv::Point(off, 0)}, {1, kRight - cv::Point(off, 0)}};
}

const Scene kScenes[] = {
    {"two swapped by a cut", 2 * kShot, kShot, swapped},
    {"a cut to another in the same place for 5 s, and back", 2 * kShot + 5 * kSceneRate, kShot,
     another_and_back},
    {"away for 6 s, back elsewhere and smaller", 2 * kShot + 6 * kSceneRate, kShot, back_elsewhere},
    {"after 6 s another, elsewhere", 2 * kShot + 6 * kSceneRate, kShot, other_elsewhere},
    {"two cross, one before the other", 5 * kSceneRate, 5 * kSceneRate, crossing}};

cv::Mat frame_of(const Stage& stage, const std::array<const Actor*, 2>& actors, int frame, bool other_light) {
    cv::Mat rgb(kStage, CV_8UC3, kWall);
    for (const Presence& one : stage) {
        cv::Mat there;
        cv::resize(actors[one.actor]->at(frame), there, one.place.size(), 0, 0, cv::INTER_AREA);
        there.copyTo(rgb(one.place));
    }
    return other_light ? relit(rgb) : rgb;
}

/// Who a face belongs to: whose place it is in the middle of, the foremost.
std::optional<std::size_t> owner(const face::Face& face, const Stage& stage) {
    const cv::Point2f middle = (face.box.tl() + face.box.br()) / 2;
    for (auto one = stage.rbegin(); one != stage.rend(); ++one) {
        cv::Rect2f inner = one->place;
        inner += cv::Point2f(inner.width, inner.height) / 4;
        inner.width /= 2, inner.height /= 2;
        if (inner.contains(middle)) return one->actor;
    }
    return std::nullopt;
}

struct Outcome {
    int seen = 0, wrong = 0;  // faces in frames
    bool right_at_the_end = true;
};

/// Everyone's number is the first that they got, and nobody else has it.
Outcome play(const Scene& scene, const std::array<const Actor*, 2>& actors, bool other_light) {
    face::FaceTracker tracker;
    std::map<std::size_t, int> number;
    Outcome outcome;
    for (int i = 0; i < scene.frames; ++i) {
        const Stage stage = scene.at(i);
        const cv::Mat rgb = frame_of(stage, actors, i, other_light && i >= scene.change);
        for (const face::Face& face :
             tracker.track(media::from_rgb(rgb), Seconds{static_cast<double>(i) / kSceneRate})) {
            const auto who = owner(face, stage);
            if (!who) continue;
            const bool taken = std::any_of(number.begin(), number.end(), [&](const auto& other) {
                return other.first != *who && other.second == face.id;
            });
            if (!taken) number.try_emplace(*who, face.id);
            const bool right = number.contains(*who) && number.at(*who) == face.id;
            ++outcome.seen;
            outcome.wrong += right ? 0 : 1;
            if (i >= scene.frames - kEndOfShot && !right) outcome.right_at_the_end = false;
        }
    }
    return outcome;
}

void print_scene(const Scene& scene, const std::vector<Actor>& actors, bool other_light) {
    int right = 0;
    int played = 0;
    Outcome sum;
    std::string failed;
    for (std::size_t i = 0; i < actors.size(); ++i)
        for (const std::size_t apart : {std::size_t{1}, std::size_t{3}}) {
            const Actor& other = actors[(i + apart) % actors.size()];
            const Outcome outcome = play(scene, {&actors[i], &other}, other_light);
            right += outcome.right_at_the_end ? 1 : 0;
            ++played;
            sum.seen += outcome.seen;
            sum.wrong += outcome.wrong;
            if (!outcome.right_at_the_end) failed += " " + actors[i].name + "+" + other.name;
        }
    std::printf("| %s | %s | %d of %d | %.1f %% |\n", scene.name, other_light ? "another" : "the same", right,
                played, 100.0 * sum.wrong / std::max(1, sum.seen));
    std::fflush(stdout);
    if (!failed.empty()) std::fprintf(stderr, "wrong at the end:%s\n", failed.c_str());
}

void print_clip(const std::filesystem::path& file) {
    media::VideoReader video(file);
    face::FaceTracker tracker({}, video.info().rotation);
    std::map<int, int> frames_of;
    int frames = 0;
    for (; const auto frame = video.next(); ++frames)
        for (const face::Face& face : tracker.track(frame->picture, frame->time)) ++frames_of[face.id];
    std::printf("| %s | %d |", file.stem().c_str(), frames);
    for (const auto& [id, count] : frames_of) std::printf(" %d: %d", id, count);
    std::printf(" |\n");
    std::fflush(stdout);
}

}  // namespace

void print_scene_figures(const std::filesystem::path& clips) {
    const std::vector<Actor> actors = read_actors(clips);
    std::printf("\n| scene | light after it | all right at the end | faces with a wrong number |\n");
    std::printf("| --- | --- | ---: | ---: |\n");
    for (const Scene& scene : kScenes)
        for (const bool other_light : {false, true})
            if (!other_light || scene.change < scene.frames) print_scene(scene, actors, other_light);
    std::printf("\n| clip | frames | frames of each number |\n| --- | ---: | --- |\n");
    std::set<std::filesystem::path> files;
    for (const auto& entry : std::filesystem::directory_iterator(clips))
        if (entry.path().extension() == ".mp4") files.insert(entry.path());
    for (const auto& file : files) print_clip(file);
}

}  // namespace ganemotion::training
