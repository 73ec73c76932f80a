#include "training/expression/backbone_training.h"

#include <algorithm>
#include <chrono>
#include <cmath>
#include <numbers>
#include <numeric>

#include <fmt/format.h>
#include <spdlog/spdlog.h>
#include <opencv2/imgproc.hpp>

#include "expression/face_input.h"
#include "training/expression/head_training.h"
#include "training/expression/widening.h"

namespace ganemotion::training {

namespace {

using Clock = std::chrono::steady_clock;
using expression::kFaceSide;

torch::Tensor input_of(const std::vector<cv::Mat>& pictures) {
    const int side = pictures.front().cols;
    const auto pixels = static_cast<std::size_t>(side) * static_cast<std::size_t>(side);
    torch::Tensor input = torch::empty({static_cast<std::int64_t>(pictures.size()), 1, side, side});
    for (std::size_t i = 0; i < pictures.size(); ++i)
        expression::normalize(pictures[i], {input.data_ptr<float>() + i * pixels, pixels});
    return input;
}

/// Gives the training pictures in an order of chance, over and over.
class Batches {
  public:
    Batches(const FaceSet& set, const BackboneTrainingOptions& options)
        : set_(set), options_(options), random_(options.seed), order_(set.size()), at_(set.size()) {
        std::iota(order_.begin(), order_.end(), 0);
        const auto smoothing = static_cast<float>(options.smoothing);
        targets_ =
            torch::full({static_cast<std::int64_t>(set.size()), kEmotionCount}, smoothing / kEmotionCount);
        auto target = targets_.accessor<float, 2>();
        for (std::size_t i = 0; i < set.size(); ++i) {
            const Target blend = blended_target(set.labels[i], options.vote_share);
            for (std::size_t e = 0; e < kEmotionCount; ++e)
                target[static_cast<std::int64_t>(i)][static_cast<std::int64_t>(e)] +=
                    (1 - smoothing) * blend[e];
        }
    }

    struct Batch {
        torch::Tensor input, targets, weights;
    };
    Batch next(int side) {
        std::vector<cv::Mat> pictures;
        std::vector<std::int64_t> chosen;
        std::vector<float> weights;
        for (int i = 0; i < options_.batch; ++i) {
            if (at_ == order_.size()) {
                std::shuffle(order_.begin(), order_.end(), random_);
                at_ = 0;
            }
            const std::size_t index = order_[at_++];
            pictures.push_back(augmented(set_.picture(index), side, options_.augmentation, random_));
            chosen.push_back(static_cast<std::int64_t>(index));
            weights.push_back(options_.weights.empty() ? 1.0F : options_.weights[index]);
        }
        seen_ += pictures.size();
        return {input_of(pictures), targets_.index_select(0, torch::tensor(chosen)), torch::tensor(weights)};
    }
    [[nodiscard]] double epochs() const {
        return static_cast<double>(seen_) / static_cast<double>(set_.size());
    }

  private:
    const FaceSet& set_;
    const BackboneTrainingOptions& options_;
    Random random_;
    std::vector<std::size_t> order_;
    std::size_t at_;
    std::size_t seen_ = 0;
    torch::Tensor targets_;
};

/// SGD over two groups: what decays and what does not.
torch::optim::SGD optimizer_of(const BackboneNet& net, const BackboneTrainingOptions& options) {
    std::vector<torch::Tensor> decaying, others;
    for (const torch::Tensor& parameter : net->parameters())
        (parameter.dim() > 1 ? decaying : others).push_back(parameter);
    const auto settings = [&](double decay) {
        return std::make_unique<torch::optim::SGDOptions>(torch::optim::SGDOptions(options.rate)
                                                              .momentum(options.momentum)
                                                              .nesterov(true)
                                                              .weight_decay(decay));
    };
    std::vector<torch::optim::OptimizerParamGroup> groups;
    groups.emplace_back(decaying, settings(options.weight_decay));
    groups.emplace_back(others, settings(0));
    return torch::optim::SGD(groups, torch::optim::SGDOptions(options.rate));
}

class Training {
  public:
    Training(const FaceSet& train, const FaceSet& valid, const BackboneTrainingOptions& options)
        : valid_(valid),
          options_(options),
          widths_(options.widths.empty() ? expression::default_widths(options.kind) : options.widths),
          net_(options.kind, widths_, options.dropout),
          average_(options.kind, widths_, options.dropout),
          batches_(train, options),
          optimizer_(optimizer_of(net_, options)) {
        if (!options.start.empty()) start_from(nn::read_weights(options.start));
        update_average(0);
    }

    BackboneNet run() {
        begin_ = Clock::now();
        if (options_.minutes <= 0) {
            evaluate(0);
            return average_;
        }
        double next_evaluation = options_.minutes_between_evaluations / options_.minutes;
        for (double progress = 0; progress < 1; progress = elapsed()) {
            step(progress);
            if (elapsed() < next_evaluation) continue;
            evaluate(elapsed());
            next_evaluation = elapsed() + options_.minutes_between_evaluations / options_.minutes;
        }
        evaluate(1);
        return average_;
    }

