#include "training/tweets/baseline.h"

#include <linear.h>

namespace ganemotion::training::tweets {

namespace {

std::vector<std::string> texts_of(const std::vector<TextExample>& examples) {
    std::vector<std::string> texts;
    for (const TextExample& example : examples) texts.push_back(example.text);
    return texts;
}

/// A row as liblinear wants it: numbers from 1, an end, and a constant feature for the bias.
std::vector<feature_node> row_of(const std::vector<Feature>& features, int count) {
    std::vector<feature_node> row;
    for (const Feature& feature : features) row.push_back({feature.index + 1, feature.value});
    row.push_back({count + 1, 1});
    row.push_back({-1, 0});
    return row;
}

}  // namespace

struct Baseline::Model {
    Model(const Tfidf& tfidf, const std::vector<TextExample>& training, const BaselineOptions& options) {
        set_print_string_function([](const char*) {});
        for (const TextExample& example : training) {
            rows.push_back(row_of(tfidf.features(example.text), tfidf.count()));
            labels.push_back(static_cast<double>(label_of(example)));
        }
        for (auto& row : rows) pointers.push_back(row.data());
        const problem all{static_cast<int>(rows.size()), tfidf.count() + 1, labels.data(), pointers.data(),
                          1};
        parameter settings{};
        settings.solver_type = L2R_LR;
        settings.C = options.cost;
        settings.eps = options.precision;
        trained = train(&all, &settings);
    }
    ~Model() { free_and_destroy_model(&trained); }
    Model(const Model&) = delete;
    Model& operator=(const Model&) = delete;

    std::vector<std::vector<feature_node>> rows;  ///< liblinear keeps pointers into them
    std::vector<double> labels;
    std::vector<feature_node*> pointers;
    model* trained = nullptr;
};

Baseline::Baseline(const std::vector<TextExample>& training, const BaselineOptions& options)
    : tfidf_(texts_of(training), options.tfidf),
      classes_(training.front().target.size()),
      model_(std::make_unique<Model>(tfidf_, training, options)) {}

Baseline::~Baseline() = default;

std::vector<Answer> Baseline::answers(const std::vector<TextExample>& examples) const {
    std::vector<int> labels(static_cast<std::size_t>(get_nr_class(model_->trained)));
    get_labels(model_->trained, labels.data());
    std::vector<Answer> answers;
    std::vector<double> probabilities(labels.size());
    for (const TextExample& example : examples) {
        const auto row = row_of(tfidf_.features(example.text), tfidf_.count());
        predict_probability(model_->trained, row.data(), probabilities.data());
        Answer answer{std::vector<float>(classes_), example.target};
        for (std::size_t i = 0; i < labels.size(); ++i)
            answer.probabilities[static_cast<std::size_t>(labels[i])] = static_cast<float>(probabilities[i]);
        answers.push_back(std::move(answer));
    }
    return answers;
}

}  // namespace ganemotion::training::tweets
