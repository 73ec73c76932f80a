#include "training/normalisation.h"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <vector>

#include <ATen/Parallel.h>

#include "training/bfloat16.h"
#include "training/channels_last.h"

namespace ganemotion::training {
namespace {

using torch::autograd::AutogradContext;
using torch::autograd::variable_list;

constexpr double kRunningShare = 0.1;  // what a batch moves the running moments by

/// Pixels are normalised together within a group: a picture's, or all of a batch. A group is worked through
/// in stretches, on all threads: sums of more than some thousand floats would lose digits.
struct Shape {
    std::int64_t groups, channels, pixels;

    static constexpr std::int64_t kStretch = 2048;  // pixels
    [[nodiscard]] std::int64_t stretches() const { return (pixels + kStretch - 1) / kStretch; }

    /// run(group, stretch, index of the first pixel, pixels)
    template <typename Run>
    void for_each_stretch(const Run& run) const {
        at::parallel_for(0, groups * stretches(), 1, [&](std::int64_t begin, std::int64_t end) {
            for (std::int64_t i = begin; i < end; ++i) {
                const std::int64_t group = i / stretches(), first = i % stretches() * kStretch;
                run(group, i, group * pixels + first, std::min(kStretch, pixels - first));
            }
        });
    }
};

/// Two sums for each channel of each stretch.
class Sums {
  public:
    explicit Sums(const Shape& shape)
        : shape_(shape),
          values_(static_cast<std::size_t>(2 * shape.groups * shape.stretches() * shape.channels), 0.0F) {}

    float* first(std::int64_t stretch) { return values_.data() + 2 * stretch * shape_.channels; }
    float* second(std::int64_t stretch) { return first(stretch) + shape_.channels; }

    struct Means {
        double first = 0, second = 0;
    };
    [[nodiscard]] Means means(std::int64_t group, std::int64_t channel) const {
        Means means;
        for (std::int64_t s = group * shape_.stretches(); s < (group + 1) * shape_.stretches(); ++s) {
            const auto at = static_cast<std::size_t>(2 * s * shape_.channels + channel);
            means.first += values_[at];
            means.second += values_[at + static_cast<std::size_t>(shape_.channels)];
        }
        const auto pixels = static_cast<double>(shape_.pixels);
        return {means.first / pixels, means.second / pixels};
    }

