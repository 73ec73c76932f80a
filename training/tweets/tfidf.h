#pragma once

#include <string>
#include <unordered_map>
#include <vector>

namespace ganemotion::training::tweets {

/// One feature of a text: its number, from 0, and its value.
struct Feature {
    int index = 0;
    double value = 0;
};

struct TfidfOptions {
    int longest_words = 2;        ///< single words and pairs
    int shortest_characters = 2;  ///< within a word, its borders counted
    int longest_characters = 5;
    int rarest = 2;  ///< terms of fewer texts say nothing about others
};

/// Term frequency (1 + log) times inverse document frequency of words and of characters within words; both
/// halves have length 1 (Sparck Jones 1972; Salton & Buckley 1988).
class Tfidf {
  public:
    explicit Tfidf(const std::vector<std::string>& texts, const TfidfOptions& options = {});

    /// In order of their number, each once.
    [[nodiscard]] std::vector<Feature> features(const std::string& text) const;
    [[nodiscard]] int count() const { return static_cast<int>(terms_.size()); }

  private:
    struct Term {
        int index = 0;
        double rarity = 0;  ///< inverse document frequency
    };
    TfidfOptions options_;
    std::unordered_map<std::string, Term> terms_;
};

/// Cosine of two texts' features, 0..1.
double similarity(const std::vector<Feature>& a, const std::vector<Feature>& b);

}  // namespace ganemotion::training::tweets
