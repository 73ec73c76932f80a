#include "face/turning_clips_report.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdio>
#include <string>
#include <vector>

#include "action_units/features.h"
#include "action_units/frontal_view.h"
#include "action_units/mean_face.h"
#include "cfee/person_table.h"
#include "face/face_finder.h"
#include "face/pose.h"
#include "ganemotion/action_units.h"
#include "media/video_reader.h"

namespace ganemotion::training {

namespace {

// Brows, upper lids and nose: what words do not move.
constexpr std::array kSlowUnits = {1, 2, 4, 5, 9};
using SlowUnits = Eigen::Matrix<double, kSlowUnits.size(), 1>;

struct Bin {
    const char* name;
    float from, to;  // degrees of yaw, either way
};
constexpr Bin kBins[] = {
    {"0 to 10", 0, 10}, {"10 to 20", 10, 20}, {"20 to 30", 20, 30}, {"over 30", 30, 180}};

// Fewer frames say nothing about a person.
constexpr std::size_t kEnoughFrames = 8;

/// One frame's units, against nothing: only differences between frames mean something.
struct Reading {
    float yaw;
    SlowUnits frontal, seen;
};

class Reader {
  public:
    [[nodiscard]] Reading read(const face::Face& face) const {
        const face::Pose pose = face::fit_pose(face.mesh, mean_);
        const float yaw = face::side_turn(pose);
        const auto features =
            action_units::features_of(face::pose_normalised(face.mesh, pose), face.blendshapes);
        return {std::abs(yaw), units_of(view_.frontal(features, yaw)), units_of(features)};
    }

  private:
    nn::Weights weights_ = action_units::read_unit_weights();
    face::Vertices mean_ = action_units::mean_face(weights_);
    std::vector<float> relative_ = weights_.at("relative").to_float();
    action_units::FrontalView view_{action_units::read_turning_weights()};

    [[nodiscard]] SlowUnits units_of(const action_units::Features& features) const {
        const Eigen::Map<const Matrix> relative(relative_.data(), kActionUnitCount, action_units::kFeatures);
        SlowUnits units;
        for (std::size_t i = 0; i < kSlowUnits.size(); ++i) {
            const auto row = std::find(kActionUnits.begin(), kActionUnits.end(), kSlowUnits[i]);
            units[static_cast<Eigen::Index>(i)] =
                relative.row(row - kActionUnits.begin()).dot(features.transpose());
        }
        return units;
    }
};

struct Spread {
    SlowUnits mean = SlowUnits::Zero(), deviation = SlowUnits::Zero();
};

Spread spread_of(const std::vector<const Reading*>& readings, SlowUnits Reading::*way) {
    Spread spread;
    const auto n = static_cast<double>(readings.size());
    for (const Reading* one : readings) spread.mean += one->*way / n;
    for (const Reading* one : readings) spread.deviation += (one->*way - spread.mean).cwiseAbs2() / n;
    spread.deviation = spread.deviation.cwiseSqrt();
    return spread;
}

std::vector<const Reading*> in_bin(const std::vector<Reading>& readings, const Bin& bin) {
    std::vector<const Reading*> inside;
    for (const Reading& one : readings)
        if (one.yaw >= bin.from && one.yaw < bin.to) inside.push_back(&one);
    return inside;
}

/// The frames of whoever is largest in a video.
std::vector<Reading> readings_of(const std::filesystem::path& file, const Reader& reader) {
    media::VideoReader video(file);
    face::FaceTracker tracker({}, video.info().rotation);
    std::vector<Reading> readings;
    while (const auto frame = video.next()) {
        const auto faces = tracker.track(frame->picture, frame->time);
        if (!faces.empty()) readings.push_back(reader.read(faces.front()));
    }
    return readings;
}

void print_rows(const std::string& clip, const std::vector<Reading>& readings) {
    const auto front = in_bin(readings, kBins[0]);
    if (front.size() < kEnoughFrames) return;
    if (std::none_of(std::begin(kBins) + 1, std::end(kBins),
                     [&](const Bin& bin) { return in_bin(readings, bin).size() >= kEnoughFrames; }))
        return;
    struct Way {
        const char* name;
        SlowUnits Reading::*units;
    };
    for (const Way& way : {Way{"from the front", &Reading::frontal}, Way{"as seen", &Reading::seen}}) {
        const Spread rest = spread_of(front, way.units);
        for (const Bin& bin : kBins) {
            const auto inside = in_bin(readings, bin);
            if (inside.size() < kEnoughFrames) continue;
            const Spread spread = spread_of(inside, way.units);
            std::printf("| %s | %s | %s | %zu |", clip.c_str(), way.name, bin.name, inside.size());
            for (Eigen::Index i = 0; i < spread.mean.size(); ++i)
                std::printf(" %+.2f ± %.2f |", spread.mean[i] - rest.mean[i], spread.deviation[i]);
            std::printf(" %.2f |\n", std::sqrt((spread.mean - rest.mean).squaredNorm() /
                                               static_cast<double>(spread.mean.size())));
        }
    }
    std::fflush(stdout);
}

}  // namespace

void print_turning_clips(const std::filesystem::path& clips) {
    std::vector<std::filesystem::path> files;
    for (const auto& entry : std::filesystem::directory_iterator(clips))
        if (entry.path().extension() == ".mp4") files.push_back(entry.path());
    std::sort(files.begin(), files.end());
    std::printf("\n| clip | units | yaw | frames |");
    for (const int unit : kSlowUnits) std::printf(" %s |", action_unit_name(unit).c_str());
    std::printf(" all, off |\n| --- | --- | --- | ---: |");
    for (std::size_t i = 0; i <= kSlowUnits.size(); ++i) std::printf(" ---: |");
    std::printf("\n");
    const Reader reader;
    for (const auto& file : files) print_rows(file.stem().string(), readings_of(file, reader));
}

}  // namespace ganemotion::training
