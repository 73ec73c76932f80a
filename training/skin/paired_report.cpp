#include "training/skin/paired_report.h"

#include "training/skin/losses.h"
#include "training/skin/trainer.h"

namespace ganemotion::training {
namespace {

constexpr std::int64_t kBatch = 32;
constexpr std::uint64_t kSeed = 7;          // the same pairs for every model
constexpr std::int64_t kNeighbourhood = 9;  // texels over which a real change is averaged before it is ranked

/// CIE L*a*b* of sRGB 0..1 under D65.
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

/// Mean colour difference where the smoothed real difference is below its median.
struct Unaffected {
    double painted, real;
};
Unaffected unaffected(const torch::Tensor& source, const torch::Tensor& target, const torch::Tensor& edited,
                      const torch::Tensor& mask) {
    const auto lab = lab_of(source);
    const auto real = (lab_of(target) - lab).norm(2, 1, true);
    const auto painted = (lab_of(edited) - lab).norm(2, 1, true);
    const auto smooth = torch::avg_pool2d(real, kNeighbourhood, 1, kNeighbourhood / 2);
    const auto skin = (mask > 0.5).expand_as(smooth);
    const auto calm = torch::logical_and(skin, smooth < smooth.masked_select(skin).median());
    return {painted.masked_select(calm).mean().item<double>(),
            real.masked_select(calm).mean().item<double>()};
}

}  // namespace

PairedFigures paired_figures(SkinGenerator& generator, const TextureSet& set, std::int64_t pairs) {
    const torch::NoGradGuard no_grad;
    torch::manual_seed(kSeed);
    const auto people = rows_by_person(set, true);
    const auto mask = set.mask.view({1, 1, set.mask.size(0), set.mask.size(1)});
    PairedFigures sum;
    sum.people = static_cast<std::int64_t>(people.size());
    LossParts parts;
    int batches = 0;
    for (; sum.pairs < pairs; sum.pairs += kBatch, ++batches) {
        const PairRows rows = random_pairs(people, kBatch, 0);
        const auto source = textures_of(set.posed, rows.source);
        const auto target = matched_colour(textures_of(set.posed, rows.target), source, mask);
        const auto change = set.units.index_select(0, torch::tensor(rows.target)) -
                            set.units.index_select(0, torch::tensor(rows.source));
        const Painted painted = generator(source, change);
        paired_loss(painted, source, target, mask, {}, parts);
        const Unaffected calm = unaffected(source, target, painted.edited, mask);
        sum.unaffected += calm.painted;
        sum.unaffected_real += calm.real;
    }
    const auto mean = [&](const char* name) { return parts.at(name) / batches; };
    sum.pixel = mean("pixel");
    sum.pixel_unchanged = mean("pixel_unchanged");
    sum.gradient = mean("gradient");
    sum.gradient_unchanged = mean("gradient_unchanged");
    sum.mask_mean = mean("A_mean");
    sum.mask_variance = mean("A_variance");
    sum.unaffected /= batches;
    sum.unaffected_real /= batches;
    return sum;
}

}  // namespace ganemotion::training
