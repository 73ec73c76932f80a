#include "pipeline/unit_table.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdio>
#include <numbers>
#include <ostream>

#include "action_units/appearance_estimator.h"
#include "action_units/estimator.h"
#include "action_units/mean_face.h"
#include "face/face_finder.h"
#include "media/picture_file.h"
#include "pipeline/looking.h"

namespace ganemotion::pipeline {

namespace {

// The units of OpenFace in the order of its table; AU28 it gives as presence alone.
constexpr std::array kOpenFaceIntensities = {1, 2, 4, 5, 6, 7, 9, 10, 12, 14, 15, 17, 20, 23, 25, 26, 45};
constexpr std::array kOpenFacePresences = {1, 2, 4, 5, 6, 7, 9, 10, 12, 14, 15, 17, 20, 23, 25, 26, 28, 45};
constexpr std::array kFurtherIntensities = {16, 18, 24, 28};
constexpr std::array kFurtherPresences = {16, 18, 24};

// FACS has five steps of intensity; from the first (A, trace) on a unit counts as present.
constexpr float kSteps = 5;
constexpr float kPresent = 1;

// OpenFace guesses the camera: a focal length of 500 pixels for 640x480, in proportion for other sizes.
constexpr double kFocalLength = 500;
constexpr double kOfWidth = 640;
constexpr double kOfHeight = 480;
// The mean face's unit of length, between the outer corners of the eyes, of adults (Farkas 1994: 88 to 91
// mm).
constexpr double kUnitInMillimetres = 90;

template <typename... Values>
std::string formatted(const char* format, Values... values) {
    std::array<char, 160> text{};
    std::snprintf(text.data(), text.size(), format, values...);
    return text.data();
}

template <typename Numbers>
std::string names(const Numbers& units, const char* ending) {
    std::string text;
    for (const int unit : units) text.append(",").append(action_unit_name(unit)).append(ending);
    return text;
}

float step_of(const ActionUnits& units, int unit) {
    return std::clamp(kSteps * units[unit], 0.0F, kSteps);
}

template <typename Numbers>
std::string intensities(const ActionUnits& units, const Numbers& numbers) {
    std::string text;
    for (const int unit : numbers) text += formatted(",%.2f", step_of(units, unit));
    return text;
}

template <typename Numbers>
std::string presences(const ActionUnits& units, const Numbers& numbers) {
    std::string text;
    for (const int unit : numbers) text += step_of(units, unit) >= kPresent ? ",1" : ",0";
    return text;
}

std::string pose_columns(const face::Pose& pose, cv::Size size) {
    const double focal_length = kFocalLength * (size.width / kOfWidth + size.height / kOfHeight) / 2;
    const double z = focal_length * kUnitInMillimetres / std::max(pose.scale, 1e-3F);
    const double x = (pose.translation.x() - size.width / 2.0) * z / focal_length;
    const double y = (pose.translation.y() - size.height / 2.0) * z / focal_length;
    const face::HeadAngles angles = face::head_angles(pose);
    constexpr double kRadians = std::numbers::pi / 180;
    return formatted(",%.1f,%.1f,%.1f,%.3f,%.3f,%.3f", x, y, z, angles.pitch * kRadians,
                     angles.yaw * kRadians, angles.roll * kRadians);
}

/// As CSV quotes it, where it must.
std::string quoted(const std::string& text) {
    if (text.find_first_of(",\"\n\r") == std::string::npos) return text;
    std::string result = "\"";
    for (const char c : text) {
        if (c == '"') result += c;
        result += c;
    }
    result += '"';
    return result;
}

std::string row(const FaceReading& reading, int id, float confidence, const std::string& pose,
                const ActionUnits& units) {
    return formatted("%d,%d,%.3f,%.2f,%d", reading.frame, id, reading.time.value_or(Seconds{}).count(),
                     confidence, reading.face ? 1 : 0) +
           pose + intensities(units, kOpenFaceIntensities) + presences(units, kOpenFacePresences) +
           intensities(units, kFurtherIntensities) + presences(units, kFurtherPresences) + "," +
           quoted(reading.file.string()) + "\n";
}

/// Measures faces against the resting face of their person, as far as it is known.
class Gauge {
  public:
    explicit Gauge(const std::filesystem::path& resting) {
        if (action_units::AppearanceEstimator::is_there()) appearance_.emplace();
        if (resting.empty()) return;
        const media::Picture picture = media::read_picture(resting);
        const auto faces = face::FaceFinder().find(picture);
        if (faces.empty())
            throw Error(ErrorKind::kUnreadableInput,
                        resting.string() + ": no face is seen in this resting face");
        resting_.emplace();
        resting_->resting = shape_.resting_face(faces.front());
        if (appearance_) resting_->resting_impression = appearance_->look(picture, faces.front());
    }

