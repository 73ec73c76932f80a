#include "training/migration/glasses_report.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdio>
#include <limits>
#include <map>

#include <Eigen/Dense>
#include <opencv2/imgproc.hpp>

#include "action_units/estimator.h"
#include "face/face_finder.h"
#include "face/glasses.h"
#include "media/video_reader.h"
#include "migration/attention_rule.h"
#include "migration/migrator.h"
#include "migration/slow_units.h"
#include "training/migration/talking_clip.h"

namespace ganemotion::training {

namespace {

using migration::Migrator;

constexpr int kEvery = 10;  // frames between two looks

// Over the fold of each upper lid, from the temple to the nose.
constexpr std::array<std::array<int, 7>, 2> kRims = {
    {{247, 30, 29, 27, 28, 56, 190}, {467, 260, 259, 257, 258, 286, 414}}};

/// Sums up the bends of many rims.
class Bending {
  public:
    void add(const migration::WarpField& field, const face::Vertices& mesh) {
        cv::Mat offset;
        if (!field.region.empty())
            cv::resize(field.offset, offset, field.region.size(), 0, 0, cv::INTER_LINEAR);
        for (const auto& rim : kRims) add(rim, field.region, offset, mesh);
    }
    [[nodiscard]] Bend bend() const { return {std::sqrt(squares_ / std::max(1, points_)), worst_}; }

  private:
    template <std::size_t N>
    void add(const std::array<int, N>& rim, const cv::Rect& region, const cv::Mat& offset,
             const face::Vertices& mesh) {
        Eigen::Matrix<double, N, 2> line, moved;
        for (std::size_t i = 0; i < N; ++i) {
            const auto row = static_cast<Eigen::Index>(i);
            const cv::Point2f at(mesh(rim[i], 0), mesh(rim[i], 1));
            const cv::Point node = cv::Point(at) - region.tl();
            const cv::Point2f to = cv::Rect(cv::Point(), offset.size()).contains(node)
                                       ? offset.at<cv::Point2f>(node)
                                       : cv::Point2f();
            line.row(row) << 1, std::hypot(at.x - mesh(rim[0], 0), at.y - mesh(rim[0], 1));
            moved.row(row) << to.x, to.y;
        }
        const Eigen::Matrix2d straight = line.colPivHouseholderQr().solve(moved);
        const Eigen::Matrix<double, N, 1> aside = (moved - line * straight).rowwise().norm();
        for (const double away : aside) {
            squares_ += away * away;
            worst_ = std::max(worst_, away);
            ++points_;
        }
    }

    double squares_ = 0, worst_ = 0;
    int points_ = 0;
};

struct Bendings {
    Bending free, held;
};

}  // namespace

GlassesFigures glasses_figures(const std::filesystem::path& clip,
                               const migration::ExpressionLibrary& expressions) {
    const action_units::Estimator estimator;
    const auto resting = resting_face_of(clip, estimator);
    const Migrator migrator;
    const migration::Style style;
    migration::SlowUnits slow;
    face::FaceTracker tracker;
    std::map<Emotion, Bendings> bendings;
    GlassesFigures figures{.faintest_line = std::numeric_limits<float>::max(), .rims = {}};
    media::VideoReader reader(clip);
    for (int i = 0; auto frame = reader.next(); ++i) {
        const auto faces = tracker.track(frame->picture, frame->time);
        if (faces.empty()) continue;
        const face::Face& face = largest(faces);
        const ActionUnits now = slow.follow(estimator.estimate_unlimited(face, resting), frame->time);
        if (i % kEvery != 0) continue;
        const float bridge = face::bridge_line(frame->picture, face.mesh);
        figures.darkest_line = std::max(figures.darkest_line, bridge);
        figures.faintest_line = std::min(figures.faintest_line, bridge);
        for (const auto& [emotion, expression] : expressions) {
            if (emotion == Emotion::kNeutral) continue;
            const migration::Change change =
                migration::change_for(now, expression.at(migration::openness_of(now)), style);
            bendings[emotion].free.add(
                migrator.field(face, change.moved, frame->picture.size(), style.parting), face.mesh);
            media::Picture edited = frame->picture.clone();
            bendings[emotion].held.add(migrator.apply(edited, face, change, style.parting, frame->time).field,
                                       face.mesh);
        }
    }
    for (const auto& [emotion, bending] : bendings)
        figures.rims.push_back({emotion, bending.free.bend(), bending.held.bend()});
    return figures;
}

void print_glasses(const std::filesystem::path& clip, const GlassesFigures& figures) {
    std::printf("\nThe line across the root of the nose in %s, every tenth frame: %.2f to %.2f.\n",
                clip.filename().c_str(), static_cast<double>(figures.faintest_line),
                static_cast<double>(figures.darkest_line));
    std::printf(
        "\n| emotion | rims bend, not held | worst | held | worst |\n| --- | ---: | ---: | ---: | ---: |\n");
    for (const RimFigures& rim : figures.rims)
        std::printf("| %s | %.2f | %.1f | %.2f | %.1f |\n", std::string(name_of(rim.emotion)).c_str(),
                    rim.free.root_mean_square, rim.free.worst, rim.held.root_mean_square, rim.held.worst);
}

}  // namespace ganemotion::training
