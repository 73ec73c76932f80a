#pragma once

#include <memory>

#include "nn/weights.h"

namespace ov {
class Model;
}

namespace ganemotion::text {

/// The classifier as an OpenVINO graph of one sentence: BERT's encoder (post-norm, exact GELU), the mean over
/// the sentence's tokens, and a linear head for each labels. Every size is read from the weights, whose
/// matrices are F32, or I8 with a scale for each row ("NAME.scale"). Tensor names: models/text/README.md.
///
/// Inputs: ids [1, tokens], segments [1, tokens], int64. Outputs: logits of speech [1, 7], tweets7 [1, 7],
/// tweets13 [1, 13]: in the order of Labels. Throws Error(kMissingModel) naming a tensor that is not there.
std::shared_ptr<ov::Model> bert_graph(const nn::Weights& weights);

}  // namespace ganemotion::text
