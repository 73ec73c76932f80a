#pragma once

#include <filesystem>

#include "training/ganimation/crop_set.h"
#include "training/ganimation/generator.h"
#include "training/precision.h"

namespace ganemotion::training {

/// Trains as published, unpaired, for the options' minutes of processor time; a line of the log on standard
/// error every so many steps, and the averaged weights so far written to `checkpoint`. Gives the averaged
/// weights.
nn::Weights train_ganimation(const CropSet& set, const GanimationTrainOptions& options, Precision precision,
                             const std::filesystem::path& checkpoint);

}  // namespace ganemotion::training
