#include "training/expression/widening.h"

#include <random>

#include "ganemotion/error.h"

namespace ganemotion::training {

namespace {

/// The old channel that each channel repeats, and how many repeat it.
struct Copies {
    std::vector<std::size_t> of;
    std::vector<float> count;

    Copies(int old_size, int size) : count(static_cast<std::size_t>(old_size)) {
        for (int i = 0; i < size; ++i) {
            of.push_back(static_cast<std::size_t>(i % old_size));
            ++count[of.back()];
        }
    }
};

class Widening {
  public:
    Widening(const nn::Weights& from, std::uint32_t seed) : from_(from), random_(seed) {}

    /// [out, in, ...] by the copies of both.
    void matrix(const std::string& name, const Copies& out, const Copies& in) {
        const nn::Tensor& tensor = from_.at(name);
        const std::vector<float> old = tensor.to_float();
        std::size_t inner = 1;
        for (std::size_t d = 2; d < tensor.shape.size(); ++d)
            inner *= static_cast<std::size_t>(tensor.shape[d]);
        std::normal_distribution<float> noise(1, 0.02F);
        std::vector<float> values;
        for (const std::size_t row : out.of)
            for (const std::size_t column : in.of)
                for (std::size_t i = 0; i < inner; ++i)
                    values.push_back(old[(row * in.count.size() + column) * inner + i] / in.count[column] *
                                     noise(random_));
        auto shape = tensor.shape;
        shape[0] = static_cast<std::int64_t>(out.of.size());
        shape[1] = static_cast<std::int64_t>(in.of.size());
        to_.tensors[name] = nn::Tensor::from_float(values, shape, tensor.type);
    }

    void channels(const std::string& name, const Copies& copies) {
        const nn::Tensor& tensor = from_.at(name);
        const std::vector<float> old = tensor.to_float();
        std::vector<float> values;
        for (const std::size_t channel : copies.of) values.push_back(old[channel]);
        to_.tensors[name] =
            nn::Tensor::from_float(values, {static_cast<std::int64_t>(values.size())}, tensor.type);
    }

    void copy(const std::string& name) { to_.tensors[name] = from_.at(name); }

    nn::Weights finished(const expression::Widths& widths) {
        to_.metadata = from_.metadata;
        to_.metadata["widths"] = expression::to_text(widths);
        return std::move(to_);
    }

  private:
    const nn::Weights& from_;
    nn::Weights to_;
    std::mt19937 random_;
};

}  // namespace

nn::Weights widened(const nn::Weights& weights, expression::BackboneKind kind,
                    const expression::Widths& widths, std::uint32_t seed) {
    const expression::Widths old = expression::widths_of(weights);
    bool fits = kind == expression::BackboneKind::kVgg16 && old.size() == widths.size();
    for (std::size_t i = 0; fits && i < old.size(); ++i) fits = widths[i] >= old[i];
    if (!fits) throw Error(ErrorKind::kUsage, "--widths: only vgg16 goes on at other widths, none smaller");
    Widening widening(weights, seed);
    const expression::Backbone from = expression::make_backbone(kind, old);
    const expression::Backbone to = expression::make_backbone(kind, widths);
    for (std::size_t b = 0; b < from.blocks.size(); ++b)
        for (std::size_t l = 0; l < from.blocks[b].layers.size(); ++l) {
            const expression::Convolution& small = from.blocks[b].layers[l];
            const expression::Convolution& large = to.blocks[b].layers[l];
            const Copies out(small.out, large.out);
            widening.matrix(small.name + ".weight", out, Copies(small.in, large.in));
            for (const char* part : {".weight", ".bias", ".running_mean", ".running_var"})
                widening.channels(small.name + ".norm" + part, out);
            widening.copy(small.name + ".norm.num_batches_tracked");
        }
    widening.matrix("classifier.weight", Copies(kEmotionCount, kEmotionCount),
                    Copies(from.features, to.features));
    widening.copy("classifier.bias");
    return widening.finished(widths);
}

}  // namespace ganemotion::training
