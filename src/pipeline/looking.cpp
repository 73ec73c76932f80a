#include "pipeline/looking.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <utility>

#include "action_units/appearance_estimator.h"
#include "action_units/estimator.h"
#include "expression/face_classifier.h"
#include "face/face_finder.h"
#include "media/video_reader.h"
#include "pipeline/lip_sync.h"
#include "pipeline/made_ahead.h"

namespace ganemotion::pipeline {

namespace {

// The published rule: one frame a second is classified.
constexpr Seconds kExpressionApart{1.0};
// The resting face is found among the looks: a short video gets so many of them, a tenth of a second apart at
// least.
constexpr double kLooksForRest = 20;
constexpr Seconds kNearestLooks{0.1};
// Time stamps and sums of steps are not exact to the last bit.
constexpr Seconds kOnTime{0.001};
// Faces kept for the resting face; when there are more, every other one is dropped and so on.
constexpr std::size_t kMostFacesKept = 240;
// After a look, lips and heads are watched for so many more frames: a sixth of a second, about a syllable.
constexpr int kFramesOfMouth = 4;
// Frames farther apart than this tell little: between them a mouth has closed and opened again.
constexpr Seconds kWatchable{0.12};

// What is seen waits for who gets to know it: a few looks, each with a whole picture.
constexpr std::size_t kGlancesAhead = 8;

// Vertices of the mesh: middle of the inner lips; outermost points of the cheeks.
constexpr int kUpperLip = 13;
constexpr int kLowerLip = 14;
constexpr int kRightCheek = 234;
constexpr int kLeftCheek = 454;
// The outer corners of the eyes: where the head is, whatever the face does.
constexpr int kRightEye = 33;
constexpr int kLeftEye = 263;

/// What is watched of a face.
struct Posture {
    float mouth_opening = 0;  ///< in widths of the face
    Eigen::Vector2f head{};   ///< pixels
    float width = 1;          ///< of the face, pixels

    Posture() = default;
    explicit Posture(const face::Face& face) {
        const auto between = [&](int a, int b) { return (face.mesh.row(a) - face.mesh.row(b)).norm(); };
        width = std::max(between(kRightCheek, kLeftCheek), 1.0F);
        mouth_opening = between(kUpperLip, kLowerLip) / width;
        head = (face.mesh.row(kRightEye) + face.mesh.row(kLeftEye)).head<2>() / 2;
    }
};

/// Someone who is being looked at.
class Acquaintance {
  public:
    void see(const face::Face& face, std::optional<action_units::Impression> impression, Seconds time) {
        person_.sightings.push_back({time, face.box});
        motions_ = 0;
        if (seen_ > 0 && time - watched_ <= kWatchable) {
            watch(face, time);
        } else {
            posture_ = Posture(face);
            watched_ = time;
        }
        mouth_.push_back({static_cast<float>(time.count()), Posture(face).mouth_opening});
        if (seen_++ % keep_every_ == 0) {
            faces_.push_back(face);
            if (impression) impressions_.push_back(std::move(*impression));
        }
        if (faces_.size() > kMostFacesKept) {
            thin_out(faces_);
            thin_out(impressions_);
            keep_every_ *= 2;
        }
    }

    void see_expression(Seconds time, const EmotionProbabilities& shown) {
        person_.shown.push_back({time, shown});
    }

    void watch(const face::Face& face, Seconds time) {
        const auto apart = static_cast<float>((time - watched_).count());
        if (apart <= 0) return;
        const Posture now(face);
        mouth_.push_back({static_cast<float>(time.count()), now.mouth_opening});
        Sighting& sighting = person_.sightings.back();
        const auto add = [&](std::optional<float>& mean, float motion) {
            mean = (mean.value_or(0) * static_cast<float>(motions_) + motion / apart) /
                   static_cast<float>(motions_ + 1);
        };
        add(sighting.mouth_motion, std::abs(now.mouth_opening - posture_.mouth_opening));
        add(sighting.head_motion, (now.head - posture_.head).norm() / now.width);
        ++motions_;
        posture_ = now;
        watched_ = time;
    }

    void compare_with(const Loudness& loudness) {
        for (Sighting& sighting : person_.sightings)
            sighting.lip_sync = lip_sync(mouth_, loudness, sighting.time);
    }

    Person person(const action_units::Estimator& estimator,
                  const std::optional<action_units::AppearanceEstimator>& appearance) && {
        person_.resting = estimator.resting_face(faces_);
        if (appearance) person_.resting_impression = appearance->resting(impressions_);
        return std::move(person_);
    }

  private:
    Person person_;
    std::vector<MouthSample> mouth_;
    std::vector<face::Face> faces_;
    std::vector<action_units::Impression> impressions_;  ///< of the same looks, or none
    std::size_t keep_every_ = 1;
    std::size_t seen_ = 0;
    Posture posture_;
    Seconds watched_{};
    int motions_ = 0;

    /// Every other one stays.
    template <typename Look>
    static void thin_out(std::vector<Look>& looks) {
        std::size_t kept = 0;
        for (std::size_t i = 0; i < looks.size(); i += 2) std::swap(looks[kept++], looks[i]);
        looks.resize(kept);
    }
};

/// What is seen of a frame.
struct Glance {
    Seconds time{};
    std::vector<face::Face> faces;
    std::optional<media::Picture> picture;  ///< of a close look; without, the faces are only watched
    bool expression = false;                ///< what it shows is to be told
};

/// Sees every frame of a video, and tracks the faces of those that are due.
class Lookout {
  public:
    Lookout(const std::filesystem::path& video, int threads) : reader_(video, threads) {
        if (reader_.info().duration > Seconds{0})
            apart_ = std::clamp(reader_.info().duration / kLooksForRest, kNearestLooks, kExpressionApart);
    }

