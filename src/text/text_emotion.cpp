#include "text/text_emotion.h"

#include <algorithm>
#include <map>
#include <openvino/core/model.hpp>

#include "ganemotion/error.h"
#include "nn/model_files.h"
#include "nn/network.h"
#include "nn/weights.h"
#include "text/bert_graph.h"
#include "text/model_input.h"
#include "text/probabilities.h"

namespace ganemotion::text {
namespace {

constexpr const char* kVocabulary = "vocab.txt";  ///< beside the weights

double temperature(const nn::Weights& weights, const std::filesystem::path& file, const std::string& head) {
    const auto found = weights.metadata.find("temperature." + head);
    try {
        if (found != weights.metadata.end())
            if (const double value = std::stod(found->second); value > 0) return value;
    } catch (const std::logic_error&) {
        // Not a number: told below.
    }
    throw Error(ErrorKind::kMissingModel, "the weights " + file.string() + " lack temperature." + head +
                                              ": they are not a finished text model");
}

/// As engines without punctuation write.
bool is_bare(std::string_view sentence) {
    return std::none_of(sentence.begin(), sentence.end(), [](char c) {
        return (c >= 'A' && c <= 'Z') || std::string_view(".,;:!?").find(c) != std::string_view::npos;
    });
}

/// Of speech, by what is known of it.
struct SpeechTemperatures {
    double in_dialogue, in_dialogue_bare, alone, alone_bare;

    [[nodiscard]] double of(std::string_view sentence, const std::vector<std::string>& before) const {
        if (before.empty()) return is_bare(sentence) ? alone_bare : alone;
        return is_bare(sentence) ? in_dialogue_bare : in_dialogue;
    }
};

std::filesystem::path file_of(const ClassifierOptions& options) {
    return options.model.empty() ? nn::committed_model("text/text.safetensors") : options.model;
}

}  // namespace

struct EmotionClassifier::State {
    State(const std::filesystem::path& file, const nn::Weights& weights, int threads)
        : tokenizer(file.parent_path() / kVocabulary),
          network(bert_graph(weights), {.threads = threads}),
          of_speech{temperature(weights, file, "speech"), temperature(weights, file, "speech_bare"),
                    temperature(weights, file, "speech_alone"),
                    temperature(weights, file, "speech_alone_bare")},
          of_others{{Labels::kTweets7, temperature(weights, file, "tweets7")},
                    {Labels::kTweets13, temperature(weights, file, "tweets13")},
                    {Labels::kPosts, temperature(weights, file, "posts")}} {}

    void run(std::string_view sentence, const std::vector<std::string>& before) {
        const Tokens tokens = model_input(tokenizer, sentence, before);
        const std::vector<std::int64_t> shape = {1, static_cast<std::int64_t>(tokens.ids.size())};
        std::copy(tokens.ids.begin(), tokens.ids.end(), network.integer_input(0, shape).begin());
        std::copy(tokens.segments.begin(), tokens.segments.end(), network.integer_input(1, shape).begin());
        network.run();
    }

    Tokenizer tokenizer;
    nn::Network network;
    SpeechTemperatures of_speech;
    std::map<Labels, double> of_others;
};

EmotionClassifier::EmotionClassifier(const ClassifierOptions& options) {
    const std::filesystem::path file = file_of(options);
    state_ = std::make_unique<State>(file, nn::read_weights(file), options.threads);
}

EmotionClassifier::~EmotionClassifier() = default;
EmotionClassifier::EmotionClassifier(EmotionClassifier&&) noexcept = default;

std::vector<float> EmotionClassifier::classify_as(Labels labels, std::string_view sentence,
                                                  const std::vector<std::string>& before) {
    state_->run(sentence, before);
    const double temperature =
        labels == Labels::kSpeech ? state_->of_speech.of(sentence, before) : state_->of_others.at(labels);
    return softmax(state_->network.output(static_cast<int>(labels)), temperature);
}

EmotionProbabilities EmotionClassifier::classify(std::string_view sentence,
                                                 const std::vector<std::string>& before) {
    const std::vector<float> values = classify_as(Labels::kSpeech, sentence, before);
    EmotionProbabilities probabilities;
    for (std::size_t i = 0; i < kEmotionCount; ++i) probabilities[kEmotions[i]] = values[i];
    return probabilities;
}

}  // namespace ganemotion::text
