#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include <torch/torch.h>

#include "cfee/cfee_options.h"

namespace ganemotion::training {

struct SkinDataOptions {
    CfeeOptions cfee{};
    std::filesystem::path wild;      ///< folder of UTKFace (images/)
    std::filesystem::path textures;  ///< safetensors file where textures are kept
    int wild_faces = 2500;  ///< of 6,000: variety of light and age is had by then, memory is not free

    SkinDataOptions();
    void add_to(CLI::App& command);
};

/// Textures of the posed people with their units, and of faces in the wild without.
struct TextureSet {
    torch::Tensor posed;  ///< [pictures, 3, side, side] uint8 RGB
    torch::Tensor wild;   ///< the same
    torch::Tensor
        units;  ///< [pictures, units] as the program estimates them now; only differences mean something
    torch::Tensor now;                 ///< the same 0..1, estimated without knowing the person at rest
    std::vector<int> person;           ///< of each picture
    std::vector<std::string> emotion;  ///< "" where nobody labelled it
    torch::Tensor mask;                ///< [side, side] migration::paint_mask()
};

/// Textures come from the cache if it is there; the units are estimated anew each time, so that a new scale
/// of theirs needs nothing but a new training.
TextureSet texture_set(const SkinDataOptions& options);

/// Rows of each person of whom there are two pictures or more, test people or the others.
std::vector<std::vector<std::int64_t>> rows_by_person(const TextureSet& set, bool test);

/// The rows as float 0..1.
torch::Tensor textures_of(const torch::Tensor& all, const std::vector<std::int64_t>& rows);

}  // namespace ganemotion::training
