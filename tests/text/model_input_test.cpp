#include "text/model_input.h"

#include <gtest/gtest.h>

namespace ganemotion::text {
namespace {

TEST(PlainWords, ResolveEntities) {
    EXPECT_EQ(plain_words("Tom &amp; Jerry &lt;3 &#39;ok&#x27; &quot;hi&quot;"),
              "Tom & Jerry <3 'ok' \"hi\"");
    EXPECT_EQ(plain_words("&unknown; & &#xD800; &#99999999; &#;"), "&unknown; & &#xD800; &#99999999; &#;");
}

TEST(PlainWords, ReplaceLinksAndNames) {
    EXPECT_EQ(plain_words("@anna_b look: https://example.com/x?y=1 and www.example.org!"),
              "@ look: http and http");
    EXPECT_EQ(plain_words("mail me@example.org @ noon"), "mail me@example.org @ noon");
}

TEST(PlainWords, PutQuotesPlainAndEmojiIntoWords) {
    EXPECT_EQ(plain_words("I\u2019m \u201cfine\u201d\u2026"), "I'm \"fine\"...");
    EXPECT_EQ(plain_words("yes\U0001F602"), "yes haha ");
}

TEST(PlainWords, KeepInvalidBytesForTheTokenizerToDrop) {
    EXPECT_EQ(plain_words("a\xff&"), "a\xff&");
}

TEST(ModelInput, GivesTheContextTheLastSentencesOnly) {
    const Tokenizer tokenizer(PROJECT_FOLDER "/models/text/vocab.txt");
    EXPECT_EQ(model_input(tokenizer, "yes", {"one", "two", "three"}).ids,
              model_input(tokenizer, "yes", {"two", "three"}).ids);
    EXPECT_NE(model_input(tokenizer, "yes", {"two", "three"}).ids, model_input(tokenizer, "yes", {}).ids);
}

TEST(ModelInput, NeverExceedsTheModelsPositions) {
    const Tokenizer tokenizer(PROJECT_FOLDER "/models/text/vocab.txt");
    std::string long_text;
    for (int i = 0; i < 1000; ++i) long_text += "so it goes on ";
    EXPECT_EQ(model_input(tokenizer, long_text, {}).ids.size(), InputOptions{}.maximum_tokens);
    EXPECT_EQ(model_input(tokenizer, long_text, {long_text}).ids.size(), InputOptions{}.maximum_tokens);
    EXPECT_LE(model_input(tokenizer, "yes", {long_text}).ids.size(), InputOptions{}.context_tokens + 4);
}

}  // namespace
}  // namespace ganemotion::text
