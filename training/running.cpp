#include "training/running.h"

#include <algorithm>
#include <cstdio>

namespace ganemotion::training {

void tell(int step, double seconds, const LossParts& parts, int count) {
    std::fprintf(stderr, "step %d, %.0f s:", step, seconds);
    for (const auto& [name, sum] : parts) std::fprintf(stderr, " %s %.4f", name.c_str(), sum / count);
    std::fprintf(stderr, "\n");
}

void follow_average(std::vector<torch::Tensor> averaged, const std::vector<torch::Tensor>& trained,
                    double average, int steps) {
    const torch::NoGradGuard no_grad;
    const double keep = std::min(average, 1 - 10.0 / (steps + 20));
    for (std::size_t i = 0; i < averaged.size(); ++i) averaged[i].lerp_(trained[i], 1 - keep);
}

double ProcessorTime::seconds() const {
    return static_cast<double>(std::clock() - start_) / CLOCKS_PER_SEC / torch::get_num_threads();
}

}  // namespace ganemotion::training
