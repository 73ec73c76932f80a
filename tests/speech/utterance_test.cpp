#include "speech/utterance.h"

#include <cmath>
#include <limits>
#include <span>
#include <vector>

#include <gtest/gtest.h>

#include "media/sound_reader.h"
#include "nn/model_files.h"
#include "speech/spoken.h"

namespace ganemotion::speech {
namespace {

VoiceActivity& activity() {
    static VoiceActivity it(nn::installed_model("speech/silero_vad.onnx"));
    return it;
}

std::vector<float> samples_of(const std::filesystem::path& file) {
    media::SoundReader sound(file);
    std::vector<float> samples;
    for (auto piece = sound.next(); !piece.empty(); piece = sound.next())
        samples.insert(samples.end(), piece.begin(), piece.end());
    return samples;
}

std::vector<Utterance> utterances_of(std::span<const float> samples, std::size_t piece) {
    UtteranceCollector collector(activity(), {});
    std::vector<Utterance> utterances;
    const auto gather = [&] {
        while (auto utterance = collector.next()) {
            collector.release(utterance->end);
            utterances.push_back(std::move(*utterance));
        }
    };
    for (std::size_t at = 0; at < samples.size(); at += piece) {
        collector.push(samples.subspan(at, std::min(piece, samples.size() - at)));
        gather();
    }
    collector.finish();
    gather();
    return utterances;
}

const std::vector<float>& speech() {
    static const std::vector<float> it = [] {
        Spoken spoken;
        spoken.silence(0.6)
            .say("It was the best day of my life.")
            .silence(1.2)
            .say("Where have you been all this time?");
        return samples_of(spoken.silence(0.8).save("utterances.wav"));
    }();
    return it;
}

TEST(Utterances, EndAtLongPauses) {
    const auto utterances = utterances_of(speech(), 1600);
    ASSERT_EQ(utterances.size(), 2U);
    EXPECT_NEAR(static_cast<double>(utterances[0].start) / 16000, 0.2, 0.15);
    EXPECT_LT(utterances[0].end, utterances[1].start + 16000);
    EXPECT_TRUE(utterances[0].complete);
    ASSERT_FALSE(utterances[0].voiced.empty());
    EXPECT_NEAR(utterances[0].voiced.front().begin, 40, 15);
}

TEST(Utterances, DoNotDependOnThePiecesThatTheSoundComesIn) {
    const auto small = utterances_of(speech(), 700);
    const auto large = utterances_of(speech(), 16000);
    ASSERT_EQ(small.size(), large.size());
    for (std::size_t i = 0; i < small.size(); ++i) {
        EXPECT_EQ(small[i].start, large[i].start);
        EXPECT_EQ(small[i].end, large[i].end);
    }
}

TEST(Utterances, AreNeverLongerThanTheLongest) {
    std::vector<float> long_speech;
    const std::vector<float> once(speech().begin() + 9600, speech().begin() + 9600 + 24000);
    for (int i = 0; i < 24; ++i) long_speech.insert(long_speech.end(), once.begin(), once.end());
    const UtteranceOptions options;
    std::size_t samples = 0;
    for (const Utterance& utterance : utterances_of(long_speech, 1600)) {
        EXPECT_LE(utterance.samples.size(), (options.longest + 2 * options.margin).count() * 16000);
        samples += utterance.samples.size();
    }
    EXPECT_GT(samples, long_speech.size() / 2);
}

TEST(Utterances, TakeWhatIsNoNumberForSilence) {
    std::vector<float> samples = speech();
    for (std::size_t i = 0; i < samples.size(); i += 500)
        samples[i] = std::numeric_limits<float>::quiet_NaN();
    samples[1] = std::numeric_limits<float>::infinity();
    const auto utterances = utterances_of(samples, 1600);
    ASSERT_FALSE(utterances.empty());
    for (const Utterance& utterance : utterances)
        for (float sample : utterance.samples) ASSERT_TRUE(std::isfinite(sample));
}

TEST(Utterances, AreNoneInSilence) {
    EXPECT_TRUE(utterances_of(std::vector<float>(32000, 0.0F), 1600).empty());
    EXPECT_TRUE(utterances_of({}, 1600).empty());
}

}  // namespace
}  // namespace ganemotion::speech
