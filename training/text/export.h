#pragma once

#include <filesystem>

#include "nn/weights.h"

namespace ganemotion::training {

/// Matrices as int8 with one float scale a row ("NAME" and "NAME.scale"), everything else as it was.
nn::Weights with_int8_rows(const nn::Weights& weights);

/// Writes weights and, beside them, the vocabulary: together they are what EmotionClassifier reads.
void write_text_model(const nn::Weights& weights, const std::filesystem::path& file);

}  // namespace ganemotion::training
