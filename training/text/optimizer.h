#pragma once

#include <string>
#include <vector>

#include <torch/torch.h>

#include "nn/weights.h"
#include "training/text/model.h"

namespace ganemotion::training {

struct OptimizerOptions {
    double rate = 1.2e-4;      ///< peak, of the uppermost layer
    double head_rate = 5e-4;   ///< the heads start from nothing
    double layer_decay = 0.9;  ///< each layer below learns this much slower
    double first_moment = 0.9;
    double second_moment = 0.98;  ///< follows faster than 0.999: there are few steps
    double epsilon = 1e-6;
    double weight_decay = 0.01;
    double largest_gradient = 1;  ///< the norm of all gradients together is cut to this
    double average = 0.998;       ///< of the moving average of the weights, per step
};

/// AdamW (Loshchilov & Hutter 2019) that passes over the memory once, keeps a moving average of the weights,
/// and visits only those rows of the word embeddings that a batch used: libtorch's own takes a quarter of the
/// step's time here.
class Optimizer {
  public:
    Optimizer(TextModel model, const OptimizerOptions& options);

    /// `progress_rate` 0..1 multiplies all rates. Gradients are dropped after the step.
    void step(double progress_rate);

    /// All that a later run needs to go on as if there had been no end; `restore` takes it back.
    [[nodiscard]] nn::Weights state() const;
    void restore(const nn::Weights& state);
    [[nodiscard]] int steps() const { return steps_; }

    /// Exchanges weights and averages; call twice around an evaluation.
    void swap_average();

  private:
    struct Parameter {
        std::string name;
        torch::Tensor values, first, second, average;
        double rate = 0;
        double weight_decay = 0;
        bool by_rows = false;  ///< the word embeddings
    };
    [[nodiscard]] double gradient_scale() const;
    void update_rows(Parameter& parameter, double rate, double scale);

    TextModel model_;
    OptimizerOptions options_;
    std::vector<Parameter> parameters_;
    int steps_ = 0;
};

}  // namespace ganemotion::training
