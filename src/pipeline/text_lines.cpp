#include "pipeline/text_lines.h"

#include <algorithm>
#include <cmath>
#include <istream>
#include <ostream>

#include <nlohmann/json.hpp>

#include "pipeline/dialogue.h"
#include "text/explanation.h"

namespace ganemotion::pipeline {

namespace {

using Json = nlohmann::ordered_json;

// Probabilities are shown with as many digits as they deserve.
constexpr double kDigits = 1e5;

double rounded(double value) {
    return std::round(value * kDigits) / kDigits;
}

std::size_t most_probable(const std::vector<float>& values) {
    return static_cast<std::size_t>(std::max_element(values.begin(), values.end()) - values.begin());
}

Json answer_to(const std::string& line, const std::vector<std::string>& names,
               const std::vector<float>& values) {
    Json probabilities = Json::object();
    for (std::size_t i = 0; i < names.size(); ++i)
        probabilities[names[i]] = rounded(static_cast<double>(values[i]));
    return {{"text", line},
            {"emotion", names[most_probable(values)]},
            {"probabilities", std::move(probabilities)}};
}

Json reasons(const std::vector<text::WordWeight>& words) {
    Json reasons = Json::array();
    for (const text::WordWeight& word : words)
        reasons.push_back({{"word", word.word}, {"weight", rounded(word.weight)}});
    return reasons;
}

}  // namespace

void write_emotions_of_lines(std::istream& lines, std::ostream& answers, const TextLineOptions& options) {
    text::EmotionClassifier classifier;
    const std::vector<std::string>& names = text::class_names(options.labels);
    Dialogue dialogue;
    for (std::string line; std::getline(lines, line);) {
        if (line.ends_with('\r')) line.pop_back();
        const std::vector<float> values = classifier.classify_as(options.labels, line, dialogue.before());
        Json answer = answer_to(line, names, values);
        if (options.explain)
            answer["because"] = reasons(
                text::explain(classifier, options.labels, line, dialogue.before(), most_probable(values)));
        // A line at a time, so that a program at the other end of a pipe gets its answer at once.
        answers << answer.dump(-1, ' ', false, Json::error_handler_t::replace) << std::endl;
        if (options.dialogue) dialogue.remember(line);
    }
}

}  // namespace ganemotion::pipeline
