#include "training/tweets/fine_tuning.h"

#include <cmath>

#include <fmt/format.h>

#include "nn/model_files.h"
#include "training/text/losses.h"
#include "training/text/memory.h"
#include "training/text/predictions.h"
#include "training/text/progress.h"

namespace ganemotion::training::tweets {

namespace {

constexpr std::size_t kBatch = 32;

double rate_at(double progress, double warm_up) {
    return progress < warm_up ? progress / warm_up : (1 - progress) / (1 - warm_up);
}

BatchOptions batches_of(const Recipe& recipe) {
    BatchOptions batches = recipe.batches;
    if (recipe.agreement > 0) batches.views.push_back(batches.views.front());
    return batches;
}

class FineTuning {
  public:
    FineTuning(const std::vector<TextExample>& training, const text::Tokenizer& tokenizer, Classes classes,
               const Recipe& recipe, std::uint64_t seed, Precision precision)
        : recipe_(recipe),
          classes_(classes),
          precision_(precision),
          model_(start_model(recipe.encoder)),
          optimizer_(model_, recipe.optimizer),
          stream_(training, tokenizer, batches_of(recipe), seed) {}

    TextModel& run();

  private:
    double step(double progress);
    [[nodiscard]] torch::Tensor loss_of(const torch::Tensor& logits, const torch::Tensor& targets) const;

    const Recipe& recipe_;
    Classes classes_;
    Precision precision_;
    TextModel model_;
    Optimizer optimizer_;
    BatchStream stream_;
    torch::Tensor merging_ = merging_matrix();

    static TextModel start_model(Encoder encoder) {
        TextModel model(encoder);
        load_start_weights(model);
        return model;
    }
};

torch::Tensor FineTuning::loss_of(const torch::Tensor& logits, const torch::Tensor& targets) const {
    const torch::Tensor log_probabilities = torch::log_softmax(logits.to(torch::kFloat32), 1);
    const torch::Tensor loss =
        cross_entropy(log_probabilities, smoothed(targets, recipe_.smoothing), torch::ones({1}));
    return recipe_.agreement > 0 ? loss + recipe_.agreement * disagreement(log_probabilities) : loss;
}

double FineTuning::step(double progress) {
    torch::Tensor loss;
    {
        const PrecisionScope scope(precision_);
        const TextBatch batch = stream_.next();
        const Logits logits = model_(batch);
        const torch::Tensor seven = torch::matmul(batch.targets, merging_);
        loss = classes_ == Classes::kThirteen ? loss_of(logits.tweets13, batch.targets)
               : classes_ == Classes::kSeven
                   ? loss_of(logits.tweets7, seven)
                   : 0.5 * (loss_of(logits.tweets13, batch.targets) + loss_of(logits.tweets7, seven));
    }
    loss.backward();
    optimizer_.step(rate_at(progress, recipe_.warm_up));
    return loss.item<double>();
}

TextModel& FineTuning::run() {
    TrainingProgress progress(100);
    int told = 0;
    double smooth_loss = 0;
    model_->train();
    for (int steps = 1; stream_.epochs() < recipe_.epochs; ++steps) {
        const double done = stream_.epochs() / recipe_.epochs;
        const double loss = step(done);
        smooth_loss = steps == 1 ? loss : 0.98 * smooth_loss + 0.02 * loss;
        const int hundredths = static_cast<int>(100 * done);
        if (hundredths == told || !progress.is_due(hundredths)) continue;
        told = hundredths;
        progress.tell(hundredths, fmt::format("{}, loss {:.3f}", recipe_.name, smooth_loss));
    }
    optimizer_.swap_average();
    return model_;
}

}  // namespace

Recipe published_recipe() {
    Recipe recipe{.name = "MiniLM, published recipe"};
    recipe.batches.size = kBatch;
    recipe.optimizer = {.rate = 5e-5,
                        .head_rate = 5e-5,
                        .layer_decay = 1,
                        .first_moment = 0.9,
                        .second_moment = 0.999,
                        .epsilon = 1e-6,
                        .weight_decay = 0.01,
                        .largest_gradient = 1,
                        .average = 0};
    recipe.batches.views = {{.bare = 0, .rough = 0, .filler = 0, .name = 0}};
    return recipe;
}

Recipe our_recipe() {
    Recipe recipe{.name = "MiniLM, ours recipe", .smoothing = 0.1};
    recipe.batches.size = kBatch;
    recipe.batches.views = {{.bare = 0.1, .rough = 0.5, .filler = 0, .name = 0}};
    return recipe;
}

Recipe mpnet_recipe() {
    Recipe recipe = our_recipe();
    recipe.name = "MPNet, ours recipe";
    recipe.encoder = Encoder::kMpnet;
    recipe.optimizer.rate = 5e-5;
    return recipe;
}

TweetAnswers fine_tuned_answers(const Split& split, Classes classes, const Recipe& recipe, std::uint64_t seed,
                                const Computing& computing) {
    keep_memory();
    torch::set_num_threads(computing.threads);
    torch::manual_seed(seed);
    const text::Tokenizer tokenizer(nn::installed_model("text/minilm-l6/vocab.txt", "training"));
    FineTuning fine_tuning(split.training, tokenizer, classes, recipe, seed, computing.precision);
    TextModel& model = fine_tuning.run();
    const auto answers = [&](text::Labels head, const std::vector<TextExample>& test) {
        return answers_of(logits_of(model, tokenizer, test, head, false, test.size()), test, 1);
    };
    TweetAnswers result;
    if (classes != Classes::kSeven) result.thirteen = answers(text::Labels::kTweets13, split.test);
    if (classes != Classes::kThirteen)
        result.seven = answers(text::Labels::kTweets7, with_seven_classes(split.test));
    return result;
}

}  // namespace ganemotion::training::tweets
