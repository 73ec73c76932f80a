#include "training/tweets/ceiling.h"

#include <algorithm>
#include <unordered_map>

#include "text/classes.h"
#include "training/tweets/tfidf.h"

namespace ganemotion::training::tweets {

namespace {

/// Counts pairs of tweets.
class Pairs {
  public:
    void add(const TextExample& a, const TextExample& b) {
        const std::size_t first = label_of(a), second = label_of(b);
        ++pairs_;
        if (first == second) ++same_;
        if (text::merged_class(first) == text::merged_class(second)) ++merged_;
    }
    [[nodiscard]] Agreement agreement() const {
        const double all = std::max<double>(1, static_cast<double>(pairs_));
        return {pairs_, static_cast<double>(same_) / all, static_cast<double>(merged_) / all};
    }

  private:
    std::size_t pairs_ = 0, same_ = 0, merged_ = 0;
};

Agreement of_copies(const std::vector<TextExample>& tweets) {
    constexpr std::size_t kShortest = 12;  // shorter ones are greetings that many write
    std::unordered_map<std::string, const TextExample*> seen;
    Pairs pairs;
    for (const TextExample& tweet : tweets) {
        const std::string key = key_of(tweet.text);
        if (key.size() < kShortest) continue;
        const auto [place, is_new] = seen.emplace(key, &tweet);
        if (!is_new) pairs.add(*place->second, tweet);
    }
    return pairs.agreement();
}

/// Only tweets that share one of their rarer terms are compared.
Agreement of_nearly_the_same(const std::vector<TextExample>& tweets, const CeilingOptions& options) {
    constexpr std::size_t kCommon = 60;  // a term of more tweets brings strangers together
    std::vector<std::string> texts;
    for (const TextExample& tweet : tweets) texts.push_back(tweet.text);
    const Tfidf tfidf(texts, {.longest_characters = 0});
    std::vector<std::vector<Feature>> features;
    std::unordered_map<int, std::vector<std::size_t>> with_term;
    for (std::size_t i = 0; i < texts.size(); ++i) {
        features.push_back(tfidf.features(texts[i]));
        for (const Feature& feature : features.back()) with_term[feature.index].push_back(i);
    }
    Pairs pairs;
    for (std::size_t i = 0; i < std::min(options.searched, tweets.size()); ++i) {
        std::vector<std::size_t> others;
        for (const Feature& feature : features[i])
            if (const auto& having = with_term[feature.index]; having.size() <= kCommon)
                others.insert(others.end(), having.begin(), having.end());
        std::sort(others.begin(), others.end());
        others.erase(std::unique(others.begin(), others.end()), others.end());
        for (const std::size_t other : others)
            if (other > i && similarity(features[i], features[other]) >= options.near)
                pairs.add(tweets[i], tweets[other]);
    }
    return pairs.agreement();
}

}  // namespace

Ceiling label_ceiling(const std::vector<TextExample>& tweets, const CeilingOptions& options) {
    Pairs chance;
    for (std::size_t i = 0; i + 1 < tweets.size(); i += 2) chance.add(tweets[i], tweets[i + 1]);
    return {of_copies(tweets), of_nearly_the_same(tweets, options), chance.agreement()};
}

}  // namespace ganemotion::training::tweets
