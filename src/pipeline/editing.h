#pragma once

#include <map>
#include <set>
#include <vector>

#include "action_units/estimator.h"
#include "face/face.h"
#include "media/video_reader.h"
#include "migration/attention_rule.h"
#include "migration/character.h"
#include "migration/migrator.h"
#include "migration/slow_units.h"
#include "pipeline/people.h"
#include "sync/strength.h"

namespace ganemotion::pipeline {

/// A style with the alphas that were asked for: of the mouth 0..1, elsewhere 0..2. Throws Error(kUsage) for
/// others.
migration::Style with_alphas(migration::Style style, std::optional<double> alpha_mouth,
                             std::optional<double> alpha_rest);

/// What each person of a video shall show, moment by moment.
class Direction {
  public:
    Direction(const std::vector<Person>& people, const Timeline& timeline, const EnlivenOptions& options);

    /// True if no face is ever to be changed.
    [[nodiscard]] bool is_nothing() const;
    /// True if none is at these moments.
    [[nodiscard]] bool is_nothing(Seconds from, Seconds to) const;
    [[nodiscard]] sync::Blend at(std::size_t person, Seconds time) const {
        return strengths_[person].at(time);
    }

  private:
    std::vector<sync::Strength> strengths_;  ///< of each person
};

/// Changes the faces of one frame after another. One thread at a time.
class Editor {
  public:
    /// The arguments must outlive it. Throws Error(kMissingModel).
    /// `character`: whose expressions and resting face everybody has; nothing: standard ones, and their own.
    /// `skin`: folds and shading are painted. `pose`: the head nods with the emotion. `space`: where faces
    /// are changed.
    Editor(const std::vector<Person>& people, const Direction& direction, const migration::Style& style,
           const std::optional<migration::Character>& character, bool skin, bool pose, Space space);

    /// Changes the picture in place, by as much as its time asks for; true if a face was moved. Frames come
    /// in order of time.
    bool edit(media::VideoFrame& frame, const std::vector<face::Face>& faces);

    /// All emotions that were put on a face so far.
    [[nodiscard]] const std::set<Emotion>& emotions() const { return emotions_; }

  private:
    /// Who a face was taken for, each by so many frames.
    using Acquaintance = std::map<std::size_t, float>;

    const std::vector<Person>& people_;
    const Direction& direction_;
    migration::Style style_;
    bool pose_;
    migration::ExpressionLibrary expressions_;
    std::optional<action_units::RestingFace> resting_;  ///< of the character
    action_units::Estimator estimator_;
    migration::Migrator migrator_;
    std::map<int, Acquaintance> acquaintances_;         ///< by the tracker's id
    std::map<std::size_t, migration::SlowUnits> slow_;  ///< by person
    std::set<Emotion> emotions_;

    std::optional<std::size_t> person_of(const face::Face& face, Seconds time);
    [[nodiscard]] migration::Change change(const ActionUnits& now, const sync::Blend& blend) const;
};

}  // namespace ganemotion::pipeline
