#include "training/skin/emphasis.h"

namespace ganemotion::training {

namespace {

torch::Tensor around(const torch::Tensor& plane, int side) {
    return torch::avg_pool2d(plane, side, 1, side / 2, false, false);
}

}  // namespace

Painted emphasised(const Painted& answer, const torch::Tensor& texture,
                   const migration::SkinOptions& options) {
    const torch::Tensor share =
        (((answer.gain - 1).abs() - options.doubtful) / (options.sure - options.doubtful)).clamp(0, 1);
    const torch::Tensor factor = options.faint + (1 - options.faint) * share;
    Painted painted = answer;
    const torch::Tensor luma_of_rgb = torch::tensor({0.299F, 0.587F, 0.114F}).view({1, 3, 1, 1});
    const torch::Tensor luma = (texture * luma_of_rgb).sum(1, true);
    const torch::Tensor wanted = 1 + factor * (answer.gain - 1);
    const torch::Tensor as_around = around(luma, options.neighbourhood) / luma.clamp_min(1.0 / 255);
    const torch::Tensor most_light =
        torch::maximum(as_around, around(wanted, options.neighbourhood)).clamp_min(1);
    painted.gain = torch::minimum(wanted, most_light);
    const torch::Tensor chroma = texture - luma;
    painted.bias = factor * answer.bias + (painted.gain.pow(options.chroma) - painted.gain) * chroma;
    painted.edited = painted.gain * texture + painted.bias;
    return painted;
}

}  // namespace ganemotion::training
