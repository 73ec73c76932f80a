#pragma once

#include <torch/torch.h>

#include "nn/weights.h"

namespace ganemotion::training {

/// A float tensor as a weights file has it, and back; int8 rows are not scaled.
nn::Tensor stored(const torch::Tensor& tensor);
torch::Tensor restored(const nn::Tensor& tensor);

}  // namespace ganemotion::training
