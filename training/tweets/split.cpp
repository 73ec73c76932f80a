#include "training/tweets/split.h"

#include <algorithm>
#include <random>

#include "text/probabilities.h"

namespace ganemotion::training::tweets {

namespace {
constexpr std::size_t kTraining = 28'000;
constexpr std::size_t kTest = 2'000;
}  // namespace

Split published_split(std::vector<TextExample> tweets, std::uint64_t seed) {
    std::mt19937_64 random(seed);
    std::shuffle(tweets.begin(), tweets.end(), random);
    tweets.resize(std::min(tweets.size(), kTraining + kTest));
    const auto test = tweets.end() - static_cast<std::ptrdiff_t>(std::min(kTest, tweets.size() / 2));
    return {{tweets.begin(), test}, {test, tweets.end()}};
}

std::vector<TextExample> with_seven_classes(std::vector<TextExample> thirteen) {
    for (TextExample& example : thirteen) example.target = text::merged(example.target);
    return thirteen;
}

}  // namespace ganemotion::training::tweets
