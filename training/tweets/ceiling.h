#pragma once

#include <cstddef>
#include <vector>

#include "training/text/dataset.h"

namespace ganemotion::training::tweets {

/// How far the labels agree with themselves: what no classifier can know.
struct Agreement {
    std::size_t pairs = 0;
    double thirteen = 0;  ///< share of the pairs with the same label
    double seven = 0;     ///< share with the same merged label
};

struct Ceiling {
    Agreement copies;  ///< the same tweet but for case, punctuation, names and links
    Agreement nearly;  ///< cosine of at least `near` by TF-IDF
    Agreement chance;  ///< two tweets at random
};

struct CeilingOptions {
    double near = 0.7;
    std::size_t searched = 6'000;  ///< tweets whose neighbours are looked for: quadratic
};

Ceiling label_ceiling(const std::vector<TextExample>& tweets, const CeilingOptions& options = {});

}  // namespace ganemotion::training::tweets
