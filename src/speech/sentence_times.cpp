#include "speech/sentence_times.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>
#include <optional>

namespace ganemotion::speech {

namespace {

constexpr int kSmoothing = 5;        // frames: a dip shorter than 50 ms is the closure of a stop consonant
constexpr int kApart = 6;            // frames: two dips this near are one
constexpr int kSurroundings = 40;    // frames to each side that a dip is measured against
constexpr int kShortestPause = 6;    // frames; shorter breaks of the sound are inside words
constexpr double kSkippedComma = 2;  // cost of a comma at which nothing is heard: many are only written
constexpr double kCommaWeight = 0.5;
constexpr double kWordTimeSpread = 0.12;  // seconds; engines' word times against forced alignment
constexpr double kFrame = 1.0 / kEnvelopeRate;

struct Candidate {
    Boundary at;
    double spoken = 0;        // seconds of audible sound before it
    double pause_before = 0;  // seconds of pauses before it
    double depth = 0;         // dB
    [[nodiscard]] double pause() const { return (at.begin - at.end) * kFrame; }
};

// What was heard in the part: audible time and pauses up to each frame, and where phrases may meet.
struct Heard {
    std::vector<double> spoken;
    std::vector<double> paused;
    std::vector<Candidate> candidates;  // the first and the last are the ends of the part
};

std::vector<float> smoothed(const std::vector<float>& level) {
    std::vector<float> smooth(level.size());
    const int count = static_cast<int>(level.size());
    for (int i = 0; i < count; ++i) {
        const int begin = std::max(0, i - kSmoothing / 2);
        const int end = std::min(count, i + kSmoothing / 2 + 1);
        smooth[static_cast<std::size_t>(i)] =
            std::accumulate(level.begin() + begin, level.begin() + end, 0.0F) /
            static_cast<float>(end - begin);
    }
    return smooth;
}

bool is_dip(const std::vector<float>& level, int frame, FrameRange part) {
    for (int i = std::max(part.begin, frame - kApart); i < std::min(part.end, frame + kApart + 1); ++i) {
        const float other = level[static_cast<std::size_t>(i)];
        const float here = level[static_cast<std::size_t>(frame)];
        if (other < here || (other == here && i < frame)) return false;
    }
    return true;
}

double depth_of(const std::vector<float>& level, int frame, FrameRange part) {
    const auto loudest = [&](int begin, int end) {
        return *std::max_element(level.begin() + std::max(begin, part.begin),
                                 level.begin() + std::min(end, part.end));
    };
    const float around =
        std::min(loudest(frame - kSurroundings, frame + 1), loudest(frame, frame + kSurroundings));
    return static_cast<double>(around) - static_cast<double>(level[static_cast<std::size_t>(frame)]);
}

Heard listen(const Envelope& envelope, FrameRange part) {
    const std::vector<float> level = smoothed(envelope.level);
    const std::vector<FrameRange> pauses = pauses_of(envelope, part, kShortestPause);
    Heard heard;
    heard.spoken.assign(envelope.level.size() + 1, 0);
    heard.paused.assign(envelope.level.size() + 1, 0);
    std::size_t next_pause = 0;
    for (int frame = part.begin; frame < part.end; ++frame) {
        while (next_pause < pauses.size() && pauses[next_pause].end <= frame) ++next_pause;
        const bool paused = next_pause < pauses.size() && pauses[next_pause].begin <= frame;
        const auto i = static_cast<std::size_t>(frame);
        heard.spoken[i + 1] = heard.spoken[i] + (paused ? 0 : kFrame);
        heard.paused[i + 1] = heard.paused[i] + (paused ? kFrame : 0);
    }
    const auto add = [&](Boundary at, double depth) {
        const auto i = static_cast<std::size_t>(at.end);
        heard.candidates.push_back({at, heard.spoken[i], heard.paused[i], depth});
    };
    add({part.begin, part.begin}, 0);
    next_pause = 0;
    for (int frame = part.begin + kApart; frame < part.end - kApart; ++frame) {
        while (next_pause < pauses.size() && pauses[next_pause].end <= frame) ++next_pause;
        if (next_pause < pauses.size() && pauses[next_pause].begin <= frame) {
            const FrameRange pause = pauses[next_pause];
            add({pause.begin, pause.end}, depth_of(level, (pause.begin + pause.end) / 2, part));
            frame = pause.end - 1;
        } else if (is_dip(level, frame, part)) {
            add({frame, frame}, depth_of(level, frame, part));
        }
    }
    add({part.end, part.end}, 0);
    return heard;
}

// When each phrase is over, by the engine's word times; nothing where there are none, or they are of other
// words.
std::vector<double> ends_by_words(const std::vector<Phrase>& phrases, const std::vector<Word>& words) {
    std::vector<double> ends;
    std::size_t spoken = 0;
    for (const Phrase& phrase : phrases) {
        spoken += plain_words(phrase.text).size();
        if (spoken == 0 || spoken > words.size()) return {};
        const double end = words[spoken - 1].end.count();
        ends.push_back(spoken < words.size() ? (end + words[spoken].start.count()) / 2 : end);
    }
    return spoken == words.size() ? ends : std::vector<double>{};
}

class Alignment {
  public:
    Alignment(Heard heard, const std::vector<Phrase>& phrases, const std::vector<Word>& words,
              const TimingOptions& options)
        : heard_(std::move(heard)),
          phrases_(phrases),
          options_(options),
          ends_(ends_by_words(phrases, words)) {
        double all = 0;
        for (const Phrase& phrase : phrases) expected_.push_back(speaking_time(phrase.text).count());
        for (double time : expected_) all += time;
        for (double& time : expected_) time *= heard_.candidates.back().spoken / std::max(all, kFrame);
    }

