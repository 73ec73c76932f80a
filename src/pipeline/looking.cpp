#include "pipeline/looking.h"

#include <algorithm>
#include <cmath>

#include "action_units/estimator.h"
#include "expression/expression.h"
#include "face/face_finder.h"
#include "media/video_reader.h"

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
// Where several people are seen, their lips are watched for so many more frames: a sixth of a second, about a
// syllable.
constexpr int kFramesOfMouth = 4;

// Vertices of the mesh: middle of the inner lips; outermost points of the cheeks.
constexpr int kUpperLip = 13;
constexpr int kLowerLip = 14;
constexpr int kRightCheek = 234;
constexpr int kLeftCheek = 454;

float mouth_opening(const face::Face& face) {
    const auto between = [&](int a, int b) { return (face.mesh.row(a) - face.mesh.row(b)).norm(); };
    return between(kUpperLip, kLowerLip) / std::max(between(kRightCheek, kLeftCheek), 1.0F);
}

/// Someone who is being looked at.
class Acquaintance {
  public:
    [[nodiscard]] const cv::Rect2f& box() const { return last_box_; }

    void see(const face::Face& face, Seconds time, bool among_others) {
        person_.sightings.push_back({time, face.box});
        last_box_ = face.box;
        if (among_others) {
            person_.sightings.back().mouth_motion = 0;
            opening_ = mouth_opening(face);
            motions_ = 0;
        }
        if (seen_++ % keep_every_ == 0) faces_.push_back(face);
        if (faces_.size() > kMostFacesKept) thin_out();
    }

    void see_expression(Seconds time, const EmotionProbabilities& shown) {
        person_.shown.push_back({time, shown});
    }

    void watch_mouth(const face::Face& face) {
        auto& motion = person_.sightings.back().mouth_motion;
        if (!motion) return;
        const float opening = mouth_opening(face);
        *motion = (*motion * static_cast<float>(motions_) + std::abs(opening - opening_)) /
                  static_cast<float>(motions_ + 1);
        ++motions_;
        opening_ = opening;
        last_box_ = face.box;
    }

    Person person(const action_units::Estimator& estimator) && {
        person_.resting = estimator.resting_face(faces_);
        return std::move(person_);
    }

  private:
    Person person_;
    cv::Rect2f last_box_;
    std::vector<face::Face> faces_;
    std::size_t keep_every_ = 1;
    std::size_t seen_ = 0;
    float opening_ = 0;
    int motions_ = 0;

    void thin_out() {
        for (std::size_t i = 0; 2 * i < faces_.size(); ++i) faces_[i] = faces_[2 * i];
        faces_.resize((faces_.size() + 1) / 2);
        keep_every_ *= 2;
    }
};

/// Sees every frame of a video and looks closely at some.
class Onlooker {
  public:
    explicit Onlooker(const media::VideoInfo& info) : tracker_({}, info.rotation) {
        if (info.duration > Seconds{0})
            apart_ = std::clamp(info.duration / kLooksForRest, kNearestLooks, kExpressionApart);
    }

    void see(const media::VideoFrame& frame) {
        if (is_due(next_look_, frame.time)) {
            look_closely(frame);
        } else if (watch_mouths_ > 0) {
            --watch_mouths_;
            for (const auto& [face, acquaintance] : recognise(tracker_.track(frame.picture, frame.time)))
                if (acquaintance != kStranger) acquaintances_[acquaintance].watch_mouth(face);
        }
    }

    std::vector<Person> people() && {
        std::vector<Person> people;
        for (Acquaintance& acquaintance : acquaintances_)
            people.push_back(std::move(acquaintance).person(estimator_));
        return people;
    }

  private:
    static constexpr std::size_t kStranger = static_cast<std::size_t>(-1);

    face::FaceTracker tracker_;
    action_units::Estimator estimator_;
    expression::UnitClassifier classifier_;
    std::vector<Acquaintance> acquaintances_;
    Seconds apart_ = kExpressionApart;
    Seconds next_look_ = Seconds::min();
    Seconds next_expression_ = Seconds::min();
    int watch_mouths_ = 0;

    static bool is_due(Seconds planned, Seconds now) { return planned <= now + kOnTime; }

    static void step(Seconds& next, Seconds now, Seconds apart) {
        // From the first frame on, in even steps that do not drift with the frame rate.
        if (next == Seconds::min()) next = now;
        while (is_due(next, now)) next += apart;
    }

    void look_closely(const media::VideoFrame& frame) {
        const auto faces = recognise(tracker_.track(frame.picture, frame.time));
        const bool expression = is_due(next_expression_, frame.time);
        for (const auto& [face, known] : faces) {
            if (known == kStranger) acquaintances_.emplace_back();
            Acquaintance& acquaintance = known == kStranger ? acquaintances_.back() : acquaintances_[known];
            acquaintance.see(face, frame.time, faces.size() > 1);
            if (expression)
                acquaintance.see_expression(frame.time, classifier_.classify(estimator_.estimate(face)));
        }
        watch_mouths_ = faces.size() > 1 ? kFramesOfMouth : 0;
        step(next_look_, frame.time, apart_);
        if (expression) step(next_expression_, frame.time, kExpressionApart);
    }

    /// Who each face belongs to, nearest first.
    std::vector<std::pair<face::Face, std::size_t>> recognise(const std::vector<face::Face>& faces) const {
        std::vector<std::pair<face::Face, std::size_t>> recognised;
        std::vector<bool> taken(acquaintances_.size(), false);
        for (const face::Face& face : faces) {
            std::size_t nearest = kStranger;
            float apart = 1;
            for (std::size_t i = 0; i < acquaintances_.size(); ++i) {
                const float distance_to = distance(acquaintances_[i].box(), face.box);
                if (taken[i] || distance_to >= apart) continue;
                apart = distance_to;
                nearest = i;
            }
            if (nearest != kStranger) taken[nearest] = true;
            recognised.emplace_back(face, nearest);
        }
        return recognised;
    }
};

}  // namespace

std::vector<Person> look(const std::filesystem::path& video, int threads, Reporter& reporter) {
    media::VideoReader reader(video, threads);
    Onlooker onlooker(reader.info());
    const double duration = reader.info().duration.count();
    while (const auto frame = reader.next()) {
        reporter.advance(Work::kLooking, frame->time.count(), duration);
        onlooker.see(*frame);
    }
    reporter.advance(Work::kLooking, duration, duration);
    return std::move(onlooker).people();
}

}  // namespace ganemotion::pipeline
