#pragma once

#include <memory>
#include <string>
#include <vector>

#include "training/text/dataset.h"
#include "training/text/metrics.h"
#include "training/tweets/tfidf.h"

namespace ganemotion::training::tweets {

struct BaselineOptions {
    double cost =
        1;  ///< of an error against the size of the weights; best of 0.5, 1, 2, 4 on held-out tweets
    double precision = 0.01;  ///< at which the solver stops: liblinear's default
    TfidfOptions tfidf{};
};

/// TF-IDF of words and characters and one-against-rest logistic regression (liblinear; Fan et al. 2008): what
/// a fine-tuned encoder has to beat.
class Baseline {
  public:
    Baseline(const std::vector<TextExample>& training, const BaselineOptions& options = {});
    ~Baseline();

    /// Probabilities in the order of the examples' classes.
    [[nodiscard]] std::vector<Answer> answers(const std::vector<TextExample>& examples) const;

  private:
    struct Model;
    Tfidf tfidf_;
    std::size_t classes_;
    std::unique_ptr<Model> model_;
};

}  // namespace ganemotion::training::tweets
