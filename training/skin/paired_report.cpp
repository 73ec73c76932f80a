#include "training/skin/paired_report.h"

#include <algorithm>

#include "training/skin/colour_report.h"
#include "training/skin/losses.h"
#include "training/skin/trainer.h"

namespace ganemotion::training {
namespace {

constexpr std::int64_t kBatch = 16;
constexpr std::uint64_t kSeed = 7;  // the same pairs for every model

/// Mean colour difference where the smoothed real difference is below its median.
struct Unaffected {
    double painted, real;
};
Unaffected unaffected(const torch::Tensor& source, const torch::Tensor& target, const torch::Tensor& edited,
                      const torch::Tensor& mask) {
    const auto lab = lab_of(source);
    const auto real = (lab_of(target) - lab).norm(2, 1, true);
    const auto painted = (lab_of(edited) - lab).norm(2, 1, true);
    const auto calm = calm_skin(source, target, mask);
    return {painted.masked_select(calm).mean().item<double>(),
            real.masked_select(calm).mean().item<double>()};
}

}  // namespace

PairedFigures paired_figures(SkinGenerator& generator, const TextureSet& set, std::int64_t pairs,
                             const migration::SkinOptions& options) {
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
        const auto now = set.now.index_select(0, torch::tensor(rows.source));
        const Painted painted = emphasised(generator(source, change, now), source, options);
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

AlikeFigures alike_figures(const TextureSet& set, const torch::Tensor& unit_scale, double deviations) {
    const torch::NoGradGuard no_grad;
    const auto mask = set.mask.view({1, 1, set.mask.size(0), set.mask.size(1)});
    AlikeFigures sum;
    for (const auto& rows : rows_by_person(set, true))
        for (const std::int64_t one : rows)
            for (const std::int64_t other : rows) {
                if (one == other) continue;
                const auto change = (set.units[other] - set.units[one]) / unit_scale.squeeze(0);
                if (change.norm().item<double>() >= deviations) continue;
                const auto source = textures_of(set.posed, {one});
                const auto target = matched_colour(textures_of(set.posed, {other}), source, mask);
                const SkinWeights weights = skin_weights(source, mask);
                sum.pixel += pixel_error(source, target, weights).item<double>();
                sum.gradient += gradient_error(source, target, weights).item<double>();
                ++sum.pairs;
            }
    const double count = std::max<double>(1, static_cast<double>(sum.pairs));
    sum.pixel /= count;
    sum.gradient /= count;
    return sum;
}

}  // namespace ganemotion::training
