#include "pipeline/text_lines.h"

#include <algorithm>
#include <cmath>
#include <istream>
#include <ostream>

#include <nlohmann/json.hpp>

#include "pipeline/dialogue.h"

namespace ganemotion::pipeline {

namespace {

using Json = nlohmann::ordered_json;

// Probabilities are shown with as many digits as they deserve.
constexpr double kDigits = 1e5;

Json answer_to(const std::string& line, const std::vector<std::string>& names,
               const std::vector<float>& values) {
    Json probabilities = Json::object();
    for (std::size_t i = 0; i < names.size(); ++i)
        probabilities[names[i]] = std::round(static_cast<double>(values[i]) * kDigits) / kDigits;
    const auto most_probable = std::max_element(values.begin(), values.end()) - values.begin();
    return {{"text", line},
            {"emotion", names[static_cast<std::size_t>(most_probable)]},
            {"probabilities", std::move(probabilities)}};
}

}  // namespace

void write_emotions_of_lines(std::istream& lines, std::ostream& answers, const TextLineOptions& options) {
    text::EmotionClassifier classifier;
    const std::vector<std::string>& names = text::class_names(options.labels);
    Dialogue dialogue;
    for (std::string line; std::getline(lines, line);) {
        if (line.ends_with('\r')) line.pop_back();
        const std::vector<float> values = classifier.classify_as(options.labels, line, dialogue.before());
        // A line at a time, so that a program at the other end of a pipe gets its answer at once.
        answers << answer_to(line, names, values).dump(-1, ' ', false, Json::error_handler_t::replace)
                << std::endl;
        if (options.dialogue) dialogue.remember(line);
    }
}

}  // namespace ganemotion::pipeline
