#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include <torch/torch.h>

#include "cfee/cfee_options.h"

namespace ganemotion::training {

struct CropDataOptions {
    CfeeOptions cfee{};
    std::filesystem::path wild;        ///< folder of UTKFace (images/)
    std::filesystem::path wild_cache;  ///< safetensors file of its measured meshes
    int wild_faces = 4000;             ///< of 6,000

    CropDataOptions();
    void add_to(CLI::App& command);
};

/// Crops of faces as the program frames them, and their units without a resting face.
struct Crops {
    torch::Tensor pixels;  ///< [pictures, 3, side, side] uint8 RGB
    torch::Tensor units;   ///< [pictures, units] 0..1
    std::vector<int> person;
    std::vector<std::string> emotion;  ///< "" where nobody labelled it
};

/// What is trained on.
struct CropSet {
    Crops posed;  ///< of people of CFEE
    Crops wild;   ///< nobody knows of whom
};
CropSet crop_set(const CropDataOptions& options);

/// Of the people to test on alone.
Crops tested_crops(const CropDataOptions& options);

/// The rows as float 0..1.
torch::Tensor pixels_of(const Crops& crops, const torch::Tensor& rows);

}  // namespace ganemotion::training