  private:
    const FaceSet& valid_;
    const BackboneTrainingOptions& options_;
    expression::Widths widths_;
    BackboneNet net_, average_;
    Batches batches_;
    torch::optim::SGD optimizer_;
    Clock::time_point begin_;
    int steps_ = 0;
    double loss_ = 0;

    void start_from(nn::Weights weights) {
        if (expression::widths_of(weights) != widths_)
            weights = widened(weights, options_.kind, widths_, options_.seed);
        load_weights(net_, weights);
    }

    [[nodiscard]] double elapsed() const {
        return std::chrono::duration<double, std::ratio<60>>(Clock::now() - begin_).count() /
               options_.minutes;
    }

    [[nodiscard]] double rate(double progress) const {
        if (progress < options_.warm_up) return options_.rate * progress / options_.warm_up;
        const double rest = (progress - options_.warm_up) / (1 - options_.warm_up);
        return options_.rate * 0.5 * (1 + std::cos(std::numbers::pi * std::min(1.0, rest)));
    }

    [[nodiscard]] int side(double progress) const {
        std::size_t stage = 0;
        while (stage + 1 < options_.sides.size() && progress >= options_.side_ends[stage]) ++stage;
        return options_.sides[stage];
    }

    void step(double progress) {
        net_->train();
        for (auto& group : optimizer_.param_groups())
            static_cast<torch::optim::SGDOptions&>(group.options()).lr(rate(progress));
        const auto batch = batches_.next(side(progress));
        optimizer_.zero_grad();
        {
            const PrecisionScope precision(options_.precision);
            const torch::Tensor scores = net_->forward(batch.input).scores;
            const torch::Tensor losses = -(torch::log_softmax(scores, 1) * batch.targets).sum(1);
            const torch::Tensor loss = (losses * batch.weights).mean();
            loss.backward();
            loss_ += (loss.item<double>() - loss_) * (steps_ == 0 ? 1 : 0.02);
        }
        optimizer_.step();
        ++steps_;
        // An average over the first steps must not remember the start for long.
        update_average(std::min(options_.average, (1.0 + steps_) / (10.0 + steps_)));
    }

    void update_average(double keep) {
        torch::NoGradGuard no_gradient;
        const auto follow = [&](std::vector<torch::Tensor> averages,
                                const std::vector<torch::Tensor>& values) {
            for (std::size_t i = 0; i < values.size(); ++i)
                if (values[i].is_floating_point()) averages[i].lerp_(values[i], 1 - keep);
        };
        follow(average_->parameters(), net_->parameters());
        follow(average_->buffers(), net_->buffers());
    }

    void evaluate(double progress) {
        const double right =
            accuracy(answers_of(average_, valid_, true, options_.precision).probabilities, valid_);
        spdlog::info("{} step {} epoch {:.1f} side {} loss {:.3f} PublicTest {:.2f} %, {:.1f} minutes left",
                     expression::name_of(options_.kind), steps_, batches_.epochs(), side(progress), loss_,
                     100 * right, options_.minutes * (1 - progress));
        if (!options_.output.parent_path().empty())
            std::filesystem::create_directories(options_.output.parent_path());
        nn::Weights weights = to_weights(average_);
        describe(weights, fmt::format("expression backbone {}", expression::name_of(options_.kind)), right);
        nn::write_weights(weights, options_.output);
    }
};

}  // namespace

BackboneNet train_backbone(const FaceSet& train, const FaceSet& valid,
                           const BackboneTrainingOptions& options) {
    torch::manual_seed(options.seed);
    return Training(train, valid, options).run();
}

NetAnswers answers_of(BackboneNet& net, const FaceSet& set, bool flip, Precision precision) {
    constexpr std::size_t kBatch = 256;
    torch::NoGradGuard no_gradient;
    const PrecisionScope scope(precision);
    net->eval();
    std::vector<torch::Tensor> features, probabilities;
    for (std::size_t first = 0; first < set.size(); first += kBatch) {
        std::vector<cv::Mat> pictures;
        for (std::size_t i = first; i < std::min(first + kBatch, set.size()); ++i)
            pictures.push_back(set.picture(i));
        const torch::Tensor input = input_of(pictures);
        const NetAnswer answer = net->forward(input);
        torch::Tensor batch_features = answer.features, batch = torch::softmax(answer.scores, 1);
        if (flip) {
            const NetAnswer mirrored = net->forward(input.flip({3}));
            batch_features = (batch_features + mirrored.features) / 2;
            batch = (batch + torch::softmax(mirrored.scores, 1)) / 2;
        }
        features.push_back(batch_features);
        probabilities.push_back(batch);
    }
    return {torch::cat(features), torch::cat(probabilities)};
}

double accuracy(const torch::Tensor& probabilities, const FaceSet& set) {
    const torch::Tensor best = probabilities.argmax(1);
    const auto answer = best.accessor<std::int64_t, 1>();
    std::size_t right = 0;
    for (std::size_t i = 0; i < set.size(); ++i)
        right +=
            answer[static_cast<std::int64_t>(i)] == static_cast<std::int64_t>(set.labels[i].original) ? 1 : 0;
    return static_cast<double>(right) / static_cast<double>(set.size());
}

}  // namespace ganemotion::training
