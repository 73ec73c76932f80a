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
#include "face/hand_networks.h"
#include "face/visibility.h"
#include "media/picture_file.h"
#include "media/video_reader.h"

namespace ganemotion::training {

namespace {

constexpr std::size_t kEvery = 12;    // portraits: 47 of 564
constexpr int kFrames = 10;           // that something covers the face, in a video
constexpr double kFrameApart = 0.04;  // seconds

struct Place {
    const char* name;
    int vertex;
    float across, down;  // radii, in widths of the face
};
constexpr Place kPlaces[] = {
    {"mouth and chin", 17, 0.24F, 0.22F}, {"a cheek", 205, 0.20F, 0.26F}, {"forehead", 151, 0.34F, 0.16F}};

struct Cover {
    const char* name;
    cv::Vec3b colour;
};
const Cover kCovers[] = {{"dark (a microphone)", {38, 36, 40}},
                         {"white (a sheet of paper)", {225, 226, 222}},
                         {"blue (a cup)", {50, 80, 160}}};

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

Covered covered(const cv::Mat& rgb, const face::Face& face, const Place& place, const Cover& cover) {
    const float width = face.box.width;
    const cv::Point2f middle(face.mesh(place.vertex, 0), face.mesh(place.vertex, 1));
    const cv::Vec3f colour = cover.colour;
    cv::Mat painted = rgb.clone();
    const auto in_radii = [&](float x, float y) {
        return cv::Point2f((x - middle.x) / (place.across * width), (y - middle.y) / (place.down * width));
    };
    for (int y = 0; y < rgb.rows; ++y)
        for (int x = 0; x < rgb.cols; ++x) {
            const Surface there = disc(in_radii(static_cast<float>(x), static_cast<float>(y)));
            auto& pixel = painted.at<cv::Vec3b>(y, x);
            for (int k = 0; k < 3; ++k)
                pixel[k] = cv::saturate_cast<uchar>(there.share * there.light * colour[k] +
                                                    (1 - there.share) * static_cast<float>(pixel[k]));
        }
    Covered result{media::from_rgb(painted), {}, {}};
    for (int i = 0; i < face::kFaceVertexCount; ++i) {
        const cv::Point2f at = in_radii(face.mesh(i, 0), face.mesh(i, 1));
        result.vertices.push_back(disc(at).share >= 1);
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
    void add(const Faded& other) {
        covered += other.covered, elsewhere += other.elsewhere;
        under += other.under, beside += other.beside;
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

std::vector<std::filesystem::path> clips_in(const std::filesystem::path& folder) {
    std::vector<std::filesystem::path> files;
    for (const auto& entry : std::filesystem::directory_iterator(folder))
        if (entry.path().extension() == ".mp4") files.push_back(entry.path());
    std::sort(files.begin(), files.end());
    return files;
}

/// A hand of somebody in a clip, cut out.
struct CutHand {
    cv::Mat rgb, share;   // 8 bit, float 0..1
    cv::Point2f knuckle;  // the root of the middle finger
    float palm = 0;       // its length
};

/// Cut out by its colour, which is redder than clothes.
CutHand cut_out(const media::Picture& picture, const face::Hand& hand) {
    constexpr float kMargin = 1.3F, kReddish = 18, kSurelyRed = 40;
    const face::Region region = face::region_of(hand);
    const float side = kMargin * region.side;
    const cv::Rect box = cv::Rect(cv::Point(region.centre - cv::Point2f(side, side) / 2),
                                  cv::Size(cvRound(side), cvRound(side))) &
                         cv::Rect({}, picture.size());
    CutHand cut;
    cut.rgb = media::to_rgb(picture)(box).clone();
    cut.share = cv::Mat(cut.rgb.size(), CV_32F);
    for (int y = 0; y < cut.rgb.rows; ++y)
        for (int x = 0; x < cut.rgb.cols; ++x) {
            const auto& pixel = cut.rgb.at<cv::Vec3b>(y, x);
            const auto red = static_cast<float>(pixel[0] - pixel[2]);
            cut.share.at<float>(y, x) = std::clamp((red - kReddish) / (kSurelyRed - kReddish), 0.0F, 1.0F);
        }
    cut.knuckle = hand.joints[face::Hand::kMiddleRoot] - cv::Point2f(box.tl());
    cut.palm = face::length_of_palm(hand);
    return cut;
}

/// Hands that speakers hold before their chests, a second and more apart.
std::vector<CutHand> hands_of(const std::vector<std::filesystem::path>& files) {
    constexpr float kBelow = 2.5F, kAround = 5, kSurely = 0.95F;  // in widths of the face
    constexpr Seconds kApart{1.5};
    constexpr std::size_t kMost = 6;
    face::HandNetworks networks(1);
    face::FaceFinder finder;
    std::vector<CutHand> hands;
    for (const auto& file : files) {
        media::VideoReader reader(file);
        Seconds next{0};
        while (const auto frame = reader.next()) {
            if (frame->time < next || hands.size() >= kMost) continue;
            next = frame->time + kApart;
            for (const face::Face& one : finder.find(frame->picture, reader.info().rotation)) {
                const float width = one.box.width;
                const face::Region chest = {
                    (one.box.tl() + one.box.br()) / 2 + cv::Point2f(0, kBelow * width), kAround * width, 0};
                for (const face::Region& region : networks.detect(frame->picture, chest, 0.7F))
                    if (const face::Hand hand = networks.hand(frame->picture, region);
                        hand.presence > kSurely)
                        hands.push_back(cut_out(frame->picture, hand));
            }
        }
    }
    return hands;
}

struct UnderHand {
    cv::Mat rgb;
    cv::Mat share;  // float
};

/// The hand with its knuckle there, its palm so long.
UnderHand with_hand(const cv::Mat& rgb, const CutHand& hand, cv::Point2f knuckle, float palm) {
    const float scale = palm / hand.palm;
    const cv::Matx23f map(scale, 0, knuckle.x - scale * hand.knuckle.x, 0, scale,
                          knuckle.y - scale * hand.knuckle.y);
    cv::Mat moved;
    UnderHand result{rgb.clone(), {}};
    cv::warpAffine(hand.rgb, moved, map, rgb.size(), cv::INTER_AREA);
    cv::warpAffine(hand.share, result.share, map, rgb.size(), cv::INTER_AREA);
    for (int y = 0; y < rgb.rows; ++y)
        for (int x = 0; x < rgb.cols; ++x) {
            const float share = result.share.at<float>(y, x);
            auto& pixel = result.rgb.at<cv::Vec3b>(y, x);
            for (int k = 0; k < 3; ++k)
                pixel[k] = cv::saturate_cast<uchar>(share * moved.at<cv::Vec3b>(y, x)[k] +
                                                    (1 - share) * static_cast<float>(pixel[k]));
        }
    return result;
}

/// What a tracker leaves of the face when the hand has come to the place and stayed there for a while.
Faded faded_by(const CutHand& hand, const Subject& subject, const Place& place) {
    constexpr int kBare = 3, kComing = 8, kStaying = 10;
    constexpr float kPalm = 0.55F, kFrom = 1.3F, kNear = 0.2F;  // in widths of the face
    cv::Mat wide;                                               // room for a hand
    const int margin = subject.picture.size().width / 2;
    cv::copyMakeBorder(media::to_rgb(subject.picture), wide, 0, margin, margin, margin, cv::BORDER_REPLICATE);
    const float width = subject.face.box.width;
    const cv::Point2f to(subject.face.mesh(place.vertex, 0) + static_cast<float>(margin),
                         subject.face.mesh(place.vertex, 1));
    face::FaceTracker tracker({.watch_hands = true});
    Covered truth;
    face::VertexShares kept = face::VertexShares::Ones();
    for (int i = 0; i < kBare + kComing + kStaying; ++i) {
        const float left = std::clamp(1 - static_cast<float>(i - kBare) / kComing, 0.0F, 1.0F);
        const UnderHand frame =
            with_hand(wide, hand, to + cv::Point2f(0, left * kFrom * width), kPalm * width);
        const auto faces =
            tracker.track(media::from_rgb(i < kBare ? wide : frame.rgb), Seconds{kFrameApart * i});
        if (i + 1 < kBare + kComing + kStaying || faces.empty()) continue;
        kept = faces.front().visibility.array() /
               face::visibility_of(faces.front().mesh, wide.size()).array().max(1e-3F);
        cv::Mat near;
        const int reach = cvRound(kNear * width);
        cv::dilate(frame.share, near, cv::getStructuringElement(cv::MORPH_ELLIPSE, {2 * reach, 2 * reach}));
        for (int v = 0; v < face::kFaceVertexCount; ++v) {
            const cv::Point at(cvRound(subject.face.mesh(v, 0)) + margin, cvRound(subject.face.mesh(v, 1)));
            truth.vertices.push_back(frame.share.at<float>(at) > 0.99F);
            truth.near.push_back(near.at<float>(at) > 0.1F);
        }
    }
    Faded faded;
    if (!truth.near.empty()) faded.add(kept, truth);
    return faded;
}

void print_hands(const std::vector<Subject>& all, const std::vector<CutHand>& hands) {
    std::printf("\n%zu hands of a speaker, before %zu faces\n\n", hands.size(), all.size());
    if (hands.empty()) return;
    std::printf("| place of a hand | faded under it | elsewhere |\n| --- | ---: | ---: |\n");
    for (const Place& place : kPlaces) {
        Faded faded;
        for (std::size_t i = 0; i < all.size(); ++i)
            faded.add(faded_by(hands[i % hands.size()], all[i], place));
        std::printf("| %s | %.2f | %.3f |\n", place.name, faded.share_covered(), faded.share_elsewhere());
        std::fflush(stdout);
    }
}

void print_clips(const std::vector<std::filesystem::path>& files) {
    std::printf("\n| clip | looks at a face | kept on average | looks that keep less than 0.9 |\n");
    std::printf("| --- | ---: | ---: | ---: |\n");
    for (const auto& file : files) {
        media::VideoReader reader(file);
        face::FaceTracker tracker({.watch_hands = true}, reader.info().rotation);
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
    if (clips.empty()) return;
    const auto files = clips_in(clips);
    print_hands(all, hands_of(files));
    print_clips(files);
}

}  // namespace ganemotion::training
