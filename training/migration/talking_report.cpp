#include "training/migration/talking_report.h"

#include <algorithm>
#include <cmath>
#include <cstdio>

#include "action_units/estimator.h"
#include "action_units/mean_face.h"
#include "expression/face_classifier.h"
#include "face/face_finder.h"
#include "face/pose.h"
#include "media/video_reader.h"
#include "migration/attention_rule.h"
#include "migration/migrator.h"
#include "migration/slow_units.h"
#include "training/migration/talking_clip.h"

namespace ganemotion::training {

namespace {

constexpr int kLips[] = {61,  146, 91,  181, 84,  17,  314, 405, 321, 375, 291, 409, 270, 269,
                         267, 0,   37,  39,  40,  185, 78,  191, 80,  81,  82,  13,  312, 311,
                         310, 415, 308, 324, 318, 402, 317, 14,  87,  178, 88,  95};
constexpr int kLipCoordinates = 2 * static_cast<int>(std::size(kLips));
using Lips = Eigen::Matrix<float, 1, kLipCoordinates>;
using LipTrack = Eigen::Matrix<float, Eigen::Dynamic, kLipCoordinates, Eigen::RowMajor>;

Lips lips_of(const face::Face& face, const face::Vertices& mean_face) {
    const face::Vertices shape = face::pose_normalised(face.mesh, face::fit_pose(face.mesh, mean_face));
    Lips lips;
    for (std::size_t i = 0; i < std::size(kLips); ++i) {
        const auto at = static_cast<Eigen::Index>(2 * i);
        lips[at] = shape(kLips[i], 0);
        lips[at + 1] = shape(kLips[i], 1);
    }
    return lips;
}

LipTrack track_of(const std::vector<Lips>& rows) {
    LipTrack track(static_cast<Eigen::Index>(rows.size()), kLipCoordinates);
    for (std::size_t i = 0; i < rows.size(); ++i) track.row(static_cast<Eigen::Index>(i)) = rows[i];
    track.rowwise() -= track.colwise().mean().eval();
    return track;
}

// One emotion on the whole clip; the clip is decoded anew so that memory holds one frame at a time.
TalkingFigures figures_of(const std::filesystem::path& clip, Emotion emotion,
                          const migration::Expression& expression, const action_units::Estimator& estimator,
                          const action_units::RestingFace& resting, expression::FaceClassifier& classifier,
                          Space space) {
    const face::Vertices mean_face = action_units::mean_face(action_units::read_unit_weights());
    const migration::Migrator migrator(migration::Migrator::Skin::kPainted, space);
    face::FaceTracker before;
    face::FaceTracker after;
    migration::SlowUnits slow;
    TalkingFigures figures{.emotion = emotion, .asked = {}, .arrived = {}};
    std::vector<Lips> lips_before;
    std::vector<Lips> lips_after;

    int looks = 0;

    media::VideoReader reader(clip);
    while (auto frame = reader.next()) {
        const auto faces = before.track(frame->picture, frame->time);
        if (faces.empty()) continue;
        const face::Face& face = largest(faces);
        const ActionUnits now = estimator.estimate_unlimited(face, resting);
        const ActionUnits slow_now = slow.follow(now, frame->time);
        const migration::Style style = migration::in_space(space, {});
        const migration::Change change =
            migration::change_for(slow_now, expression.at(migration::openness_of(slow_now)), style);
        media::Picture edited = frame->picture.clone();
        migrator.apply(edited, face, change, style.parting, frame->time);
        const auto seen = after.track(edited, frame->time);
        if (seen.empty()) continue;
        ++figures.frames;
        figures.asked = figures.asked + change.moved;
        figures.arrived = figures.arrived + estimator.estimate_unlimited(largest(seen), resting) - now;
        lips_before.push_back(lips_of(face, mean_face));
        lips_after.push_back(lips_of(largest(seen), mean_face));
        if (frame->time.count() < looks) continue;
        ++looks;
        figures.before += classifier.classify(frame->picture, face).stacked[emotion];
        figures.after += classifier.classify(edited, largest(seen)).stacked[emotion];
    }
    const float share = 1.0F / static_cast<float>(std::max(1, figures.frames));
    figures.asked = share * figures.asked;
    figures.arrived = share * figures.arrived;
    figures.before /= std::max(1, looks);
    figures.after /= std::max(1, looks);
    const LipTrack a = track_of(lips_before);
    const LipTrack b = track_of(lips_after);
    figures.lip_correlation = a.cwiseProduct(b).sum() / (a.norm() * b.norm());
    figures.lip_amplitude = b.norm() / a.norm();
    return figures;
}

}  // namespace

std::vector<TalkingFigures> talking_figures(const std::filesystem::path& clip,
                                            const migration::ExpressionLibrary& expressions, Space space) {
    const action_units::Estimator estimator;
    const auto resting = resting_face_of(clip, estimator);
    std::vector<TalkingFigures> figures;
    expression::FaceClassifier classifier;
    for (const auto& [emotion, expression] : expressions)
        if (emotion != Emotion::kNeutral)
            figures.push_back(figures_of(clip, emotion, expression, estimator, resting, classifier, space));
    return figures;
}

void print_talking_figures(const std::filesystem::path& clip, const std::vector<TalkingFigures>& figures) {
    std::printf("\n%s, default alphas, intensity 1:\n\n", clip.filename().c_str());
    std::printf(
        "| emotion | seen unedited | seen edited | times | lip correlation | lip amplitude | units above the "
        "mouth: asked -> arrived |\n");
    std::printf("| --- | ---: | ---: | ---: | ---: | ---: | --- |\n");
    for (const auto& one : figures) {
        std::printf("| %s | %.3f | %.3f | %.1f | %.3f | %.2f |", std::string(name_of(one.emotion)).c_str(),
                    one.before, one.after, one.after / one.before, one.lip_correlation, one.lip_amplitude);
        for (const int unit : kActionUnits)
            if (!is_mouth_unit(unit) && std::abs(one.asked[unit]) > 0.05F)
                std::printf(" %s %.2f -> %.2f;", action_unit_name(unit).c_str(), one.asked[unit],
                            one.arrived[unit]);
        std::printf(" |\n");
    }
}

}  // namespace ganemotion::training
