#pragma once

#include <cstddef>
#include <vector>

namespace ganemotion::training {

/// One text's answer and its labels.
struct Answer {
    std::vector<float> probabilities;
    std::vector<float> target;  ///< a distribution over the classes
};

/// A text with several labels counts under the answer if that is one of them, else under its first.
struct Metrics {
    std::size_t count = 0;
    double accuracy = 0;           ///< the answer is one of the text's labels
    double weighted_f1 = 0;        ///< classes weigh by their number of texts
    double macro_f1 = 0;           ///< the classes that occur weigh alike
    std::vector<double> f1;        ///< of each class
    double calibration_error = 0;  ///< expected calibration error, 15 bins of confidence (Guo et al. 2017)
    std::vector<std::vector<std::size_t>> confusion;  ///< [label][answer]
};

/// Those whose label is beyond doubt.
std::vector<Answer> with_single_label(std::vector<Answer> answers);

/// The calibration error that is to be expected of these answers if their probabilities are true: by chance.
double calibration_error_by_chance(const std::vector<Answer>& answers);

Metrics measure(const std::vector<Answer>& answers);

std::size_t most_probable(const std::vector<float>& probabilities);

}  // namespace ganemotion::training
