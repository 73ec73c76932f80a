#pragma once

#include <string>
#include <string_view>

#include "ganemotion/seconds.h"

namespace ganemotion::speech {

/// Whether a person can have said `text` in so much voiced time. Engines that lose their way repeat
/// themselves, or write more than anyone can say; on music and noise they write signs without words.
bool plausible(std::string_view text, Seconds voiced);

/// The text without the copies where the engine, at its end, wrote sentences over and over: its first part is
/// as good as ever.
std::string without_loop(std::string_view text);

/// Whether all letters of the text are Latin ones.
bool only_latin_letters(std::string_view text);

}  // namespace ganemotion::speech
