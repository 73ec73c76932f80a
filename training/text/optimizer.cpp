#include "training/text/optimizer.h"

#include <cmath>
#include <string_view>

#include "training/text/torch_tensors.h"

namespace ganemotion::training {
namespace {

/// What one pass over a stretch of weights needs.
struct Pass {
    float rate, decay, scale, first, second, first_correction, second_correction, epsilon, average;
};

Pass pass_of(const OptimizerOptions& options, int steps, double rate, double weight_decay, double scale,
             double average) {
    return {static_cast<float>(rate),
            static_cast<float>(weight_decay),
            static_cast<float>(scale),
            static_cast<float>(options.first_moment),
            static_cast<float>(options.second_moment),
            static_cast<float>(1 / (1 - std::pow(options.first_moment, steps))),
            static_cast<float>(1 / (1 - std::pow(options.second_moment, steps))),
            static_cast<float>(options.epsilon),
            static_cast<float>(average)};
}

void update(float* __restrict values, const float* __restrict gradient, float* __restrict first,
            float* __restrict second, float* __restrict average, std::int64_t count, const Pass& pass) {
    for (std::int64_t i = 0; i < count; ++i) {
        const float g = gradient[i] * pass.scale;
        const float m = pass.first * first[i] + (1 - pass.first) * g;
        const float v = pass.second * second[i] + (1 - pass.second) * g * g;
        first[i] = m;
        second[i] = v;
        const float step = m * pass.first_correction / (std::sqrt(v * pass.second_correction) + pass.epsilon);
        values[i] -= pass.rate * (step + pass.decay * values[i]);
        average[i] += (1 - pass.average) * (values[i] - average[i]);
    }
}

/// 0 for the embeddings, 1.. for the layers, one above for the heads.
int depth_of(const std::string& name, int head_depth) {
    constexpr std::string_view kLayer = "layer_";
    if (name.starts_with(kLayer)) return 1 + std::stoi(name.substr(kLayer.size()));
    for (const char* head : {"speech", "posts", "tweets"})
        if (name.starts_with(head)) return head_depth;
    return 0;
}

}  // namespace

Optimizer::Optimizer(TextModel model, const OptimizerOptions& options)
    : model_(std::move(model)), options_(options) {
    const int head_depth = static_cast<int>(model_->layers.size()) + 1;
    for (const auto& named : model_->named_parameters()) {
        Parameter parameter;
        parameter.name = named.key();
        parameter.values = named.value();
        parameter.first = torch::zeros_like(named.value().detach());
        parameter.second = torch::zeros_like(named.value().detach());
        parameter.average = named.value().detach().clone();
        const int depth = depth_of(named.key(), head_depth);
        parameter.rate = depth == head_depth
                             ? options.head_rate
                             : options.rate * std::pow(options.layer_decay, head_depth - 1 - depth);
        parameter.by_rows = named.key() == "words";
        parameter.weight_decay = named.value().dim() > 1 && !parameter.by_rows ? options.weight_decay : 0;
        parameters_.push_back(parameter);
    }
}

double Optimizer::gradient_scale() const {
    double squares = 0;
    for (const Parameter& parameter : parameters_) {
        const torch::Tensor gradient = parameter.values.grad();
        if (!gradient.defined()) continue;
        const torch::Tensor values = parameter.by_rows ? gradient.coalesce().values() : gradient;
        const double norm = values.norm().item<double>();
        squares += norm * norm;
    }
    return std::min(1.0, options_.largest_gradient / (std::sqrt(squares) + options_.epsilon));
}

void Optimizer::update_rows(Parameter& parameter, double rate, double scale) {
    const torch::Tensor gradient = parameter.values.grad().coalesce();
    const torch::Tensor rows = gradient.indices()[0].contiguous();
    const torch::Tensor values = gradient.values().contiguous();
    const auto width = values.size(1);
    // Rows come by seldom: their average would lag behind for the whole training, so it is the weight itself.
    const Pass pass = pass_of(options_, steps_, rate, 0, scale, 0);
    for (std::int64_t i = 0; i < rows.size(0); ++i) {
        const auto at = rows.data_ptr<std::int64_t>()[i] * width;
        update(parameter.values.data_ptr<float>() + at, values.data_ptr<float>() + i * width,
               parameter.first.data_ptr<float>() + at, parameter.second.data_ptr<float>() + at,
               parameter.average.data_ptr<float>() + at, width, pass);
    }
}

void Optimizer::step(double progress_rate) {
    torch::NoGradGuard no_gradient;
    ++steps_;
    const double scale = gradient_scale();
    // An average over the first steps must not remember the start for long.
    const double average = std::min(options_.average, (1.0 + steps_) / (10.0 + steps_));
    for (Parameter& parameter : parameters_) {
        if (!parameter.values.grad().defined()) continue;
        const double rate = parameter.rate * progress_rate;
        if (parameter.by_rows) {
            update_rows(parameter, rate, scale);
        } else {
            const torch::Tensor gradient = parameter.values.grad().contiguous();
            const Pass pass = pass_of(options_, steps_, rate, parameter.weight_decay, scale, average);
            update(parameter.values.data_ptr<float>(), gradient.data_ptr<float>(),
                   parameter.first.data_ptr<float>(), parameter.second.data_ptr<float>(),
                   parameter.average.data_ptr<float>(), gradient.numel(), pass);
        }
        parameter.values.mutable_grad().reset();
    }
}

namespace {

constexpr const char* kSteps = "steps";

}  // namespace

nn::Weights Optimizer::state() const {
    nn::Weights state;
    for (const Parameter& parameter : parameters_) {
        state.tensors[parameter.name] = stored(parameter.values);
        state.tensors[parameter.name + ".first"] = stored(parameter.first);
        state.tensors[parameter.name + ".second"] = stored(parameter.second);
        state.tensors[parameter.name + ".average"] = stored(parameter.average);
    }
    state.metadata[kSteps] = std::to_string(steps_);
    return state;
}

void Optimizer::restore(const nn::Weights& state) {
    torch::NoGradGuard no_gradient;
    for (Parameter& parameter : parameters_) {
        parameter.values.copy_(restored(state.at(parameter.name)));
        parameter.first.copy_(restored(state.at(parameter.name + ".first")));
        parameter.second.copy_(restored(state.at(parameter.name + ".second")));
        parameter.average.copy_(restored(state.at(parameter.name + ".average")));
    }
    steps_ = std::stoi(state.metadata.at(kSteps));
}

void Optimizer::swap_average() {
    torch::NoGradGuard no_gradient;
    for (Parameter& parameter : parameters_) {
        const torch::Tensor kept = parameter.values.detach().clone();
        parameter.values.copy_(parameter.average);
        parameter.average.copy_(kept);
    }
}

}  // namespace ganemotion::training