    [[nodiscard]] Seconds duration() const { return reader_.info().duration; }

    /// The next frame that is due, nothing at the end.
    std::optional<Glance> next() {
        if (!tracker_) tracker_.emplace(face::FinderOptions(), reader_.info().rotation);
        while (auto frame = reader_.next()) {
            if (is_due(next_look_, frame->time)) return look_closely(*frame);
            if (watch_ == 0 && !several_) {
                reader_.skip_to(next_look_ - kOnTime);
                continue;
            }
            watch_ = std::max(0, watch_ - 1);
            return Glance{frame->time, tracker_->track(frame->picture, frame->time), std::nullopt};
        }
        return std::nullopt;
    }

  private:
    media::VideoReader reader_;
    std::optional<face::FaceTracker> tracker_;
    Seconds apart_ = kExpressionApart;
    Seconds next_look_ = Seconds::min();
    Seconds next_expression_ = Seconds::min();
    int watch_ = 0;         ///< so many more frames
    bool several_ = false;  ///< were seen in the last look: all frames are watched, for their lips

    static bool is_due(Seconds planned, Seconds now) { return planned <= now + kOnTime; }

    static void step(Seconds& next, Seconds now, Seconds apart) {
        // From the first frame on, in even steps that do not drift with the frame rate.
        if (next == Seconds::min()) next = now;
        while (is_due(next, now)) next += apart;
    }

    Glance look_closely(const media::VideoFrame& frame) {
        Glance glance{frame.time, tracker_->track(frame.picture, frame.time), frame.picture,
                      is_due(next_expression_, frame.time)};
        watch_ = kFramesOfMouth;
        several_ = glance.faces.size() > 1;
        step(next_look_, frame.time, apart_);
        if (glance.expression) step(next_expression_, frame.time, kExpressionApart);
        return glance;
    }
};

/// Gets to know the people who are seen.
class Onlooker {
  public:
    explicit Onlooker(int threads)
        : appearance_(action_units::AppearanceEstimator::is_there()
                          ? std::make_optional<action_units::AppearanceEstimator>()
                          : std::nullopt),
          classifier_(threads) {}

    void see(const Glance& glance) {
        if (glance.picture) {
            look_closely(glance);
            return;
        }
        for (const auto& [face, acquaintance] : recognise(glance.faces))
            if (acquaintance != kStranger) acquaintances_[acquaintance].watch(face, glance.time);
    }

    /// Whether there is a speaker to be found among several.
    [[nodiscard]] bool saw_several() const { return saw_several_; }

    void compare_with(const Loudness& loudness) {
        for (Acquaintance& acquaintance : acquaintances_) acquaintance.compare_with(loudness);
    }

    std::vector<Person> people() && {
        std::vector<Person> people;
        for (Acquaintance& acquaintance : acquaintances_)
            people.push_back(std::move(acquaintance).person(estimator_, appearance_));
        return people;
    }

  private:
    static constexpr std::size_t kStranger = static_cast<std::size_t>(-1);

    action_units::Estimator estimator_;
    std::optional<action_units::AppearanceEstimator> appearance_;
    expression::FaceClassifier classifier_;
    std::vector<Acquaintance> acquaintances_;
    std::map<int, std::size_t> acquaintance_of_;  ///< by the tracker's number
    bool saw_several_ = false;

    void look_closely(const Glance& glance) {
        const auto faces = recognise(glance.faces);
        for (const auto& [face, known] : faces) {
            if (known == kStranger) {
                acquaintance_of_[face.id] = acquaintances_.size();
                acquaintances_.emplace_back();
            }
            Acquaintance& acquaintance = known == kStranger ? acquaintances_.back() : acquaintances_[known];
            std::optional<action_units::Impression> impression;
            if (appearance_) impression = appearance_->look(*glance.picture, face);
            acquaintance.see(face, std::move(impression), glance.time);
            if (glance.expression)
                acquaintance.see_expression(glance.time, classifier_.classify(*glance.picture, face).stacked);
        }
        saw_several_ = saw_several_ || faces.size() > 1;
    }

    /// Who each face belongs to: the tracker tells people apart, wherever they are after a cut.
    [[nodiscard]] std::vector<std::pair<face::Face, std::size_t>> recognise(
        const std::vector<face::Face>& faces) const {
        std::vector<std::pair<face::Face, std::size_t>> recognised;
        for (const face::Face& face : faces) {
            const auto known = acquaintance_of_.find(face.id);
            recognised.emplace_back(face, known == acquaintance_of_.end() ? kStranger : known->second);
        }
        return recognised;
    }
};

}  // namespace

std::vector<Person> look(const std::filesystem::path& video, int threads, Reporter& reporter) {
    Lookout lookout(video, threads);
    MadeAhead<Glance> glances(kGlancesAhead, [&] { return lookout.next(); });
    Onlooker onlooker(threads);  // its networks are loaded beside the tracker's
    const double duration = lookout.duration().count();
    while (const auto glance = glances.next()) {
        reporter.advance(Work::kLooking, glance->time.count(), duration);
        onlooker.see(*glance);
    }
    reporter.advance(Work::kLooking, duration, duration);
    if (onlooker.saw_several()) onlooker.compare_with(loudness_of(video));
    return std::move(onlooker).people();
}

}  // namespace ganemotion::pipeline
