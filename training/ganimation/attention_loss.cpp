#include "training/ganimation/attention_loss.h"

namespace ganemotion::training {

torch::Tensor total_variation(const torch::Tensor& mask) {
    const torch::Tensor down = mask.diff(1, 2).square().sum();
    const torch::Tensor across = mask.diff(1, 3).square().sum();
    return (down + across) / mask.size(0);
}

torch::Tensor attention_loss(const torch::Tensor& mask, const GanimationLossOptions& options) {
    return options.attention * mask.mean() + options.total_variation * total_variation(mask);
}

}  // namespace ganemotion::training
