#include "training/text/torch_tensors.h"

#include <vector>

namespace ganemotion::training {

nn::Tensor stored(const torch::Tensor& tensor) {
    const torch::Tensor values = tensor.detach().contiguous();
    const float* data = values.data_ptr<float>();
    return nn::Tensor::from_float(std::vector<float>(data, data + values.numel()), values.sizes().vec());
}

torch::Tensor restored(const nn::Tensor& tensor) {
    return torch::tensor(tensor.to_float()).reshape(tensor.shape);
}

}  // namespace ganemotion::training
