#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace ganemotion::text {

/// Invalid bytes become U+FFFD, one each.
std::u32string decode_utf8(std::string_view bytes);

void append_utf8(char32_t point, std::string& bytes);

/// The words that BERT's uncased model sees before they are cut into pieces: cleaned, lower-cased, without
/// accents; every punctuation mark and CJK character is a word of its own.
std::vector<std::u32string> basic_words(std::string_view text);

}  // namespace ganemotion::text
