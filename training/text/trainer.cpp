#include "training/text/trainer.h"

#include <chrono>
#include <cmath>
#include <map>

#include <fmt/format.h>
#include <spdlog/spdlog.h>

#include "nn/model_files.h"
#include "training/text/calibration.h"
#include "training/text/export.h"
#include "training/text/losses.h"
#include "training/text/memory.h"
#include "training/text/predictions.h"

namespace ganemotion::training {
namespace {

using Clock = std::chrono::steady_clock;

/// What `ganemotion models` tells.
void describe(nn::Weights& weights, const std::string& figures) {
    weights.metadata["name"] = "text emotion";
    weights.metadata["version"] = "1";
    weights.metadata["licence"] = "research; see models/text/README.md (start weights Apache-2.0)";
    weights.metadata["trained_on"] = "MELD, GoEmotions, tweets with 13 emotions";
    weights.metadata["metrics"] = figures;
}

class Trainer {
  public:
    explicit Trainer(const TrainTextOptions& options)
        : options_(options),
          data_(read_text_data(options.data, project_split())),
          tokenizer_(nn::installed_model("text/minilm-l6/vocab.txt")),
          random_(options.seed),
          optimizer_(started(model_, options), options.optimizer) {
        std::uint64_t seed = options.seed;
        for (const Source source : {Source::kDialogue, Source::kForum, Source::kTweets}) {
            const auto& examples = data_.training.of(source);
            streams_.try_emplace(source, examples, tokenizer_, options.batches, ++seed);
            balance_[source] = class_weights(examples, source == Source::kTweets ? 0 : options.class_balance);
            spdlog::info("{} training texts from source {}", examples.size(), static_cast<int>(source));
        }
    }

    void run();

  private:
    static constexpr const char* kBest = "best.safetensors";          ///< of the validation
    static constexpr const char* kFinished = "finished.safetensors";  ///< the same, calibrated

    static TextModel started(TextModel& model, const TrainTextOptions& options) {
        if (options.start.empty())
            load_start_weights(model,
                               nn::read_weights(nn::installed_model("text/minilm-l6/model.safetensors")));
        else
            load_weights(model, nn::read_weights(options.start));
        return model;
    }
    [[nodiscard]] double elapsed() const {
        return std::chrono::duration<double>(Clock::now() - begin_).count() / (60 * options_.minutes);
    }
    [[nodiscard]] double rate(double progress) const;
    double step(Source source, double progress);
    double evaluate();
    void report(double loss) const;
    void finish();

