#include "training/skin/texture_set.h"

#include <algorithm>
#include <cstdio>
#include <cstring>
#include <functional>
#include <map>

#include "action_units/estimator.h"
#include "action_units/mean_face.h"
#include "face/face_finder.h"
#include "face/texture.h"
#include "ganemotion/error.h"
#include "media/picture_file.h"
#include "migration/paint_mask.h"
#include "nn/model_files.h"

namespace ganemotion::training {
namespace {

constexpr std::int64_t kTexels = face::kTextureSide * face::kTextureSide;
constexpr int kProgressEvery = 500;

using Bytes = std::vector<std::byte>;

/// Planes R, G, B one after the other.
void append(Bytes& bytes, const cv::Mat& rgb) {
    std::array<cv::Mat, 3> planes;
    cv::split(rgb, planes.data());
    for (const cv::Mat& plane : planes) {
        const auto* from = reinterpret_cast<const std::byte*>(plane.data);
        bytes.insert(bytes.end(), from, from + plane.total());
    }
}

nn::Tensor as_tensor(Bytes bytes) {
    const auto count = static_cast<std::int64_t>(bytes.size()) / (3 * kTexels);
    return {"U8", {count, 3, face::kTextureSide, face::kTextureSide}, std::move(bytes)};
}

torch::Tensor as_torch(const nn::Tensor& tensor) {
    torch::Tensor copy = torch::empty(tensor.shape, torch::kByte);
    std::memcpy(copy.data_ptr(), tensor.data.data(), tensor.data.size());
    return copy;
}

Bytes posed_textures(const std::vector<MeasuredPortrait>& portraits, const face::TextureMap& map,
                     const std::filesystem::path& folder) {
    Bytes bytes;
    for (const auto& [portrait, face] : portraits)
        append(bytes, map.texture(media::read_picture(folder / "images" / portrait.file), face.mesh));
    return bytes;
}

Bytes wild_textures(const face::TextureMap& map, const SkinDataOptions& options) {
    std::vector<std::filesystem::path> files;
    for (const auto& entry : std::filesystem::directory_iterator(options.wild / "images"))
        files.push_back(entry.path());
    std::sort(files.begin(), files.end());
    const std::size_t step =
        std::max<std::size_t>(1, files.size() / static_cast<std::size_t>(options.wild_faces));
    Bytes bytes;
    face::FaceFinder finder;
    for (std::size_t i = 0; i < files.size(); i += step) {
        const media::Picture picture = media::read_picture(files[i]);
        const auto faces = finder.find(picture);
        if (!faces.empty()) append(bytes, map.texture(picture, faces.front().mesh));
        if (i % kProgressEvery == 0) std::fprintf(stderr, "wild faces: %zu of %zu\n", i, files.size());
    }
    return bytes;
}

nn::Weights textures(const std::vector<MeasuredPortrait>& portraits, const face::TextureMap& map,
                     const SkinDataOptions& options) {
    if (std::filesystem::exists(options.textures)) {
        nn::Weights kept = nn::read_weights(options.textures);
        if (kept.at("posed").shape.at(0) == static_cast<std::int64_t>(portraits.size())) return kept;
    }
    nn::Weights made;
    made.tensors["posed"] = as_tensor(posed_textures(portraits, map, options.cfee.data));
    made.tensors["wild"] = as_tensor(wild_textures(map, options));
    if (options.textures.has_parent_path())
        std::filesystem::create_directories(options.textures.parent_path());
    nn::write_weights(made, options.textures);
    return made;
}

using Estimates = std::function<ActionUnits(const face::Face&)>;

torch::Tensor units_of(const std::vector<MeasuredPortrait>& portraits, const Estimates& estimate) {
    torch::Tensor units = torch::empty({static_cast<std::int64_t>(portraits.size()), kActionUnitCount});
    for (std::size_t i = 0; i < portraits.size(); ++i) {
        const ActionUnits one = estimate(portraits[i].face);
        std::copy(one.values().begin(), one.values().end(), units.data_ptr<float>() + i * kActionUnitCount);
    }
    return units;
}

}  // namespace

SkinDataOptions::SkinDataOptions()
    : wild(nn::home() / ".." / "shared" / "data" / "utkface"),
      textures(nn::home() / ".cache" / "skin_textures.safetensors") {}

void SkinDataOptions::add_to(CLI::App& command) {
    cfee.add_to(command);
    command.add_option("--wild", wild, "folder of faces in the wild (images/)");
    command.add_option("--wild-faces", wild_faces, "how many of them to take")->check(CLI::Range(1, 1000000));
    command.add_option("--textures", textures, "where the textures are kept");
}

TextureSet texture_set(const SkinDataOptions& options) {
    const face::TextureMap map(action_units::mean_face(action_units::read_unit_weights()));
    const auto portraits = measured_portraits(options.cfee);
    if (portraits.empty())
        throw Error(ErrorKind::kUnreadableInput, options.cfee.data.string() + ": no portrait shows a face");
    const nn::Weights kept = textures(portraits, map, options);
    TextureSet set;
    set.posed = as_torch(kept.at("posed"));
    set.wild = as_torch(kept.at("wild"));
    const action_units::Estimator estimator;
    // The estimate is linear: against whose rest does not matter to differences.
    const auto rest = estimator.resting_face(portraits.front().face);
    set.units =
        units_of(portraits, [&](const auto& face) { return estimator.estimate_unlimited(face, rest); });
    set.now = units_of(portraits, [&](const auto& face) { return estimator.estimate(face); });
    for (const auto& [portrait, face] : portraits) {
        set.person.push_back(portrait.person);
        set.emotion.push_back(portrait.emotion);
    }
    cv::Mat mask = migration::paint_mask(map);
    set.mask = torch::from_blob(mask.data, {mask.rows, mask.cols}).clone();
    return set;
}

std::vector<std::vector<std::int64_t>> rows_by_person(const TextureSet& set, bool test) {
    std::map<int, std::vector<std::int64_t>> rows;
    for (std::size_t i = 0; i < set.person.size(); ++i)
        if (is_test_person(set.person[i]) == test)
            rows[set.person[i]].push_back(static_cast<std::int64_t>(i));
    std::vector<std::vector<std::int64_t>> people;
    for (auto& [person, pictures] : rows)
        if (pictures.size() > 1) people.push_back(std::move(pictures));
    return people;
}

torch::Tensor textures_of(const torch::Tensor& all, const std::vector<std::int64_t>& rows) {
    return all.index_select(0, torch::tensor(rows)).to(torch::kFloat) / 255;
}

}  // namespace ganemotion::training
