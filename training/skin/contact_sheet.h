#pragma once

#include <filesystem>

#include "training/skin/generator.h"
#include "training/skin/texture_set.h"

namespace ganemotion::training {

struct ContactSheetOptions {
    int people = 4;  ///< three rows each; more do not fit a screen
};

/// Writes a picture of test people's textures, to be looked at, three rows a person: the neutral picture and
/// what is painted on it for each of the six emotions (the change of units to the person's own posed
/// picture; black where it is not labelled); the attention masks (white keeps the pixel); the posed pictures.
void write_contact_sheet(SkinGenerator& generator, const TextureSet& set, const std::filesystem::path& file,
                         const ContactSheetOptions& options = {});

}  // namespace ganemotion::training
