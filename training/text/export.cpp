#include "training/text/export.h"

#include <algorithm>
#include <cmath>
#include <cstddef>

#include "files/output_file.h"
#include "ganemotion/error.h"
#include "nn/model_files.h"

namespace ganemotion::training {
namespace {

/// Smaller ones (the heads, the embeddings of segments) are not worth the rounding.
constexpr std::int64_t kSmallestRows = 32;

void add_int8(nn::Weights& to, const std::string& name, const nn::Tensor& tensor) {
    constexpr float kLargest = 127;
    const auto rows = static_cast<std::size_t>(tensor.shape[0]);
    const auto columns = static_cast<std::size_t>(tensor.shape[1]);
    const std::vector<float> values = tensor.to_float();
    nn::Tensor rounded{"I8", tensor.shape, std::vector<std::byte>(values.size())};
    std::vector<float> scales(rows);
    for (std::size_t row = 0; row < rows; ++row) {
        float largest = 0;
        for (std::size_t i = 0; i < columns; ++i)
            largest = std::max(largest, std::fabs(values[row * columns + i]));
        scales[row] = largest > 0 ? largest / kLargest : 1;
        for (std::size_t i = 0; i < columns; ++i) {
            const auto step = static_cast<std::int8_t>(std::lround(values[row * columns + i] / scales[row]));
            rounded.data[row * columns + i] = static_cast<std::byte>(step);
        }
    }
    to.tensors[name] = std::move(rounded);
    to.tensors[name + ".scale"] = nn::Tensor::from_float(scales, {tensor.shape[0], 1});
}

}  // namespace

nn::Weights with_int8_rows(const nn::Weights& weights) {
    nn::Weights result;
    result.metadata = weights.metadata;
    for (const auto& [name, tensor] : weights.tensors) {
        if (tensor.shape.size() == 2 && tensor.shape[0] >= kSmallestRows)
            add_int8(result, name, tensor);
        else
            result.tensors[name] = tensor;
    }
    return result;
}

void write_text_model(const nn::Weights& weights, const std::filesystem::path& file) {
    const std::filesystem::path folder = std::filesystem::absolute(file).parent_path();
    std::error_code error;
    std::filesystem::create_directories(folder, error);
    if (error) throw Error(ErrorKind::kUnwritableOutput, "cannot make the folder " + folder.string());
    nn::write_weights(weights, file);
    files::write_text(folder / "vocab.txt",
                      files::read_text(nn::installed_model("text/minilm-l6/vocab.txt", "training")));
}

}  // namespace ganemotion::training
