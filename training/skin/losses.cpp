#include "training/skin/losses.h"

#include "training/skin/weighted_l1.h"

namespace ganemotion::training {
namespace {

constexpr double kMiddleGray = 0.45;  // errors count as on a face of this brightness
constexpr double kBlack = 0.1;        // and not without limit on a black one
constexpr int kScales = 3;
constexpr std::int64_t kLowPass = 8;  // texels: shading, not features

torch::Tensor low_pass(const torch::Tensor& x) {
    return torch::avg_pool2d(x, kLowPass);
}

/// Local strength of detail: the mean, over blocks, of what a blur takes away.
torch::Tensor grain_of(const torch::Tensor& x) {
    const torch::Tensor gray = x.mean(1, true);
    return low_pass((gray - torch::avg_pool2d(gray, 3, 1, 1)).abs());
}

void note(LossParts& parts, const char* name, const torch::Tensor& value) {
    parts[name] += value.item<double>();
}

}  // namespace

SkinWeights skin_weights(const torch::Tensor& source, const torch::Tensor& mask) {
    const auto count = static_cast<double>(source.size(0) * source.size(1));
    return {mask / (mask.sum() * count), kMiddleGray / (source.mean({1, 2, 3}, true) + kBlack)};
}

torch::Tensor pixel_error(const torch::Tensor& a, const torch::Tensor& b, const SkinWeights& weights) {
    return weighted_l1(a - b, weights.skin, weights.brightness);
}

torch::Tensor gradient_error(const torch::Tensor& a, const torch::Tensor& b, const SkinWeights& weights) {
    torch::Tensor difference = a - b;
    torch::Tensor sum = torch::zeros({});
    for (int scale = 0; scale < kScales; ++scale) {
        const auto block = std::int64_t{1} << scale;
        // A block stands for all its texels.
        const torch::Tensor skin = torch::avg_pool2d(weights.skin, block) * (block * block);
        if (scale > 0) difference = torch::avg_pool2d(difference, 2);
        sum = sum + weighted_difference_l1(difference, skin, weights.brightness) / kScales;
    }
    return sum;
}

torch::Tensor paired_loss(const Painted& painted, const torch::Tensor& source, const torch::Tensor& target,
                          const torch::Tensor& mask, const SkinLossOptions& options, LossParts& parts) {
    const SkinWeights weights = skin_weights(source, mask);
    const torch::Tensor pixel = pixel_error(painted.edited, target, weights);
    const torch::Tensor gradient = gradient_error(painted.edited, target, weights);
    const torch::Tensor error = (painted.edited - target) * mask * weights.brightness;
    const torch::Tensor shading = low_pass(error).abs().mean();
    const torch::Tensor grain =
        ((grain_of(painted.edited) - grain_of(target)) * low_pass(mask) * weights.brightness).abs().mean();
    const torch::Tensor residual = painted.edited - source;
    const torch::Tensor chroma =
        (low_pass(residual - residual.mean(1, true)) * weights.brightness).abs().mean();
    const torch::Tensor attention = painted.share.mean();
    const torch::Tensor smoothness =
        weighted_difference_l1(painted.share, torch::ones_like(mask), torch::ones({painted.share.size(0)})) /
        painted.share.numel();
    {
        const torch::NoGradGuard no_grad;
        note(parts, "pixel", pixel);
        note(parts, "pixel_unchanged", pixel_error(source, target, weights));
        note(parts, "gradient", gradient);
        note(parts, "gradient_unchanged", gradient_error(source, target, weights));
        note(parts, "grain", grain);
        note(parts, "chroma", chroma);
        // Of the attention mask A = 1 - share where painting is allowed.
        const torch::Tensor where = (mask > 0.5).expand_as(painted.share);
        const torch::Tensor a = 1 - painted.share.masked_select(where);
        note(parts, "A_mean", a.mean());
        note(parts, "A_variance", a.var());
    }
    return options.pixel * pixel + options.gradient * gradient + options.low_pass * shading +
           options.grain * grain + options.chroma * chroma + options.attention * attention +
           options.smoothness * smoothness;
}

}  // namespace ganemotion::training
