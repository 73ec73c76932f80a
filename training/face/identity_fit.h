#pragma once

#include <filesystem>
#include <functional>
#include <vector>

#include "cfee/cfee_options.h"
#include "face/identity_views.h"
#include "nn/weights.h"

namespace ganemotion::training {

/// Chosen on the people of CFEE that 7 divides and on clips.
struct IdentityFitOptions {
    int every_portrait = 2;  ///< of the people to train on, one in so many is seen, in two views
    int every_stranger = 3;  ///< the same of UTKFace, where each picture counts as a person
    int components = 150;    ///< principal components of each of light, colours and shape
    float shrinking = 0.1F;  ///< of the mean variance within a person, added to each direction's
};

/// Pictures of people: a row a view.
struct IdentityRows {
    Matrix inputs;                   ///< face::IdentityInputs
    std::vector<int> person;         ///< numbers from 0
    std::vector<bool> in_portraits;  ///< of CFEE, several pictures a person; else of UTKFace
};

/// CFEE's people to train on and the strangers of UTKFace's folder, as they are and in one other view each.
IdentityRows identity_rows(const CfeeOptions& cfee, const std::filesystem::path& strangers,
                           const IdentityFitOptions& options,
                           const std::function<void(std::size_t, std::size_t)>& progress);

/// The tensors of models/face/identity.safetensors: the linear discriminant that keeps views of one person
/// together and people apart.
nn::Weights fit_identity(const IdentityRows& rows, const IdentityFitOptions& options);

}  // namespace ganemotion::training
