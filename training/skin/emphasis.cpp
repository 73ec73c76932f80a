#include "training/skin/emphasis.h"

namespace ganemotion::training {

Painted emphasised(const Painted& answer, const torch::Tensor& texture,
                   const migration::SkinOptions& options) {
    const torch::Tensor share =
        (((answer.gain - 1).abs() - options.doubtful) / (options.sure - options.doubtful)).clamp(0, 1);
    const torch::Tensor most = torch::where(answer.gain < 1, torch::full_like(answer.gain, options.clear),
                                            torch::ones_like(answer.gain));
    const torch::Tensor factor = options.faint + (most - options.faint) * share;
    Painted painted = answer;
    painted.gain = 1 + factor * (answer.gain - 1);
    const torch::Tensor luma = torch::tensor({0.299F, 0.587F, 0.114F}).view({1, 3, 1, 1});
    const torch::Tensor chroma = texture - (texture * luma).sum(1, true);
    painted.bias = factor * answer.bias + (painted.gain.pow(options.chroma) - painted.gain) * chroma;
    painted.edited = painted.gain * texture + painted.bias;
    return painted;
}

}  // namespace ganemotion::training
