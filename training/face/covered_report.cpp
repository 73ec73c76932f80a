#include "face/covered_report.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdio>
#include <string>
#include <vector>

#include <opencv2/imgproc.hpp>

#include "cfee/cfee.h"
#include "face/covering.h"
#include "face/face_finder.h"
#include "face/visibility.h"
#include "media/picture_file.h"
#include "media/video_reader.h"

namespace ganemotion::training {

namespace {

constexpr std::size_t kEvery = 12;    // portraits: 47 of 564
constexpr int kFrames = 10;           // that something covers the face, in a video
constexpr double kFrameApart = 0.04;  // seconds
constexpr int kTexture = 151;         // whose surroundings lend a hand its skin: the forehead

struct Place {
    const char* name;
    int vertex;
    float across, down;  // radii, in widths of the face
};
constexpr Place kPlaces[] = {
    {"mouth and chin", 17, 0.24F, 0.22F}, {"a cheek", 205, 0.20F, 0.26F}, {"forehead", 151, 0.34F, 0.16F}};

struct Cover {
    const char* name;
    cv::Vec3b colour;  // black: of the face's own skin
};
constexpr std::array<float, 3> kSkinLight = {1.0F, 0.97F, 0.95F};  // a hand is a little redder
const Cover kCovers[] = {{"dark (a microphone)", {38, 36, 40}},
                         {"white (a sheet of paper)", {225, 226, 222}},
                         {"blue (a cup)", {50, 80, 160}},
                         {"of its own skin (a hand)", {0, 0, 0}}};

struct Covered {
    media::Picture picture;
    std::vector<bool> vertices;  // wholly under the cover
    std::vector<bool> near;      // half under it, or beside its edge
};

/// What covers a place: how much of it, 0..1, and how light it is there; coordinates are in radii of the
/// place.
struct Surface {
    float share, light;
};

/// A disc with a soft edge, lighter in the middle, with lines across as of a grille.
Surface disc(cv::Point2f at) {
    const auto d = static_cast<float>(cv::norm(at));
    const float lines = std::abs(std::sin(5 * at.x)) < 0.15F ? 0.75F : 1.0F;
    return {std::clamp((1.05F - d) / 0.1F, 0.0F, 1.0F), (1.1F - 0.25F * d) * lines};
}

/// Four fingers beside each other, round, lit from above, their tips at different heights, with a shadow on
/// the face beside them.
Surface fingers(cv::Point2f at) {
    constexpr float kTilt = 0.3F, kHalfWidth = 0.27F, kEnd = 1.05F;
    constexpr std::array kMiddles = {-0.75F, -0.25F, 0.25F, 0.75F};
    constexpr std::array kTips = {-0.45F, -0.75F, -0.7F, -0.3F};
    const float across = std::cos(kTilt) * at.x + std::sin(kTilt) * at.y;
    const float along = std::cos(kTilt) * at.y - std::sin(kTilt) * at.x;
    float nearest = 9;
    float side = 0;
    for (std::size_t i = 0; i < kMiddles.size(); ++i) {
        const float off = (across - kMiddles[i]) / kHalfWidth;
        const float beyond = std::max({0.0F, kTips[i] - along, along - kEnd}) / kHalfWidth;
        if (const float d = std::hypot(off, beyond); d < nearest) nearest = d, side = off;
    }
    const float share = std::clamp((1.03F - nearest) / 0.08F, 0.0F, 1.0F);
    const float round = std::sqrt(std::max(0.0F, 1 - nearest * nearest));
    if (share > 0) return {share, 0.72F + 0.36F * round - 0.06F * side};
    return {0, std::clamp(0.8F + 0.2F * (nearest - 1) / 0.4F, 0.8F, 1.0F)};
}

Covered covered(const cv::Mat& rgb, const face::Face& face, const Place& place, const Cover& cover) {
    const float width = face.box.width;
    const cv::Point2f middle(face.mesh(place.vertex, 0), face.mesh(place.vertex, 1));
    const bool hand = cover.colour == cv::Vec3b(0, 0, 0);
    cv::Vec3f colour = cover.colour;
    if (hand) {
        const auto& own = rgb.at<cv::Vec3b>(cvRound(face.mesh(kTexture, 1)), cvRound(face.mesh(kTexture, 0)));
        for (int k = 0; k < 3; ++k) colour[k] = kSkinLight[static_cast<std::size_t>(k)] * own[k];
    }
    cv::Mat painted = rgb.clone();
    const auto in_radii = [&](float x, float y) {
        return cv::Point2f((x - middle.x) / (place.across * width), (y - middle.y) / (place.down * width));
    };
    const auto surface = [&](cv::Point2f at) { return hand ? fingers(at) : disc(at); };
    for (int y = 0; y < rgb.rows; ++y)
        for (int x = 0; x < rgb.cols; ++x) {
            const Surface there = surface(in_radii(static_cast<float>(x), static_cast<float>(y)));
            auto& pixel = painted.at<cv::Vec3b>(y, x);
            // Where nothing is, its shadow may be.
            const float shade = hand && there.share == 0 ? there.light : 1;
            for (int k = 0; k < 3; ++k)
                pixel[k] = cv::saturate_cast<uchar>(there.share * there.light * colour[k] +
                                                    (1 - there.share) * shade * static_cast<float>(pixel[k]));
        }
    Covered result{media::from_rgb(painted), {}, {}};
    for (int i = 0; i < face::kFaceVertexCount; ++i) {
        const cv::Point2f at = in_radii(face.mesh(i, 0), face.mesh(i, 1));
        result.vertices.push_back(surface(at).share >= 1);
        result.near.push_back(cv::norm(at) < 1.5);
    }
    return result;
}

struct Faded {
    double covered = 0, elsewhere = 0;  // sums of what is faded
    int under = 0, beside = 0;