    TrainTextOptions options_;
    TextData data_;
    text::Tokenizer tokenizer_;
    std::mt19937_64 random_;
    TextModel model_;
    Optimizer optimizer_;
    std::map<Source, BatchStream> streams_;
    std::map<Source, torch::Tensor> balance_;
    torch::Tensor merging_ = merging_matrix();
    Clock::time_point begin_ = Clock::now();
    std::size_t texts_ = 0;
    int steps_ = 0;
    double best_ = 0;
    std::string figures_;  ///< of the best
};

double Trainer::rate(double progress) const {
    if (progress < options_.warm_up) return progress / options_.warm_up;
    const double rest = (progress - options_.warm_up) / (1 - options_.warm_up);
    return std::max(options_.lowest_rate, 1 - rest);
}

double Trainer::step(Source source, double progress) {
    model_->train();
    const TextBatch batch = streams_.at(source).next();
    const Logits logits = model_(batch);
    const torch::Tensor log_probabilities =
        torch::log_softmax(source == Source::kTweets ? logits.tweets : logits.speech, 1);
    torch::Tensor loss = cross_entropy(log_probabilities, batch.targets, balance_[source]);
    if (source == Source::kTweets) {  // the sums over the thirteen classes shall be right, too
        const torch::Tensor sums = torch::matmul(log_probabilities.exp(), merging_);
        loss = 0.5 * (loss + cross_entropy(sums.clamp_min(1e-6).log(), torch::matmul(batch.targets, merging_),
                                           torch::ones({1})));
    }
    loss.backward();
    optimizer_.step(rate(progress));
    texts_ += static_cast<std::size_t>(batch.ids.size(0));
    ++steps_;
    return loss.item<double>();
}

void Trainer::report(double loss) const {
    const double minutes = elapsed() * options_.minutes;
    spdlog::info(
        "step {} texts {} ({:.1f} a second) rate {:.2f} loss {:.3f} epochs {:.2f} {:.2f} {:.2f}, {:.1f} "
        "minutes left",
        steps_, texts_, static_cast<double>(texts_) / (60 * minutes), rate(elapsed()), loss,
        streams_.at(Source::kDialogue).epochs(), streams_.at(Source::kForum).epochs(),
        streams_.at(Source::kTweets).epochs(), options_.minutes - minutes);
}

/// The mean of what matters of each head; keeps the weights if it is the best so far.
double Trainer::evaluate() {
    optimizer_.swap_average();
    const auto measured = [&](const std::vector<TextExample>& examples, Source source) {
        return measure(answers_of(logits_of(model_, tokenizer_, examples, source, true, options_.evaluated),
                                  examples, 1));
    };
    const Metrics dialogue = measured(data_.validation.dialogue, Source::kDialogue);
    const Metrics forum = measured(data_.validation.forum, Source::kForum);
    const Metrics tweets = measured(data_.validation.tweets, Source::kTweets);
    const double score = (dialogue.weighted_f1 + forum.macro_f1 + tweets.accuracy) / 3;
    spdlog::info(
        "validation: dialogue weighted F1 {:.3f} macro {:.3f}, forum macro F1 {:.3f} accuracy {:.3f}, tweets "
        "accuracy {:.3f}: {:.4f}",
        dialogue.weighted_f1, dialogue.macro_f1, forum.macro_f1, forum.accuracy, tweets.accuracy, score);
    if (score > best_) {
        best_ = score;
        figures_ = fmt::format(
            "validation: MELD weighted F1 {:.3f}, GoEmotions macro F1 {:.3f}, 13 classes of tweets {:.1f} %",
            dialogue.weighted_f1, forum.macro_f1, 100 * tweets.accuracy);
        std::filesystem::create_directories(options_.checkpoints);
        nn::write_weights(to_weights(model_), options_.checkpoints / kBest);
    }
    optimizer_.swap_average();
    return score;
}

void Trainer::finish() {
    load_weights(model_, nn::read_weights(options_.checkpoints / kBest));
    nn::Weights weights = calibrated(model_, tokenizer_, data_.validation);
    describe(weights, figures_);
    write_text_model(weights, options_.checkpoints / kFinished);
    write_text_model(with_int8_rows(weights), options_.output);
    spdlog::info("wrote {} (temperatures {} {} {})", options_.output.string(),
                 weights.metadata.at("temperature.speech"), weights.metadata.at("temperature.tweets13"),
                 weights.metadata.at("temperature.tweets7"));
}

void Trainer::run() {
    std::discrete_distribution<int> choice(
        {options_.dialogue_share, options_.forum_share, options_.tweet_share});
    constexpr int kStepsBetweenReports = 50;
    double next_evaluation = options_.minutes_between_evaluations / options_.minutes;
    double smooth_loss = 0;
    begin_ = Clock::now();
    for (double progress = 0; progress < 1; progress = elapsed()) {
        const double loss = step(static_cast<Source>(choice(random_)), progress);
        smooth_loss = steps_ == 1 ? loss : 0.98 * smooth_loss + 0.02 * loss;
        if (steps_ % kStepsBetweenReports == 0) report(smooth_loss);
        if (progress > next_evaluation) {
            evaluate();
            next_evaluation = elapsed() + options_.minutes_between_evaluations / options_.minutes;
        }
    }
    evaluate();
    finish();
}

}  // namespace

void train_text(const TrainTextOptions& options) {
    keep_memory();
    torch::set_num_threads(options.threads);
    torch::manual_seed(options.seed);
    Trainer(options).run();
}

}  // namespace ganemotion::training
