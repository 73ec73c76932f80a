#include "training/skin/weighted_l1.h"

#include <cmath>

namespace ganemotion::training {
namespace {

using torch::autograd::AutogradContext;
using torch::autograd::variable_list;

float sign(float x) {
    return static_cast<float>(x > 0) - static_cast<float>(x < 0);
}

/// A plane of x, where its gradient goes, and the weights.
struct Plane {
    const float* x;
    float* gradient;
    const float* weight;
    std::int64_t height, width;
};

float values_of(const Plane& p, float factor) {
    float sum = 0;
    for (std::int64_t i = 0; i < p.height * p.width; ++i) {
        const float w = p.weight[i] * factor;
        sum += std::abs(p.x[i]) * w;
        p.gradient[i] = sign(p.x[i]) * w;
    }
    return sum;
}

/// Adds the differences of `count` texels to those `step` further.
float differences_of(const float* x, float* gradient, const float* weight, std::int64_t count,
                     std::int64_t step, float factor) {
    float sum = 0;
    for (std::int64_t i = 0; i < count; ++i) {
        const float w = weight[i] * factor;
        sum += std::abs(x[i + step] - x[i]) * w;
        gradient[i] -= sign(x[i + step] - x[i]) * w;
    }
    for (std::int64_t i = 0; i < count; ++i)
        gradient[i + step] += sign(x[i + step] - x[i]) * weight[i] * factor;
    return sum;
}

float differences_of(const Plane& p, float factor) {
    std::fill_n(p.gradient, p.height * p.width, 0.0F);
    float sum = 0;
    for (std::int64_t y = 0; y < p.height; ++y) {
        const std::int64_t at = y * p.width;
        sum += differences_of(p.x + at, p.gradient + at, p.weight + at, p.width - 1, 1, factor);
        if (y + 1 < p.height)
            sum += differences_of(p.x + at, p.gradient + at, p.weight + at, p.width, p.width, factor);
    }
    return sum;
}

template <float (*of_plane)(const Plane&, float)>
struct WeightedSum : torch::autograd::Function<WeightedSum<of_plane>> {
    static torch::Tensor forward(AutogradContext* context, const torch::Tensor& tensor,
                                 const torch::Tensor& weight, const torch::Tensor& factor) {
        const torch::Tensor x = tensor.to(torch::kFloat).contiguous();
        const torch::Tensor w = weight.to(torch::kFloat).contiguous();
        const torch::Tensor f = factor.to(torch::kFloat).contiguous();
        const torch::Tensor gradient = torch::empty_like(x);
        const std::int64_t texels = x.size(2) * x.size(3);
        double sum = 0;
        for (std::int64_t plane = 0; plane < x.size(0) * x.size(1); ++plane)
            sum +=
                of_plane({x.data_ptr<float>() + plane * texels, gradient.data_ptr<float>() + plane * texels,
                          w.data_ptr<float>(), x.size(2), x.size(3)},
                         f.data_ptr<float>()[plane / x.size(1)]);
        context->save_for_backward({gradient});
        return torch::tensor(static_cast<float>(sum));
    }

    static variable_list backward(AutogradContext* context, variable_list gradients) {
        return {context->get_saved_variables()[0] * gradients[0], {}, {}};
    }
};

}  // namespace

torch::Tensor weighted_l1(const torch::Tensor& x, const torch::Tensor& weight, const torch::Tensor& factor) {
    return WeightedSum<values_of>::apply(x, weight, factor);
}

torch::Tensor weighted_difference_l1(const torch::Tensor& x, const torch::Tensor& weight,
                                     const torch::Tensor& factor) {
    return WeightedSum<differences_of>::apply(x, weight, factor);
}

}  // namespace ganemotion::training
