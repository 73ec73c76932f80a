#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace ganemotion::speech {

/// The words of an English text as somebody says them: lower case, apostrophes kept, titles and numbers in
/// words ("Mr. Dash-Wood's 72": "mister", "dash", "wood's", "seventy", "two"). Four digits are said as years
/// are, other long numbers digit by digit. Letters beyond ASCII are left out.
std::vector<std::string> spoken_words(std::string_view text);

}  // namespace ganemotion::speech
