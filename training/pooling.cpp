#include "training/pooling.h"

#include <vector>

#include <ATen/Parallel.h>

#include "training/bfloat16.h"
#include "training/channels_last.h"

namespace ganemotion::training {
namespace {

using torch::autograd::AutogradContext;
using torch::autograd::variable_list;

/// The largest of a square of four, and which of them it is (the first of equal ones).
template <typename T>
void pool_square(const T* __restrict a, const T* __restrict b, const T* __restrict c, const T* __restrict d,
                 T* __restrict y, std::uint8_t* __restrict which, std::int64_t channels) {
    for (std::int64_t i = 0; i < channels; ++i) {
        float largest = as_float(a[i]);
        std::uint32_t place = 0, next = 0;
        for (const float value : {as_float(b[i]), as_float(c[i]), as_float(d[i])}) {
            const std::uint32_t mask = 0U - static_cast<std::uint32_t>(value > largest);
            place ^= (place ^ ++next) & mask;
            largest = value > largest ? value : largest;
        }
        store(largest, y[i]);
        which[i] = static_cast<std::uint8_t>(place);
    }
}

template <typename T>
void spread_square(const T* __restrict gradient, const std::uint8_t* __restrict which, std::uint8_t place,
                   T* __restrict to, std::int64_t channels) {
    for (std::int64_t i = 0; i < channels; ++i) to[i] = gated(gradient[i], which[i] == place);
}

/// run(offset of the square's first pixel, offset of the answer's)
template <typename Run>
void for_each_square(const torch::Tensor& x, const Run& run) {
    const std::int64_t channels = x.size(1), height = x.size(2), width = x.size(3);
    const std::int64_t rows = height / 2, columns = width / 2;
    at::parallel_for(0, x.size(0) * rows, 16, [&](std::int64_t begin, std::int64_t end) {
        for (std::int64_t i = begin; i < end; ++i) {
            const std::int64_t picture = i / rows, row = i % rows;
            for (std::int64_t column = 0; column < columns; ++column)
                run(((picture * height + 2 * row) * width + 2 * column) * channels,
                    (i * columns + column) * channels);
        }
    });
}

struct LargestOfFour : torch::autograd::Function<LargestOfFour> {
    static torch::Tensor forward(AutogradContext* context, const torch::Tensor& features) {
        const torch::Tensor x = channels_last(features);
        const std::vector<std::int64_t> size = {x.size(0), x.size(1), x.size(2) / 2, x.size(3) / 2};
        torch::Tensor y = torch::empty(size, x.options(), torch::MemoryFormat::ChannelsLast);
        const torch::Tensor which =
            torch::empty(size, x.options().dtype(torch::kUInt8), torch::MemoryFormat::ChannelsLast);
        const std::int64_t channels = x.size(1), down = x.size(3) * channels;
        with_type_of(x, [&](auto type) {
            using T = decltype(type);
            for_each_square(x, [&](std::int64_t from, std::int64_t to) {
                const T* first = values<const T>(x) + from;
                pool_square(first, first + channels, first + down, first + down + channels, values<T>(y) + to,
                            which.data_ptr<std::uint8_t>() + to, channels);
            });
        });
        context->save_for_backward({which});
        context->saved_data["size"] = x.sizes();
        return y;
    }

    static variable_list backward(AutogradContext* context, variable_list incoming) {
        const torch::Tensor which = context->get_saved_variables()[0];
        const torch::Tensor gradient = channels_last(incoming[0]);
        const std::vector<std::int64_t> size = context->saved_data["size"].toIntVector();
        const bool odd = size[2] % 2 != 0 || size[3] % 2 != 0;
        const torch::Tensor to = torch::empty(size, gradient.options(), torch::MemoryFormat::ChannelsLast);
        if (odd) to.zero_();
        const std::int64_t channels = size[1], down = size[3] * channels;
        with_type_of(gradient, [&](auto type) {
            using T = decltype(type);
            for_each_square(to, [&](std::int64_t at, std::int64_t from) {
                const T* source = values<const T>(gradient) + from;
                const std::uint8_t* places = which.data_ptr<std::uint8_t>() + from;
                T* first = values<T>(to) + at;
                for (const auto& [place, offset] :
                     {std::pair{0, std::int64_t{0}}, {1, channels}, {2, down}, {3, down + channels}})
                    spread_square(source, places, static_cast<std::uint8_t>(place), first + offset, channels);
            });
        });
        return {to};
    }
};

}  // namespace

torch::Tensor largest_of_four(const torch::Tensor& features) {
    return LargestOfFour::apply(features);
}

}  // namespace ganemotion::training
