#include "speech/word_times.h"

#include <sstream>

#include "speech/sentence_times.h"

namespace ganemotion::speech {

namespace {

// Words run into each other: a dip says less about where they meet than about where sentences do, and a pause
// is nearly always between two of them.
constexpr TimingOptions kBetweenWords{.relative_spread = 0.10,
                                      .spread = 0.12,
                                      .pause_reward = 1,
                                      .full_pause = Seconds{0.1},
                                      .dip_reward = 1.5,
                                      .full_dip = 20,
                                      .pause_inside = 20};

Seconds seconds(int frame) {
    return Seconds(static_cast<double>(frame) / kEnvelopeRate);
}

}  // namespace

std::vector<Word> word_times(const Envelope& envelope, FrameRange sentence, std::string_view text) {
    std::vector<Phrase> phrases;
    std::istringstream words{std::string(text)};
    for (std::string word; words >> word;) {
        // A dash or an ellipsis by itself is not spoken: it goes with the word before.
        if (plain_words(word).empty() && !phrases.empty())
            phrases.back().text += " " + word;
        else
            phrases.push_back({word, true});
    }
    if (phrases.empty()) return {};
    const std::vector<Boundary> boundaries =
        sentence_boundaries(envelope, sentence, phrases, {}, kBetweenWords);
    std::vector<Word> timed;
    int begin = sentence.begin;
    for (std::size_t i = 0; i < phrases.size(); ++i) {
        const bool last = i + 1 == phrases.size();
        timed.push_back({seconds(begin), seconds(last ? sentence.end : boundaries[i].end), phrases[i].text});
        if (!last) begin = boundaries[i].begin;
    }
    return timed;
}

}  // namespace ganemotion::speech
