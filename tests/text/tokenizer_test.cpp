#include "text/tokenizer.h"

#include <gtest/gtest.h>

#include <fstream>
#include <nlohmann/json.hpp>

#include "ganemotion/error.h"
#include "text/unicode.h"

namespace ganemotion::text {
namespace {

const Tokenizer& tokenizer() {
    static const Tokenizer kTokenizer(PROJECT_FOLDER "/models/text/vocab.txt");
    return kTokenizer;
}

TEST(Tokenizer, AgreesWithTheReferenceOnEveryVector) {
    std::ifstream stream(PROJECT_FOLDER "/tests/text/tokenizer_vectors.json");
    const auto vectors = nlohmann::json::parse(stream).at("vectors");
    ASSERT_GE(vectors.size(), 60U);
    for (const auto& vector : vectors) {
        const auto text = vector.at("text").get<std::string>();
        EXPECT_EQ(tokenizer().pieces(text), vector.at("ids").get<std::vector<std::int64_t>>())
            << text.substr(0, 80);
    }
}

TEST(Tokenizer, DropsBytesThatAreNotUtf8) {
    EXPECT_EQ(tokenizer().pieces("good\xff\xfe day \xc3"), tokenizer().pieces("good day "));
    EXPECT_EQ(tokenizer().pieces("\x80\xf8\xed\xa0\x80"), std::vector<std::int64_t>{});
}

TEST(Tokenizer, PutsMarksAroundASentence) {
    const Tokens tokens = tokenizer().encode({1, 2, 3}, {}, 128);
    EXPECT_EQ(tokens.ids, (std::vector<std::int64_t>{101, 1, 2, 3, 102}));
    EXPECT_EQ(tokens.segments, (std::vector<std::int64_t>{0, 0, 0, 0, 0}));
}

TEST(Tokenizer, PutsTheContextIntoTheFirstSegment) {
    const Tokens tokens = tokenizer().encode({7, 8}, {5, 6}, 128);
    EXPECT_EQ(tokens.ids, (std::vector<std::int64_t>{101, 5, 6, 102, 7, 8, 102}));
    EXPECT_EQ(tokens.segments, (std::vector<std::int64_t>{0, 0, 0, 0, 1, 1, 1}));
}

TEST(Tokenizer, KeepsTheBeginningOfTheSentenceAndTheEndOfTheContext) {
    EXPECT_EQ(tokenizer().encode({1, 2, 3, 4}, {5, 6}, 5).ids,
              (std::vector<std::int64_t>{101, 1, 2, 3, 102}));
    EXPECT_EQ(tokenizer().encode({1, 2}, {5, 6}, 6).ids, (std::vector<std::int64_t>{101, 6, 102, 1, 2, 102}));
}

TEST(Tokenizer, RefusesAFileThatIsNoVocabulary) {
    EXPECT_THROW(Tokenizer("nowhere/vocab.txt"), Error);
    EXPECT_THROW(Tokenizer(PROJECT_FOLDER "/CMakeLists.txt"), Error);
}

TEST(Unicode, ReplacesEachInvalidByte) {
    EXPECT_EQ(decode_utf8("a\xff\xe4\xb8z"), U"a\uFFFD\uFFFD\uFFFDz");
}

}  // namespace
}  // namespace ganemotion::text
