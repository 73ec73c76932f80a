#pragma once

#include <filesystem>
#include <vector>

#include "face/face.h"

namespace ganemotion::training {

/// landmarks478.npy of the CFEE folder: a mesh a portrait, found on the full-size originals, in pixels of the
/// 256x256 crop, the centre of the first pixel at 0. Throws Error(kUnreadableInput).
std::vector<face::Vertices> read_landmarks(const std::filesystem::path& file);

}  // namespace ganemotion::training
