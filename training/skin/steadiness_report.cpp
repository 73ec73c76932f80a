#include "training/skin/steadiness_report.h"

#include <algorithm>
#include <cstdio>
#include <deque>

#include <opencv2/imgproc.hpp>

#include "action_units/estimator.h"
#include "action_units/mean_face.h"
#include "face/face_finder.h"
#include "face/texture.h"
#include "media/video_reader.h"
#include "migration/attention_rule.h"
#include "migration/migrator.h"
#include "migration/paint_mask.h"
#include "migration/slow_units.h"
#include "migration/standard_expressions.h"
#include "migration/topology.h"

namespace ganemotion::training {
namespace {

using migration::Migrator;

/// Mean absolute second difference of the last three textures.
class Flicker {
  public:
    explicit Flicker(cv::Mat where) : where_(std::move(where)) {}

    void add(const cv::Mat& texture) {
        cv::Mat gray;
        cv::cvtColor(texture, gray, cv::COLOR_RGB2GRAY);
        gray.convertTo(gray, CV_32F);
        last_.push_back(gray);
        if (last_.size() < 3) return;
        const cv::Mat second = last_[0] - 2 * last_[1] + last_[2];
        sum_ += cv::mean(cv::abs(second), where_)[0];
        ++count_;
        last_.pop_front();
    }
    [[nodiscard]] double mean() const { return sum_ / std::max(1, count_); }

  private:
    cv::Mat where_;
    std::deque<cv::Mat> last_;
    double sum_ = 0;
    int count_ = 0;
};

/// The same of the clip and both edits of it.
struct Flickers {
    Flicker original, geometry, skin;
    explicit Flickers(const cv::Mat& where) : original(where), geometry(where), skin(where) {}
    [[nodiscard]] Flickering means() const { return {original.mean(), geometry.mean(), skin.mean()}; }
};

cv::Mat between_the_lids(const face::TextureMap& map) {
    cv::Mat mask(face::kTextureSide, face::kTextureSide, CV_8UC1, cv::Scalar(0));
    for (const migration::EyeVertices& eye : migration::kEyes) {
        std::vector<cv::Point> corners;
        for (const int vertex : migration::outline_of(eye))
            corners.emplace_back(map.places()[static_cast<std::size_t>(vertex)]);
        cv::fillPoly(mask, std::vector{corners}, cv::Scalar(255));
    }
    return mask;
}

/// A clip's largest face in every frame.
struct Tracked {
    std::vector<media::VideoFrame> frames;
    std::vector<face::Face> faces;
};

Tracked tracked(const std::filesystem::path& clip) {
    face::FaceTracker tracker;
    media::VideoReader reader(clip);
    Tracked result;
    while (auto frame = reader.next()) {
        const auto faces = tracker.track(frame->picture, frame->time);
        if (faces.empty()) continue;
        const auto largest = std::max_element(faces.begin(), faces.end(), [](const auto& a, const auto& b) {
            return a.box.area() < b.box.area();
        });
        result.faces.push_back(*largest);
        frame->picture = frame->picture.clone();
        result.frames.push_back(std::move(*frame));
    }
    return result;
}

Steadiness of_emotion(const Tracked& clip, const action_units::Estimator& estimator,
                      const action_units::RestingFace& resting, Emotion emotion,
                      const migration::Expression& expression) {
    const face::TextureMap map(action_units::mean_face(action_units::read_unit_weights()));
    const Migrator geometry;
    const Migrator painter(Migrator::Skin::kPainted);
    migration::SlowUnits slow;
    const migration::Style style;
    Flickers skin(migration::paint_mask(map) > 0.5), eyes(between_the_lids(map));
    const auto add = [&](Flicker Flickers::*which, const cv::Mat& texture) {
        (skin.*which).add(texture);
        (eyes.*which).add(texture);
    };
    for (std::size_t i = 0; i < clip.frames.size(); ++i) {
        const auto& [frame, face] = std::tie(clip.frames[i], clip.faces[i]);
        const ActionUnits now = slow.follow(estimator.estimate_unlimited(face, resting), frame.time);
        const migration::Change change =
            migration::change_for(now, expression.at(migration::openness_of(now)), style);
        add(&Flickers::original, map.texture(frame.picture, face.mesh));
        media::Picture edited = frame.picture.clone();
        const auto edit = geometry.apply(edited, face, change, style.parting, frame.time);
        add(&Flickers::geometry, map.texture(edited, edit.mesh));
        edited = frame.picture.clone();
        painter.apply(edited, face, change, style.parting, frame.time);
        add(&Flickers::skin, map.texture(edited, edit.mesh));
    }
    return {emotion, static_cast<int>(clip.frames.size()), skin.means(), eyes.means()};
}

}  // namespace

std::vector<Steadiness> steadiness_of(const std::filesystem::path& clip) {
    const Tracked faces = tracked(clip);
    if (faces.faces.empty()) return {};
    const action_units::Estimator estimator;
    const auto resting = estimator.resting_face(faces.faces);
    std::vector<Steadiness> figures;
    for (const auto& [emotion, expression] : migration::standard_expressions())
        if (emotion != Emotion::kNeutral)
            figures.push_back(of_emotion(faces, estimator, resting, emotion, expression));
    return figures;
}

void print_steadiness(const std::filesystem::path& clip, const std::vector<Steadiness>& figures) {
    std::printf("\nFlicker of %s, edited / original:\n\n", clip.filename().c_str());
    std::printf("| emotion | skin, geometry alone | with skin | eyes, geometry alone | with skin |\n");
    std::printf("| --- | ---: | ---: | ---: | ---: |\n");
    for (const Steadiness& one : figures)
        std::printf("| %s | %.3f | %.3f | %.3f | %.3f |\n", std::string(name_of(one.emotion)).c_str(),
                    one.skin.geometry / one.skin.original, one.skin.skin / one.skin.original,
                    one.eyes.geometry / one.eyes.original, one.eyes.skin / one.eyes.original);
}

}  // namespace ganemotion::training