  private:
    const Shape& shape_;
    std::vector<float> values_;
};

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

template <typename T>
void map_and_add_pixel(const T* __restrict x, const T* __restrict addend, const float* __restrict scale,
                       const float* __restrict shift, float floor, T* __restrict y, std::int64_t channels) {
    for (std::int64_t c = 0; c < channels; ++c) {
        const float value = as_float(x[c]) * scale[c] + shift[c] + as_float(addend[c]);
        store(value > floor ? value : floor, y[c]);
    }
}

/// What came back through the ReLU, and its product with the normalised features.
template <typename T>
void add_gradients(const T* __restrict x, const T* __restrict y, const T* __restrict gradient,
                   const float* __restrict mean, const float* __restrict rate, float floor,
                   float* __restrict sum, float* __restrict product, std::int64_t channels) {
    for (std::int64_t c = 0; c < channels; ++c) {
        const float passed = gated(as_float(gradient[c]), as_float(y[c]) > floor);
        sum[c] += passed;
        product[c] += passed * (as_float(x[c]) - mean[c]) * rate[c];
    }
}

template <typename T>
void map_gradient(const T* __restrict x, const T* __restrict y, const T* __restrict gradient,
                  const float* __restrict scale, const float* __restrict slope, const float* __restrict level,
                  float floor, T* __restrict to_x, std::int64_t channels) {
    for (std::int64_t c = 0; c < channels; ++c) {
        const float passed = gated(as_float(gradient[c]), as_float(y[c]) > floor);
        store(passed * scale[c] - as_float(x[c]) * slope[c] - level[c], to_x[c]);
    }
}

template <typename T>
void pass_through_relu(const T* __restrict y, const T* __restrict gradient, float floor, T* __restrict to,
                       std::int64_t channels) {
    for (std::int64_t c = 0; c < channels; ++c) to[c] = gated(gradient[c], as_float(y[c]) > floor);
}

float lowest(bool rectify) {
    return rectify ? 0.0F : -INFINITY;
}

struct Moments {
    torch::Tensor mean, variance;  ///< [groups, channels]
};

Moments moments_of(const torch::Tensor& x, const Shape& shape) {
    Sums sums(shape);
    with_type_of(x, [&](auto type) {
        const auto* features = values<const decltype(type)>(x);
        shape.for_each_stretch(
            [&](std::int64_t, std::int64_t stretch, std::int64_t first, std::int64_t count) {
                for (std::int64_t p = first; p < first + count; ++p)
                    add_moments(features + p * shape.channels, sums.first(stretch), sums.second(stretch),
                                shape.channels);
            });
    });
    Moments moments{torch::empty({shape.groups, shape.channels}),
                    torch::empty({shape.groups, shape.channels})};
    auto mean = moments.mean.accessor<float, 2>(), variance = moments.variance.accessor<float, 2>();
    for (std::int64_t g = 0; g < shape.groups; ++g)
        for (std::int64_t c = 0; c < shape.channels; ++c) {
            const Sums::Means means = sums.means(g, c);
            mean[g][c] = static_cast<float>(means.first);
            variance[g][c] = static_cast<float>(std::max(0.0, means.second - means.first * means.first));
        }
    return moments;
}

/// x * scale + shift + addend, rectified; scale and shift [groups, channels].
torch::Tensor mapped(const torch::Tensor& x, const torch::Tensor& scale, const torch::Tensor& shift,
                     const torch::Tensor& addend, bool rectify, const Shape& shape) {
    torch::Tensor y = torch::empty_like(x, torch::MemoryFormat::ChannelsLast);
    const float floor = lowest(rectify);
    with_type_of(x, [&](auto type) {
        using T = decltype(type);
        const T* features = values<const T>(x);
        const T* added = values<const T>(addend);
        T* to = values<T>(y);
        shape.for_each_stretch([&](std::int64_t group, std::int64_t, std::int64_t first, std::int64_t count) {
            const float* scales = scale.data_ptr<float>() + group * shape.channels;
            const float* shifts = shift.data_ptr<float>() + group * shape.channels;
            for (std::int64_t at = first * shape.channels; at < (first + count) * shape.channels;
                 at += shape.channels)
                if (added == nullptr)
                    map_pixel(features + at, scales, shifts, floor, to + at, shape.channels);
                else
                    map_and_add_pixel(features + at, added + at, scales, shifts, floor, to + at,
                                      shape.channels);
        });
    });
    return y;
}

struct Gradients {
    torch::Tensor features, gain, offset, addend;
};

/// `rate`: of the deviation, its reciprocal. Gain, mean and rate are [groups, channels].
Gradients gradients_of(const torch::Tensor& x, const torch::Tensor& y, const torch::Tensor& gradient,
                       const torch::Tensor& gain, const torch::Tensor& mean, const torch::Tensor& rate,
                       bool rectify, bool added, const Shape& shape) {
    Gradients to{torch::empty_like(x, torch::MemoryFormat::ChannelsLast),
                 torch::empty_like(gain),
                 torch::empty_like(gain),
                 {}};
    if (added) to.addend = torch::empty_like(x, torch::MemoryFormat::ChannelsLast);
    const float floor = lowest(rectify);
    Sums sums(shape);
    with_type_of(x, [&](auto type) {
        using T = decltype(type);
        const T *features = values<const T>(x), *answers = values<const T>(y),
                *incoming = values<const T>(gradient);
        shape.for_each_stretch(
            [&](std::int64_t group, std::int64_t stretch, std::int64_t first, std::int64_t count) {
                const float* means = mean.data_ptr<float>() + group * shape.channels;
                const float* rates = rate.data_ptr<float>() + group * shape.channels;
                for (std::int64_t at = first * shape.channels; at < (first + count) * shape.channels;
                     at += shape.channels)
                    add_gradients(features + at, answers + at, incoming + at, means, rates, floor,
                                  sums.first(stretch), sums.second(stretch), shape.channels);
            });
    });
    const torch::Tensor scale = gain * rate;
    const torch::Tensor slope = torch::empty_like(scale), level = torch::empty_like(scale);
    for (std::int64_t g = 0; g < shape.groups; ++g)
        for (std::int64_t c = 0; c < shape.channels; ++c) {
            const auto at = g * shape.channels + c;
            const Sums::Means means = sums.means(g, c);
            const auto pixels = static_cast<double>(shape.pixels);
            to.offset.data_ptr<float>()[at] = static_cast<float>(means.first * pixels);
            to.gain.data_ptr<float>()[at] = static_cast<float>(means.second * pixels);
            const float s = scale.data_ptr<float>()[at];
            const float by_feature = s * rate.data_ptr<float>()[at] * static_cast<float>(means.second);
            slope.data_ptr<float>()[at] = by_feature;
            level.data_ptr<float>()[at] =
                s * static_cast<float>(means.first) - mean.data_ptr<float>()[at] * by_feature;
        }
    with_type_of(x, [&](auto type) {
        using T = decltype(type);
        const T *features = values<const T>(x), *answers = values<const T>(y),
                *incoming = values<const T>(gradient);
        T *to_x = values<T>(to.features), *to_addend = values<T>(to.addend);
        shape.for_each_stretch([&](std::int64_t group, std::int64_t, std::int64_t first, std::int64_t count) {
            const std::int64_t row = group * shape.channels;
            for (std::int64_t at = first * shape.channels; at < (first + count) * shape.channels;
                 at += shape.channels) {
                map_gradient(features + at, answers + at, incoming + at, scale.data_ptr<float>() + row,
                             slope.data_ptr<float>() + row, level.data_ptr<float>() + row, floor, to_x + at,
                             shape.channels);
                if (to_addend != nullptr)
                    pass_through_relu(answers + at, incoming + at, floor, to_addend + at, shape.channels);
            }
        });
    });
    return to;
}

/// Over each picture, or over the batch as a whole: gain and offset are [groups, channels], the mean and the
/// variance are given back for a running average.
struct Norm : torch::autograd::Function<Norm> {
    static variable_list forward(AutogradContext* context, const torch::Tensor& features,
                                 const torch::Tensor& gain, const torch::Tensor& offset,
                                 const c10::optional<torch::Tensor>& addend, double variance_floor,
                                 bool rectify) {
        const torch::Tensor x = channels_last(features);
        const torch::Tensor added = addend ? channels_last(addend->to(x.scalar_type())) : torch::Tensor();
        const torch::Tensor g = gain.to(torch::kFloat).contiguous();
        const Shape shape = shape_of(x, g);
        const Moments moments = moments_of(x, shape);
        const torch::Tensor rate = torch::rsqrt(moments.variance + variance_floor);
        const torch::Tensor scale = (g * rate).contiguous();
        const torch::Tensor shift = (offset.to(torch::kFloat) - moments.mean * scale).contiguous();
        const torch::Tensor y = mapped(x, scale, shift, added, rectify, shape);
        context->save_for_backward({x, y, g, moments.mean, rate});
        context->saved_data["rectify"] = rectify;
        context->saved_data["added"] = addend.has_value();
        context->saved_data["type"] = static_cast<std::int64_t>(gain.scalar_type());
        context->mark_non_differentiable({moments.mean, moments.variance});
        return {y, moments.mean, moments.variance};
    }

