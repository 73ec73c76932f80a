#include "sync/synchronize.h"

#include <algorithm>

#include <gtest/gtest.h>

#include "sync/strength.h"

namespace ganemotion::sync {

namespace {

constexpr Seconds kDuration{60};

EmotionProbabilities sure_of(Emotion emotion, float probability = 0.9F) {
    EmotionProbabilities probabilities;
    for (const Emotion other : kEmotions) probabilities[other] = (1 - probability) / (kEmotionCount - 1);
    probabilities[emotion] = probability;
    return probabilities;
}

SpokenEmotion says(double start, double end, Emotion emotion, float probability = 0.9F,
                   const std::string& text = "This is a whole sentence.") {
    return {{Seconds{start}, Seconds{end}, text, {}}, sure_of(emotion, probability)};
}

/// What the face shows, a look a second from 0.5 s on.
std::vector<ShownExpression> shows(const std::vector<Emotion>& emotions) {
    std::vector<ShownExpression> shown;
    for (const Emotion emotion : emotions)
        shown.push_back({Seconds{0.5 + static_cast<double>(shown.size())}, sure_of(emotion)});
    return shown;
}

std::vector<ShownExpression> shows_neutral() {
    return shows(std::vector<Emotion>(60, Emotion::kNeutral));
}

constexpr Emotion N = Emotion::kNeutral;
constexpr Emotion H = Emotion::kHappy;
constexpr Emotion S = Emotion::kSad;
constexpr Emotion A = Emotion::kAngry;

std::vector<Segment> sentences_of(const Timeline& timeline) {
    std::vector<Segment> sentences;
    std::copy_if(timeline.segments.begin(), timeline.segments.end(), std::back_inserter(sentences),
                 [](const Segment& segment) { return segment.source != "gap"; });
    return sentences;
}

/// Whether the blends of two moments tell the same expression.
bool differ(const Blend& a, const Blend& b) {
    return !(a == b);
}

}  // namespace

TEST(Synchronize, LeavesAFaceAloneThatIsSpokenOver) {
    SpokenEmotion over = says(0, 4, H);
    const auto is_left = [&](const FaceMotion& motion) {
        over.motion = motion;
        return synchronize({over}, shows_neutral(), kDuration).segments.at(0).leave;
    };
    EXPECT_TRUE(is_left({.looks = 4, .mouth = 0.005, .head = 0.06})) << "a listener";
    EXPECT_FALSE(is_left({.looks = 4, .mouth = 0.2, .head = 0.06})) << "a speaker";
    EXPECT_FALSE(is_left({.looks = 4, .mouth = 0.005, .head = 0.009}))
        << "a portrait speaks whatever is said";
    EXPECT_FALSE(is_left({.looks = 2, .mouth = 0.005, .head = 0.06})) << "seen too seldom to tell";
    EXPECT_FALSE(is_left({}));
    SyncOptions every_voice_is_the_faces;
    every_voice_is_the_faces.still_mouth = 0;
    over.motion = {.looks = 4, .mouth = 0.005, .head = 0.06};
    EXPECT_FALSE(
        synchronize({over}, shows_neutral(), kDuration, every_voice_is_the_faces).segments.at(0).leave);
}

TEST(Synchronize, HoldsAnEmotionForTheCompleteSentence) {
    const Timeline timeline = synchronize({says(1, 5, H)}, shows_neutral(), kDuration);
    ASSERT_EQ(timeline.segments.size(), 1U);
    EXPECT_EQ(timeline.segments[0].start, Seconds{1});
    EXPECT_EQ(timeline.segments[0].end, Seconds{5});
    EXPECT_EQ(timeline.segments[0].emotion, H);
    const Blend whole = strength_at(timeline, Seconds{1});
    ASSERT_EQ(whole.size(), 1U);
    EXPECT_EQ(whole[0].weight, 1);
    for (double t = 1; t <= 5; t += 0.01) EXPECT_EQ(strength_at(timeline, Seconds{t}), whole) << t;
}

TEST(Synchronize, ChangesOnlyInGapsBetweenSentences) {
    const Timeline timeline =
        synchronize({says(1, 5, H), says(5.6, 8, S), says(12, 15, A)}, shows_neutral(), kDuration);
    const Strength strength(timeline);
    for (double t = 0; t < 20; t += 0.01) {
        if (!differ(strength.at(Seconds{t}), strength.at(Seconds{t + 0.01}))) continue;
        const bool in_a_gap =
            t < 1 || (t + 0.01 >= 5 && t < 5.6) || (t + 0.01 >= 8 && t < 12) || t + 0.01 >= 15;
        EXPECT_TRUE(in_a_gap) << t;
    }
}

TEST(Synchronize, ChangesAroundTheBoundaryWhereThereIsNoGap) {
    const Timeline timeline = synchronize({says(1, 5, H), says(5, 8, S)}, shows_neutral(), kDuration);
    const Strength strength(timeline);
    const double half = EaseOptions{}.boundary.count() / 2;
    for (double t = 1; t < 8 - 0.01; t += 0.01)
        if (differ(strength.at(Seconds{t}), strength.at(Seconds{t + 0.01}))) {
            EXPECT_TRUE(t + 0.01 >= 5 - half && t <= 5 + half) << t;
        }
    const Blend middle = strength.at(Seconds{5});
    ASSERT_EQ(middle.size(), 2U);
    EXPECT_NEAR(middle[0].weight, 0.5, 1e-9);
    EXPECT_NEAR(middle[1].weight, 0.5, 1e-9);
}

TEST(Synchronize, LeavesAStretchThatShowsTheEmotionAlready) {
    const Timeline timeline =
        synchronize({says(0, 5, H), says(6, 10, H)}, shows({H, H, H, H, H, N, N, N, N, N}), kDuration);
    const auto sentences = sentences_of(timeline);
    ASSERT_EQ(sentences.size(), 2U);
    EXPECT_TRUE(sentences[0].leave);
    EXPECT_EQ(sentences[0].shown, H);
    EXPECT_FALSE(sentences[1].leave);
    EXPECT_EQ(sentences[1].shown, N);
}

TEST(Synchronize, LeavesThePartOfALongSentenceThatShowsItAlready) {
    const Timeline timeline = synchronize({says(0, 8, H)}, shows({N, N, N, N, H, H, H, H}), kDuration);
    ASSERT_EQ(timeline.segments.size(), 2U);
    EXPECT_FALSE(timeline.segments[0].leave);
    EXPECT_EQ(timeline.segments[0].end, Seconds{4});
    EXPECT_EQ(timeline.segments[1].start, Seconds{4});
    EXPECT_TRUE(timeline.segments[1].leave);
    EXPECT_EQ(timeline.segments[1].emotion, H);
}

TEST(Synchronize, DoesNotToggleForASingleOddLook) {
    for (const auto& looks : {shows({N, N, N, H, N, N, N}), shows({H, N, N, N, N, N, N}),
                              shows({N, N, N, N, N, N, H}), shows({N, H, N, H, N, H, N})}) {
        const Timeline timeline = synchronize({says(0, 7, H)}, looks, kDuration);
        ASSERT_EQ(timeline.segments.size(), 1U);
        EXPECT_FALSE(timeline.segments[0].leave);
    }
    const Timeline timeline = synchronize({says(0, 7, H)}, shows({H, H, H, N, H, H, H}), kDuration);
    ASSERT_EQ(timeline.segments.size(), 1U);
    EXPECT_TRUE(timeline.segments[0].leave);
}

TEST(Synchronize, JudgesEveryLookWhereToldTo) {
    SyncOptions published;
    published.looks_to_toggle = 1;
    const Timeline timeline =
        synchronize({says(0, 7, H)}, shows({N, N, N, H, N, N, N}), kDuration, published);
    EXPECT_EQ(timeline.segments.size(), 3U);
}

TEST(Synchronize, RelaxesAnExpressiveFaceUnderANeutralSentence) {
    const Timeline timeline = synchronize({says(0, 4, N)}, shows({A, A, A, A}), kDuration);
    ASSERT_EQ(timeline.segments.size(), 1U);
    EXPECT_FALSE(timeline.segments[0].leave);
    EXPECT_EQ(timeline.segments[0].emotion, N);
    EXPECT_EQ(strength_at(timeline, Seconds{2}).at(0).emotion, N);
}

TEST(Synchronize, LeavesANeutralFaceUnderANeutralSentence) {
    const Timeline timeline = synchronize({says(0, 4, N)}, shows_neutral(), kDuration);
    ASSERT_EQ(timeline.segments.size(), 1U);
    EXPECT_TRUE(timeline.segments[0].leave);
    EXPECT_TRUE(Strength(timeline).is_nothing());
}

TEST(Synchronize, TakesAFaceThatShowsNothingForSureAsNeutral) {
    std::vector<ShownExpression> vague;
    for (int i = 0; i < 4; ++i) vague.push_back({Seconds{0.5 + i}, sure_of(A, 0.4F)});
    EXPECT_TRUE(synchronize({says(0, 4, N)}, vague, kDuration).segments.at(0).leave);
    EXPECT_FALSE(synchronize({says(0, 4, A)}, vague, kDuration).segments.at(0).leave);
}

TEST(Synchronize, MigratesWhereTheFaceWasNotSeen) {
    const Timeline timeline = synchronize({says(0, 4, H)}, {}, kDuration);
    EXPECT_FALSE(timeline.segments.at(0).leave);
    EXPECT_FALSE(timeline.segments.at(0).shown);
}

TEST(Synchronize, JudgesASentenceBetweenTwoLooksByTheNearest) {
    const Timeline timeline = synchronize({says(1.7, 2.4, H)}, shows({N, N, H, N}), kDuration);
    EXPECT_TRUE(timeline.segments.at(0).leave);
}

TEST(Synchronize, HoldsARepeatedEmotionOverTheGap) {
    const Timeline timeline =
        synchronize({says(1, 3, H, 0.9F), says(4, 6, H, 0.6F)}, shows_neutral(), kDuration);
    const Strength strength(timeline);
    for (double t = 1; t < 6; t += 0.01) {
        double weight = 0;
        for (const Share& share : strength.at(Seconds{t})) {
            EXPECT_EQ(share.emotion, H);
            weight += share.weight;
        }
        EXPECT_NEAR(weight, 1, 1e-9) << t;
    }
}

TEST(Synchronize, RelaxesInALongGap) {
    for (const Emotion second : {H, S}) {
        const Timeline timeline =
            synchronize({says(1, 3, H), says(9, 11, second)}, shows_neutral(), kDuration);
        for (double t = 3.5; t <= 8.5; t += 0.1) EXPECT_TRUE(strength_at(timeline, Seconds{t}).empty()) << t;
    }
}

TEST(Synchronize, JoinsAVeryShortSentenceToItsNeighbour) {
    const Timeline timeline = synchronize({says(0, 3, S), says(3.5, 4, N, 0.5F, "Yes."), says(6, 9, A)},
                                          shows_neutral(), kDuration);
    const auto sentences = sentences_of(timeline);
    ASSERT_EQ(sentences.size(), 3U);
    EXPECT_EQ(sentences[1].emotion, S);
    EXPECT_NE(sentences[1].why.find("very short"), std::string::npos);
}

TEST(Synchronize, LetsAVerySureShortSentenceSpeakForItself) {
    const Timeline timeline =
        synchronize({says(0, 3, S), says(3.5, 4, H, 0.9F, "Wonderful!")}, shows_neutral(), kDuration);
    EXPECT_EQ(sentences_of(timeline).at(1).emotion, H);
}

TEST(Synchronize, DoesNotJoinAFarNeighbour) {
    const Timeline timeline =
        synchronize({says(0, 3, S), says(9, 9.5, H, 0.6F, "Yes.")}, shows_neutral(), kDuration);
    EXPECT_EQ(sentences_of(timeline).at(1).emotion, H);
}

TEST(Synchronize, TakesALongSentenceWithoutSpacesAsASentence) {
    const Timeline timeline = synchronize(
        {says(0, 3, S), says(3.5, 6.5, H, 0.6F, "\xE6\x88\x91\xE5\xBE\x88\xE9\xAB\x98\xE5\x85\xB4")},
        shows_neutral(), kDuration);
    EXPECT_EQ(sentences_of(timeline).at(1).emotion, H);
}

TEST(Synchronize, GivesMoreIntensityToMoreCertainty) {
    const auto intensity = [](float probability) {
        return synchronize({says(0, 3, H, probability)}, shows_neutral(), kDuration).segments.at(0).intensity;
    };
    EXPECT_NEAR(intensity(0.4F), 0.5, 1e-3);
    EXPECT_NEAR(intensity(0.65F), 0.75, 1e-3);
    EXPECT_NEAR(intensity(0.9F), 1.0, 1e-3);
    EXPECT_NEAR(intensity(0.99F), 1.0, 1e-3);
}

TEST(Synchronize, LeavesTheFaceAloneWhereTheWordsAreNotSure) {
    const Timeline timeline = synchronize({says(0, 3, H, 0.39F)}, shows({S, S, S}), kDuration);
    ASSERT_EQ(timeline.segments.size(), 1U);
    EXPECT_TRUE(timeline.segments[0].leave);
    EXPECT_EQ(timeline.segments[0].emotion, H);
    EXPECT_EQ(timeline.segments[0].shown, S);
    EXPECT_TRUE(Strength(timeline).is_nothing());
}

TEST(Synchronize, LimitsTheChangesInAMinute) {
    SyncOptions options;
    options.max_changes_per_minute = 2;
    std::vector<SpokenEmotion> spoken;
    for (int i = 0; i < 10; ++i) spoken.push_back(says(2 * i, 2 * i + 1.5, i % 2 == 0 ? H : S));
    spoken.push_back(says(70, 72, S));
    const auto sentences = sentences_of(synchronize(spoken, {}, Seconds{80}, options));
    std::vector<Seconds> changes;
    for (std::size_t i = 1; i < sentences.size(); ++i)
        if (sentences[i].emotion != sentences[i - 1].emotion) changes.push_back(sentences[i].start);
    EXPECT_EQ(changes, (std::vector{Seconds{2}, Seconds{4}, Seconds{70}}));
}

TEST(Synchronize, RecordsTheTimeOfEveryChange) {
    const Timeline timeline =
        synchronize({says(1.2345678, 5, H), says(5.6, 8, S)}, shows_neutral(), kDuration);
    ASSERT_EQ(timeline.segments.size(), 3U);
    EXPECT_EQ(timeline.segments[0].start, Seconds{1.235});
    EXPECT_EQ(timeline.segments[1].source, "gap");
    EXPECT_EQ(timeline.segments[1].start, Seconds{5});
    EXPECT_EQ(timeline.segments[1].end, Seconds{5.6});
    EXPECT_EQ(timeline.segments[2].start, Seconds{5.6});
}

TEST(Synchronize, SaysInWordsWhatDecided) {
    const Timeline timeline =
        synchronize({says(0, 3, H), says(4, 7, S)}, shows({H, H, H, N, N, N, N}), kDuration);
    EXPECT_EQ(timeline.segments.at(0).why,
              "the words are happy 0.90; the face shows happy already: it is left alone");
    EXPECT_EQ(timeline.segments.at(1).why, "the emotion changes here");
    EXPECT_EQ(timeline.segments.at(2).why, "the words are sad 0.90; the face shows neutral");
}

TEST(Synchronize, StaysInsideOfTheVideo) {
    const Timeline timeline =
        synchronize({says(1, 3, H), says(4, 8, S), says(9, 10, A)}, shows_neutral(), Seconds{5});
    ASSERT_EQ(timeline.segments.size(), 3U);
    EXPECT_EQ(timeline.segments.back().end, Seconds{5});
}

TEST(Synchronize, MakesATimelineThatCanBeReadBack) {
    const Timeline timeline =
        synchronize({says(1, 3, H), says(2.9, 5, S), says(5, 5, A)}, shows_neutral(), kDuration);
    EXPECT_EQ(to_json(parse_timeline(to_json(timeline), "a")), to_json(timeline));
}

TEST(Synchronize, GivesAnEmptyTimelineWhereNobodySpeaks) {
    EXPECT_TRUE(synchronize({}, shows_neutral(), kDuration).segments.empty());
}

TEST(HoldThroughout, ShowsOneEmotionFromTheFirstFrameToTheLast) {
    const Timeline timeline = hold_throughout(H, 0.7, Seconds{5});
    for (const double t : {0.0, 0.001, 2.5, 5.0})
        EXPECT_EQ(strength_at(timeline, Seconds{t}), (Blend{{H, 0.7, 1.0}})) << t;
}

}  // namespace ganemotion::sync
