#include "pipeline/editing.h"

#include <algorithm>
#include <cmath>

#include "migration/head_pose.h"

namespace ganemotion::pipeline {

namespace {

// The mouth reaches the emotion's shape at 1; beyond it speech is lost. Elsewhere exaggeration has room up to
// a caricature.
constexpr double kMostOfMouth = 1;
constexpr double kMostOfRest = 2;

double checked_alpha(double alpha, double most, const char* name) {
    if (alpha >= 0 && alpha <= most) return alpha;
    throw Error(ErrorKind::kUsage, std::string(name) + " " + std::to_string(alpha) + " is outside 0.." +
                                       std::to_string(static_cast<int>(most)));
}

// Of what faces were taken for: longer than places are wrong after a cut, half a second.
constexpr float kFramesRemembered = 50;

/// Degrees.
double nod_of(const sync::Blend& blend) {
    double nod = 0;
    for (const sync::Share& share : blend)
        nod += share.weight * share.intensity * migration::nod_of(share.emotion);
    return nod;
}

}  // namespace

migration::Style with_alphas(migration::Style style, std::optional<double> alpha_mouth,
                             std::optional<double> alpha_rest) {
    if (alpha_mouth) style.alpha_mouth = checked_alpha(*alpha_mouth, kMostOfMouth, "alpha-mouth");
    if (alpha_rest) style.alpha_rest = checked_alpha(*alpha_rest, kMostOfRest, "alpha-rest");
    return style;
}

Direction::Direction(const std::vector<Person>& people, const Timeline& timeline,
                     const EnlivenOptions& options) {
    for (std::size_t person = 0; person < people.size(); ++person)
        strengths_.emplace_back(timeline_of(person, people, timeline, options.face), options.ease);
}

bool Direction::is_nothing() const {
    return std::all_of(strengths_.begin(), strengths_.end(),
                       [](const auto& each) { return each.is_nothing(); });
}

bool Direction::is_nothing(Seconds from, Seconds to) const {
    return std::all_of(strengths_.begin(), strengths_.end(),
                       [&](const auto& each) { return each.is_nothing(from, to); });
}

Editor::Editor(const std::vector<Person>& people, const Direction& direction, const migration::Style& style,
               const std::optional<migration::Character>& character, bool skin, bool pose, Space space)
    : people_(people),
      direction_(direction),
      style_(migration::in_space(space, style)),
      pose_(pose),
      expressions_(character ? character->expressions : migration::standard_expressions()),
      resting_(character ? character->resting : std::nullopt),
      migrator_(skin ? migration::Migrator::Skin::kPainted : migration::Migrator::Skin::kAsItIs, space) {}

bool Editor::edit(media::VideoFrame& frame, const std::vector<face::Face>& faces) {
    bool changed = false;
    for (const face::Face& face : faces) {
        const auto person = person_of(face, frame.time);
        if (!person) continue;
        // The slow units are followed also while nothing is edited, so that an edit begins from what the face
        // does.
        const action_units::RestingFace& resting = resting_ ? *resting_ : people_[*person].resting;
        const ActionUnits now =
            slow_[*person].follow(estimator_.estimate_unlimited(face, resting), frame.time);
        const sync::Blend blend = direction_.at(*person, frame.time);
        if (blend.empty()) continue;
        migrator_.apply(frame.picture, face, change(now, blend), style_.parting, frame.time,
                        migration::Mouth::kAsItIs, pose_ ? nod_of(blend) : 0);
        for (const sync::Share& share : blend) emotions_.insert(share.emotion);
        changed = true;
    }
    return changed;
}

/// The tracker tells people apart, places tell which of the people it is. Places are known for the looks
/// only, and between the last before a cut and the first after it they are wrong: what they said before
/// stands against them for as long.
std::optional<std::size_t> Editor::person_of(const face::Face& face, Seconds time) {
    Acquaintance& acquaintance = acquaintances_[face.id];
    if (const auto seen = person_at(people_, face.box, time)) {
        for (auto& [person, frames] : acquaintance) frames *= 1 - 1 / kFramesRemembered;
        acquaintance[*seen] += 1;
    }
    const auto surest =
        std::max_element(acquaintance.begin(), acquaintance.end(),
                         [](const auto& one, const auto& other) { return one.second < other.second; });
    return surest == acquaintance.end() ? std::nullopt : std::optional(surest->first);
}

migration::Change Editor::change(const ActionUnits& now, const sync::Blend& blend) const {
    migration::Change change;
    for (const sync::Share& share : blend) {
        const ActionUnits expression = static_cast<float>(share.intensity) *
                                       expressions_.at(share.emotion).at(migration::openness_of(now));
        change = change + static_cast<float>(share.weight) * migration::change_for(now, expression, style_);
    }
    return change;
}

}  // namespace ganemotion::pipeline
