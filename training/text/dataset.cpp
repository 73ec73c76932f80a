#include "training/text/dataset.h"

#include <algorithm>
#include <fstream>
#include <map>
#include <numeric>
#include <random>
#include <set>
#include <sstream>
#include <unordered_set>

#include "ganemotion/error.h"
#include "nn/model_files.h"
#include "text/model_input.h"
#include "text/text_emotion.h"

namespace ganemotion::training {
namespace {

using Row = std::vector<std::string>;

std::vector<std::string> split(const std::string& line, char separator) {
    std::vector<std::string> parts;
    std::stringstream stream(line);
    for (std::string part; std::getline(stream, part, separator);) parts.push_back(part);
    return parts;
}

std::vector<Row> read_rows(const std::filesystem::path& file, std::size_t columns) {
    std::ifstream stream(file);
    if (!stream)
        throw Error(ErrorKind::kUnreadableInput,
                    "cannot read " + file.string() + ": give the folder with --data");
    std::vector<Row> rows;
    std::string line;
    std::getline(stream, line);  // header
    while (std::getline(stream, line)) {
        Row row = split(line, '\t');
        if (row.size() >= columns) rows.push_back(std::move(row));
    }
    return rows;
}

/// The names of the data sets for the labels of the speech head.
std::size_t speech_class(const std::string& label, const std::filesystem::path& file) {
    static const std::map<std::string, std::string> kNames = {
        {"neutral", "neutral"}, {"joy", "happy"}, {"sadness", "sad"},    {"surprise", "surprise"},
        {"anger", "angry"},     {"fear", "fear"}, {"disgust", "disgust"}};
    const auto found = kNames.find(label);
    if (found == kNames.end())
        throw Error(ErrorKind::kUnreadableInput, file.string() + " has the unknown label '" + label + "'");
    const auto& classes = text::class_names(text::Labels::kSpeech);
    return static_cast<std::size_t>(std::find(classes.begin(), classes.end(), found->second) -
                                    classes.begin());
}

std::vector<TextExample> read_forum(const std::filesystem::path& file) {
    std::vector<TextExample> examples;
    for (const Row& row : read_rows(file, 2)) {
        const auto labels = split(row[0], ',');
        TextExample example{row[1], {}, std::vector<float>(text::class_names(text::Labels::kSpeech).size())};
        for (const std::string& label : labels)
            example.target[speech_class(label, file)] += 1.0F / static_cast<float>(labels.size());
        examples.push_back(std::move(example));
    }
    return examples;
}

/// Whole dialogues, in the order of the file.
std::vector<std::vector<TextExample>> read_dialogues(const std::filesystem::path& file) {
    std::vector<std::vector<TextExample>> dialogues;
    std::string current;
    for (const Row& row : read_rows(file, 4)) {
        if (dialogues.empty() || row[1] != current) dialogues.emplace_back();
        current = row[1];
        TextExample example{row[3], {}, std::vector<float>(text::class_names(text::Labels::kSpeech).size())};
        example.target[speech_class(row[0], file)] = 1;
        example.dialogue = dialogues.size() - 1;
        for (const TextExample& earlier : dialogues.back()) example.before.push_back(earlier.text);
        constexpr std::size_t kKept = 3;  // more than the model is ever given
        if (example.before.size() > kKept)
            example.before.erase(example.before.begin(), example.before.end() - kKept);
        dialogues.back().push_back(std::move(example));
    }
    return dialogues;
}

/// The tweets came through a wrong character set once: what was lost reads as these three characters.
std::string without_lost_characters(const std::string& text) {
    static const std::string kLost = "ï¿½";
    std::string result;
    for (std::size_t at = 0; at < text.size();) {
        const bool lost = text.compare(at, kLost.size(), kLost) == 0;
        result += lost ? '\'' : text[at];
        at += lost ? kLost.size() : 1;
    }
    return result;
}

/// "Thank you!" may stand on both sides; a longer text that does is a copy.
void drop_copies(std::vector<TextExample>& training,
                 const std::vector<const std::vector<TextExample>*>& kept_out) {
    constexpr std::size_t kShortestCopy = 16;
    std::unordered_set<std::string> keys;
    for (const auto* examples : kept_out)
        for (const TextExample& example : *examples) keys.insert(key_of(example.text));
    std::erase_if(training, [&](const TextExample& example) {
        const std::string key = key_of(example.text);
        return key.size() >= kShortestCopy && keys.contains(key);
    });
}

/// Neutral statements of our own: the data sets hold talk, hardly any news or instructions. As a part of the
/// dialogue.
void add_plain_sentences(const std::filesystem::path& file, std::vector<TextExample>& dialogue) {
    constexpr int kTimes = 2;  // together about 2.3 % of the dialogue's texts
    std::ifstream stream(file);
    if (!stream)
        throw Error(ErrorKind::kUnreadableInput,
                    "cannot read " + file.string() + ": it belongs to the project");
    for (std::string line; std::getline(stream, line);) {
        TextExample example{line, {}, std::vector<float>(text::class_names(text::Labels::kSpeech).size())};
        example.target.front() = 1;
        dialogue.insert(dialogue.end(), kTimes, example);
    }
}

std::vector<TextExample> take(std::vector<TextExample>& from, std::size_t count) {
    count = std::min(count, from.size());
    std::vector<TextExample> taken(from.end() - static_cast<std::ptrdiff_t>(count), from.end());
    from.resize(from.size() - count);
    return taken;
}

void append(std::vector<TextExample>& to, const std::vector<TextExample>& examples) {
    to.insert(to.end(), examples.begin(), examples.end());
}

}  // namespace

std::vector<TextExample> read_tweets(const std::filesystem::path& file) {
    const auto& classes = text::class_names(text::Labels::kTweets13);
    std::vector<TextExample> examples;
    for (const Row& row : read_rows(file, 2)) {
        const auto found = std::find(classes.begin(), classes.end(), row[0]);
        if (found == classes.end())
            throw Error(ErrorKind::kUnreadableInput,
                        file.string() + " has the unknown label '" + row[0] + "'");
        TextExample example{without_lost_characters(row[1]), {}, std::vector<float>(classes.size())};
        example.target[static_cast<std::size_t>(found - classes.begin())] = 1;
        examples.push_back(std::move(example));
    }
    return examples;
}

std::string key_of(const std::string& text) {
    constexpr std::size_t kBeginning = 40;
    const std::string plain = text::plain_words(text);
    std::string key;
    for (const char c : plain)
        if (std::isalpha(static_cast<unsigned char>(c)) != 0) key += static_cast<char>(std::tolower(c));
    if (key.ends_with("http")) key.erase(key.size() - 4);
    return key.substr(0, kBeginning);
}

const std::vector<TextExample>& TextSet::of(Source source) const {
    return source == Source::kDialogue ? dialogue : source == Source::kForum ? forum : tweets;
}

SplitOptions project_split() {
    SplitOptions options;
    options.plain_sentences = nn::home() / "training" / "text" / "plain_training_sentences.txt";
    return options;
}

TextData read_text_data(const std::filesystem::path& folder, const SplitOptions& options) {
    TextData data;
    std::mt19937_64 random(options.seed);
    std::vector<TextExample> tweets = read_tweets(folder / "tweets.tsv");
    std::shuffle(tweets.begin(), tweets.end(), random);
    data.test.tweets = take(tweets, options.test_tweets);
    data.validation.tweets = take(tweets, options.validation_tweets);
    data.training.tweets = std::move(tweets);

    auto dialogues = read_dialogues(folder / "meld_train.tsv");
    std::shuffle(dialogues.begin(), dialogues.end(), random);
    const auto kept_out =
        static_cast<std::size_t>(options.validation_dialogues * static_cast<double>(dialogues.size()));
    for (std::size_t i = 0; i < dialogues.size(); ++i)
        append(i < kept_out ? data.validation.dialogue : data.training.dialogue, dialogues[i]);
    for (const auto& dialogue : read_dialogues(folder / "meld_dev.tsv")) append(data.test.dialogue, dialogue);

    data.training.forum = read_forum(folder / "goemotions_train.tsv");
    add_plain_sentences(options.plain_sentences, data.training.dialogue);
    data.validation.forum = read_forum(folder / "goemotions_dev.tsv");
    data.test.forum = read_forum(folder / "goemotions_test.tsv");
    for (auto* training : {&data.training.tweets, &data.training.dialogue, &data.training.forum})
        drop_copies(*training, {&data.test.tweets, &data.test.dialogue, &data.test.forum,
                                &data.validation.tweets, &data.validation.dialogue, &data.validation.forum});
    return data;
}

std::size_t label_of(const TextExample& example) {
    return static_cast<std::size_t>(std::max_element(example.target.begin(), example.target.end()) -
                                    example.target.begin());
}

}  // namespace ganemotion::training
