#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace ganemotion::text {

/// A sentence as BERT wants it: [CLS] context [SEP] sentence [SEP], or [CLS] sentence [SEP].
struct Tokens {
    std::vector<std::int64_t> ids;
    std::vector<std::int64_t> segments;  ///< 0 and 1 of a pair; 0 throughout where there is no context
};

/// BERT's uncased WordPiece (Devlin et al. 2019): control characters dropped, lower case, accents stripped,
/// CJK and punctuation set apart, then the longest known piece first. Any bytes are accepted; invalid UTF-8
/// counts as U+FFFD, which BERT drops. Thread-safe after construction.
class Tokenizer {
  public:
    /// A vocabulary with one piece a line. Throws Error(kMissingModel).
    explicit Tokenizer(const std::filesystem::path& vocabulary);

    /// The pieces of a text without [CLS] and [SEP].
    [[nodiscard]] std::vector<std::int64_t> pieces(std::string_view text) const;

    /// At most maximum tokens in all. The sentence keeps its beginning, the context its end; the sentence
    /// comes first: context is given what the sentence leaves.
    [[nodiscard]] Tokens encode(const std::vector<std::int64_t>& sentence,
                                const std::vector<std::int64_t>& context, std::size_t maximum) const;

    [[nodiscard]] std::int64_t padding() const { return padding_; }

  private:
    void add_word(std::u32string_view word, std::vector<std::int64_t>& pieces) const;
    [[nodiscard]] std::int64_t required(const std::string& piece, const std::filesystem::path& file) const;

    std::unordered_map<std::string, std::int64_t> ids_;
    std::int64_t padding_ = 0;
    std::int64_t unknown_ = 0;
    std::int64_t start_ = 0;
    std::int64_t separator_ = 0;
};

}  // namespace ganemotion::text
