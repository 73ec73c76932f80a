#pragma once

#include <array>
#include <cstdint>
#include <map>
#include <string>

#include <torch/torch.h>

#include "media/picture.h"

namespace ganemotion::training {

/// The emotions of CFEE that contact sheets show, in this order.
inline constexpr std::array kPosed = {"Happy", "Sad", "Surprised", "Angry", "Fearful", "Disgusted"};

/// Row of each labelled emotion of a person.
using Poses = std::map<std::string, std::int64_t>;

/// Whether the neutral face and most of kPosed are labelled: of nobody are all.
bool is_worth_showing(const Poses& poses);

/// rgb: [3, height, width], 0..1.
media::Picture picture_of(const torch::Tensor& rgb);

}  // namespace ganemotion::training