    ActionUnits measure(const FaceReading& reading, Reporter& reporter) {
        const Person* person = person_of(reading, reporter);
        if (!appearance_)
            return person != nullptr ? shape_.estimate(*reading.face, person->resting)
                                     : shape_.estimate(*reading.face);
        const auto seen = appearance_->look(*reading.picture, *reading.stored_face);
        return person != nullptr && person->resting_impression
                   ? appearance_->estimate(seen, *person->resting_impression)
                   : appearance_->estimate(seen);
    }

  private:
    action_units::Estimator shape_;
    std::optional<action_units::AppearanceEstimator> appearance_;
    std::optional<Person> resting_;  ///< whom all faces are measured against
    std::filesystem::path video_;    ///< whose people are known
    std::vector<Person> people_;

    /// Whose resting face is known; null: nobody's.
    const Person* person_of(const FaceReading& reading, Reporter& reporter) {
        if (resting_) return &*resting_;
        if (!reading.time) return nullptr;
        meet_people_of(reading.file, reporter);
        const auto person = person_at(people_, reading.stored_face->box, *reading.time);
        return person ? &people_[*person] : nullptr;
    }

    /// A look at the whole video tells the resting faces, before its first face is measured.
    void meet_people_of(const std::filesystem::path& video, Reporter& reporter) {
        if (video == video_) return;
        people_ = look(video, 1, reporter);
        video_ = video;
    }
};

}  // namespace

std::string unit_table_header() {
    return "frame,face_id,timestamp,confidence,success,pose_Tx,pose_Ty,pose_Tz,pose_Rx,pose_Ry,pose_Rz" +
           names(kOpenFaceIntensities, "_r") + names(kOpenFacePresences, "_c") +
           names(kFurtherIntensities, "_r") + names(kFurtherPresences, "_c") + ",file\n";
}

std::string unit_table_row(const FaceReading& reading, const face::Pose& pose, const ActionUnits& units) {
    return row(reading, reading.face->id, reading.face->confidence, pose_columns(pose, reading.size), units);
}

std::string unit_table_row_without_face(const FaceReading& reading) {
    return row(reading, 0, 0, ",0.0,0.0,0.0,0.000,0.000,0.000", {});
}

ReadFiles write_unit_table(const std::vector<std::filesystem::path>& files,
                           const std::filesystem::path& resting, std::ostream& table, UnitPlot* plot,
                           Reporter& reporter) {
    const face::Vertices mean_face = action_units::mean_face(action_units::read_unit_weights());
    Gauge gauge(resting);
    table << unit_table_header();
    return track_faces(
        files,
        [&](const FaceReading& reading) {
            if (!reading.face) {
                table << unit_table_row_without_face(reading);
                return;
            }
            const ActionUnits units = gauge.measure(reading, reporter);
            table << unit_table_row(reading, face::fit_pose(reading.face->mesh, mean_face), units);
            if (plot != nullptr && reading.time) plot->add(*reading.time, reading.face->id, units);
        },
        reporter);
}

}  // namespace ganemotion::pipeline
