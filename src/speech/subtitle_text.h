#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace ganemotion::speech {

/// A whole subtitle file as UTF-8 without a byte order mark: UTF-16 is converted, and bytes that are no UTF-8
/// are taken for Windows-1252, as old subtitle files have it.
std::string as_utf8(std::string bytes);

/// The lines of a text, whatever its line ends (LF, CR LF, CR).
std::vector<std::string_view> lines_of(std::string_view text);

/// What is shown of a cue: without tags (<i>, <v Name>, {\an8}), white space as single blanks. `entities`:
/// &amp; and the like are written for their signs, as in WebVTT.
std::string shown_text(std::string_view cue, bool entities);

}  // namespace ganemotion::speech
