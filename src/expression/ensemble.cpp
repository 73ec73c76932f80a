#include "expression/ensemble.h"

#include <algorithm>
#include <cmath>
#include <sstream>

#include "expression/backbone_network.h"
#include "expression/head.h"
#include "ganemotion/error.h"
#include "nn/model_files.h"

namespace ganemotion::expression {

namespace {

namespace fs = std::filesystem;

// A probability that is rounded to 0 must not outweigh everything else.
constexpr float kLeastProbability = 1e-4F;

constexpr const char* kSvm = "svm";
constexpr const char* kBoosted = "xgboost";

fs::path folder_of(const fs::path& folder) {
    return folder.empty() ? nn::home() / "models" / "expression" : folder;
}

fs::path stack_in(const fs::path& folder) {
    return folder_of(folder) / "stack.safetensors";
}

/// "vgg16+xgboost" has its head in vgg16_xgboost.safetensors.
struct MemberName {
    std::string backbone, head;  ///< no head: the softmax

    explicit MemberName(const std::string& name)
        : backbone(name.substr(0, name.find('+'))),
          head(backbone.size() < name.size() ? name.substr(backbone.size() + 1) : "") {}

    [[nodiscard]] fs::path backbone_file() const { return backbone + ".safetensors"; }
    [[nodiscard]] fs::path head_file() const { return backbone + "_" + head + ".safetensors"; }
};

BackboneKind kind_named(const std::string& name) {
    for (const BackboneKind kind : kBackboneKinds)
        if (name_of(kind) == name) return kind;
    throw Error(ErrorKind::kMissingModel, "there is no backbone named \"" + name + "\"");
}

std::unique_ptr<Head> read_head(const MemberName& name, const fs::path& folder, std::size_t features) {
    if (name.head.empty()) return nullptr;
    const fs::path file = folder / name.head_file();
    const nn::Weights weights = nn::read_weights(file);
    if (name.head == kBoosted) return make_boosted_head(weights, features);
    if (name.head != kSvm)
        throw Error(ErrorKind::kMissingModel, "there is no head named \"" + name.head + "\"");
    auto head = make_svm_head(weights);
    if (head->features() != features)
        throw Error(ErrorKind::kMissingModel, file.string() + ": its features are not those of the backbone");
    return head;
}

EmotionProbabilities softmax(const std::vector<float>& scores) {
    const float highest = *std::max_element(scores.begin(), scores.end());
    EmotionProbabilities probabilities;
    float sum = 0;
    for (const Emotion emotion : kEmotions)
        sum += probabilities[emotion] = std::exp(scores[static_cast<std::size_t>(emotion)] - highest);
    for (const Emotion emotion : kEmotions) probabilities[emotion] /= sum;
    return probabilities;
}

struct Member {
    std::string name;
    std::size_t backbone;        ///< index
    std::unique_ptr<Head> head;  ///< none: the backbone's softmax
};

}  // namespace

struct Ensemble::State {
    std::vector<std::pair<std::string, BackboneNetwork>> backbones;
    std::vector<Member> members;
    std::vector<float> stack;  ///< [7, inputs], empty: the plain mean

    void add(const std::string& text, const fs::path& folder, int threads) {
        const MemberName name(text);
        const auto known = std::find_if(backbones.begin(), backbones.end(),
                                        [&](const auto& each) { return each.first == name.backbone; });
        const auto index = static_cast<std::size_t>(known - backbones.begin());
        if (known == backbones.end())
            backbones.emplace_back(name.backbone, BackboneNetwork(kind_named(name.backbone),
                                                                  folder / name.backbone_file(), threads));
        members.push_back({text, index, read_head(name, folder, backbones[index].second.features())});
    }

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

bool has_ensemble(const fs::path& folder) {
    return fs::exists(stack_in(folder));
}

std::vector<std::string> members_in(const fs::path& folder) {
    std::vector<std::string> members;
    for (const char* head : {"", kSvm, kBoosted})
        for (const BackboneKind kind : kBackboneKinds) {
            std::string text(name_of(kind));
            if (*head != '\0') text += std::string("+") + head;
            const MemberName name(text);
            const fs::path place = folder_of(folder);
            if (fs::exists(place / name.backbone_file()) &&
                (name.head.empty() || fs::exists(place / name.head_file())))
                members.push_back(text);
        }
    return members;
}

Ensemble::Ensemble(const EnsembleOptions& options) : state_(std::make_unique<State>()) {
    std::vector<std::string> names = options.members;
    if (names.empty()) {
        const nn::Weights stack = nn::read_weights(stack_in(options.folder));
        state_->stack = stack.at("stack").to_float();
        if (const auto stated = stack.metadata.find("members"); stated != stack.metadata.end()) {
            std::istringstream words(stated->second);
            for (std::string word; words >> word;) names.push_back(word);
        }
        if (names.empty() || state_->stack.size() != kEmotionCount * (kEmotionCount * names.size() + 1))
            throw Error(ErrorKind::kMissingModel, stack_in(options.folder).string() +
                                                      ": the stack does not fit the members that it names");
    }
    for (const std::string& name : names) state_->add(name, folder_of(options.folder), options.threads);
}

Ensemble::~Ensemble() = default;
Ensemble::Ensemble(Ensemble&&) noexcept = default;

EnsembleAnswer Ensemble::classify(const cv::Mat& face) {
    std::vector<BackboneAnswer> seen;
    for (auto& [name, network] : state_->backbones) seen.push_back(network.look(face));
    EnsembleAnswer answer;
    for (const Member& member : state_->members) {
        const BackboneAnswer& look = seen[member.backbone];
        answer.members.emplace_back(member.name,
                                    member.head ? member.head->classify(look.features) : look.probabilities);
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
