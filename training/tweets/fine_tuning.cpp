#include "training/tweets/fine_tuning.h"

#include <cmath>

#include <spdlog/spdlog.h>

#include "nn/model_files.h"
#include "training/text/losses.h"
#include "training/text/memory.h"
#include "training/text/predictions.h"

namespace ganemotion::training::tweets {

namespace {

/// The head of seven classes is the one that learns speech elsewhere.
torch::Tensor head_of(const Logits& logits, Classes classes) {
    return classes == Classes::kThirteen ? logits.tweets : logits.speech;
}

double rate_at(double progress, double warm_up) {
    return progress < warm_up ? progress / warm_up : (1 - progress) / (1 - warm_up);
}

void fine_tune(TextModel& model, const std::vector<TextExample>& training, const text::Tokenizer& tokenizer,
               Classes classes, const Recipe& recipe, std::uint64_t seed) {
    constexpr int kStepsBetweenReports = 100;
    Optimizer optimizer(model, recipe.optimizer);
    BatchStream stream(training, tokenizer, recipe.batches, seed);
    double loss_before = 0;
    model->train();
    for (int step = 1; stream.epochs() < recipe.epochs; ++step) {
        const double progress = stream.epochs() / recipe.epochs;
        const TextBatch batch = stream.next();
        const torch::Tensor log_probabilities = torch::log_softmax(head_of(model(batch), classes), 1);
        const auto count = static_cast<double>(batch.targets.size(1));
        const torch::Tensor targets = batch.targets * (1 - recipe.smoothing) + recipe.smoothing / count;
        const torch::Tensor loss = cross_entropy(log_probabilities, targets, torch::ones({1}));
        loss.backward();
        optimizer.step(rate_at(progress, recipe.warm_up));
        const double now = loss.item<double>();
        loss_before = step == 1 ? now : 0.98 * loss_before + 0.02 * now;
        if (step % kStepsBetweenReports == 0)
            spdlog::info("{} seed {}: {:.1f} % loss {:.3f}", recipe.name, seed, 100 * progress, loss_before);
    }
    optimizer.swap_average();
}

}  // namespace

Recipe published_recipe() {
    Recipe recipe{.name = "published", .epochs = 3};
    recipe.optimizer = {.rate = 2e-5,
                        .head_rate = 2e-5,
                        .layer_decay = 1,
                        .first_moment = 0.9,
                        .second_moment = 0.999,
                        .epsilon = 1e-6,
                        .weight_decay = 0.01,
                        .largest_gradient = 1,
                        .average = 0};
    recipe.batches.noise = {.bare = 0, .rough = 0, .filler = 0, .name = 0};
    return recipe;
}

Recipe our_recipe() {
    Recipe recipe{.name = "ours", .smoothing = 0.05};
    recipe.batches.noise = {.bare = 0.1, .rough = 0.5, .filler = 0, .name = 0};
    return recipe;
}

std::vector<Answer> fine_tuned_answers(const Split& split, Classes classes, const Recipe& recipe,
                                       std::uint64_t seed, int threads) {
    keep_memory();
    torch::set_num_threads(threads);
    torch::manual_seed(seed);
    const bool seven = classes == Classes::kSeven;
    const text::Tokenizer tokenizer(nn::installed_model("text/minilm-l6/vocab.txt"));
    TextModel model;
    load_start_weights(model, nn::read_weights(nn::installed_model("text/minilm-l6/model.safetensors")));
    const auto training = seven ? with_seven_classes(split.training) : split.training;
    const auto test = seven ? with_seven_classes(split.test) : split.test;
    fine_tune(model, training, tokenizer, classes, recipe, seed);
    const Source head = seven ? Source::kForum : Source::kTweets;
    return answers_of(logits_of(model, tokenizer, test, head, false, test.size()), test, 1);
}

}  // namespace ganemotion::training::tweets
