#include "speech/hearing.h"

#include <algorithm>
#include <iterator>
#include <span>
#include <utility>

#include "media/sound_reader.h"
#include "speech/plausibility.h"
#include "speech/sentence_text.h"
#include "speech/sentence_times.h"
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

Seconds seconds(int frames) {
    return Seconds(static_cast<double>(frames) / kEnvelopeRate);
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

Transcript transcribe(const Transcriber& transcriber, const Utterance& utterance, FrameRange part,
                      FrameRange within) {
    const int begin = std::max(within.begin, part.begin - kBefore);
    const int end = std::min(within.end, part.end + kAfter);
    const int silence = std::max(0, kSilenceAtStart - (part.begin - begin));
    std::vector<float> samples(static_cast<std::size_t>(silence) * kSamplesPerFrame, 0.0F);
    samples.insert(samples.end(), utterance.samples.begin() + begin * kSamplesPerFrame,
                   utterance.samples.begin() + end * kSamplesPerFrame);
    Transcript transcript = transcriber.transcribe(samples);
    transcript.text = without_loop(transcript.text);
    for (Word& word : transcript.words) {
        word.start += seconds(begin - silence);
        word.end += seconds(begin - silence);
    }
    return transcript;
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

Hearing hear_in_parts(const Transcriber& transcriber, bool latin, const Utterance& utterance,
                      const Envelope& envelope, FrameRange within, int halvings) {
    const FrameRange part = speech_in(utterance, envelope, within);
    if (part.size() < kShortestSpeech) return {};
    const Seconds voiced = voiced_time(utterance, part);
    const Transcript transcript = transcribe(transcriber, utterance, part, within);
    if (latin && !only_latin_letters(transcript.text)) return {{}, {}, voiced};
    if (plausible(transcript.text, voiced)) return {placed(transcript, envelope, part), voiced, {}};
    if (part.size() < kWorthInTwo || halvings == kMostHalvings) return {{}, {}, voiced};
    const int third = part.size() / 3;
    const int cut = best_cut(envelope, {part.begin + third, part.end - third});
    Hearing both = hear_in_parts(transcriber, latin, utterance, envelope, {within.begin, cut}, halvings + 1);
    Hearing rest = hear_in_parts(transcriber, latin, utterance, envelope, {cut, within.end}, halvings + 1);
    std::move(rest.sentences.begin(), rest.sentences.end(), std::back_inserter(both.sentences));
    return {std::move(both.sentences), both.understood + rest.understood, both.nonsense + rest.nonsense};
}

}  // namespace

Hearing hear(const Transcriber& transcriber, bool latin, const Utterance& utterance, const Envelope& envelope,
             FrameRange within) {
    Hearing hearing = hear_in_parts(transcriber, latin, utterance, envelope, within, 0);
    const Seconds voiced = voiced_time(utterance, within);
    if (hearing.understood < kLeastUnderstood * voiced) return {{}, {}, voiced};
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
