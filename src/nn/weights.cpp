#include "nn/weights.h"

#include <bit>
#include <cmath>
#include <cstring>
#include <fstream>
#include <limits>
#include <optional>

#include <nlohmann/json.hpp>

#include "files/output_file.h"
#include "ganemotion/error.h"

namespace ganemotion::nn {
namespace {

static_assert(std::endian::native == std::endian::little,
              "safetensors are little endian and read as they are");

/// The format's own limit on its header.
constexpr std::uint64_t kMaximumHeader = 100'000'000;

std::size_t bytes_per_element(const std::string& type) {
    static const std::map<std::string, std::size_t> kSizes = {{"F32", 4}, {"F16", 2}, {"I8", 1},
                                                              {"I64", 8}, {"U8", 1},  {"I32", 4}};
    const auto found = kSizes.find(type);
    return found == kSizes.end() ? 0 : found->second;
}

[[noreturn]] void refuse(const std::filesystem::path& file, const std::string& why) {
    throw Error(ErrorKind::kMissingModel, "cannot read the weights " + file.string() + ": " + why +
                                              "; install them again with scripts/setup");
}

/// The number of elements, or nothing where a dimension is negative or the product overflows.
std::optional<std::uint64_t> checked_count(const std::vector<std::int64_t>& shape) {
    std::uint64_t count = 1;
    for (const std::int64_t size : shape) {
        if (size < 0) return std::nullopt;
        if (size != 0 && count > std::numeric_limits<std::int64_t>::max() / static_cast<std::uint64_t>(size))
            return std::nullopt;
        count *= static_cast<std::uint64_t>(size);
    }
    return count;
}

float half_to_float(std::uint16_t half) {
    const int exponent = (half >> 10) & 31;
    const int mantissa = half & 1023;
    const float sign = (half & 0x8000) != 0 ? -1.0F : 1.0F;
    if (exponent == 31)
        return mantissa != 0 ? std::numeric_limits<float>::quiet_NaN()
                             : sign * std::numeric_limits<float>::infinity();
    if (exponent == 0) return sign * std::ldexp(static_cast<float>(mantissa), -24);
    return sign * std::ldexp(static_cast<float>(mantissa + 1024), exponent - 25);
}

/// Rounds to the nearest half, ties to even.
std::uint16_t float_to_half(float value) {
    const auto bits = std::bit_cast<std::uint32_t>(value);
    const auto sign = static_cast<std::uint16_t>((bits >> 16) & 0x8000);
    const float magnitude = std::fabs(value);
    if (std::isnan(value)) return sign | 0x7E00;
    if (magnitude >= 65520.0F) return sign | 0x7C00;
    const float smallest_normal = std::ldexp(1.0F, -14);
    if (magnitude < smallest_normal)
        return sign | static_cast<std::uint16_t>(std::nearbyint(std::ldexp(magnitude, 24)));
    int exponent = 0;
    const float fraction = std::frexp(magnitude, &exponent);                           // 0.5..1
    const auto mantissa = static_cast<int>(std::nearbyint(std::ldexp(fraction, 11)));  // 1024..2048
    return static_cast<std::uint16_t>(sign + ((exponent + 14) << 10) + (mantissa - 1024));
}

template <typename Element>
std::vector<float> widened(const Tensor& tensor) {
    std::vector<float> values(tensor.data.size() / sizeof(Element));
    for (std::size_t i = 0; i < values.size(); ++i) {
        Element element;
        std::memcpy(&element, tensor.data.data() + i * sizeof(Element), sizeof(Element));
        values[i] = static_cast<float>(element);
    }
    return values;
}

struct Entry {
    Tensor tensor;
    std::uint64_t begin = 0;
    std::uint64_t end = 0;
};

Entry checked_entry(const std::filesystem::path& file, const std::string& name, const nlohmann::json& json,
                    std::uint64_t data_size) {
    Entry entry;
    try {
        entry.tensor.type = json.at("dtype").get<std::string>();
        entry.tensor.shape = json.at("shape").get<std::vector<std::int64_t>>();
        entry.begin = json.at("data_offsets").at(0).get<std::uint64_t>();
        entry.end = json.at("data_offsets").at(1).get<std::uint64_t>();
    } catch (const nlohmann::json::exception&) {
        refuse(file, "the entry of tensor " + name + " is malformed");
    }
    const std::size_t size = bytes_per_element(entry.tensor.type);
    if (size == 0) refuse(file, "tensor " + name + " has the unknown type " + entry.tensor.type);
    const auto count = checked_count(entry.tensor.shape);
    if (!count || entry.end < entry.begin || entry.end > data_size ||
        entry.end - entry.begin != *count * size || *count > data_size)
        refuse(file, "tensor " + name + " does not fit into the file");
    return entry;
}

nlohmann::json read_header(const std::filesystem::path& file, std::ifstream& stream,
                           std::uint64_t file_size) {
    std::uint64_t header_size = 0;
    if (file_size < sizeof(header_size)) refuse(file, "it is too short");
    stream.read(reinterpret_cast<char*>(&header_size), sizeof(header_size));
    if (header_size > kMaximumHeader || header_size > file_size - sizeof(header_size))
        refuse(file, "it is not a safetensors file, or truncated");
    std::string header(header_size, '\0');
    stream.read(header.data(), static_cast<std::streamsize>(header_size));
    auto json = nlohmann::json::parse(header, nullptr, false);
    if (!stream || !json.is_object()) refuse(file, "its header is not a JSON object");
    return json;
}

std::map<std::string, std::string> read_metadata(const std::filesystem::path& file,
                                                 const nlohmann::json& json) {
    try {
        return json.get<std::map<std::string, std::string>>();
    } catch (const nlohmann::json::exception&) {
        refuse(file, "its metadata is not a map of texts");
    }
}

}  // namespace

std::int64_t Tensor::element_count() const {
    std::int64_t count = 1;
    for (const std::int64_t size : shape) count *= size;
    return count;
}

std::vector<float> Tensor::to_float() const {
    if (type == "F32") return widened<float>(*this);
    if (type == "I8") return widened<std::int8_t>(*this);
    if (type == "U8") return widened<std::uint8_t>(*this);
    if (type == "I32") return widened<std::int32_t>(*this);
    if (type == "I64") return widened<std::int64_t>(*this);
    std::vector<float> values(data.size() / sizeof(std::uint16_t));
    for (std::size_t i = 0; i < values.size(); ++i) {
        std::uint16_t half = 0;
        std::memcpy(&half, data.data() + i * sizeof(half), sizeof(half));
        values[i] = half_to_float(half);
    }
    return values;
}

Tensor Tensor::from_float(const std::vector<float>& values, std::vector<std::int64_t> shape,
                          const std::string& type) {
    if (type != "F32" && type != "F16")
        throw Error(ErrorKind::kUsage, "tensors are written as F32 or F16, not as " + type);
    Tensor tensor{type, std::move(shape), {}};
    if (tensor.element_count() != static_cast<std::int64_t>(values.size()))
        throw Error(ErrorKind::kUsage,
                    "a tensor's shape does not agree with its " + std::to_string(values.size()) + " values");
    tensor.data.resize(values.size() * bytes_per_element(type));
    if (type == "F32") {
        if (!values.empty()) std::memcpy(tensor.data.data(), values.data(), tensor.data.size());
        return tensor;
    }
    for (std::size_t i = 0; i < values.size(); ++i) {
        const std::uint16_t half = float_to_half(values[i]);
        std::memcpy(tensor.data.data() + i * sizeof(half), &half, sizeof(half));
    }
    return tensor;
}

const Tensor& Weights::at(const std::string& name) const {
    const auto found = tensors.find(name);
    if (found == tensors.end())
        throw Error(ErrorKind::kMissingModel, "the weights lack the tensor " + name +
                                                  ": they are of another version; run scripts/setup");
    return found->second;
}

Weights read_weights(const std::filesystem::path& file) {
    std::ifstream stream(file, std::ios::binary);
    std::error_code error;
    const std::uint64_t file_size = std::filesystem::file_size(file, error);
    if (!stream || error) refuse(file, "there is no such file");
    const nlohmann::json header = read_header(file, stream, file_size);
    const auto data_start = static_cast<std::uint64_t>(stream.tellg());
    Weights weights;
    for (const auto& [name, json] : header.items()) {
        if (name == "__metadata__") {
            weights.metadata = read_metadata(file, json);
            continue;
        }
        Entry entry = checked_entry(file, name, json, file_size - data_start);
        entry.tensor.data.resize(entry.end - entry.begin);
        stream.seekg(static_cast<std::streamoff>(data_start + entry.begin));
        stream.read(reinterpret_cast<char*>(entry.tensor.data.data()),
                    static_cast<std::streamsize>(entry.tensor.data.size()));
        if (!stream) refuse(file, "it ended within tensor " + name);
        weights.tensors.emplace(name, std::move(entry.tensor));
    }
    return weights;
}

void write_weights(const Weights& weights, const std::filesystem::path& file) {
    nlohmann::ordered_json header = nlohmann::ordered_json::object();
    if (!weights.metadata.empty()) header["__metadata__"] = weights.metadata;
    std::uint64_t offset = 0;
    for (const auto& [name, tensor] : weights.tensors) {
        header[name] = {{"dtype", tensor.type},
                        {"shape", tensor.shape},
                        {"data_offsets", {offset, offset + tensor.data.size()}}};
        offset += tensor.data.size();
    }
    std::string text = header.dump();
    text.append((8 - text.size() % 8) % 8, ' ');  // the data start aligned
    files::OutputFile output(file);
    std::ofstream stream(output.temporary_path(), std::ios::binary);
    const std::uint64_t header_size = text.size();
    stream.write(reinterpret_cast<const char*>(&header_size), sizeof(header_size));
    stream.write(text.data(), static_cast<std::streamsize>(text.size()));
    for (const auto& [name, tensor] : weights.tensors)
        stream.write(reinterpret_cast<const char*>(tensor.data.data()),
                     static_cast<std::streamsize>(tensor.data.size()));
    stream.close();
    if (!stream)
        throw Error(ErrorKind::kUnwritableOutput, "cannot write " + file.string() + ": is the disk full?");
    output.commit();
}

}  // namespace ganemotion::nn
