#include "training/text/trainer.h"

#include <chrono>
#include <cmath>
#include <map>

#include <fmt/format.h>
#include <spdlog/spdlog.h>

#include "nn/model_files.h"
#include "training/text/calibration.h"
#include "training/text/export.h"
#include "training/text/lessons.h"
#include "training/text/losses.h"
#include "training/text/memory.h"
#include "training/text/predictions.h"
#include "training/text/progress.h"

namespace ganemotion::training {
namespace {

using Clock = std::chrono::steady_clock;

/// The head that the validation asks about a source.
text::Labels labels_of(Source source) {
    return source == Source::kTweets  ? text::Labels::kTweets13
           : source == Source::kForum ? text::Labels::kPosts
                                      : text::Labels::kSpeech;
}

/// What `ganemotion models` tells.
void describe(nn::Weights& weights, const std::string& figures) {
    weights.metadata["name"] = "text emotion";
    weights.metadata["version"] = "5";
    weights.metadata["licence"] = "research; see models/text/README.md (start weights Apache-2.0)";
    weights.metadata["trained_on"] = "MELD, GoEmotions, tweets with 13 emotions";
    weights.metadata["metrics"] = figures;
}

class Trainer {
  public:
    explicit Trainer(const TrainTextOptions& options)
        : options_(options),
          data_(read_text_data(options.data, project_split())),
          tokenizer_(nn::installed_model("text/minilm-l6/vocab.txt", "training")),
          optimizer_(started(model_, options), options.optimizer) {
        if (options.agreement == 0) options_.batches.views = either_form();
        if (!options.teacher.empty())
            lessons_ = lessons_of(options.teacher, tokenizer_, data_.training, options.precision);
        std::uint64_t seed = options.seed;
        for (const Source source : kSources) {
            const auto& examples = data_.training.of(source);
            BatchOptions batches = options_.batches;
            batches.size = of(source).texts;
            streams_.try_emplace(source, examples, tokenizer_, batches, ++seed);
            balance_[source] = class_weights(examples, of(source).class_balance);
            spdlog::info("{} training texts from source {}", examples.size(), static_cast<int>(source));
        }
    }

    void run();

  private:
    static constexpr const char* kBest = "best.safetensors";          ///< of the validation
    static constexpr const char* kState = "state.safetensors";        ///< to go on from
    static constexpr const char* kFinished = "finished.safetensors";  ///< the same, calibrated

    static TextModel started(TextModel& model, const TrainTextOptions& options) {
        torch::manual_seed(options.seed);
        model = TextModel(options.encoder);
        if (options.start.empty())
            load_start_weights(model);
        else
            load_mean(model, options.start);
        freeze(model, options.frozen_layers);
        return model;
    }
    [[nodiscard]] const SourceOptions& of(Source source) const {
        return source == Source::kDialogue ? options_.dialogue
               : source == Source::kForum  ? options_.forum
                                           : options_.tweets;
    }
    [[nodiscard]] double rate() const;
    [[nodiscard]] torch::Tensor head_loss(const torch::Tensor& logits, const torch::Tensor& targets,
                                          const torch::Tensor& balance) const;
    [[nodiscard]] torch::Tensor label_loss(Source source, const Logits& logits,
                                           const torch::Tensor& targets) const;
    [[nodiscard]] torch::Tensor lesson_loss(Source source, const Logits& logits,
                                            const torch::Tensor& examples) const;
    torch::Tensor loss_of(Source source);
    double step();
    Metrics measured(const TextSet& set, Source source);
    void evaluate();
    void keep_state() const;
    void take_state();
    void report(double loss);
    void finish();

