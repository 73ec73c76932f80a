#include "training/expression/compared.h"

#include <algorithm>
#include <cmath>

#include <spdlog/spdlog.h>

#include "training/expression/baselines.h"
#include "training/expression/evaluation.h"
#include "training/expression/sequential_boosting.h"

namespace ganemotion::training {

namespace {

namespace fs = std::filesystem;

constexpr const char* kSuffix = ".safetensors";

/// As published, in its order.
struct PublishedMember {
    expression::BackboneKind backbone;
    HeadKind head;
    const char* name;
};
constexpr PublishedMember kPublished[] = {
    {expression::BackboneKind::kResNet20, HeadKind::kSvm, "resnet20+svm"},
    {expression::BackboneKind::kResNet50, HeadKind::kBoosted, "resnet50+xgboost"},
    {expression::BackboneKind::kVgg16, HeadKind::kBoosted, "vgg16+xgboost"}};

ComparedClassifier heads_in_sequence(const FaceSet& train, const FaceSet& choosing, const FaceSets& judged,
                                     const ComparisonOptions& options) {
    const FaceSet part = some_of(train, options.sequence_pictures);
    std::vector<SequenceMember> members;
    for (const PublishedMember& each : kPublished) {
        if (!fs::exists(options.ensemble.models / (std::string(name_of(each.backbone)) + kSuffix))) continue;
        spdlog::info("features of {}", name_of(each.backbone));
        const auto features = [&](const FaceSet& set) {
            return features_of(each.backbone, set, options.ensemble);
        };
        SequenceMember member{each.name, each.head, features(part), features(choosing), {}};
        for (const FaceSet* set : judged) member.judged.push_back(features(*set));
        members.push_back(std::move(member));
    }
    return {"heads in sequence, later ones on earlier ones' mistakes",
            boost_in_sequence(std::move(members)).answers};
}

bool is_matrix(const nn::Tensor& tensor) {
    return tensor.type == "F16" && tensor.shape.size() > 1;
}

double megabytes(std::size_t bytes) {
    return static_cast<double>(bytes) / 1e6;
}

}  // namespace

std::vector<ComparedClassifier> compared_classifiers(const FaceSet& train, const FaceSet& choosing,
                                                     const FaceSets& judged,
                                                     const ComparisonOptions& options) {
    return {hlac_baseline(train, choosing, judged), gabor_baseline(train, choosing, judged),
            pattern_baseline(train, choosing, judged), heads_in_sequence(train, choosing, judged, options)};
}

nn::Weights rounded_to_int8(nn::Weights weights) {
    constexpr float kSteps = 127;
    for (auto& [name, tensor] : weights.tensors) {
        if (!is_matrix(tensor)) continue;
        std::vector<float> values = tensor.to_float();
        const std::size_t row = values.size() / static_cast<std::size_t>(tensor.shape.front());
        for (std::size_t first = 0; first < values.size(); first += row) {
            const std::span<float> channel(values.data() + first, row);
            float largest = 0;
            for (const float value : channel) largest = std::max(largest, std::abs(value));
            if (largest == 0) continue;
            for (float& value : channel) value = std::round(value / largest * kSteps) * largest / kSteps;
        }
        tensor = nn::Tensor::from_float(values, tensor.shape);
    }
    return weights;
}

StorageFigures measure_storage(const fs::path& models, const FaceSet& set, int threads) {
    const fs::path rounded = fs::temp_directory_path() / "ganemotion_expression_int8";
    fs::create_directories(rounded);
    std::size_t half_bytes = 0, saved = 0;
    for (const auto& file : fs::directory_iterator(models)) {
        if (file.path().extension() != kSuffix) continue;
        half_bytes += file.file_size();
        const nn::Weights weights = nn::read_weights(file.path());
        const bool backbone = weights.metadata.contains("backbone");
        nn::write_weights(backbone ? rounded_to_int8(weights) : weights, rounded / file.path().filename());
        if (!backbone) continue;
        for (const auto& [name, tensor] : weights.tensors)
            if (is_matrix(tensor))  // one byte instead of two, and a scale of four a row
                saved += static_cast<std::size_t>(tensor.element_count() - 4 * tensor.shape.front());
    }
    StorageFigures figures;
    figures.half_megabytes = megabytes(half_bytes);
    figures.int8_megabytes = megabytes(half_bytes - saved);
    const auto accuracies = [&](const fs::path& folder, double& labels, double& majorities) {
        expression::Ensemble ensemble({.folder = folder, .threads = threads, .members = {}});
        const Answers answers = classify(ensemble, set);
        labels = measured(answers, original_labels(set), by_stack).accuracy;
        majorities = measured(answers, majority_labels(set), by_stack).accuracy;
    };
    accuracies(models, figures.half, figures.half_majority);
    accuracies(rounded, figures.int8, figures.int8_majority);
    fs::remove_all(rounded);
    return figures;
}

}  // namespace ganemotion::training
