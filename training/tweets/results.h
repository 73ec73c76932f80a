#pragma once

#include <cstdint>
#include <filesystem>
#include <map>
#include <string>
#include <vector>

#include <nlohmann/json.hpp>

#include "training/text/metrics.h"
#include "training/tweets/ceiling.h"

namespace ganemotion::training::tweets {

/// One model on one split.
struct Run {
    std::string model;    ///< "TF-IDF", "MiniLM, published recipe", ...
    std::string classes;  ///< "13", "7 as sums of 13", "7"
    std::uint64_t seed = 0;
    std::size_t trained_on = 0;  ///< tweets
    Metrics metrics;
};

/// All that was measured so far; runs come one at a time and are kept in a file.
struct Results {
    std::vector<Run> runs;
    Ceiling ceiling;
};

/// Empty results if the file is not there. Throws Error(kUnreadableInput).
Results read_results(const std::filesystem::path& file);
void write_results(const Results& results, const std::filesystem::path& file);

/// Puts a run in the place of an earlier one of the same model, classes, seed and number of tweets.
void put(Results& results, Run run);

/// The page for people.
std::string report(const Results& results);

/// The answers over thirteen classes as answers over seven.
std::vector<Answer> as_sums(std::vector<Answer> thirteen);

}  // namespace ganemotion::training::tweets
