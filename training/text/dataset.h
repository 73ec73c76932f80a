#pragma once

#include <array>
#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

namespace ganemotion::training {

/// What a text comes from; its labels belong to the speech head (dialogue, forum) or to the tweets' head.
enum class Source { kDialogue, kForum, kTweets };
inline constexpr std::array kSources = {Source::kDialogue, Source::kForum, Source::kTweets};

struct TextExample {
    std::string text;
    std::vector<std::string> before;  ///< the sentences of the dialogue before it, oldest first
    std::vector<float> target;  ///< a distribution over the classes of its head; several labels share equally
    std::size_t dialogue = 0;   ///< which one of its file, from 0 on
};

struct TextSet {
    std::vector<TextExample> dialogue;  ///< MELD: TV dialogue
    std::vector<TextExample> forum;     ///< GoEmotions: Reddit
    std::vector<TextExample> tweets;

    [[nodiscard]] const std::vector<TextExample>& of(Source source) const;
};

struct TextData {
    TextSet training;
    TextSet validation;  ///< chooses the checkpoint and the temperatures
    TextSet test;        ///< MELD dev, GoEmotions test, 2,000 tweets: never looked at in training
};

struct SplitOptions {
    std::filesystem::path plain_sentences;  ///< neutral statements to train on, one a line
    std::uint64_t seed = 1;
    std::size_t test_tweets = 2000;        ///< as the published split of 30,000
    std::size_t validation_tweets = 1500;  ///< a standard error of 1.3 points
    double validation_dialogues = 0.05;    ///< of MELD's training dialogues, whole dialogues
};

/// The split that the committed model was trained with.
SplitOptions project_split();

/// Reads tweets.tsv, meld_{train,dev}.tsv and goemotions_{train,dev,test}.tsv. Texts of the test that occur
/// in training, but for case, punctuation, names and links, are taken out of training. Throws
/// Error(kUnreadableInput).
TextData read_text_data(const std::filesystem::path& folder, const SplitOptions& options);

/// All tweets of tweets.tsv, with targets over the thirteen classes. Throws Error(kUnreadableInput).
std::vector<TextExample> read_tweets(const std::filesystem::path& file);

/// What stays of a text's beginning when case, punctuation, names and links are gone: copies have the same.
std::string key_of(const std::string& text);

/// The example's most probable class; the first where several share.
std::size_t label_of(const TextExample& example);

}  // namespace ganemotion::training
