#include "migration/ganimation.h"

#include <algorithm>
#include <cstring>

#include <opencv2/imgproc.hpp>

#include "action_units/estimator.h"
#include "migration/crop.h"
#include "migration/crop_graph.h"
#include "nn/model_files.h"
#include "nn/network.h"

namespace ganemotion::migration {

namespace {

constexpr float kWhite = 255;
constexpr const char* kFile = "ganimation/ganimation.safetensors";

// Pixels of the crop over which paint fades at its rim: the published mask reaches it where hair moves.
constexpr int kRim = 10;

cv::Mat rim_mask() {
    cv::Mat mask(kCropSide, kCropSide, CV_32FC1);
    for (int y = 0; y < kCropSide; ++y)
        for (int x = 0; x < kCropSide; ++x) {
            const int away = std::min({x, y, kCropSide - 1 - x, kCropSide - 1 - y});
            mask.at<float>(y, x) = std::min(1.0F, static_cast<float>(away) / kRim);
        }
    return mask;
}

cv::Mat plane_of(std::span<const float> values, std::size_t index) {
    constexpr std::size_t kPixels = kCropSide * kCropSide;
    cv::Mat plane(kCropSide, kCropSide, CV_32FC1);
    std::memcpy(plane.data, values.data() + index * kPixels, kPixels * sizeof(float));
    return plane;
}

void write_planes(const cv::Mat& rgb, std::span<float> to) {
    std::array<cv::Mat, 3> planes;
    cv::split(rgb, planes.data());
    for (std::size_t i = 0; i < planes.size(); ++i) {
        cv::Mat plane(rgb.size(), CV_32FC1, to.data() + i * rgb.total());
        planes[i].convertTo(plane, CV_32F, 1 / kWhite);
    }
}

nn::Weights read(const std::filesystem::path& file) {
    return nn::read_weights(file.empty() ? nn::committed_model(kFile) : file);
}

}  // namespace

struct Ganimation::State {
    action_units::Estimator estimator;
    nn::Network network;
    cv::Mat rim = rim_mask();

    explicit State(const nn::Weights& weights) : network(crop_graph(weights)) {}
};

Ganimation::Ganimation(const std::filesystem::path& weights)
    : state_(std::make_unique<State>(read(weights))) {}
Ganimation::~Ganimation() = default;
Ganimation::Ganimation(Ganimation&&) noexcept = default;

bool Ganimation::is_there() {
    return std::filesystem::exists(nn::home() / "models" / kFile);
}

CropPaint Ganimation::paint(const media::Picture& picture, const face::Face& face,
                            const ActionUnits& change) {
    write_planes(crop(picture, face.mesh), state_->network.input(0));
    const ActionUnits wanted = state_->estimator.estimate(face) + change;
    std::transform(wanted.values().begin(), wanted.values().end(), state_->network.input(1).begin(),
                   [](float unit) { return std::clamp(unit, 0.0F, 1.0F); });
    state_->network.run();
    CropPaint paint;
    paint.mesh = face.mesh;
    paint.share = (1 - plane_of(state_->network.output(1), 0)).mul(state_->rim * face.visibility.mean());
    std::array<cv::Mat, 3> colour;
    for (std::size_t i = 0; i < colour.size(); ++i)
        colour[i] = kWhite * plane_of(state_->network.output(0), i);
    cv::merge(colour.data(), colour.size(), paint.colour);
    return paint;
}

}  // namespace ganemotion::migration
