#include "training/skin/modulation.h"

#include <cstdint>

#include "ganemotion/error.h"
#include "training/bfloat16.h"

namespace ganemotion::training {
namespace {

using torch::autograd::AutogradContext;
using torch::autograd::variable_list;

struct Shape {
    std::int64_t batch, channels, pixels;
};

// __restrict: without the promise that nothing overlaps the compiler would not vectorise.
template <typename T>
void forward_pass(const T* __restrict x, const float* __restrict scale, const float* __restrict shift,
                  T* __restrict y, std::int64_t channels) {
    for (std::int64_t c = 0; c < channels; ++c) {
        const float value = as_float(x[c]) * (1 + scale[c]) + shift[c];
        store(value > 0 ? value : 0.0F, y[c]);
    }
}

template <typename T>
void forward_pass(const T* x, const float* scale, const float* shift, T* y, const Shape& shape) {
    for (std::int64_t b = 0; b < shape.batch; ++b, scale += shape.channels, shift += shape.channels)
        for (std::int64_t p = 0; p < shape.pixels; ++p, x += shape.channels, y += shape.channels)
            forward_pass(x, scale, shift, y, shape.channels);
}

template <typename T>
void backward_pass(const T* __restrict x, const T* __restrict y, const T* __restrict gradient,
                   const float* __restrict scale, T* __restrict to_x, float* __restrict to_scale,
                   float* __restrict to_shift, std::int64_t channels) {
    for (std::int64_t c = 0; c < channels; ++c) {
        const float passed = as_float(y[c]) > 0 ? as_float(gradient[c]) : 0.0F;
        to_scale[c] += passed * as_float(x[c]);
        to_shift[c] += passed;
        store(passed * (1 + scale[c]), to_x[c]);
    }
}

struct ParameterGradients {
    float* scale;
    float* shift;
};

template <typename T>
void backward_pass(const T* x, const T* y, const T* gradient, const float* scale, T* to_x,
                   ParameterGradients to, const Shape& shape) {
    for (std::int64_t b = 0; b < shape.batch; ++b) {
        for (std::int64_t p = 0; p < shape.pixels; ++p) {
            backward_pass(x, y, gradient, scale, to_x, to.scale, to.shift, shape.channels);
            x += shape.channels;
            y += shape.channels;
            gradient += shape.channels;
            to_x += shape.channels;
        }
        scale += shape.channels;
        to.scale += shape.channels;
        to.shift += shape.channels;
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

struct ModulatedRelu : torch::autograd::Function<ModulatedRelu> {
    static torch::Tensor forward(AutogradContext* context, const torch::Tensor& features,
                                 const torch::Tensor& scale, const torch::Tensor& shift) {
        const torch::Tensor x = features.contiguous(torch::MemoryFormat::ChannelsLast);
        const torch::Tensor s = scale.to(torch::kFloat).contiguous();
        const torch::Tensor t = shift.to(torch::kFloat).contiguous();
        torch::Tensor y = torch::empty_like(x, torch::MemoryFormat::ChannelsLast);
        if (is_narrow(x))
            forward_pass(values<const std::uint16_t>(x), values<const float>(s), values<const float>(t),
                         values<std::uint16_t>(y), shape_of(x));
        else
            forward_pass(values<const float>(x), values<const float>(s), values<const float>(t),
                         values<float>(y), shape_of(x));
        context->save_for_backward({x, y, s});
        context->saved_data["type"] = static_cast<std::int64_t>(scale.scalar_type());
        return y;
    }

    static variable_list backward(AutogradContext* context, variable_list gradients) {
        const auto saved = context->get_saved_variables();
        const torch::Tensor& x = saved[0];
        const torch::Tensor& y = saved[1];
        const torch::Tensor& s = saved[2];
        const torch::Tensor g =
            gradients[0].to(x.scalar_type()).contiguous(torch::MemoryFormat::ChannelsLast);
        const torch::Tensor to_x = torch::empty_like(x, torch::MemoryFormat::ChannelsLast);
        const torch::Tensor to_scale = torch::zeros_like(s);
        const torch::Tensor to_shift = torch::zeros_like(s);
        const ParameterGradients to{values<float>(to_scale), values<float>(to_shift)};
        if (is_narrow(x))
            backward_pass(values<const std::uint16_t>(x), values<const std::uint16_t>(y),
                          values<const std::uint16_t>(g), values<const float>(s), values<std::uint16_t>(to_x),
                          to, shape_of(x));
        else
            backward_pass(values<const float>(x), values<const float>(y), values<const float>(g),
                          values<const float>(s), values<float>(to_x), to, shape_of(x));
        const auto type = static_cast<torch::ScalarType>(context->saved_data["type"].toInt());
        return {to_x, to_scale.to(type), to_shift.to(type)};
    }
};

}  // namespace

torch::Tensor modulated_relu(const torch::Tensor& features, const torch::Tensor& scale,
                             const torch::Tensor& shift) {
    return ModulatedRelu::apply(features, scale, shift);
}

}  // namespace ganemotion::training
