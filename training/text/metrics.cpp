#include "training/text/metrics.h"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace ganemotion::training {
namespace {

/// Where a text has several labels, the answer if it is one of them.
std::size_t label_for(const Answer& answer, std::size_t best) {
    return answer.target[best] > 0 ? best : most_probable(answer.target);
}

constexpr std::size_t kBins = 15;

std::size_t bin_of(double confidence) {
    return std::min(kBins - 1, static_cast<std::size_t>(confidence * kBins));
}

double calibration_error(const std::vector<Answer>& answers) {
    std::vector<double> confidence(kBins), right(kBins);
    for (const Answer& answer : answers) {
        const std::size_t best = most_probable(answer.probabilities);
        const double p = answer.probabilities[best];
        const std::size_t bin = bin_of(p);
        confidence[bin] += p;
        right[bin] += answer.target[best] > 0 ? 1 : 0;
    }
    double error = 0;
    for (std::size_t bin = 0; bin < kBins; ++bin) error += std::fabs(confidence[bin] - right[bin]);
    return error / static_cast<double>(answers.size());
}

void add_f1(Metrics& metrics) {
    const std::size_t classes = metrics.confusion.size();
    double total = 0;
    std::size_t present = 0;
    for (std::size_t c = 0; c < classes; ++c) {
        std::size_t labelled = 0, answered = 0;
        for (std::size_t other = 0; other < classes; ++other) {
            labelled += metrics.confusion[c][other];
            answered += metrics.confusion[other][c];
        }
        const double f1 = labelled + answered == 0 ? 0
                                                   : 2.0 * static_cast<double>(metrics.confusion[c][c]) /
                                                         static_cast<double>(labelled + answered);
        metrics.f1.push_back(f1);
        metrics.weighted_f1 += f1 * static_cast<double>(labelled);
        metrics.macro_f1 += labelled > 0 ? f1 : 0;
        present += labelled > 0 ? 1 : 0;
        total += static_cast<double>(labelled);
    }
    if (total == 0) return;
    metrics.weighted_f1 /= total;
    metrics.macro_f1 /= static_cast<double>(present);
}

}  // namespace

std::size_t most_probable(const std::vector<float>& probabilities) {
    return static_cast<std::size_t>(std::max_element(probabilities.begin(), probabilities.end()) -
                                    probabilities.begin());
}

std::vector<Answer> with_single_label(std::vector<Answer> answers) {
    std::erase_if(answers, [](const Answer& answer) {
        return std::count_if(answer.target.begin(), answer.target.end(),
                             [](float share) { return share > 0; }) > 1;
    });
    return answers;
}

double calibration_error_by_chance(const std::vector<Answer>& answers) {
    std::vector<double> variance(kBins);
    for (const Answer& answer : answers) {
        const double p = answer.probabilities[most_probable(answer.probabilities)];
        variance[bin_of(p)] += p * (1 - p);
    }
    // Of a normal variable, the mean size is sqrt(2 variance / pi).
    double error = 0;
    for (const double v : variance) error += std::sqrt(2 * v / std::numbers::pi);
    return error / static_cast<double>(std::max<std::size_t>(1, answers.size()));
}

Metrics measure(const std::vector<Answer>& answers) {
    Metrics metrics;
    metrics.count = answers.size();
    if (answers.empty()) return metrics;
    const std::size_t classes = answers.front().target.size();
    metrics.confusion.assign(classes, std::vector<std::size_t>(classes));
    std::size_t right = 0;
    for (const Answer& answer : answers) {
        const std::size_t best = most_probable(answer.probabilities);
        right += answer.target[best] > 0 ? 1 : 0;
        ++metrics.confusion[label_for(answer, best)][best];
    }
    metrics.accuracy = static_cast<double>(right) / static_cast<double>(answers.size());
    metrics.calibration_error = calibration_error(answers);
    add_f1(metrics);
    return metrics;
}

}  // namespace ganemotion::training
