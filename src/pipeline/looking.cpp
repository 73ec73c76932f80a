#include "pipeline/looking.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <utility>

#include "action_units/appearance_estimator.h"
#include "action_units/estimator.h"
#include "expression/face_classifier.h"
#include "pipeline/lip_sync.h"
#include "pipeline/lookout.h"
#include "pipeline/made_ahead.h"

namespace ganemotion::pipeline {

namespace {

// Faces kept for the resting face; when there are more, every other one is dropped and so on.
constexpr std::size_t kMostFacesKept = 240;
// Frames farther apart than this tell little: between them a mouth has closed and opened again.
constexpr Seconds kWatchable{0.12};
// What is seen waits for who gets to know it: a few looks, each with a whole picture.
constexpr std::size_t kGlancesAhead = 4;

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
