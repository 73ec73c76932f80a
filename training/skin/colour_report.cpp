#include "training/skin/colour_report.h"

#include <cmath>
#include <cstdio>
#include <functional>

#include "training/skin/trainer.h"

namespace ganemotion::training {
namespace {

constexpr std::int64_t kBatch = 16;
constexpr std::uint64_t kSeed = 9;          // the same pairs for every model
constexpr std::int64_t kNeighbourhood = 9;  // texels over which a real change is averaged before it is ranked

struct Look {
    const char* name;
    std::function<torch::Tensor(const torch::Tensor&)> of;
};

/// Three stops darker in linear light (an exponent of 2.2 stands for the camera's curve), with the grain that
/// a camera adds then.
torch::Tensor dark(const torch::Tensor& x) {
    constexpr double kStops = 3;
    constexpr double kGrain = 0.015;
    const double share = std::pow(2.0, -kStops / 2.2);
    return (x * share + torch::randn_like(x) * kGrain).clamp(0, 1);
}

/// Eight levels a channel, as flat paint has them.
torch::Tensor flat(const torch::Tensor& x) {
    constexpr double kLevels = 7;
    return (torch::avg_pool2d(x, 3, 1, 1) * kLevels).round() / kLevels;
}

std::vector<Look> looks() {
    const auto channels = [](const torch::Tensor& x, const std::vector<float>& by) {
        return (x * torch::tensor(by).view({1, 3, 1, 1})).clamp(0, 1);
    };
    return {
        {"as photographed", [](const torch::Tensor& x) { return x; }},
        {"gray", [](const torch::Tensor& x) { return x.mean(1, true).expand_as(x).contiguous(); }},
        {"dark: -3 stops, grain", dark},
        {"blue light",
         [channels](const torch::Tensor& x) {
             return channels(x, {0.5F, 0.8F, 1.3F});
         }},
        {"orange light",
         [channels](const torch::Tensor& x) {
             return channels(x, {1.2F, 0.8F, 0.45F});
         }},
        {"green skin (channels exchanged)",
         [](const torch::Tensor& x) {
             return x.index_select(1, torch::tensor({1, 0, 2}));
         }},
        {"painted flat: 8 levels", flat},
    };
}

}  // namespace

torch::Tensor lab_of(const torch::Tensor& rgb) {
    const auto linear =
        torch::where(rgb <= 0.04045, rgb / 12.92, torch::pow((rgb.clamp_min(0) + 0.055) / 1.055, 2.4));
    const auto to_xyz = torch::tensor({0.4124564F / 0.95047F, 0.3575761F / 0.95047F, 0.1804375F / 0.95047F,
                                       0.2126729F, 0.7151522F, 0.0721750F, 0.0193339F / 1.08883F,
                                       0.1191920F / 1.08883F, 0.9503041F / 1.08883F})
                            .view({3, 3});
    const auto xyz = torch::einsum("oc,bchw->bohw", {to_xyz, linear});
    const auto f =
        torch::where(xyz > 0.008856, torch::pow(xyz.clamp_min(1e-6), 1.0 / 3), 7.787 * xyz + 16.0 / 116);
    const auto x = f.narrow(1, 0, 1);
    const auto y = f.narrow(1, 1, 1);
    const auto z = f.narrow(1, 2, 1);
    return torch::cat({116 * y - 16, 500 * (x - y), 200 * (y - z)}, 1);
}

torch::Tensor calm_skin(const torch::Tensor& source, const torch::Tensor& target, const torch::Tensor& mask) {
    const auto real = (lab_of(target) - lab_of(source)).norm(2, 1, true);
    const auto smooth = torch::avg_pool2d(real, kNeighbourhood, 1, kNeighbourhood / 2);
    const auto skin = (mask > 0.5).expand_as(smooth);
    return torch::logical_and(skin, smooth < smooth.masked_select(skin).median());
}

std::vector<ColourFigure> colour_figures(SkinGenerator& generator, const TextureSet& set, std::int64_t pairs,
                                         const migration::SkinOptions& options) {
    const torch::NoGradGuard no_grad;
    const auto people = rows_by_person(set, true);
    const auto mask = set.mask.view({1, 1, set.mask.size(0), set.mask.size(1)});
    std::vector<ColourFigure> figures;
    for (const Look& look : looks()) {
        torch::manual_seed(kSeed);
        ColourFigure sum;
        sum.look = look.name;
        std::int64_t batches = 0;
        for (std::int64_t done = 0; done < pairs; done += kBatch, ++batches) {
            const PairRows rows = random_pairs(people, kBatch, 0);
            const auto photographed = textures_of(set.posed, rows.source);
            const auto target = matched_colour(textures_of(set.posed, rows.target), photographed, mask);
            const auto change = set.units.index_select(0, torch::tensor(rows.target)) -
                                set.units.index_select(0, torch::tensor(rows.source));
            const auto now = set.now.index_select(0, torch::tensor(rows.source));
            const auto source = look.of(photographed);
            const auto difference =
                lab_of(emphasised(generator(source, change, now), source, options).edited.clamp(0, 1)) -
                lab_of(source);
            const auto calm = calm_skin(photographed, target, mask);
            sum.painted += difference.norm(2, 1, true).masked_select(calm).mean().item<double>();
            sum.chroma +=
                difference.narrow(1, 1, 2).norm(2, 1, true).masked_select(calm).mean().item<double>();
        }
        sum.painted /= static_cast<double>(batches);
        sum.chroma /= static_cast<double>(batches);
        figures.push_back(sum);
    }
    return figures;
}

void print_colour(const std::vector<ColourFigure>& figures) {
    std::printf("\nColour of the calmer half of the skin (delta E that paint makes there):\n\n");
    std::printf("| look of the face | delta E | of hue and saturation |\n| --- | ---: | ---: |\n");
    for (const ColourFigure& one : figures)
        std::printf("| %s | %.2f | %.2f |\n", one.look.c_str(), one.painted, one.chroma);
}

}  // namespace ganemotion::training
