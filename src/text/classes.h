#pragma once

#include <cstddef>

namespace ganemotion::text {

/// Of a class of the thirteen (its index in class_names(Labels::kTweets13)): its class of the seven, as an
/// index in class_names(Labels::kTweets7). happiness relief fun love: happy; sadness: sad; surprise
/// enthusiasm: surprise; worry: fear; anger hate: angry; boredom: disgust; neutral empty: neutral (the
/// published merging table).
std::size_t merged_class(std::size_t thirteen);

}  // namespace ganemotion::text
