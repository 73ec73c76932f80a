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
    painted.bias = factor * answer.bias;
    painted.edited = painted.gain * texture + painted.bias;
    return painted;
}

}  // namespace ganemotion::training