    TrainTextOptions options_;
    TextData data_;
    text::Tokenizer tokenizer_;
    TextModel model_{nullptr};
    Optimizer optimizer_;
    std::map<Source, BatchStream> streams_;
    std::map<Source, torch::Tensor> balance_;
    std::map<Source, Logits> lessons_;  ///< empty without a teacher
    torch::Tensor merging_ = merging_matrix();
    Clock::time_point begin_ = Clock::now();
    TrainingProgress progress_{options_.steps};
    int steps_ = 0;
    int steps_before_ = 0;  ///< of the run that this one resumes
    double best_ = 0;
    std::string figures_;  ///< of the best
};

double Trainer::rate() const {
    const double progress = static_cast<double>(steps_) / options_.steps;
    if (progress < options_.warm_up) return progress / options_.warm_up;
    return std::max(options_.lowest_rate, (1 - progress) / (1 - options_.warm_up));
}

torch::Tensor Trainer::head_loss(const torch::Tensor& logits, const torch::Tensor& targets,
                                 const torch::Tensor& balance) const {
    const torch::Tensor log_probabilities = torch::log_softmax(logits.to(torch::kFloat32), 1);
    const torch::Tensor loss =
        cross_entropy(log_probabilities, smoothed(targets, options_.smoothing), balance);
    const bool pairs = options_.batches.views.size() == 2;
    return pairs ? loss + options_.agreement * disagreement(log_probabilities) : loss;
}

torch::Tensor Trainer::label_loss(Source source, const Logits& logits, const torch::Tensor& targets) const {
    const torch::Tensor& balance = balance_.at(source);
    if (source == Source::kDialogue) return head_loss(logits.speech, targets, balance);
    if (source == Source::kForum)
        return (1 - options_.forum_as_speech) * head_loss(logits.posts, targets, balance) +
               options_.forum_as_speech * head_loss(logits.speech, targets, balance);
    return 0.5 * (head_loss(logits.tweets13, targets, balance) +
                  head_loss(logits.tweets7, torch::matmul(targets, merging_), torch::ones({1})));
}

/// The head of speech learns what the teacher hears in posts, too.
torch::Tensor Trainer::lesson_loss(Source source, const Logits& logits, const torch::Tensor& examples) const {
    const Logits& lessons = lessons_.at(source);
    const auto distance = [&](torch::Tensor Logits::*head) {
        const torch::Tensor taught = torch::softmax((lessons.*head).index_select(0, examples), 1);
        return cross_entropy(torch::log_softmax((logits.*head).to(torch::kFloat32), 1), taught,
                             torch::ones({1}));
    };
    const torch::Tensor speech = distance(&Logits::speech);
    return source == Source::kForum ? 0.5 * (speech + distance(&Logits::posts)) : speech;
}

torch::Tensor Trainer::loss_of(Source source) {
    const TextBatch batch = streams_.at(source).next();
    const Logits logits = model_(batch);
    const torch::Tensor labels = label_loss(source, logits, batch.targets);
    if (!lessons_.contains(source)) return labels;
    return (1 - options_.lesson) * labels + options_.lesson * lesson_loss(source, logits, batch.examples);
}

double Trainer::step() {
    model_->train();
    // Each step has random numbers of its own: a resumed run draws the same ones.
    torch::manual_seed(options_.seed + static_cast<std::uint64_t>(steps_));
    torch::Tensor loss = torch::zeros({1});
    {
        const PrecisionScope scope(options_.precision);
        for (const Source source : kSources) loss = loss + of(source).weight * loss_of(source);
    }
    loss.backward();
    optimizer_.step(rate());
    ++steps_;
    return loss.item<double>();
}

void Trainer::report(double loss) {
    const double minutes = std::chrono::duration<double>(Clock::now() - begin_).count() / 60;
    const int steps = steps_ - steps_before_;
    const std::size_t texts = options_.dialogue.texts + options_.forum.texts + options_.tweets.texts;
    progress_.tell(
        steps_,
        fmt::format("{:.0f} texts a second, rate {:.2f}, loss {:.3f}, epochs {:.2f} {:.2f} {:.2f}, {:.1f} "
                    "minutes left",
                    static_cast<double>(texts * options_.batches.views.size()) * steps / (60 * minutes),
                    rate(), loss, streams_.at(Source::kDialogue).epochs(),
                    streams_.at(Source::kForum).epochs(), streams_.at(Source::kTweets).epochs(),
                    minutes * (options_.steps - steps_) / steps));
}

Metrics Trainer::measured(const TextSet& set, Source source) {
    const PrecisionScope scope(options_.precision);
    const auto& examples = set.of(source);
    return measure(answers_of(
        logits_of(model_, tokenizer_, examples, labels_of(source), true, examples.size()), examples, 1));
}

/// Keeps the weights if the mean of what matters of each source is the best so far.
void Trainer::evaluate() {
    optimizer_.swap_average();
    const Metrics dialogue = measured(data_.validation, Source::kDialogue),
                  forum = measured(data_.validation, Source::kForum),
                  tweets = measured(data_.validation, Source::kTweets);
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
}

void Trainer::keep_state() const {
    nn::Weights state = optimizer_.state();
    state.metadata["best"] = std::to_string(best_);
    state.metadata["figures"] = figures_;
    nn::write_weights(state, options_.checkpoints / kState);
}

void Trainer::take_state() {
    const nn::Weights state = nn::read_weights(options_.checkpoints / kState);
    optimizer_.restore(state);
    best_ = std::stod(state.metadata.at("best"));
    figures_ = state.metadata.at("figures");
    steps_ = steps_before_ = optimizer_.steps();
    for (const Source source : kSources) streams_.at(source).skip(steps_);
    spdlog::info("goes on after step {}", steps_);
}

void Trainer::finish() {
    load_weights(model_, nn::read_weights(options_.checkpoints / kBest));
    if (options_.encoder != Encoder::kMiniLm) {
        const Metrics dialogue = measured(data_.test, Source::kDialogue),
                      forum = measured(data_.test, Source::kForum),
                      tweets = measured(data_.test, Source::kTweets);
        spdlog::info(
            "the teacher on the test: MELD dev weighted F1 {:.3f} macro {:.3f}, GoEmotions macro F1 {:.3f}, "
            "13 "
            "classes of tweets {:.1f} %",
            dialogue.weighted_f1, dialogue.macro_f1, forum.macro_f1, 100 * tweets.accuracy);
        return;
    }
    nn::Weights weights = calibrated(model_, tokenizer_, data_.validation, data_.test.dialogue);
    describe(weights, figures_);
    write_text_model(weights, options_.checkpoints / kFinished);
    write_text_model(with_int8_rows(weights), options_.output);
    spdlog::info("wrote {}", options_.output.string());
}

void Trainer::run() {
    double smooth_loss = 0;
    if (options_.resume) take_state();
    begin_ = Clock::now();
    while (steps_ < options_.steps) {
        const double loss = step();
        smooth_loss = steps_ == 1 ? loss : 0.98 * smooth_loss + 0.02 * loss;
        if (progress_.is_due(steps_)) report(smooth_loss);
        if (steps_ % options_.steps_between_evaluations != 0) continue;
        progress_.end_line();
        evaluate();
        keep_state();
    }
    progress_.end_line();
    if (steps_ == 0 || steps_ % options_.steps_between_evaluations != 0) evaluate();
    finish();
}

}  // namespace

namespace {

constexpr double kCalm = 0.4;

}

std::vector<NoiseOptions> either_form() {
    return {{.calm = kCalm}};
}

std::vector<NoiseOptions> written_and_bare() {
    return {{.bare = 0, .calm = kCalm}, {.bare = 1}};
}

void train_text(const TrainTextOptions& options) {
    keep_memory();
    torch::set_num_threads(options.threads);
    Trainer(options).run();
}

}  // namespace ganemotion::training