    static variable_list backward(AutogradContext* context, variable_list incoming) {
        const auto kept = context->get_saved_variables();
        const torch::Tensor& x = kept[0];
        const bool added = context->saved_data["added"].toBool();
        const Gradients to =
            gradients_of(x, kept[1], channels_last(incoming[0].to(x.scalar_type())), kept[2], kept[3],
                         kept[4], context->saved_data["rectify"].toBool(), added, shape_of(x, kept[2]));
        const auto type = static_cast<torch::ScalarType>(context->saved_data["type"].toInt());
        return {to.features, to.gain.to(type), to.offset.to(type), to.addend, {}, {}};
    }

    static Shape shape_of(const torch::Tensor& x, const torch::Tensor& gain) {
        const auto groups = gain.size(0);
        return {groups, x.size(1), x.size(0) / groups * x.size(2) * x.size(3)};
    }
};

}  // namespace

torch::Tensor instance_norm(const torch::Tensor& features, const torch::Tensor& gain,
                            const torch::Tensor& offset, const NormOptions& options) {
    return Norm::apply(features, gain, offset, c10::optional<torch::Tensor>(), options.variance_floor,
                       options.rectify)[0];
}

torch::Tensor batch_norm(const torch::Tensor& features, const torch::Tensor& gain,
                         const torch::Tensor& offset, const torch::Tensor& addend, RunningMoments& running,
                         bool training, const NormOptions& options) {
    if (training) {
        const auto optional_addend = addend.defined() ? c10::make_optional(addend) : c10::nullopt;
        const auto answer = Norm::apply(features, gain.unsqueeze(0), offset.unsqueeze(0), optional_addend,
                                        options.variance_floor, options.rectify);
        const torch::NoGradGuard no_gradient;
        const auto pixels = static_cast<double>(features.numel()) / static_cast<double>(features.size(1));
        running.mean.lerp_(answer[1][0], kRunningShare);
        running.variance.lerp_(answer[2][0] * (pixels / std::max(1.0, pixels - 1)), kRunningShare);
        return answer[0];
    }
    const torch::NoGradGuard no_gradient;
    const torch::Tensor x = channels_last(features);
    const torch::Tensor scale = gain * torch::rsqrt(running.variance + options.variance_floor);
    const torch::Tensor shift = offset - running.mean * scale;
    return mapped(x, scale.contiguous(), shift.contiguous(),
                  addend.defined() ? channels_last(addend.to(x.scalar_type())) : addend, options.rectify,
                  {1, x.size(1), x.size(0) * x.size(2) * x.size(3)});
}

}  // namespace ganemotion::training
