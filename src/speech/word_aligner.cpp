#include "speech/word_aligner.h"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <cstdlib>
#include <sstream>
#include <string>
#include <utility>

#include <pocketsphinx/pocketsphinx.h>
#include <sphinxbase/err.h>
#include <sphinxbase/fsg_model.h>

#include "ganemotion/error.h"
#include "media/sound_reader.h"
#include "speech/pronunciation.h"
#include "speech/spoken_words.h"

namespace ganemotion::speech {

namespace {

constexpr double kFramesPerSecond = 100;  // of the acoustic model
// Beside one known text every path is cheap: none is given up early. Narrower beams lose the text where the
// engine wrote "1 September" for "the first of September".
constexpr const char* kBeam = "1e-300";
// Sound may end in the middle of a word, of which the engine has heard more than there is: so many words at
// the end may be left out, each at this price, next to which any sound that fits is cheap.
constexpr int kMayBeCutOff = 4;
constexpr double kCutOff = 1e-20;
// Names are in no dictionary, but a text of which fewer words are is of another language.
constexpr double kLeastKnown = 0.6;

struct Free {
    void operator()(ps_decoder_t* it) const { ps_free(it); }
    void operator()(cmd_ln_t* it) const { cmd_ln_free_r(it); }
    void operator()(fsg_model_t* it) const { fsg_model_free(it); }
    void operator()(char* it) const { std::free(it); }  // NOLINT: what the library allocated by malloc
};
template <typename T>
using Handle = std::unique_ptr<T, Free>;

Handle<ps_decoder_t> open_decoder() {
    const std::filesystem::path model = acoustic_model();
    const std::filesystem::path dictionary = model.parent_path() / "cmudict-en-us.dict";
    err_set_logfp(nullptr);  // it tells all that it does
    const Handle<cmd_ln_t> options(cmd_ln_init(nullptr, ps_args(), TRUE, "-hmm", model.c_str(), "-dict",
                                               dictionary.c_str(), "-beam", kBeam, "-pbeam", kBeam, "-wbeam",
                                               kBeam, "-cmn", "batch", "-remove_silence", "no", "-bestpath",
                                               "no", nullptr));
    Handle<ps_decoder_t> decoder(options == nullptr ? nullptr : ps_init(options.get()));
    if (decoder == nullptr)
        throw Error(ErrorKind::kMissingModel,
                    model.string() + ": no acoustic model for the times of words; run scripts/setup");
    return decoder;
}

/// A word as the text has it, and how many spoken ones it is.
struct Written {
    std::string text;
    std::size_t spoken = 0;
};

std::vector<Written> written_words(std::string_view text, std::vector<std::string>& spoken) {
    std::vector<Written> written;
    std::istringstream stream{std::string(text)};
    for (std::string word; stream >> word;) {
        std::vector<std::string> parts = spoken_words(word);
        // A dash by itself is not spoken: it goes with the word before.
        if (parts.empty() && !written.empty())
            written.back().text += " " + word;
        else
            written.push_back({word, parts.size()});
        std::move(parts.begin(), parts.end(), std::back_inserter(spoken));
    }
    return written;
}

std::vector<std::int16_t> whole_numbers(std::span<const float> samples) {
    std::vector<std::int16_t> numbers(samples.size());
    std::transform(samples.begin(), samples.end(), numbers.begin(), [](float sample) {
        return static_cast<std::int16_t>(std::lround(std::clamp(sample, -1.0F, 1.0F) * INT16_MAX));
    });
    return numbers;
}

/// The words that were cut off share what is left of the sound.
void fill_up(std::vector<std::pair<Seconds, Seconds>>& times, std::size_t count, Seconds end) {
    const Seconds from = times.back().second;
    const auto missing = static_cast<double>(count - times.size());
    const Seconds each = std::max(end - from, Seconds{0}) / std::max(missing, 1.0);
    while (times.size() < count) times.emplace_back(times.back().second, times.back().second + each);
}

bool is_filler(std::string_view label) {
    return label.empty() || label[0] == '<' || label[0] == '[' || label[0] == '+' || label[0] == '(';
}

}  // namespace

std::filesystem::path acoustic_model() {
    return POCKETSPHINX_MODELS "/en-us/en-us";
}

struct WordAligner::State {
    Handle<ps_decoder_t> decoder;