    std::vector<Boundary> cheapest() {
        const std::size_t count = phrases_.size();
        const std::size_t places = heard_.candidates.size();
        best_.assign(count, std::vector<Step>(places));
        for (std::size_t phrase = 0; phrase < count; ++phrase) {
            const bool last = phrase + 1 == count;
            for (std::size_t place = last ? places - 1 : 1; place < (last ? places : places - 1); ++place)
                best_[phrase][place] = cheapest_step(phrase, place);
        }
        return followed_back();
    }

  private:
    struct Step {
        double cost = std::numeric_limits<double>::infinity();
        int from_phrase = -1;  // the phrase before whose end is placed; -1: the start of the part
        std::size_t from_place = 0;
    };

    Step cheapest_step(std::size_t phrase, std::size_t place) const {
        Step step;
        double expected = 0;
        double skipped = 0;
        for (int first = static_cast<int>(phrase); first >= 0; --first) {
            expected += expected_[static_cast<std::size_t>(first)];
            const int before = first - 1;
            for (std::size_t from = 0; from < (before < 0 ? 1 : place); ++from) {
                const double so_far = before < 0 ? 0 : best_[static_cast<std::size_t>(before)][from].cost;
                const double cost = so_far + skipped + cost_of_stretch(from, place, expected);
                if (cost < step.cost) step = {cost, before, from};
            }
            // Only a comma may go unheard: the end of a sentence always has a place.
            if (before < 0 || phrases_[static_cast<std::size_t>(before)].ends_sentence) break;
            skipped += kSkippedComma;
        }
        step.cost += cost_of_place(phrase, place);
        return step;
    }

    [[nodiscard]] double cost_of_stretch(std::size_t from, std::size_t to, double expected) const {
        const Candidate& a = heard_.candidates[from];
        const Candidate& b = heard_.candidates[to];
        const double inside = b.pause_before - heard_.paused[static_cast<std::size_t>(a.at.begin)];
        const double pauses = options_.pause_inside * inside;
        if (!ends_.empty()) return pauses;
        const double spoken = b.spoken - a.spoken;
        const double spread = options_.spread * std::sqrt(expected) + options_.relative_spread * expected;
        const double off = (spoken - expected) / std::max(spread, kFrame);
        return pauses + off * off / 2;
    }

    [[nodiscard]] double cost_of_place(std::size_t phrase, std::size_t place) const {
        if (phrase + 1 == phrases_.size()) return 0;
        const Candidate& it = heard_.candidates[place];
        const double pause = 1 - std::min(it.pause() / options_.full_pause.count(), 1.0);
        const double dip = 1 - std::clamp(it.depth / options_.full_dip, 0.0, 1.0);
        const double quiet = options_.pause_reward * pause + options_.dip_reward * dip;
        const double cost = phrases_[phrase].ends_sentence ? quiet : kCommaWeight * quiet;
        if (ends_.empty()) return cost;
        const double off = ((it.at.end + it.at.begin) * kFrame / 2 - ends_[phrase]) / kWordTimeSpread;
        return cost + off * off / 2;
    }

    [[nodiscard]] std::vector<Boundary> followed_back() const {
        std::vector<Boundary> boundaries;
        int phrase = static_cast<int>(phrases_.size()) - 1;
        std::size_t place = heard_.candidates.size() - 1;
        if (!std::isfinite(best_[static_cast<std::size_t>(phrase)][place].cost)) return {};
        while (phrase >= 0) {
            const Step& step = best_[static_cast<std::size_t>(phrase)][place];
            phrase = step.from_phrase;
            place = step.from_place;
            if (phrase >= 0 && phrases_[static_cast<std::size_t>(phrase)].ends_sentence)
                boundaries.push_back(heard_.candidates[place].at);
        }
        std::reverse(boundaries.begin(), boundaries.end());
        return boundaries;
    }

    Heard heard_;
    const std::vector<Phrase>& phrases_;
    TimingOptions options_;
    std::vector<double> ends_;
    std::vector<double> expected_;
    std::vector<std::vector<Step>> best_;
};

std::vector<Boundary> proportional(FrameRange part, const std::vector<Phrase>& phrases) {
    double all = 0;
    for (const Phrase& phrase : phrases) all += speaking_time(phrase.text).count();
    std::vector<Boundary> boundaries;
    double said = 0;
    for (std::size_t i = 0; i + 1 < phrases.size(); ++i) {
        said += speaking_time(phrases[i].text).count();
        const int frame = part.begin + static_cast<int>(part.size() * said / std::max(all, kFrame));
        if (phrases[i].ends_sentence) boundaries.push_back({frame, frame});
    }
    return boundaries;
}

}  // namespace

std::vector<Boundary> sentence_boundaries(const Envelope& envelope, FrameRange part,
                                          const std::vector<Phrase>& phrases, const std::vector<Word>& words,
                                          const TimingOptions& options) {
    std::size_t ends = 0;
    for (std::size_t i = 0; i + 1 < phrases.size(); ++i) ends += phrases[i].ends_sentence ? 1 : 0;
    if (ends == 0) return {};
    std::vector<Boundary> boundaries = Alignment(listen(envelope, part), phrases, words, options).cheapest();
    return boundaries.size() == ends ? boundaries : proportional(part, phrases);
}

}  // namespace ganemotion::speech
