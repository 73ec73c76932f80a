#include "ganemotion/error.h"
#include "training/expression/backbone_net.h"

namespace ganemotion::training {

namespace {

/// libtorch's "stage_0_1_a.convolution.weight" is "stage.0.1.a.weight" in the file, its
/// "stage_0_1_a.norm.bias" "stage.0.1.a.norm.bias".
std::string name_in_file(std::string name) {
    const auto module_end = name.find('.');
    for (std::size_t i = 0; i < module_end && i < name.size(); ++i)
        if (name[i] == '_') name[i] = '.';
    constexpr std::string_view kMiddle = ".convolution";
    if (const auto at = name.find(kMiddle); at != std::string::npos) name.erase(at, kMiddle.size());
    return name;
}

/// Parameters and the statistics of the norms; the counts of batches are of no use.
std::vector<std::pair<std::string, torch::Tensor>> named_values(const BackboneNet& net) {
    std::vector<std::pair<std::string, torch::Tensor>> values;
    for (const auto& item : net->named_parameters())
        values.emplace_back(name_in_file(item.key()), item.value());
    for (const auto& item : net->named_buffers())
        if (item.value().is_floating_point()) values.emplace_back(name_in_file(item.key()), item.value());
    return values;
}

}  // namespace

nn::Weights to_weights(const BackboneNet& net) {
    nn::Weights weights;
    for (const auto& [name, value] : named_values(net)) {
        const torch::Tensor plain = value.detach().contiguous(torch::MemoryFormat::Contiguous);
        const float* data = plain.data_ptr<float>();
        weights.tensors[name] = nn::Tensor::from_float(std::vector<float>(data, data + plain.numel()),
                                                       plain.sizes().vec(), plain.dim() > 1 ? "F16" : "F32");
    }
    weights.metadata["widths"] = expression::to_text(net->widths);
    weights.metadata["backbone"] = expression::name_of(net->kind);
    return weights;
}

void load_weights(BackboneNet& net, const nn::Weights& weights) {
    torch::NoGradGuard no_gradient;
    for (auto& [name, value] : named_values(net)) {
        const nn::Tensor& stored = weights.at(name);
        if (stored.shape != value.sizes().vec())
            throw Error(ErrorKind::kMissingModel, "the tensor " + name + " is not of the expected shape");
        torch::Tensor target = value;
        target.copy_(torch::tensor(stored.to_float()).reshape(stored.shape));
    }
}

}  // namespace ganemotion::training
