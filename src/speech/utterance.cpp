#include "speech/utterance.h"

#include <algorithm>
#include <cmath>

#include "media/sound_reader.h"

namespace ganemotion::speech {

namespace {

constexpr std::int64_t kSamplesPerFrame = media::kSpeechSampleRate / kEnvelopeRate;

std::int64_t samples_in(Seconds time) {
    return std::llround(time.count() * media::kSpeechSampleRate);
}

float clean(float sample) {
    return std::isfinite(sample) ? std::clamp(sample, -1.0F, 1.0F) : 0.0F;
}

}  // namespace

UtteranceCollector::UtteranceCollector(VoiceActivity& activity, const UtteranceOptions& options)
    : activity_(activity), options_(options) {
    activity_.forget();
}

void UtteranceCollector::push(std::span<const float> samples) {
    std::transform(samples.begin(), samples.end(), std::back_inserter(buffer_), clean);
    while (static_cast<std::int64_t>(buffer_.size()) - heard_ >= kVoiceWindow)
        hear(std::span(buffer_).subspan(static_cast<std::size_t>(heard_), kVoiceWindow));
    forget_silence();
}

void UtteranceCollector::hear(std::span<const float> window) {
    const bool speech = activity_.hear(window);
    heard_ += kVoiceWindow;
    const std::int64_t change = std::max(start_, heard() - VoiceActivity::kDelay);
    if (speech && !speaking_) pieces_.push_back({change, heard()});
    if (speech && speaking_) pieces_.back().end = heard();
    if (!speech && speaking_) pieces_.back().end = std::max(pieces_.back().begin, change);
    speaking_ = speech;
}

void UtteranceCollector::finish() {
    // The detector answers late: silence after the end brings out what it still holds back.
    const std::int64_t end = start_ + static_cast<std::int64_t>(buffer_.size());
    const std::vector<float> silence(VoiceActivity::kDelay + kVoiceWindow, 0.0F);
    push(silence);
    for (Piece& piece : pieces_) piece.end = std::min(piece.end, end);
    speaking_ = false;
    finished_ = true;
}

std::optional<Utterance> UtteranceCollector::next() {
    if (pieces_.empty()) return std::nullopt;
    std::size_t last = 0;
    while (last + 1 < pieces_.size() &&
           pieces_[last + 1].begin - pieces_[last].end < samples_in(options_.gap))
        ++last;
    const bool followed = last + 1 < pieces_.size();
    const std::int64_t end = pieces_[last].end;
    const std::int64_t silence_from = speaking_ && !followed ? heard() : end;
    const bool over =
        followed || finished_ || heard() - silence_from >= samples_in(options_.gap) + VoiceActivity::kDelay;
    if (end - pieces_.front().begin > samples_in(options_.longest))
        return take(pieces_.front().begin + samples_in(options_.longest), false);
    if (!over) return std::nullopt;
    return take(end, true);
}

Utterance UtteranceCollector::take(std::int64_t until, bool complete) const {
    const std::int64_t margin = samples_in(options_.margin);
    const std::int64_t begin = std::max(start_, pieces_.front().begin - margin);
    const std::int64_t end =
        std::min(complete ? until + margin : until, start_ + static_cast<std::int64_t>(buffer_.size()));
    Utterance utterance{begin, until, {}, {}, complete};
    utterance.samples.assign(buffer_.begin() + (begin - start_), buffer_.begin() + (end - start_));
    for (const Piece& piece : pieces_) {
        if (piece.begin >= until) break;
        utterance.voiced.push_back(
            {static_cast<int>((piece.begin - begin) / kSamplesPerFrame),
             static_cast<int>((std::min(piece.end, until) - begin) / kSamplesPerFrame)});
    }
    return utterance;
}

void UtteranceCollector::release(std::int64_t sample) {
    while (!pieces_.empty() && pieces_.front().end <= sample && !(speaking_ && pieces_.size() == 1))
        pieces_.erase(pieces_.begin());
    if (!pieces_.empty()) pieces_.front().begin = std::max(pieces_.front().begin, sample);
    const std::int64_t drop = std::clamp<std::int64_t>(sample - start_, 0, heard_);
    buffer_.erase(buffer_.begin(), buffer_.begin() + drop);
    start_ += drop;
    heard_ -= drop;
}

void UtteranceCollector::forget_silence() {
    if (pieces_.empty()) release(heard() - VoiceActivity::kDelay - samples_in(options_.margin));
}

}  // namespace ganemotion::speech
