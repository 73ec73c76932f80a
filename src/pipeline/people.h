#pragma once

#include <optional>
#include <vector>

#include <opencv2/core.hpp>

#include "action_units/appearance_estimator.h"
#include "action_units/resting_face.h"
#include "ganemotion/ganemotion.h"
#include "sync/synchronize.h"

namespace ganemotion::pipeline {

/// A person in one of the looks.
struct Sighting {
    Seconds time{};  ///< of the look: the same for all who were seen in it
    cv::Rect2f box;
    /// How much the lips opened and closed in the frames after the look, in widths of the face a second.
    std::optional<float> mouth_motion{};
    /// How far the head went, the same.
    std::optional<float> head_motion{};
    /// Where several people are seen: whether the mouth moves with the sound, -1..1 (lip_sync.h).
    std::optional<float> lip_sync{};
};

/// Someone who was seen in a video.
struct Person {
    std::vector<Sighting> sightings{};           ///< in order of time, at least one
    std::vector<sync::ShownExpression> shown{};  ///< once a second, in order of time
    action_units::RestingFace resting{};
    /// The same with its skin, where the units are read from that.
    std::optional<action_units::Impression> resting_impression{};
};

/// Distance of the middles of two faces in widths of the wider one: below about 1 it may be the same face,
/// moved.
float distance(const cv::Rect2f& a, const cv::Rect2f& b);

/// Whose faces a stretch of the video is about: indexes into `people`. Of those who are seen together one is
/// chosen: as the speaker the one whose mouth moves with the sound, among those whose mouths move. Someone
/// who is never seen together with them (before or after a cut) is chosen too.
std::vector<std::size_t> choose(const std::vector<Person>& people, Seconds from, Seconds to,
                                FaceChoice choice);

/// The part of a timeline that is about this person. A gap goes with the sentence before it.
Timeline timeline_of(std::size_t person, const std::vector<Person>& people, const Timeline& timeline,
                     FaceChoice choice);

/// What the face that a sentence is about showed, for each sentence; in order of time.
std::vector<sync::ShownExpression> shown_to(const std::vector<sync::SpokenEmotion>& spoken,
                                            const std::vector<Person>& people, FaceChoice choice);

/// Tells each sentence how the face that it is about moved: of several, the speaker's.
void note_motion(std::vector<sync::SpokenEmotion>& spoken, const std::vector<Person>& people,
                 FaceChoice choice);

/// Who has a face there at that time, an index; nothing where no one was seen nearby about then.
std::optional<std::size_t> person_at(const std::vector<Person>& people, const cv::Rect2f& box, Seconds time);

}  // namespace ganemotion::pipeline
