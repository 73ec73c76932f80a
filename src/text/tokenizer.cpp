#include "text/tokenizer.h"

#include <algorithm>
#include <fstream>

#include "ganemotion/error.h"
#include "text/unicode.h"

namespace ganemotion::text {
namespace {

/// Longer words are [UNK] as a whole (BERT's reference implementation).
constexpr std::size_t kLongestWord = 100;

std::string to_utf8(std::u32string_view points) {
    std::string bytes;
    for (const char32_t point : points) append_utf8(point, bytes);
    return bytes;
}

}  // namespace

Tokenizer::Tokenizer(const std::filesystem::path& vocabulary) {
    std::ifstream stream(vocabulary);
    if (!stream)
        throw Error(ErrorKind::kMissingModel,
                    "the vocabulary " + vocabulary.string() + " is missing; run scripts/setup");
    std::string line;
    while (std::getline(stream, line)) {
        if (!line.empty() && line.back() == '\r') line.pop_back();
        ids_.emplace(line, static_cast<std::int64_t>(ids_.size()));
    }
    padding_ = required("[PAD]", vocabulary);
    unknown_ = required("[UNK]", vocabulary);
    start_ = required("[CLS]", vocabulary);
    separator_ = required("[SEP]", vocabulary);
}

std::int64_t Tokenizer::required(const std::string& piece, const std::filesystem::path& file) const {
    const auto found = ids_.find(piece);
    if (found == ids_.end())
        throw Error(ErrorKind::kMissingModel,
                    "the vocabulary " + file.string() + " lacks " + piece + "; run scripts/setup");
    return found->second;
}

void Tokenizer::add_word(std::u32string_view word, std::vector<std::int64_t>& pieces) const {
    if (word.size() > kLongestWord) {
        pieces.push_back(unknown_);
        return;
    }
    const std::size_t before = pieces.size();
    for (std::size_t start = 0; start < word.size();) {
        std::size_t length = word.size() - start;
        for (; length > 0; --length) {
            const auto found = ids_.find((start > 0 ? "##" : "") + to_utf8(word.substr(start, length)));
            if (found == ids_.end()) continue;
            pieces.push_back(found->second);
            break;
        }
        if (length == 0) {  // a part that no piece covers makes the whole word unknown
            pieces.resize(before);
            pieces.push_back(unknown_);
            return;
        }
        start += length;
    }
}

std::vector<std::int64_t> Tokenizer::pieces(std::string_view text) const {
    std::vector<std::int64_t> result;
    for (const std::u32string& word : basic_words(text)) add_word(word, result);
    return result;
}

Tokens Tokenizer::encode(const std::vector<std::int64_t>& sentence, const std::vector<std::int64_t>& context,
                         std::size_t maximum) const {
    constexpr std::size_t kMarks = 2;      // [CLS] and the last [SEP]
    constexpr std::size_t kPairMarks = 3;  // and the [SEP] between
    const std::size_t kept = std::min(sentence.size(), maximum - kMarks);
    const std::size_t room = maximum > kept + kPairMarks ? maximum - kept - kPairMarks : 0;
    const std::size_t context_kept = std::min(context.size(), room);
    Tokens tokens;
    tokens.ids.push_back(start_);
    if (context_kept > 0) {
        tokens.ids.insert(tokens.ids.end(), context.end() - static_cast<std::ptrdiff_t>(context_kept),
                          context.end());
        tokens.ids.push_back(separator_);
        tokens.segments.assign(tokens.ids.size(), 0);
    }
    tokens.ids.insert(tokens.ids.end(), sentence.begin(),
                      sentence.begin() + static_cast<std::ptrdiff_t>(kept));
    tokens.ids.push_back(separator_);
    tokens.segments.resize(tokens.ids.size(), context_kept > 0 ? 1 : 0);
    return tokens;
}

}  // namespace ganemotion::text
