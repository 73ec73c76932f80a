#include "migration/skin.h"

#include <algorithm>
#include <cmath>
#include <cstring>

#include <opencv2/imgproc.hpp>

#include "action_units/estimator.h"
#include "migration/skin_colour.h"
#include "migration/skin_graph.h"
#include "nn/model_files.h"
#include "nn/network.h"

namespace ganemotion::migration {

namespace {

constexpr float kWhite = 255;
constexpr Seconds kForgotten{0.5};  // a face that was not seen for so long may have turned or been cut to

constexpr Seconds kTolerance{1e-3};  // of the times of frames

constexpr const char* kFile = "skin/skin.safetensors";

nn::Weights read(const std::filesystem::path& file) {
    return nn::read_weights(file.empty() ? nn::committed_model(kFile) : file);
}

cv::Mat plane_of(std::span<const float> values, int index) {
    constexpr std::size_t kTexels = std::size_t{face::kTextureSide} * face::kTextureSide;
    cv::Mat plane(face::kTextureSide, face::kTextureSide, CV_32FC1);
    std::memcpy(plane.data, values.data() + static_cast<std::size_t>(index) * kTexels,
                kTexels * sizeof(float));
    return plane;
}

// ITU-R BT.601.
const cv::Vec3f kLumaOfRgb(0.299F, 0.587F, 0.114F);

void write_planes(const cv::Mat& rgb, std::span<float> to) {
    std::array<cv::Mat, 3> planes;
    cv::split(rgb, planes.data());
    for (std::size_t i = 0; i < planes.size(); ++i) {
        cv::Mat plane(rgb.size(), CV_32FC1, to.data() + i * rgb.total());
        planes[i].convertTo(plane, CV_32F, 1 / kWhite);
    }
}

/// In memory of its own: who was given the last value keeps it.
cv::Mat between(const cv::Mat& slow, const cv::Mat& now, double share) {
    cv::Mat mixed;
    cv::addWeighted(slow, 1 - share, now, share, 0, mixed);
    return mixed;
}

}  // namespace

struct Skin::State {
    SkinOptions options;
    face::TextureMap map;
    action_units::Estimator estimator;
    std::vector<float> unit_scale;
    nn::Network network;

    struct Memory {
        SkinPaint answer;  // the network's last
        Seconds asked{};
        SkinPaint paint;  // follows the answers
        Seconds time{};
    };
    std::map<int, Memory> memories;  // by the tracker's id

