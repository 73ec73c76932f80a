#include "expression/ensemble.h"

#include <algorithm>
#include <cmath>

#include "expression/backbone_graph.h"
#include "expression/face_input.h"
#include "ganemotion/error.h"
#include "nn/model_files.h"
#include "nn/network.h"

namespace ganemotion::expression {

namespace {

// A probability that is rounded to 0 must not outweigh everything else.
constexpr float kLeastProbability = 1e-4F;

using Members = std::vector<std::pair<std::string_view, EmotionProbabilities>>;

EmotionProbabilities softmax(const std::vector<float>& scores) {
    const float highest = *std::max_element(scores.begin(), scores.end());
    EmotionProbabilities probabilities;
    float sum = 0;
    for (const Emotion emotion : kEmotions)
        sum += probabilities[emotion] = std::exp(scores[static_cast<std::size_t>(emotion)] - highest);
    for (const Emotion emotion : kEmotions) probabilities[emotion] /= sum;
    return probabilities;
}

}  // namespace

struct Ensemble::State {
    std::vector<std::pair<BackboneKind, nn::Network>> members;
    std::vector<float> stack;  ///< [7, inputs], empty where there is none

    [[nodiscard]] EmotionProbabilities stacked(const Members& answers) const {
        if (stack.empty()) return mean_of(answers);
        const std::vector<float> input = stack_input(answers);
        std::vector<float> scores(kEmotionCount);
        for (std::size_t row = 0; row < kEmotionCount; ++row)
            for (std::size_t i = 0; i < input.size(); ++i)
                scores[row] += stack[row * input.size() + i] * input[i];
        return softmax(scores);
    }
};

Ensemble::Ensemble(const EnsembleOptions& options) : state_(std::make_unique<State>()) {
    const std::filesystem::path folder =
        options.folder.empty() ? nn::home() / "models" / "expression" : options.folder;
    for (const BackboneKind kind : kBackboneKinds) {
        const auto file = folder / (std::string(name_of(kind)) + ".safetensors");
        if (!std::filesystem::exists(file)) continue;
        state_->members.emplace_back(
            kind, nn::Network(backbone_graph(kind, nn::read_weights(file)), {.threads = options.threads}));
    }
    if (state_->members.empty())
        throw Error(ErrorKind::kMissingModel, folder.string() +
                                                  " has no weights of a backbone: make training, then "
                                                  "build/training/ganemotion train expression");
    const std::filesystem::path stack = folder / "stack.safetensors";
    if (!std::filesystem::exists(stack)) return;
    state_->stack = nn::read_weights(stack).at("stack").to_float();
    if (state_->stack.size() != kEmotionCount * (kEmotionCount * state_->members.size() + 1))
        throw Error(ErrorKind::kMissingModel, stack.string() + ": the stack is not of the expected size");
}

Ensemble::~Ensemble() = default;
Ensemble::Ensemble(Ensemble&&) noexcept = default;

EnsembleAnswer Ensemble::classify(const cv::Mat& face) {
    constexpr auto kPixels = static_cast<std::size_t>(kFaceSide) * kFaceSide;
    cv::Mat mirrored;
    cv::flip(face, mirrored, 1);
    EnsembleAnswer answer;
    for (auto& [kind, network] : state_->members) {
        const std::span<float> input = network.input();
        normalize(face, input.first(kPixels));
        normalize(mirrored, input.subspan(kPixels));
        network.run();
        const std::span<const float> said = network.output(1);
        EmotionProbabilities probabilities;
        for (const Emotion emotion : kEmotions) {
            const auto i = static_cast<std::size_t>(emotion);
            probabilities[emotion] = (said[i] + said[i + kEmotionCount]) / kViews;
        }
        answer.members.emplace_back(name_of(kind), probabilities);
    }
    answer.stacked = state_->stacked(answer.members);
    return answer;
}

EmotionProbabilities mean_of(const Members& members) {
    EmotionProbabilities mean;
    for (const auto& [name, probabilities] : members)
        for (const Emotion emotion : kEmotions)
            mean[emotion] += probabilities[emotion] / static_cast<float>(members.size());
    return mean;
}

std::vector<float> stack_input(const Members& members) {
    std::vector<float> input;
    for (const auto& [name, probabilities] : members)
        for (const Emotion emotion : kEmotions)
            input.push_back(std::log(std::max(probabilities[emotion], kLeastProbability)));
    input.push_back(1);
    return input;
}

}  // namespace ganemotion::expression