    /// Whether enough of the words are English; those that the dictionary lacks are added to it.
    bool learn(const std::vector<std::string>& words) {
        std::size_t known = 0;
        std::vector<const std::string*> unknown;
        for (const std::string& word : words) {
            if (Handle<char>(ps_lookup_word(decoder.get(), word.c_str())) != nullptr)
                ++known;
            else
                unknown.push_back(&word);
        }
        if (static_cast<double>(known) < kLeastKnown * static_cast<double>(words.size())) return false;
        for (const std::string* word : unknown)
            if (Handle<char>(ps_lookup_word(decoder.get(), word->c_str())) == nullptr)
                ps_add_word(decoder.get(), word->c_str(), guessed_pronunciation(*word).c_str(), FALSE);
        return true;
    }

    /// Words one after another, each from a state to the next; from the last ones there is a way out.
    bool expect(const std::vector<std::string>& words) {
        static constexpr const char* kName = "text";
        const int count = static_cast<int>(words.size());
        const Handle<fsg_model_t> grammar(fsg_model_init(kName, ps_get_logmath(decoder.get()), 1, count + 1));
        for (int i = 0; i < count; ++i) {
            const int word = fsg_model_word_add(grammar.get(), words[static_cast<std::size_t>(i)].c_str());
            fsg_model_trans_add(grammar.get(), i, i + 1, 0, word);
        }
        const int cut_off = logmath_log(ps_get_logmath(decoder.get()), kCutOff);
        for (int i = std::max(1, count - kMayBeCutOff); i < count; ++i)
            fsg_model_null_trans_add(grammar.get(), i, count, cut_off * (count - i));
        grammar->start_state = 0;
        grammar->final_state = count;
        return ps_set_fsg(decoder.get(), kName, grammar.get()) == 0 &&
               ps_set_search(decoder.get(), kName) == 0;
    }

    /// Begin and end of each spoken word.
    std::vector<std::pair<Seconds, Seconds>> times_in(std::span<const float> samples) {
        const std::vector<std::int16_t> numbers = whole_numbers(samples);
        std::vector<std::pair<Seconds, Seconds>> times;
        if (ps_start_utt(decoder.get()) != 0) return times;
        ps_process_raw(decoder.get(), numbers.data(), numbers.size(), FALSE, TRUE);
        ps_end_utt(decoder.get());
        for (ps_seg_t* segment = ps_seg_iter(decoder.get()); segment != nullptr;
             segment = ps_seg_next(segment)) {
            int first = 0, last = 0;
            ps_seg_frames(segment, &first, &last);
            if (!is_filler(ps_seg_word(segment)))
                times.emplace_back(first / kFramesPerSecond, (last + 1) / kFramesPerSecond);
        }
        return times;
    }
};

WordAligner::WordAligner() : state_(std::make_unique<State>()) {}
WordAligner::~WordAligner() = default;
WordAligner::WordAligner(WordAligner&&) noexcept = default;

std::vector<Word> WordAligner::align(std::span<const float> samples, std::string_view text) {
    std::vector<std::string> spoken;
    const std::vector<Written> written = written_words(text, spoken);
    if (spoken.empty() || written.front().spoken == 0) return {};
    if (state_->decoder == nullptr) state_->decoder = open_decoder();
    if (!state_->learn(spoken) || !state_->expect(spoken)) return {};
    auto times = state_->times_in(samples);
    // Where the sound is too short, or another, the search ends before the last words.
    if (times.size() + kMayBeCutOff < spoken.size() || times.size() > spoken.size() || times.empty())
        return {};
    fill_up(times, spoken.size(), Seconds(static_cast<double>(samples.size()) / media::kSpeechSampleRate));
    std::vector<Word> words;
    std::size_t next = 0;
    for (const Written& word : written) {
        words.push_back({times[next].first, times[next + word.spoken - 1].second, word.text});
        next += word.spoken;
    }
    return words;
}

}  // namespace ganemotion::speech
