#pragma once

#include <cstdint>
#include <filesystem>
#include <map>
#include <string>
#include <vector>

namespace ganemotion::nn {

/// One tensor of a safetensors file, on the heap.
struct Tensor {
    std::string type;  ///< "F32", "F16", "I8", "I64", "U8"
    std::vector<std::int64_t> shape;
    std::vector<std::byte> data;

    [[nodiscard]] std::int64_t element_count() const;
    /// As float, whatever the type (F16 is widened, integers are converted). Rows quantised to int8 are the
    /// caller's to scale.
    [[nodiscard]] std::vector<float> to_float() const;
    static Tensor from_float(const std::vector<float>& values, std::vector<std::int64_t> shape,
                             const std::string& type = "F32");
};

/// A safetensors file: named tensors and text metadata.
struct Weights {
    std::map<std::string, Tensor> tensors;
    std::map<std::string, std::string> metadata;

    /// The tensor of that name; throws Error(kMissingModel) naming it if the file lacks it.
    [[nodiscard]] const Tensor& at(const std::string& name) const;
};

/// Throws Error(kMissingModel) that names the file, what is wrong with it and the command that installs it.
/// Sizes and offsets are checked before anything is read.
Weights read_weights(const std::filesystem::path& file);

/// Written whole or not at all. Throws Error(kUnwritableOutput).
void write_weights(const Weights& weights, const std::filesystem::path& file);

}  // namespace ganemotion::nn
