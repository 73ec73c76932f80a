#include "speech/sentence_text.h"

#include <gtest/gtest.h>

namespace ganemotion::speech {
namespace {

std::vector<std::string> texts(std::string_view text) {
    std::vector<std::string> result;
    for (const Phrase& phrase : phrases_of(text))
        result.push_back(phrase.text + (phrase.ends_sentence ? "|" : ""));
    return result;
}

using Texts = std::vector<std::string>;

TEST(Phrases, EndAtPunctuation) {
    EXPECT_EQ(texts("If it rains, we stay. Do you?  Yes!"),
              (Texts{"If it rains,", "we stay.|", "Do you?|", "Yes!|"}));
    EXPECT_EQ(texts("no punctuation at all"), Texts{"no punctuation at all"});
    EXPECT_TRUE(texts("").empty());
    EXPECT_TRUE(texts("  ").empty());
}

TEST(Phrases, KeepAbbreviationsNumbersAndInitials) {
    EXPECT_EQ(texts("Mr. Smith paid 3.50 at 10:30."), Texts{"Mr. Smith paid 3.50 at 10:30.|"});
    EXPECT_EQ(texts("J. K. Rowling lives in the U.S. now."), Texts{"J. K. Rowling lives in the U.S. now.|"});
    EXPECT_EQ(texts("So do I. Then go."), (Texts{"So do I.|", "Then go.|"}));
    EXPECT_EQ(texts("Oh no. It broke."), (Texts{"Oh no.|", "It broke.|"}));
}

TEST(Phrases, KeepQuotationMarksWithTheirSentence) {
    EXPECT_EQ(texts("He said, \"Go!\" I went."), (Texts{"He said,", "\"Go!\"|", "I went.|"}));
}

TEST(Phrases, GoOnAfterHesitation) {
    EXPECT_EQ(texts("I... I do not know."), (Texts{"I...", "I do not know.|"}));
}

TEST(Phrases, EndAtWidePunctuation) {
    EXPECT_EQ(texts("你好。你吃饭了吗？"), (Texts{"你好。|", "你吃饭了吗？|"}));
}

TEST(SpeakingTime, GrowsWithWhatIsSaid) {
    EXPECT_NEAR(speaking_time("He might even have been made amiable himself").count(), 2.3, 0.5);
    EXPECT_GT(speaking_time("unconstitutional"), speaking_time("cat"));
    EXPECT_GT(speaking_time("1999"), speaking_time("9"));
    EXPECT_EQ(speaking_time("...").count(), 0);
}

TEST(PlainWords, AreLowerCaseWithoutPunctuation) {
    EXPECT_EQ(plain_words("Don't stop-it, OK?"), (Texts{"dont", "stop", "it", "ok"}));
}

}  // namespace
}  // namespace ganemotion::speech
