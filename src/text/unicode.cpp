#include "text/unicode.h"

#include <array>

#include <utf8proc.h>

namespace ganemotion::text {
namespace {

constexpr char32_t kReplacement = 0xFFFD;

bool is_white(char32_t point) {
    if (point == '\t' || point == '\n' || point == '\r') return true;
    // The Unicode property White_Space: the separators, and the few controls that it lists.
    if ((point >= 0x09 && point <= 0x0D) || point == 0x85) return true;
    const utf8proc_category_t category = utf8proc_category(static_cast<utf8proc_int32_t>(point));
    return category == UTF8PROC_CATEGORY_ZS || category == UTF8PROC_CATEGORY_ZL ||
           category == UTF8PROC_CATEGORY_ZP;
}

bool is_control(char32_t point) {
    if (point == '\t' || point == '\n' || point == '\r') return false;
    switch (utf8proc_category(static_cast<utf8proc_int32_t>(point))) {
        case UTF8PROC_CATEGORY_CC:
        case UTF8PROC_CATEGORY_CF:
        case UTF8PROC_CATEGORY_CO:
            return true;
        default:
            return false;
    }
}

bool is_punctuation(char32_t point) {
    // BERT counts every ASCII sign as punctuation, also those that Unicode calls symbols ($ + < = > ^ ` | ~).
    if (point < 0x80)
        return (point >= 33 && point <= 47) || (point >= 58 && point <= 64) || (point >= 91 && point <= 96) ||
               (point >= 123 && point <= 126);
    switch (utf8proc_category(static_cast<utf8proc_int32_t>(point))) {
        case UTF8PROC_CATEGORY_PC:
        case UTF8PROC_CATEGORY_PD:
        case UTF8PROC_CATEGORY_PS:
        case UTF8PROC_CATEGORY_PE:
        case UTF8PROC_CATEGORY_PI:
        case UTF8PROC_CATEGORY_PF:
        case UTF8PROC_CATEGORY_PO:
            return true;
        default:
            return false;
    }
}

/// The blocks that BERT sets apart as Chinese characters (of its reference implementation).
bool is_cjk(char32_t point) {
    return (point >= 0x4E00 && point <= 0x9FFF) || (point >= 0x3400 && point <= 0x4DBF) ||
           (point >= 0x20000 && point <= 0x2A6DF) || (point >= 0x2A700 && point <= 0x2B73F) ||
           (point >= 0x2B740 && point <= 0x2B81F) || (point >= 0x2B920 && point <= 0x2CEAF) ||
           (point >= 0xF900 && point <= 0xFAFF) || (point >= 0x2F800 && point <= 0x2FA1F);
}

/// Canonical decomposition without the marks that take no space, in lower case.
void append_plain(char32_t point, std::u32string& word) {
    std::array<utf8proc_int32_t, 32> parts{};
    int boundary = 0;
    const utf8proc_ssize_t count = utf8proc_decompose_char(static_cast<utf8proc_int32_t>(point), parts.data(),
                                                           parts.size(), UTF8PROC_DECOMPOSE, &boundary);
    for (utf8proc_ssize_t i = 0; i < count && i < static_cast<utf8proc_ssize_t>(parts.size()); ++i) {
        const utf8proc_int32_t part = parts[static_cast<std::size_t>(i)];
        if (utf8proc_category(part) != UTF8PROC_CATEGORY_MN)
            word.push_back(static_cast<char32_t>(utf8proc_tolower(part)));
    }
}

}  // namespace

std::u32string decode_utf8(std::string_view bytes) {
    std::u32string points;
    points.reserve(bytes.size());
    const auto* data = reinterpret_cast<const utf8proc_uint8_t*>(bytes.data());
    for (std::size_t at = 0; at < bytes.size();) {
        utf8proc_int32_t point = 0;
        const utf8proc_ssize_t used =
            utf8proc_iterate(data + at, static_cast<utf8proc_ssize_t>(bytes.size() - at), &point);
        points.push_back(used > 0 ? static_cast<char32_t>(point) : kReplacement);
        at += used > 0 ? static_cast<std::size_t>(used) : 1;
    }
    return points;
}

void append_utf8(char32_t point, std::string& bytes) {
    std::array<utf8proc_uint8_t, 4> buffer{};
    const utf8proc_ssize_t count = utf8proc_encode_char(static_cast<utf8proc_int32_t>(point), buffer.data());
    bytes.append(reinterpret_cast<const char*>(buffer.data()), static_cast<std::size_t>(count));
}

std::vector<std::u32string> basic_words(std::string_view text) {
    std::vector<std::u32string> words;
    std::u32string word;
    const auto finish = [&] {
        if (!word.empty()) words.push_back(std::move(word));
        word.clear();
    };
    for (const char32_t point : decode_utf8(text)) {
        if (point == 0 || point == kReplacement || is_control(point)) continue;
        if (is_white(point)) {
            finish();
            continue;
        }
        if (is_cjk(point)) finish();
        std::u32string plain;
        append_plain(point, plain);
        for (const char32_t part : plain) {
            if (is_punctuation(part)) {
                finish();
                words.emplace_back(1, part);
            } else {
                word.push_back(part);
            }
        }
        if (is_cjk(point)) finish();
    }
    finish();
    return words;
}

}  // namespace ganemotion::text