    void add(const face::VertexShares& shares, const Covered& truth) {
        for (int i = 0; i < face::kFaceVertexCount; ++i) {
            const auto at = static_cast<std::size_t>(i);
            if (truth.vertices[at]) {
                covered += 1 - shares[i];
                ++under;
            } else if (!truth.near[at]) {
                elsewhere += 1 - shares[i];
                ++beside;
            }
        }
    }
    [[nodiscard]] double share_covered() const { return covered / std::max(1, under); }
    [[nodiscard]] double share_elsewhere() const { return elsewhere / std::max(1, beside); }
};

struct Subject {
    media::Picture picture;
    face::Face face;
};

std::vector<Subject> subjects(const std::filesystem::path& folder) {
    face::FaceFinder finder;
    std::vector<Subject> result;
    std::size_t seen = 0;
    for (const Portrait& one : read_portraits(folder)) {
        if (!is_test_person(one.person) || seen++ % kEvery != 0) continue;
        const auto picture = media::read_picture(folder / "images" / one.file);
        const auto faces = finder.find(picture);
        if (!faces.empty()) result.push_back({picture, faces.front()});
    }
    return result;
}

void print_covers(const std::vector<Subject>& all) {
    std::printf("| cover | place | faded under it | elsewhere |\n");
    std::printf("| --- | --- | ---: | ---: |\n");
    for (const Cover& cover : kCovers)
        for (const Place& place : kPlaces) {
            Faded faded;
            for (const Subject& one : all) {
                const Covered truth = covered(media::to_rgb(one.picture), one.face, place, cover);
                face::CoverWatch watch;
                double time = 0;
                watch.see(one.picture, one.face.mesh, Seconds{time});
                face::VertexShares shares;
                for (int i = 0; i < kFrames; ++i)
                    shares = watch.see(truth.picture, one.face.mesh, Seconds{time += kFrameApart});
                faded.add(shares, truth);
            }
            std::printf("| %s | %s | %.2f | %.3f |\n", cover.name, place.name, faded.share_covered(),
                        faded.share_elsewhere());
        }
}

void print_clips(const std::filesystem::path& folder) {
    std::printf("\n| clip | looks at a face | kept on average | looks that keep less than 0.9 |\n");
    std::printf("| --- | ---: | ---: | ---: |\n");
    std::vector<std::filesystem::path> files;
    for (const auto& entry : std::filesystem::directory_iterator(folder))
        if (entry.path().extension() == ".mp4") files.push_back(entry.path());
    std::sort(files.begin(), files.end());
    for (const auto& file : files) {
        media::VideoReader reader(file);
        face::FaceTracker tracker({}, reader.info().rotation);
        double sum = 0;
        int looks = 0;
        int faded = 0;
        while (const auto frame = reader.next())
            for (const face::Face& face : tracker.track(frame->picture, frame->time)) {
                // Of what is not turned away or outside of the picture.
                const float kept =
                    face.visibility.mean() / face::visibility_of(face.mesh, frame->picture.size()).mean();
                sum += kept;
                faded += kept < 0.9F ? 1 : 0;
                ++looks;
            }
        std::printf("| %s | %d | %.3f | %d |\n", file.stem().c_str(), looks, sum / std::max(1, looks), faded);
        std::fflush(stdout);
    }
}

}  // namespace

void print_covered_figures(const std::filesystem::path& portraits, const std::filesystem::path& clips) {
    const std::vector<Subject> all = subjects(portraits);
    print_covers(all);
    if (!clips.empty()) print_clips(clips);
}

}  // namespace ganemotion::training
