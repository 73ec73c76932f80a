#include "speech/hearing.h"

#include <algorithm>
#include <cmath>
#include <iterator>
#include <span>
#include <utility>

#include "media/sound_reader.h"
#include "speech/plausibility.h"
#include "speech/sentence_text.h"
#include "speech/sentence_times.h"
#include "speech/spoken_words.h"
#include "speech/word_times.h"

namespace ganemotion::speech {

namespace {

constexpr int kSamplesPerFrame = media::kSpeechSampleRate / kEnvelopeRate;
constexpr int kBefore = 40;  // frames of sound that the engine gets before the speech
constexpr int kAfter = 30;   // and after it
// Where the sound begins in the middle of a word, the engine loses that word and more, unless a little
// silence comes first; from 0.2 s on, though, others suffer.
constexpr int kSilenceAtStart = 10;  // frames
constexpr int kLongestBreak = 12;    // frames: the closure before a final stop consonant
constexpr int kShortestSpeech = 15;  // frames; no word is shorter
constexpr int kWorthInTwo = 150;     // frames; shorter parts hold too little for the engine to find its way
constexpr int kMostHalvings = 2;
// An utterance of which less was understood was not: of a language that it does not know, the engine writes
// nothing most of the time, and makes up the rest.
constexpr double kLeastUnderstood = 0.6;
constexpr int kShortestCutPause = 4;  // frames
// Where two words meet is known this well, so a pause of the sound as near as this is between them.
constexpr int kAroundGap = 6;      // frames
constexpr int kShortestPause = 6;  // frames; shorter breaks of the sound are inside words

Seconds seconds(int frames) {
    return Seconds(static_cast<double>(frames) / kEnvelopeRate);
}

int frame_at(Seconds time) {
    return static_cast<int>(std::lround(time.count() * kEnvelopeRate));
}

Seconds voiced_time(const Utterance& utterance, FrameRange part) {
    int frames = 0;
    for (const FrameRange& voiced : utterance.voiced)
        frames += std::max(0, std::min(voiced.end, part.end) - std::max(voiced.begin, part.begin));
    return seconds(frames);
}

FrameRange speech_in(const Utterance& utterance, const Envelope& envelope, FrameRange within) {
    FrameRange voiced = {std::max(utterance.voiced.front().begin, within.begin),
                         std::min(utterance.voiced.back().end, within.end)};
    voiced.end = std::max(voiced.begin, voiced.end);
    const FrameRange audible = audible_part(envelope, voiced, kLongestBreak);
    return {std::max(audible.begin, within.begin), std::min(audible.end, within.end)};
}

/// The pause in the sound where two words meet, or just where they do.
FrameRange heard_gap(const Envelope& envelope, FrameRange gap, FrameRange part) {
    FrameRange longest;
    const FrameRange around = {std::max(part.begin, gap.begin - kAroundGap),
                               std::min(part.end, gap.end + kAroundGap)};
    for (const FrameRange& pause : pauses_of(envelope, around, kShortestPause))
        if (pause.size() > longest.size()) longest = pause;
    return longest.size() > 0 ? longest : gap;
}

/// What the engine gets of a part.
struct Stretch {
    std::vector<float> samples;
    Seconds begin{};  ///< of the samples, in the utterance
};

Stretch stretch_of(const Utterance& utterance, FrameRange part, FrameRange within) {
    const int begin = std::max(within.begin, part.begin - kBefore);
    const int end = std::min(within.end, part.end + kAfter);
    const int silence = std::max(0, kSilenceAtStart - (part.begin - begin));
    Stretch stretch{std::vector<float>(static_cast<std::size_t>(silence) * kSamplesPerFrame, 0.0F),
                    seconds(begin - silence)};
    stretch.samples.insert(stretch.samples.end(), utterance.samples.begin() + begin * kSamplesPerFrame,
                           utterance.samples.begin() + end * kSamplesPerFrame);
    return stretch;
}

std::vector<Word> shifted(std::vector<Word> words, Seconds by) {
    for (Word& word : words) {
        word.start += by;
        word.end += by;
    }
    return words;
}

std::vector<std::string> sentences_of(const std::vector<Phrase>& phrases) {
    std::vector<std::string> sentences;
    bool open = false;
    for (const Phrase& phrase : phrases) {
        if (open)
            sentences.back() += " " + phrase.text;
        else
            sentences.push_back(phrase.text);
        open = !phrase.ends_sentence;
    }
    return sentences;
}

std::vector<HeardSentence> placed(const Transcript& transcript, const Envelope& envelope, FrameRange part) {
    const std::vector<Phrase> phrases = phrases_of(transcript.text);
    const std::vector<std::string> texts = sentences_of(phrases);
    const std::vector<Boundary> boundaries = sentence_boundaries(envelope, part, phrases, transcript.words);
    std::vector<HeardSentence> sentences;
    auto word = transcript.words.begin();
    int begin = part.begin;
    for (std::size_t i = 0; i < texts.size(); ++i) {
        const bool last = i + 1 == texts.size();
        sentences.push_back({{begin, last ? part.end : boundaries[i].end}, texts[i], {}});
        if (!last) begin = boundaries[i].begin;
        for (; word != transcript.words.end() && (last || (word->start + word->end) / 2 < seconds(begin));
             ++word)
            sentences.back().words.push_back(*word);
        if (transcript.words.empty())
            sentences.back().words = word_times(envelope, sentences.back().frames, texts[i]);
    }
    return sentences;
}

/// The same where words were found in the sound: a sentence is where its words are.
std::vector<HeardSentence> placed_by_words(const Transcript& transcript, const Envelope& envelope,
                                           FrameRange part) {
    std::vector<HeardSentence> sentences;
    auto word = transcript.words.begin();
    for (const std::string& text : sentences_of(phrases_of(transcript.text))) {
        HeardSentence sentence{{}, text, {}};
        for (std::size_t left = spoken_words(text).size(); left > 0 && word != transcript.words.end();
             ++word) {
            left -= std::min(left, spoken_words(word->text).size());
            sentence.words.push_back(*word);
        }
        if (sentence.words.empty()) continue;
        sentence.frames = {frame_at(sentence.words.front().start), frame_at(sentence.words.back().end)};
        sentences.push_back(std::move(sentence));
    }
    for (std::size_t i = 0; i + 1 < sentences.size(); ++i) {
        FrameRange& before = sentences[i].frames;
        FrameRange& after = sentences[i + 1].frames;
        const FrameRange gap = heard_gap(envelope, {before.end, after.begin}, part);
        // A pause never takes the whole of a short sentence.
        if (gap.begin > before.begin) before.end = gap.begin;
        if (gap.end < after.end) after.begin = gap.end;
    }
    // What is audible at the ends of the part belongs to it: words end there in sounds that are hardly any.
    if (!sentences.empty()) {
        sentences.front().frames.begin = part.begin;
        sentences.back().frames.end = part.end;
    }
    return sentences;
}

Hearing understood(const Listener& listener, Transcript transcript, const Stretch& stretch,
                   const Envelope& envelope, FrameRange part, Seconds voiced) {
    transcript.words = shifted(std::move(transcript.words), stretch.begin);
    if (!transcript.words.empty()) return {placed(transcript, envelope, part), true, voiced, {}};
    transcript.words = shifted(listener.aligner.align(stretch.samples, transcript.text), stretch.begin);
    if (transcript.words.empty()) return {placed(transcript, envelope, part), false, voiced, {}};
    return {placed_by_words(transcript, envelope, part), true, voiced, {}};
}

Hearing hear_in_parts(const Listener& listener, const Utterance& utterance, const Envelope& envelope,
                      FrameRange within, int halvings) {
    const FrameRange part = speech_in(utterance, envelope, within);
    if (part.size() < kShortestSpeech) return {};
    const Seconds voiced = voiced_time(utterance, part);
    const Stretch stretch = stretch_of(utterance, part, within);
    Transcript transcript = listener.transcriber.transcribe(stretch.samples);
    transcript.text = without_loop(transcript.text);
    const Hearing nothing{{}, false, {}, voiced};
    if (listener.latin && !only_latin_letters(transcript.text)) return nothing;
    if (plausible(transcript.text, voiced))
        return understood(listener, std::move(transcript), stretch, envelope, part, voiced);
    if (part.size() < kWorthInTwo || halvings == kMostHalvings) return nothing;
    const int third = part.size() / 3;
    const int cut = best_cut(envelope, {part.begin + third, part.end - third});
    Hearing both = hear_in_parts(listener, utterance, envelope, {within.begin, cut}, halvings + 1);
    Hearing rest = hear_in_parts(listener, utterance, envelope, {cut, within.end}, halvings + 1);
    std::move(rest.sentences.begin(), rest.sentences.end(), std::back_inserter(both.sentences));
    return {std::move(both.sentences), both.words_found && rest.words_found,
            both.understood + rest.understood, both.nonsense + rest.nonsense};
}

}  // namespace

Hearing hear(const Listener& listener, const Utterance& utterance, const Envelope& envelope,
             FrameRange within) {
    Hearing hearing = hear_in_parts(listener, utterance, envelope, within, 0);
    const Seconds voiced = voiced_time(utterance, within);
    if (hearing.understood < kLeastUnderstood * voiced) return {{}, false, {}, voiced};
    return hearing;
}

int best_cut(const Envelope& envelope, FrameRange within) {
    FrameRange longest;
    for (const FrameRange& pause : pauses_of(envelope, within, kShortestCutPause))
        if (pause.size() > longest.size()) longest = pause;
    if (longest.size() > 0) return (longest.begin + longest.end) / 2;
    const auto begin = envelope.level.begin() + within.begin;
    return static_cast<int>(std::min_element(begin, envelope.level.begin() + within.end) -
                            envelope.level.begin());
}

}  // namespace ganemotion::speech
