#pragma once

#include <functional>
#include <string>
#include <vector>

#include "media/picture.h"

namespace ganemotion::training {

/// What makes a portrait harder to read.
struct Damage {
    std::string name;
    /// `face_width`: pixels, of the undamaged face. Noise is another for each `seed`, the same at every run.
    std::function<media::Picture(const media::Picture&, float face_width, std::uint64_t seed)> apply;
};

/// Three stops less light with a camera's noise, JPEG of quality 30, out of focus, a face of 64 pixels.
std::vector<Damage> damages();

}  // namespace ganemotion::training
