#include "training/ganimation/instance_norm.h"

#include <cmath>
#include <cstdint>
#include <vector>

#include "ganemotion/error.h"
#include "migration/crop_graph.h"
#include "training/bfloat16.h"

namespace ganemotion::training {
namespace {

using torch::autograd::AutogradContext;
using torch::autograd::variable_list;

struct Shape {
    std::int64_t batch, channels, pixels;
};

/// A value a channel.
using Row = std::vector<float>;

// __restrict: without the promise that nothing overlaps the compiler would not vectorise.
template <typename T>
void add_moments(const T* __restrict x, float* __restrict sum, float* __restrict squares,
                 std::int64_t channels) {
    for (std::int64_t c = 0; c < channels; ++c) {
        const float value = as_float(x[c]);
        sum[c] += value;
        squares[c] += value * value;
    }
}

template <typename T>
void map_pixel(const T* __restrict x, const float* __restrict scale, const float* __restrict shift,
               float floor, T* __restrict y, std::int64_t channels) {
    for (std::int64_t c = 0; c < channels; ++c) {
        const float value = as_float(x[c]) * scale[c] + shift[c];
        store(value > floor ? value : floor, y[c]);
    }
}

/// Fills mean and reciprocal deviation [batch, channels] and the answer.
template <typename T>
void forward_pass(const T* x, const float* gain, const float* offset, bool rectify, float* mean, float* rate,
                  T* y, const Shape& shape) {
    const float floor = rectify ? 0.0F : -INFINITY;
    const auto pixels = static_cast<float>(shape.pixels);
    const auto channels = static_cast<std::size_t>(shape.channels);
    for (std::int64_t b = 0; b < shape.batch; ++b, mean += channels, rate += channels) {
        Row sum(channels, 0.0F), squares(channels, 0.0F), scale(channels), shift(channels);
        for (std::int64_t p = 0; p < shape.pixels; ++p)
            add_moments(x + p * shape.channels, sum.data(), squares.data(), shape.channels);
        for (std::size_t c = 0; c < channels; ++c) {
            mean[c] = sum[c] / pixels;
            const float variance = std::max(0.0F, squares[c] / pixels - mean[c] * mean[c]);
            rate[c] = 1 / std::sqrt(variance + migration::crop_constants::kNormFloor);
            scale[c] = gain[c] * rate[c];
            shift[c] = offset[c] - mean[c] * scale[c];
        }
        for (std::int64_t p = 0; p < shape.pixels; ++p, x += channels, y += channels)
            map_pixel(x, scale.data(), shift.data(), floor, y, shape.channels);
        gain += channels;
        offset += channels;
    }
}

/// What came back through the ReLU, and its product with the normalised features.
template <typename T>
void add_gradients(const T* __restrict x, const T* __restrict y, const T* __restrict gradient,
                   const float* __restrict mean, const float* __restrict rate, float floor,
                   float* __restrict sum, float* __restrict product, std::int64_t channels) {
    for (std::int64_t c = 0; c < channels; ++c) {
        const float passed = as_float(y[c]) > floor ? as_float(gradient[c]) : 0.0F;
        sum[c] += passed;
        product[c] += passed * (as_float(x[c]) - mean[c]) * rate[c];
    }
}

template <typename T>
void map_gradient(const T* __restrict x, const T* __restrict y, const T* __restrict gradient,
                  const float* __restrict scale, const float* __restrict slope, const float* __restrict level,
                  float floor, T* __restrict to_x, std::int64_t channels) {
    for (std::int64_t c = 0; c < channels; ++c) {
        const float passed = as_float(y[c]) > floor ? as_float(gradient[c]) : 0.0F;
        store(passed * scale[c] - as_float(x[c]) * slope[c] - level[c], to_x[c]);
    }
}

struct Saved {
    const float *gain, *mean, *rate;
    bool rectify;
};

struct Gradients {
    float *gain, *offset;
};

template <typename T>
void backward_pass(const T* x, const T* y, const T* gradient, Saved saved, T* to_x, Gradients to,
                   const Shape& shape) {
    const float floor = saved.rectify ? 0.0F : -INFINITY;
    const auto pixels = static_cast<float>(shape.pixels);
    const auto channels = static_cast<std::size_t>(shape.channels);
    for (std::int64_t b = 0; b < shape.batch; ++b) {
        Row sum(channels, 0.0F), product(channels, 0.0F), scale(channels), slope(channels), level(channels);
        for (std::int64_t p = 0; p < shape.pixels; ++p) {
            const std::int64_t at = p * shape.channels;
            add_gradients(x + at, y + at, gradient + at, saved.mean, saved.rate, floor, sum.data(),
                          product.data(), shape.channels);
        }
        for (std::size_t c = 0; c < channels; ++c) {
            to.offset[c] = sum[c];
            to.gain[c] = product[c];
            scale[c] = saved.gain[c] * saved.rate[c];
            slope[c] = scale[c] * saved.rate[c] * product[c] / pixels;
            level[c] = scale[c] * sum[c] / pixels - saved.mean[c] * slope[c];
        }
        for (std::int64_t p = 0; p < shape.pixels; ++p) {
            map_gradient(x, y, gradient, scale.data(), slope.data(), level.data(), floor, to_x,
                         shape.channels);
            x += channels;
            y += channels;
            gradient += channels;
            to_x += channels;
        }
        saved.gain += channels;
        saved.mean += channels;
        saved.rate += channels;
        to.gain += channels;
        to.offset += channels;
    }
}

Shape shape_of(const torch::Tensor& x) {
    return {x.size(0), x.size(1), x.size(2) * x.size(3)};
}

template <typename T>
T* values(const torch::Tensor& x) {
    return static_cast<T*>(x.data_ptr());
}

bool is_narrow(const torch::Tensor& x) {
    if (x.scalar_type() == torch::kBFloat16) return true;
    if (x.scalar_type() == torch::kFloat) return false;
    throw Error(ErrorKind::kUsage, "features are neither float nor bfloat16");
}

struct InstanceNorm : torch::autograd::Function<InstanceNorm> {
    static torch::Tensor forward(AutogradContext* context, const torch::Tensor& features,
                                 const torch::Tensor& gain, const torch::Tensor& offset, bool rectify) {
        const torch::Tensor x = features.contiguous(torch::MemoryFormat::ChannelsLast);
        const torch::Tensor g = gain.to(torch::kFloat).contiguous();
        const torch::Tensor o = offset.to(torch::kFloat).contiguous();
        const torch::Tensor mean = torch::empty({x.size(0), x.size(1)});
        const torch::Tensor rate = torch::empty_like(mean);
        torch::Tensor y = torch::empty_like(x, torch::MemoryFormat::ChannelsLast);
        const auto run = [&](auto type) {
            using T = decltype(type);
            forward_pass(values<const T>(x), values<const float>(g), values<const float>(o), rectify,
                         values<float>(mean), values<float>(rate), values<T>(y), shape_of(x));
        };
        if (is_narrow(x))
            run(std::uint16_t{});
        else
            run(float{});
        context->save_for_backward({x, y, g, mean, rate});
        context->saved_data["rectify"] = rectify;
        context->saved_data["type"] = static_cast<std::int64_t>(gain.scalar_type());
        return y;
    }

