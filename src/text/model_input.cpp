#include "text/model_input.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <optional>
#include <utility>

#include "text/unicode.h"

namespace ganemotion::text {
namespace {

constexpr std::string_view kLinkWord = "http";
constexpr std::string_view kNameWord = "@";

struct Replacement {
    std::string_view written;
    std::string_view words;
};

/// Entities that occur in tweets and forum posts; numeric ones are computed.
constexpr std::array<Replacement, 7> kEntities = {{{"&amp;", "&"},
                                                   {"&lt;", "<"},
                                                   {"&gt;", ">"},
                                                   {"&quot;", "\""},
                                                   {"&apos;", "'"},
                                                   {"&nbsp;", " "},
                                                   {"&hearts;", " love "}}};

/// The emoji that are frequent enough in the training text to be learnt, and the quotes that people type both
/// ways.
constexpr std::array<Replacement, 45> kSigns = {{
    {"’", "'"},          {"‘", "'"},        {"“", "\""},
    {"”", "\""},         {"…", "..."},      {"\u00A0", " "},
    {"\uFE0F", ""},      {"\u2800", ""},    {"😂", " haha "},
    {"🤣", " haha "},  {"😆", " haha "},   {"😅", " haha phew "},
    {"❤", " love "},     {"♥", " love "},   {"💜", " love "},
    {"💕", " love "},     {"😍", " love "},   {"😘", " kiss "},
    {"🤗", " hug "},   {"😊", " smile "},  {"☺", " smile "},
    {"🙂", " smile "}, {"😀", " smile "},  {"😁", " grin "},
    {"😃", " smile "},    {"😄", " smile "},  {"😉", " wink "},
    {"😎", " cool "},     {"🎉", " hooray "}, {"🙌", " hooray "},
    {"👏", " applause "}, {"👍", " good "},   {"👌", " good "},
    {"😭", " crying "},   {"😢", " crying "}, {"😔", " sad "},
    {"😞", " sad "},      {"🤔", " hmm "}, {"🙄", " eye roll "},
    {"😡", " angry "},    {"😠", " angry "},  {"😤", " angry "},
    {"🤢", " sick "},  {"😱", " scream "}, {"😮", " wow "},
}};

bool is_space(char c) {
    return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

bool is_name_character(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_';
}

/// "&#39;" or "&#x27;": the character and how many bytes it took.
std::optional<std::pair<std::string, std::size_t>> numeric_entity(std::string_view text) {
    constexpr std::size_t kLongest = 10;
    if (!text.starts_with("&#")) return std::nullopt;
    const std::size_t end = text.substr(0, kLongest).find(';');
    if (end == std::string_view::npos) return std::nullopt;
    std::string_view digits = text.substr(2, end - 2);
    const bool hexadecimal = digits.starts_with("x") || digits.starts_with("X");
    if (hexadecimal) digits.remove_prefix(1);
    unsigned point = 0;
    const auto read =
        std::from_chars(digits.data(), digits.data() + digits.size(), point, hexadecimal ? 16 : 10);
    const bool surrogate = point >= 0xD800 && point <= 0xDFFF;
    if (read.ec != std::errc() || read.ptr != digits.data() + digits.size() || point > 0x10FFFF || surrogate)
        return std::nullopt;
    std::string bytes;
    append_utf8(point, bytes);
    return std::pair{bytes, end + 1};
}

std::string without_entities(std::string_view text) {
    std::string result;
    for (std::size_t at = 0; at < text.size();) {
        const std::string_view rest = text.substr(at);
        const auto named = std::find_if(kEntities.begin(), kEntities.end(), [&](const Replacement& entity) {
            return rest.starts_with(entity.written);
        });
        if (rest.front() == '&' && named != kEntities.end()) {
            result += named->words;
            at += named->written.size();
        } else if (const auto numeric = numeric_entity(rest)) {
            result += numeric->first;
            at += numeric->second;
        } else {
            result += text[at++];
        }
    }
    return result;
}

std::size_t length_of_link(std::string_view rest) {
    if (!rest.starts_with("http://") && !rest.starts_with("https://") && !rest.starts_with("www.")) return 0;
    return static_cast<std::size_t>(std::find_if(rest.begin(), rest.end(), is_space) - rest.begin());
}

std::size_t length_of_name(std::string_view rest) {
    if (!rest.starts_with("@")) return 0;
    const auto end = std::find_if_not(rest.begin() + 1, rest.end(), is_name_character);
    return end - rest.begin() > 1 ? static_cast<std::size_t>(end - rest.begin()) : 0;
}

}  // namespace

std::string plain_words(std::string_view text) {
    const std::string resolved = without_entities(text);
    std::string result;
    for (std::size_t at = 0; at < resolved.size();) {
        const std::string_view rest = std::string_view(resolved).substr(at);
        const bool starts_word = at == 0 || !is_name_character(resolved[at - 1]);
        const std::size_t link = starts_word ? length_of_link(rest) : 0;
        const std::size_t name = starts_word ? length_of_name(rest) : 0;
        if (link > 0 || name > 0) {
            result += link > 0 ? kLinkWord : kNameWord;
            at += std::max(link, name);
            continue;
        }
        const bool ascii = static_cast<unsigned char>(rest.front()) < 0x80;
        const auto sign =
            ascii ? kSigns.end() : std::find_if(kSigns.begin(), kSigns.end(), [&](const Replacement& s) {
                return rest.starts_with(s.written);
            });
        if (sign != kSigns.end()) {
            result += sign->words;
            at += sign->written.size();
        } else {
            result += resolved[at++];
        }
    }
    return result;
}

Tokens model_input(const Tokenizer& tokenizer, std::string_view sentence,
                   const std::vector<std::string>& before, const InputOptions& options) {
    std::vector<std::int64_t> context;
    const std::size_t used = std::min(before.size(), options.context_sentences);
    for (std::size_t i = before.size() - used; i < before.size(); ++i) {
        const auto pieces = tokenizer.pieces(plain_words(before[i]));
        context.insert(context.end(), pieces.begin(), pieces.end());
    }
    if (context.size() > options.context_tokens)
        context.erase(context.begin(), context.end() - static_cast<std::ptrdiff_t>(options.context_tokens));
    return tokenizer.encode(tokenizer.pieces(plain_words(sentence)), context, options.maximum_tokens);
}

}  // namespace ganemotion::text
