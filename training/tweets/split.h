#pragma once

#include <cstdint>
#include <vector>

#include "training/text/dataset.h"

namespace ganemotion::training::tweets {

/// The published split: random, 2,000 of 30,000 tweets to test on, copies and all.
struct Split {
    std::vector<TextExample> training;  ///< 28,000
    std::vector<TextExample> test;      ///< 2,000
};

Split published_split(std::vector<TextExample> tweets, std::uint64_t seed);

/// Targets over the seven classes, merged by the design's table.
std::vector<TextExample> with_seven_classes(std::vector<TextExample> thirteen);

}  // namespace ganemotion::training::tweets
