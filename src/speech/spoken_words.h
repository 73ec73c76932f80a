#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace ganemotion::speech {

/// The words of an English text as somebody says them: lower case, apostrophes kept, titles, numbers and
/// their signs in words ("Mr. Dash-Wood's 1st $72": "mister", "dash", "wood's", "first", "seventy", "two",
/// "dollars"). Four digits are said as years are, other long numbers without commas digit by digit. Letters
/// beyond ASCII are left out.
std::vector<std::string> spoken_words(std::string_view text);

}  // namespace ganemotion::speech
