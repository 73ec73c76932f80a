#include "speech/subtitle_text.h"

#include <array>
#include <cctype>
#include <cstddef>
#include <cstdint>
#include <utility>

namespace ganemotion::speech {

namespace {

// Windows-1252 differs from Latin-1 in 0x80..0x9F: Unicode's code points, 0 where there is none.
constexpr std::array<std::uint16_t, 32> kWindows1252 = {
    0x20AC, 0,      0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160,
    0x2039, 0x0152, 0,      0x017D, 0,      0,      0x2018, 0x2019, 0x201C, 0x201D, 0x2022,
    0x2013, 0x2014, 0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0,      0x017E, 0x0178};

constexpr std::array<std::pair<std::string_view, std::string_view>, 6> kEntities = {
    {{"&amp;", "&"}, {"&lt;", "<"}, {"&gt;", ">"}, {"&quot;", "\""}, {"&nbsp;", " "}, {"&apos;", "'"}}};

void append_code_point(std::string& text, std::uint32_t code) {
    if (code < 0x80) {
        text += static_cast<char>(code);
    } else if (code < 0x800) {
        text += static_cast<char>(0xC0U | (code >> 6U));
        text += static_cast<char>(0x80U | (code & 0x3FU));
    } else if (code < 0x10000) {
        text += static_cast<char>(0xE0U | (code >> 12U));
        text += static_cast<char>(0x80U | ((code >> 6U) & 0x3FU));
        text += static_cast<char>(0x80U | (code & 0x3FU));
    } else {
        text += static_cast<char>(0xF0U | (code >> 18U));
        text += static_cast<char>(0x80U | ((code >> 12U) & 0x3FU));
        text += static_cast<char>(0x80U | ((code >> 6U) & 0x3FU));
        text += static_cast<char>(0x80U | (code & 0x3FU));
    }
}

// The length of the UTF-8 sequence at `at`; 0 if it is none.
std::size_t sequence_at(std::string_view text, std::size_t at) {
    const auto first = static_cast<unsigned char>(text[at]);
    const std::size_t length = first < 0x80                    ? 1
                               : first >= 0xF0 && first < 0xF5 ? 4
                               : first >= 0xE0 && first < 0xF0 ? 3
                               : first >= 0xC2 && first < 0xE0 ? 2
                                                               : 0;
    if (at + length > text.size()) return 0;
    for (std::size_t i = 1; i < length; ++i)
        if ((static_cast<unsigned char>(text[at + i]) & 0xC0U) != 0x80) return 0;
    return length;
}

bool is_utf8(std::string_view text) {
    for (std::size_t at = 0; at < text.size();) {
        const std::size_t length = sequence_at(text, at);
        if (length == 0) return false;
        at += length;
    }
    return true;
}

std::string from_windows_1252(std::string_view bytes) {
    std::string text;
    text.reserve(bytes.size() + bytes.size() / 8);
    for (char byte : bytes) {
        const auto code = static_cast<unsigned char>(byte);
        if (code >= 0x80 && code < 0xA0)
            append_code_point(text, kWindows1252[code - 0x80U]);
        else
            append_code_point(text, code);
    }
    return text;
}

std::string from_utf16(std::string_view bytes, bool little_endian) {
    std::string text;
    text.reserve(bytes.size());
    const auto unit = [&](std::size_t at) {
        const auto a = static_cast<unsigned char>(bytes[at]);
        const auto b = static_cast<unsigned char>(bytes[at + 1]);
        return static_cast<std::uint32_t>(little_endian ? a | (b << 8U) : b | (a << 8U));
    };
    for (std::size_t at = 0; at + 1 < bytes.size(); at += 2) {
        std::uint32_t code = unit(at);
        if (code >= 0xD800 && code < 0xDC00 && at + 3 < bytes.size()) {
            at += 2;
            code = 0x10000 + ((code - 0xD800) << 10U) + ((unit(at) - 0xDC00) & 0x3FFU);
        }
        append_code_point(text, code);
    }
    return text;
}

// Where the tag that begins at `at` ends, or `at` if none begins there: "<3" is text.
std::size_t after_tag(std::string_view text, std::size_t at) {
    if (at + 1 >= text.size()) return at;
    const char next = text[at + 1];
    const bool angle =
        text[at] == '<' && (std::isalpha(static_cast<unsigned char>(next)) != 0 || next == '/' ||
                            std::isdigit(static_cast<unsigned char>(next)) != 0);
    const bool brace = text[at] == '{' && next == '\\';
    if (!angle && !brace) return at;
    const std::size_t end = text.find(angle ? '>' : '}', at);
    return end == std::string_view::npos ? at : end + 1;
}

}  // namespace

std::string as_utf8(std::string bytes) {
    if (bytes.starts_with("\xEF\xBB\xBF")) bytes.erase(0, 3);
    if (bytes.starts_with("\xFF\xFE")) return from_utf16(std::string_view(bytes).substr(2), true);
    if (bytes.starts_with("\xFE\xFF")) return from_utf16(std::string_view(bytes).substr(2), false);
    return is_utf8(bytes) ? bytes : from_windows_1252(bytes);
}

std::vector<std::string_view> lines_of(std::string_view text) {
    std::vector<std::string_view> lines;
    while (!text.empty()) {
        const std::size_t end = text.find_first_of("\r\n");
        lines.push_back(text.substr(0, end));
        if (end == std::string_view::npos) break;
        text.remove_prefix(text.substr(end, 2) == "\r\n" ? end + 2 : end + 1);
    }
    return lines;
}

std::string shown_text(std::string_view cue, bool entities) {
    std::string shown;
    const auto add = [&](std::string_view signs) {
        for (char sign : signs) {
            if (std::isspace(static_cast<unsigned char>(sign)) == 0)
                shown += sign;
            else if (!shown.empty() && shown.back() != ' ')
                shown += ' ';
        }
    };
    for (std::size_t at = 0; at < cue.size();) {
        if (const std::size_t end = after_tag(cue, at); end > at) {
            at = end;
            continue;
        }
        std::size_t length = 1;
        std::string_view signs = cue.substr(at, 1);
        for (const auto& [name, sign] : kEntities)
            if (entities && cue.substr(at, name.size()) == name) {
                length = name.size();
                signs = sign;
            }
        add(signs);
        at += length;
    }
    if (!shown.empty() && shown.back() == ' ') shown.pop_back();
    return shown;
}

}  // namespace ganemotion::speech
