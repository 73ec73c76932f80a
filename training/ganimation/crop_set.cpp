#include "training/ganimation/crop_set.h"

#include <algorithm>
#include <cstdio>
#include <cstring>

#include "action_units/estimator.h"
#include "ganemotion/error.h"
#include "media/picture_file.h"
#include "migration/crop.h"
#include "nn/model_files.h"

namespace ganemotion::training {
namespace {

constexpr std::int64_t kSide = migration::kCropSide;

std::vector<Portrait> wild_pictures(const CropDataOptions& options) {
    std::vector<Portrait> pictures;
    for (const auto& entry : std::filesystem::directory_iterator(options.wild / "images"))
        pictures.push_back({.file = entry.path().filename(), .emotion = {}, .labels = {}});
    std::sort(pictures.begin(), pictures.end(),
              [](const Portrait& a, const Portrait& b) { return a.file < b.file; });
    const std::size_t step =
        std::max<std::size_t>(1, pictures.size() / static_cast<std::size_t>(options.wild_faces));
    std::vector<Portrait> chosen;
    for (std::size_t i = 0; i < pictures.size(); i += step) chosen.push_back(pictures[i]);
    return chosen;
}

std::vector<MeasuredPortrait> measured_wild(const CropDataOptions& options) {
    constexpr std::size_t kEvery = 500;  // pictures between two lines of progress
    return measure(wild_pictures(options), options.wild, options.wild_cache,
                   [](std::size_t done, std::size_t all) {
                       if (done % kEvery == 0 || done == all)
                           std::fprintf(stderr, "wild faces: %zu of %zu\n", done, all);
                   });
}

/// Planes R, G, B one after the other.
void write_crop(const cv::Mat& rgb, std::uint8_t* to) {
    std::array<cv::Mat, 3> planes;
    cv::split(rgb, planes.data());
    for (const cv::Mat& plane : planes) {
        std::memcpy(to, plane.data, plane.total());
        to += plane.total();
    }
}

Crops crops_of(const std::vector<MeasuredPortrait>& portraits, const std::filesystem::path& folder) {
    const action_units::Estimator estimator;
    const auto count = static_cast<std::int64_t>(portraits.size());
    Crops crops;
    crops.pixels = torch::empty({count, 3, kSide, kSide}, torch::kByte);
    crops.units = torch::empty({count, kActionUnitCount});
    auto* pixels = crops.pixels.data_ptr<std::uint8_t>();
    auto* units = crops.units.data_ptr<float>();
    for (const auto& [portrait, face] : portraits) {
        write_crop(migration::crop(media::read_picture(folder / "images" / portrait.file), face.mesh),
                   pixels);
        pixels += 3 * kSide * kSide;
        const ActionUnits shown = estimator.estimate(face);
        units = std::copy(shown.values().begin(), shown.values().end(), units);
        crops.person.push_back(portrait.person);
        crops.emotion.push_back(portrait.emotion);
    }
    return crops;
}

Crops posed_crops(const CropDataOptions& options, bool test) {
    std::vector<MeasuredPortrait> chosen;
    for (const MeasuredPortrait& one : measured_portraits(options.cfee))
        if (is_test_person(one.portrait.person) == test) chosen.push_back(one);
    if (chosen.empty())
        throw Error(ErrorKind::kUnreadableInput, options.cfee.data.string() + ": no portrait shows a face");
    return crops_of(chosen, options.cfee.data);
}

}  // namespace

CropDataOptions::CropDataOptions()
    : wild(nn::home() / ".." / "shared" / "data" / "utkface"),
      wild_cache(nn::home() / ".cache" / "wild_faces.safetensors") {}

void CropDataOptions::add_to(CLI::App& command) {
    cfee.add_to(command);
    command.add_option("--wild", wild, "folder of faces in the wild (images/)");
    command.add_option("--wild-cache", wild_cache, "where their measured meshes are kept");
    command.add_option("--wild-faces", wild_faces, "how many of them to take")->check(CLI::Range(1, 1000000));
}

CropSet crop_set(const CropDataOptions& options) {
    return {posed_crops(options, false), crops_of(measured_wild(options), options.wild)};
}

Crops tested_crops(const CropDataOptions& options) {
    return posed_crops(options, true);
}

torch::Tensor pixels_of(const Crops& crops, const torch::Tensor& rows) {
    return crops.pixels.index_select(0, rows).to(torch::kFloat) / 255;
}

}  // namespace ganemotion::training
