#pragma once

#include <string>
#include <vector>

#include "ganemotion/seconds.h"

namespace ganemotion::speech {

struct Word {
    Seconds start{};
    Seconds end{};
    std::string text;
};

/// A sentence as it is spoken in a video: UTF-8 text as the recogniser writes it.
struct Sentence {
    Seconds start{};
    Seconds end{};
    std::string text;
    std::vector<Word> words;  ///< with times, where they are known; else empty
};

}  // namespace ganemotion::speech
