#include "pipeline/explanation.h"

#include <algorithm>
#include <memory>

#include <fmt/format.h>

#include "text/explanation.h"

namespace ganemotion::pipeline {

namespace {

// Emotions less probable than this played no part.
constexpr float kWorthTelling = 0.1F;

std::string clock(Seconds time) {
    const double seconds = time.count();
    const int minutes = static_cast<int>(seconds / 60);
    return fmt::format("{:02d}:{:05.2f}", minutes, seconds - 60 * minutes);
}

std::string heading(const Segment& segment) {
    std::string text = clock(segment.start) + " - " + clock(segment.end) + "  ";
    text += segment.emotion ? std::string(name_of(*segment.emotion)) : "the face's own expression";
    if (segment.leave)
        text += ", left alone";
    else if (segment.emotion)
        text += fmt::format(" {:.2f}", segment.intensity);
    if (segment.source == "user") text += ", by a person";
    return text + "\n";
}

std::string told(const EmotionProbabilities& probabilities) {
    std::vector<Emotion> order(kEmotions.begin(), kEmotions.end());
    std::stable_sort(order.begin(), order.end(),
                     [&](Emotion a, Emotion b) { return probabilities[a] > probabilities[b]; });
    std::string text;
    for (const Emotion emotion : order)
        if (probabilities[emotion] >= kWorthTelling || emotion == order.front())
            text += (text.empty() ? "" : ", ") +
                    fmt::format("{} {:.2f}", name_of(emotion), probabilities[emotion]);
    return text;
}

std::string carriers(text::EmotionClassifier& classifier, const Segment& segment) {
    const Emotion emotion = segment.probabilities->most_probable();
    const auto words =
        text::explain(classifier, text::Labels::kSpeech, segment.text, {}, static_cast<std::size_t>(emotion));
    if (words.empty()) return "";
    std::string text = "; carried by";
    for (const text::WordWeight& word : words)
        text +=
            (&word == &words.front() ? " \"" : ", \"") + word.word + fmt::format("\" ({:.2f})", word.weight);
    return text;
}

}  // namespace

std::string explain(const Timeline& timeline) {
    std::unique_ptr<text::EmotionClassifier> classifier;
    std::string text;
    for (const Segment& segment : timeline.segments) {
        text += heading(segment);
        if (!segment.text.empty()) text += "    said:  " + segment.text + "\n";
        if (segment.probabilities && !segment.text.empty()) {
            if (!classifier) classifier = std::make_unique<text::EmotionClassifier>();
            text += "    words: " + told(*segment.probabilities) + carriers(*classifier, segment) + "\n";
        }
        if (segment.shown) text += "    face:  shows " + std::string(name_of(*segment.shown)) + "\n";
        if (!segment.why.empty()) text += "    rule:  " + segment.why + "\n";
    }
    return text;
}

}  // namespace ganemotion::pipeline
