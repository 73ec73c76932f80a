#include "speech/sentence_finder.h"

#include <algorithm>
#include <cctype>
#include <iterator>
#include <string>
#include <utility>

#include "media/sound_reader.h"
#include "speech/sentence_text.h"

namespace ganemotion::speech {

namespace {

constexpr std::int64_t kSamplesPerFrame = media::kSpeechSampleRate / kEnvelopeRate;
// A long utterance is cut somewhere in its last part, so that enough of it is left to understand.
constexpr double kCutAfter = 0.55;
// A cut in a pause as long as this, where the engine ends a sentence too, is the end of it.
constexpr int kPauseOfFullStop = 30;  // frames
// Of English speech next to nothing is nonsense, of Mandarin three quarters.
constexpr double kMostNonsense = 0.6;

Seconds seconds_at(const Utterance& utterance, int frame) {
    return Seconds(static_cast<double>(utterance.start + frame * kSamplesPerFrame) /
                   media::kSpeechSampleRate);
}

bool in_long_pause(const Envelope& envelope, int frame, FrameRange within) {
    for (const FrameRange& pause : pauses_of(envelope, within, kPauseOfFullStop))
        if (pause.begin <= frame && frame < pause.end) return true;
    return false;
}

// Two halves of a sentence: the engine ended the first with a full stop and began the second with a capital.
std::string joined(std::string first, std::string second) {
    while (!first.empty() && (first.back() == '.' || first.back() == ' ')) first.pop_back();
    const std::string word = second.substr(0, second.find_first_of(" '"));
    const bool capitalised = word.size() > 1 && std::islower(static_cast<unsigned char>(word[1])) != 0;
    if (word == "A" || capitalised)
        second[0] = static_cast<char>(std::tolower(static_cast<unsigned char>(second[0])));
    return first + " " + second;
}

}  // namespace

std::int64_t SentenceFinder::take(const Utterance& utterance) {
    const Envelope envelope = envelope_of(utterance.samples);
    return utterance.complete ? take_whole(utterance, envelope) : take_beginning(utterance, envelope);
}

std::int64_t SentenceFinder::take_whole(const Utterance& utterance, const Envelope& envelope) {
    const Hearing hearing = heard(utterance, envelope, {0, static_cast<int>(envelope.level.size())});
    understood_ += hearing.understood;
    for (const HeardSentence& sentence : hearing.sentences) add(utterance, sentence);
    goes_on_ = false;
    return utterance.end;
}

std::int64_t SentenceFinder::take_beginning(const Utterance& utterance, const Envelope& envelope) {
    const int count = static_cast<int>(envelope.level.size());
    const int cut = best_cut(envelope, {static_cast<int>(count * kCutAfter), count});
    const std::vector<HeardSentence> all = heard(utterance, envelope, {0, cut}).sentences;
    if (all.size() > 1) {
        for (std::size_t i = 0; i + 1 < all.size(); ++i) add(utterance, all[i]);
        return utterance.start +
               (all[all.size() - 2].frames.end + all.back().frames.begin) / 2 * kSamplesPerFrame;
    }
    for (const HeardSentence& sentence : all) {
        add(utterance, sentence);
        goes_on_ =
            !(phrases_of(sentence.text).back().ends_sentence && in_long_pause(envelope, cut, {0, count}));
    }
    return utterance.start + cut * kSamplesPerFrame;
}

Hearing SentenceFinder::heard(const Utterance& utterance, const Envelope& envelope, FrameRange within) {
    Hearing hearing = hear(transcriber_, latin_, utterance, envelope, within);
    nonsense_ += hearing.nonsense;
    return hearing;
}

void SentenceFinder::add(const Utterance& utterance, const HeardSentence& heard) {
    if (heard.frames.size() <= 0) return;
    Sentence sentence{
        seconds_at(utterance, heard.frames.begin), seconds_at(utterance, heard.frames.end), heard.text, {}};
    for (Word word : heard.words) {
        word.start += seconds_at(utterance, 0);
        word.end += seconds_at(utterance, 0);
        sentence.words.push_back(std::move(word));
    }
    if (!std::exchange(goes_on_, false)) {
        sentences_.push_back(std::move(sentence));
        return;
    }
    Sentence& first = sentences_.back();
    first.end = sentence.end;
    first.text = joined(first.text, sentence.text);
    std::move(sentence.words.begin(), sentence.words.end(), std::back_inserter(first.words));
}

bool SentenceFinder::is_lost() const {
    return nonsense_ > kMostNonsense * (nonsense_ + understood_);
}

std::vector<Sentence> SentenceFinder::sentences() && {
    if (is_lost()) return {};
    return std::move(sentences_);
}

}  // namespace ganemotion::speech
