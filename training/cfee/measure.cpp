#include <cstring>

#include "cfee/cfee.h"
#include "face/face_finder.h"
#include "ganemotion/error.h"
#include "media/picture_file.h"
#include "nn/weights.h"

namespace ganemotion::training {

namespace {

constexpr std::size_t kValuesPerFace = face::kVertexCount * 3 + face::kBlendshapeCount + 1;

// A row a portrait: the mesh, the blendshapes, the confidence (0: no face was found).
std::vector<float> measure_all(const std::vector<Portrait>& portraits, const std::filesystem::path& folder,
                               const std::function<void(std::size_t, std::size_t)>& progress) {
    face::FaceFinder finder;
    std::vector<float> rows(portraits.size() * kValuesPerFace, 0.0F);
    for (std::size_t i = 0; i < portraits.size(); ++i) {
        const auto faces = finder.find(media::read_picture(folder / "images" / portraits[i].file));
        progress(i + 1, portraits.size());
        if (faces.empty()) continue;
        float* row = rows.data() + i * kValuesPerFace;
        std::memcpy(row, faces.front().mesh.data(), sizeof(float) * face::kVertexCount * 3);
        std::memcpy(row + face::kVertexCount * 3, faces.front().blendshapes.data(),
                    sizeof(float) * face::kBlendshapeCount);
        row[kValuesPerFace - 1] = faces.front().confidence;
    }
    return rows;
}

std::vector<float> cached_rows(const std::vector<Portrait>& portraits, const std::filesystem::path& folder,
                               const std::filesystem::path& cache,
                               const std::function<void(std::size_t, std::size_t)>& progress) {
    const auto count = static_cast<std::int64_t>(portraits.size());
    if (std::filesystem::exists(cache)) {
        const nn::Tensor rows = nn::read_weights(cache).at("faces");
        if (rows.shape == std::vector<std::int64_t>{count, kValuesPerFace}) return rows.to_float();
    }
    const std::vector<float> rows = measure_all(portraits, folder, progress);
    std::filesystem::create_directories(cache.parent_path());
    nn::write_weights({{{"faces", nn::Tensor::from_float(rows, {count, kValuesPerFace})}}, {}}, cache);
    return rows;
}

}  // namespace

std::vector<MeasuredPortrait> measure(const std::vector<Portrait>& portraits,
                                      const std::filesystem::path& folder, const std::filesystem::path& cache,
                                      const std::function<void(std::size_t, std::size_t)>& progress) {
    const std::vector<float> rows = cached_rows(portraits, folder, cache, progress);
    std::vector<MeasuredPortrait> measured;
    for (std::size_t i = 0; i < portraits.size(); ++i) {
        const float* row = rows.data() + i * kValuesPerFace;
        if (row[kValuesPerFace - 1] == 0) continue;
        MeasuredPortrait one{.portrait = portraits[i], .face = {}};
        std::memcpy(one.face.mesh.data(), row, sizeof(float) * face::kVertexCount * 3);
        std::memcpy(one.face.blendshapes.data(), row + face::kVertexCount * 3,
                    sizeof(float) * face::kBlendshapeCount);
        one.face.confidence = row[kValuesPerFace - 1];
        measured.push_back(one);
    }
    return measured;
}

}  // namespace ganemotion::training
