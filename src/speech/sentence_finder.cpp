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
constexpr int kUnsure =
    100;  // frames; the engine does not understand a word that is cut, nor what is beside it
// What a place between two words is worth where a sentence has to be cut: by itself, and after a comma.
constexpr Seconds kNextWord{0.01};
constexpr Seconds kComma{0.15};
// A cut in a pause as long as this, where the engine ends a sentence too, is the end of it.
constexpr int kPauseOfFullStop = 30;  // frames
// Of English speech next to nothing is nonsense, of Mandarin three quarters.
constexpr double kMostNonsense = 0.6;

Seconds seconds_at(const Utterance& utterance, int frame) {
    return Seconds(static_cast<double>(utterance.start + frame * kSamplesPerFrame) /
                   media::kSpeechSampleRate);
}

std::int64_t sample_at(const Utterance& utterance, int frame) {
    return utterance.start + frame * kSamplesPerFrame;
}

bool in_long_pause(const Envelope& envelope, int frame, FrameRange within) {
    for (const FrameRange& pause : pauses_of(envelope, within, kPauseOfFullStop))
        if (pause.begin <= frame && frame < pause.end) return true;
    return false;
}

std::string text_of(const std::vector<Word>& words) {
    std::string text;
    for (const Word& word : words) {
        if (!text.empty()) text += ' ';
        text += word.text;
    }
    return text;
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
    const Hearing hearing = heard(utterance, envelope, {0, count});
    const std::vector<HeardSentence>& all = hearing.sentences;
    if (all.size() > 1) {
        for (std::size_t i = 0; i + 1 < all.size(); ++i) add(utterance, all[i]);
        return sample_at(utterance, (all[all.size() - 2].frames.end + all.back().frames.begin) / 2);
    }
    const FrameRange within = {static_cast<int>(count * kCutAfter), count};
    if (all.size() == 1 && hearing.words_found)
        if (const std::int64_t end = cut_sentence(utterance, all.back(), {within.begin, count - kUnsure}))
            return end;
    return cut_sound(utterance, envelope, within);
}

/// Cuts where two words are furthest apart, a comma counting as some distance. Gives 0 where none meet.
std::int64_t SentenceFinder::cut_sentence(const Utterance& utterance, HeardSentence sentence,
                                          FrameRange within) {
    const std::vector<Word>& words = sentence.words;
    std::size_t best = 0;
    double best_distance = 0;
    for (std::size_t i = 1; i < words.size(); ++i) {
        const double middle = (words[i - 1].end + words[i].start).count() / 2 * kEnvelopeRate;
        if (middle < within.begin || middle >= within.end) continue;
        const bool comma = std::ispunct(static_cast<unsigned char>(words[i - 1].text.back())) != 0;
        const double distance =
            (words[i].start - words[i - 1].end).count() + (comma ? kComma : kNextWord).count();
        if (distance > best_distance) {
            best = i;
            best_distance = distance;
        }
    }
    if (best == 0) return 0;
    const Seconds middle = (words[best - 1].end + words[best].start) / 2;
    sentence.frames.end = static_cast<int>(words[best - 1].end.count() * kEnvelopeRate);
    sentence.words.resize(best);
    sentence.text = text_of(sentence.words);
    add(utterance, sentence);
    goes_on_ = true;
    return sample_at(utterance, static_cast<int>(middle.count() * kEnvelopeRate));
}

/// Cuts where it is quietest, and hears what comes before.
std::int64_t SentenceFinder::cut_sound(const Utterance& utterance, const Envelope& envelope,
                                       FrameRange within) {
    const int cut = best_cut(envelope, within);
    for (const HeardSentence& sentence : heard(utterance, envelope, {0, cut}).sentences) {
        add(utterance, sentence);
        goes_on_ = !(phrases_of(sentence.text).back().ends_sentence &&
                     in_long_pause(envelope, cut, {0, within.end}));
    }
    return sample_at(utterance, cut);
}

Hearing SentenceFinder::heard(const Utterance& utterance, const Envelope& envelope, FrameRange within) {
    Hearing hearing = hear(listener_, utterance, envelope, within);
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
