#include "text/probabilities.h"

#include <algorithm>
#include <cmath>

#include "text/classes.h"
#include "text/text_emotion.h"

namespace ganemotion::text {

std::vector<float> softmax(std::span<const float> logits, double temperature) {
    const float largest = *std::max_element(logits.begin(), logits.end());
    std::vector<float> probabilities;
    double sum = 0;
    for (const float logit : logits) {
        probabilities.push_back(static_cast<float>(std::exp((logit - largest) / temperature)));
        sum += probabilities.back();
    }
    for (float& probability : probabilities) probability = static_cast<float>(probability / sum);
    return probabilities;
}

std::vector<float> merged(std::span<const float> thirteen) {
    std::vector<float> seven(class_names(Labels::kTweets7).size());
    for (std::size_t i = 0; i < thirteen.size(); ++i) seven[merged_class(i)] += thirteen[i];
    return seven;
}

}  // namespace ganemotion::text
