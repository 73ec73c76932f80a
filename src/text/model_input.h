#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "text/tokenizer.h"

namespace ganemotion::text {

/// The words that the model sees for what was written: HTML entities resolved, links and @names replaced by
/// one word each, typographic quotes made plain, frequent emoji put into words (the vocabulary has none of
/// them).
std::string plain_words(std::string_view text);

struct InputOptions {
    std::size_t maximum_tokens = 128;   ///< the rest of a longer text is cut
    std::size_t context_sentences = 2;  ///< of those before; older ones told nothing on MELD and cost time
    std::size_t context_tokens = 32;    ///< of these sentences together, the last ones
};

/// The tokens of a sentence and of the sentences before it, oldest first. Training and use share this
/// function.
Tokens model_input(const Tokenizer& tokenizer, std::string_view sentence,
                   const std::vector<std::string>& before, const InputOptions& options = {});

}  // namespace ganemotion::text