    State(const face::Vertices& mean_face, const SkinOptions& chosen, const nn::Weights& weights)
        : options(chosen),
          map(mean_face),
          unit_scale(weights.at("unit_scale").to_float()),
          network(skin_graph(weights)) {}
};

Skin::Skin(const face::Vertices& mean_face, const SkinOptions& options, const std::filesystem::path& weights)
    : state_(std::make_unique<State>(mean_face, options, read(weights))) {}
Skin::~Skin() = default;
Skin::Skin(Skin&&) noexcept = default;

cv::Mat emphasis(const cv::Mat& gain, const SkinOptions& options) {
    cv::Mat factor(gain.size(), CV_32FC1);
    std::transform(gain.begin<float>(), gain.end<float>(), factor.begin<float>(), [&](float each) {
        const float share = (std::abs(each - 1) - options.doubtful) / (options.sure - options.doubtful);
        return options.faint + (1 - options.faint) * std::clamp(share, 0.0F, 1.0F);
    });
    return factor;
}

cv::Mat no_lighter_than_around(const cv::Mat& gain, const cv::Mat& texture, const SkinOptions& options) {
    const cv::Size neighbourhood(options.neighbourhood, options.neighbourhood);
    cv::Mat rgb, luma, around, broad;
    texture.convertTo(rgb, CV_32F, 1 / kWhite);
    cv::transform(rgb, luma, kLumaOfRgb.t());
    cv::blur(luma, around, neighbourhood);
    cv::blur(gain, broad, neighbourhood);
    const cv::Mat as_around = around / cv::max(luma, 1 / kWhite);
    const cv::Mat most = cv::max(cv::max(as_around, broad), 1);
    return cv::min(gain, most);
}

cv::Mat kept_chroma(const cv::Mat& texture, const cv::Mat& gain, const SkinOptions& options) {
    cv::Mat power;
    cv::pow(gain, options.chroma, power);
    const cv::Mat share = power - gain;
    // Paint is smooth: the grain of the texture stays out of it.
    cv::Mat smooth;
    cv::blur(texture, smooth, {3, 3});
    cv::Mat kept(texture.size(), CV_32FC3);
    for (int y = 0; y < kept.rows; ++y) {
        const auto* colour = smooth.ptr<cv::Vec3b>(y);
        const auto* factor = share.ptr<float>(y);
        auto* chroma = kept.ptr<cv::Vec3f>(y);
        for (int x = 0; x < kept.cols; ++x) {
            const cv::Vec3f rgb = colour[x];
            const float gray = kLumaOfRgb.dot(rgb);
            chroma[x] = factor[x] * (rgb - cv::Vec3f::all(gray));
        }
    }
    return kept;
}

bool Skin::is_there() {
    return std::filesystem::exists(nn::home() / "models" / kFile);
}

const face::TextureMap& Skin::map() const {
    return state_->map;
}

SkinPaint Skin::paint(const media::Picture& picture, const face::Face& face, const ActionUnits& change) {
    const cv::Mat texture = state_->map.texture(picture, face.mesh);
    write_planes(texture, state_->network.input(0));
    const std::span<float> units = state_->network.input(1);
    for (std::size_t i = 0; i < units.size(); ++i) {
        const float most = state_->options.most_deviations * state_->unit_scale[i];
        units[i] = std::clamp(change.values()[i], -most, most);
    }
    const ActionUnits now = state_->estimator.estimate(face);
    std::copy(now.values().begin(), now.values().end(), state_->network.input(2).begin());
    state_->network.run();
    SkinPaint paint;
    paint.gain = plane_of(state_->network.output(0), 0);
    const cv::Mat factor = emphasis(paint.gain, state_->options);
    paint.gain = no_lighter_than_around(1 + (paint.gain - 1).mul(factor), texture, state_->options);
    std::array<cv::Mat, 3> bias;
    for (int i = 0; i < 3; ++i)
        bias[static_cast<std::size_t>(i)] = kWhite * plane_of(state_->network.output(1), i).mul(factor);
    cv::merge(bias.data(), bias.size(), paint.bias);
    const cv::Scalar skin = cv::mean(texture, state_->map.inside());
    cv::transform(paint.bias, paint.bias, keeping_colour(colourfulness(cv::Vec3d(skin.val))));
    paint.bias += kept_chroma(texture, paint.gain, state_->options);
    paint.share = plane_of(state_->network.output(2), 0);
    return paint;
}

SkinPaint Skin::paint(const media::Picture& picture, const face::Face& face, const ActionUnits& change,
                      Seconds time) {
    const SkinOptions& options = state_->options;
    std::erase_if(state_->memories, [&](const auto& one) { return time - one.second.time > kForgotten; });
    auto& memory = state_->memories[face.id];
    const bool is_new = memory.paint.gain.empty() || time < memory.time;
    if (is_new || time - memory.asked >= options.renewal - kTolerance) {
        memory.answer = paint(picture, face, change);
        memory.asked = time;
    }
    if (is_new) {
        memory.paint = memory.answer;
    } else {
        const double share = 1 - std::exp(-(time - memory.time) / options.steadiness);
        memory.paint = {between(memory.paint.gain, memory.answer.gain, share),
                        between(memory.paint.bias, memory.answer.bias, share),
                        between(memory.paint.share, memory.answer.share, share)};
    }
    memory.time = time;
    return memory.paint;
}

}  // namespace ganemotion::migration
