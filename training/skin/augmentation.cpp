#include "training/skin/augmentation.h"

#include <cmath>

namespace ganemotion::training {
namespace {

namespace F = torch::nn::functional;

constexpr std::int64_t kLightGrid = 4;     // nodes of the light across a face: soft shadows
constexpr std::int64_t kMeshGrid = 5;      // of errors of the mesh
constexpr std::int64_t kFarthestBlur = 3;  // texels: small faces, make-up, brushes
constexpr double kDarkest = 1e-3;          // a power needs something to work on

torch::Tensor smooth(const torch::Tensor& nodes, std::int64_t side) {
    return F::interpolate(nodes, F::InterpolateFuncOptions()
                                     .size(std::vector<std::int64_t>{side, side})
                                     .mode(torch::kBicubic)
                                     .align_corners(false));
}

bool chance(double share) {
    return torch::rand({1}).item<double>() < share;
}

torch::Tensor each(std::int64_t batch, double share) {
    return torch::rand({batch, 1, 1, 1}) < share;
}

/// A colour for every pixel as the camera might see it: power, light, saturation, channels.
class Camera {
  public:
    Camera(std::int64_t batch, std::int64_t side, const AugmentationOptions& o)
        : light_(torch::exp(smooth(torch::randn({batch, 1, kLightGrid, kLightGrid}) * o.light, side)) *
                 torch::exp(torch::randn({batch, 3, 1, 1}) * o.cast +
                            torch::randn({batch, 1, 1, 1}) * o.exposure)),
          gamma_(torch::exp(torch::randn({batch, 1, 1, 1}) * o.gamma)),
          saturation_(torch::rand({batch, 1, 1, 1}) * o.largest_saturation),
          swapped_(each(batch, o.channel_swap)),
          order_(torch::randperm(3)) {}

    [[nodiscard]] torch::Tensor taken(const torch::Tensor& x) const {
        torch::Tensor y = torch::pow(x.clamp_min(kDarkest), gamma_) * light_;
        y = torch::lerp(y.mean(1, true), y, saturation_);
        return torch::where(swapped_, y.index_select(1, order_), y);
    }

  private:
    torch::Tensor light_, gamma_, saturation_, swapped_, order_;
};

/// Strands of hair, glasses or fingers: the same on both pictures, so there is nothing to be painted there.
void occlude(TexturePair& pair, double share) {
    const std::int64_t batch = pair.source.size(0);
    const std::int64_t side = pair.source.size(2);
    const auto line = (torch::arange(side) + 0.5) * (2.0 / static_cast<double>(side)) - 1;
    const auto y = line.view({1, 1, side, 1});
    const auto x = line.view({1, 1, 1, side});
    const auto random = [batch](double low, double high) {
        return torch::rand({batch, 1, 1, 1}) * (high - low) + low;
    };
    const auto angle = random(0, M_PI);
    const auto u = (x - random(-1, 1)) * torch::cos(angle) + (y - random(-1, 1)) * torch::sin(angle);
    const auto v = (y - random(-1, 1)) * torch::cos(angle) - (x - random(-1, 1)) * torch::sin(angle);
    const auto inside = (u / random(0.03, 0.15)).square() + (v / random(0.1, 0.8)).square() < 1;
    const auto hidden = torch::logical_and(inside, each(batch, share));
    const auto stripes = torch::sin(u * random(10, 90)) * random(0.03, 0.15);
    const auto patch = (torch::rand({batch, 3, 1, 1}) * random(0.1, 0.9) + stripes).clamp(0, 1);
    pair.source = torch::where(hidden, patch, pair.source);
    pair.target = torch::where(hidden, patch, pair.target);
}

void displace(TexturePair& pair, double amount) {
    const std::int64_t batch = pair.source.size(0);
    const std::int64_t side = pair.source.size(2);
    const auto errors = smooth(torch::randn({batch, 2, kMeshGrid, kMeshGrid}) * amount, side);
    const auto grid =
        F::affine_grid(torch::eye(2, 3).unsqueeze(0).expand({batch, -1, -1}), {batch, 3, side, side}, false) +
        errors.permute({0, 2, 3, 1});
    const auto both =
        F::grid_sample(torch::cat({pair.source, pair.target}, 1), grid,
                       F::GridSampleFuncOptions().padding_mode(torch::kBorder).align_corners(false));
    pair.source = both.narrow(1, 0, 3);
    pair.target = both.narrow(1, 3, 3);
}

void blur(TexturePair& pair) {
    const double strength = torch::rand({1}).item<double>();
    const auto reach = torch::randint(1, kFarthestBlur + 1, {1}).item<std::int64_t>();
    const auto soften = [strength, reach](const torch::Tensor& x) {
        const auto soft = F::avg_pool2d(
            x, F::AvgPool2dFuncOptions(2 * reach + 1).stride(1).padding(reach).count_include_pad(false));
        return torch::lerp(x, soft, strength);
    };
    pair.source = soften(pair.source);
    pair.target = soften(pair.target);
}

/// What rounding the cosine transform of 8x8 blocks does to a picture (the luminance table of JPEG's annex K
/// is near a plane that grows with frequency).
torch::Tensor block_noise(const torch::Tensor& x) {
    constexpr std::int64_t kBlock = 8;
    static const torch::Tensor kCosines = [] {
        const auto n = torch::arange(kBlock).to(torch::kFloat);
        auto basis =
            torch::cos((n.view({1, -1}) + 0.5) * n.view({-1, 1}) * (M_PI / kBlock)) * std::sqrt(2.0 / kBlock);
        basis[0] *= std::sqrt(0.5);
        return basis;
    }();
    static const torch::Tensor kTable = [] {
        const auto n = torch::arange(kBlock).to(torch::kFloat);
        return (12 + 6 * (n.view({1, -1}) + n.view({-1, 1}))) / 255;
    }();
    const double coarseness = 0.3 + 1.2 * torch::rand({1}).item<double>();
    const std::int64_t blocks = x.size(2) / kBlock;
    const auto shape = std::vector<std::int64_t>{x.size(0), 3, blocks, kBlock, blocks, kBlock};
    const auto cut = x.reshape(shape).permute({0, 1, 2, 4, 3, 5});
    const auto spectrum = torch::matmul(torch::matmul(kCosines, cut), kCosines.t());
    const auto table = kTable * coarseness;
    const auto coarse = torch::round(spectrum / table) * table;
    const auto back = torch::matmul(torch::matmul(kCosines.t(), coarse), kCosines);
    return back.permute({0, 1, 2, 4, 3, 5}).reshape(x.sizes()) - x;
}

}  // namespace

TexturePair augmented(TexturePair pair, const AugmentationOptions& o) {
    const torch::NoGradGuard no_grad;
    const std::int64_t batch = pair.source.size(0);
    const Camera camera(batch, pair.source.size(2), o);
    pair.source = camera.taken(pair.source);
    pair.target = camera.taken(pair.target);
    occlude(pair, o.occluder);
    displace(pair, o.mesh_error);
    if (chance(o.blur)) blur(pair);
    torch::Tensor noise = torch::randn_like(pair.source) * (torch::rand({batch, 1, 1, 1}) * o.noise);
    if (chance(o.jpeg)) noise = noise + block_noise(pair.source + noise);
    pair.source = (pair.source + noise).clamp(0, 1);
    pair.target = (pair.target + noise).clamp(0, 1);
    return pair;
}

}  // namespace ganemotion::training
