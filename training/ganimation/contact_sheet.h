#pragma once

#include <filesystem>

#include "training/ganimation/crop_set.h"
#include "training/ganimation/generator.h"

namespace ganemotion::training {

/// Writes a picture of people never trained on, to be looked at, four rows a person: the neutral picture and
/// what is painted on it for each of the six emotions (asked for the units of the person's own posed picture;
/// black where it is not labelled); the attention masks (white keeps the pixel); the colour masks; the posed
/// pictures.
void write_crop_sheet(CropGenerator& generator, const Crops& crops, int people,
                      const std::filesystem::path& file);

}  // namespace ganemotion::training
