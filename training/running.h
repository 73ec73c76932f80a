#pragma once

#include <ctime>
#include <map>
#include <string>
#include <vector>

#include <torch/torch.h>

namespace ganemotion::training {

/// Named parts of the losses, unweighted, for the log.
using LossParts = std::map<std::string, double>;

/// Prints their means over `count` steps to standard error.
void tell(int step, double seconds, const LossParts& parts, int count);

/// Moves averaged parameters towards the trained ones; `average` is kept a step, less in the first steps, or
/// the start would be remembered for long.
void follow_average(std::vector<torch::Tensor> averaged, const std::vector<torch::Tensor>& trained,
                    double average, int steps);

/// Processor time of each thread, so that a busy machine trains as long as an idle one, only later.
class ProcessorTime {
  public:
    [[nodiscard]] double seconds() const;

  private:
    std::clock_t start_ = std::clock();
};

}  // namespace ganemotion::training