    static variable_list backward(AutogradContext* context, variable_list gradients) {
        const auto kept = context->get_saved_variables();
        const torch::Tensor& x = kept[0];
        const torch::Tensor& y = kept[1];
        const torch::Tensor gradient =
            gradients[0].to(x.scalar_type()).contiguous(torch::MemoryFormat::ChannelsLast);
        const torch::Tensor to_x = torch::empty_like(x, torch::MemoryFormat::ChannelsLast);
        const torch::Tensor to_gain = torch::empty_like(kept[2]);
        const torch::Tensor to_offset = torch::empty_like(kept[2]);
        const Saved saved{values<const float>(kept[2]), values<const float>(kept[3]),
                          values<const float>(kept[4]), context->saved_data["rectify"].toBool()};
        const Gradients to{values<float>(to_gain), values<float>(to_offset)};
        const auto run = [&](auto type) {
            using T = decltype(type);
            backward_pass(values<const T>(x), values<const T>(y), values<const T>(gradient), saved,
                          values<T>(to_x), to, shape_of(x));
        };
        if (is_narrow(x))
            run(std::uint16_t{});
        else
            run(float{});
        const auto type = static_cast<torch::ScalarType>(context->saved_data["type"].toInt());
        return {to_x, to_gain.to(type), to_offset.to(type), torch::Tensor()};
    }
};

}  // namespace

torch::Tensor instance_norm(const torch::Tensor& features, const torch::Tensor& gain,
                            const torch::Tensor& offset, bool rectify) {
    return InstanceNorm::apply(features, gain, offset, rectify);
}

}  // namespace ganemotion::training
