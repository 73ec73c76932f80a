#pragma once

#include <cstddef>
#include <string>
#include <vector>

namespace ganemotion::pipeline {

/// What was said before, as far as it helps to understand what is said next.
class Dialogue {
  public:
    /// Oldest first.
    [[nodiscard]] const std::vector<std::string>& before() const { return before_; }

    void remember(const std::string& sentence) {
        before_.push_back(sentence);
        if (before_.size() > kSentences) before_.erase(before_.begin());
    }

  private:
    // As much as a classifier of 128 tokens can take in.
    static constexpr std::size_t kSentences = 8;
    std::vector<std::string> before_;
};

}  // namespace ganemotion::pipeline
