#include "face/mesh_variants.h"

#include <cstdio>

#include <opencv2/core.hpp>

#include "face/landmarks_file.h"
#include "face/search.h"
#include "media/picture_file.h"

namespace ganemotion::training {

namespace {

constexpr int kPasses = 3;
constexpr float kTightness = 1.3F / 1.5F;
constexpr float kShift = 0.02F;  // of the region's side
constexpr float kTurn = 0.052F;  // three degrees

media::Picture flipped(const media::Picture& picture) {
    media::Picture result = picture;
    for (cv::Mat& plane : result.planes) {
        cv::Mat turned;
        cv::flip(plane, turned, 1);
        plane = turned;
    }
    return result;
}

face::Vertices unflipped(const face::Vertices& mesh, const MirrorPairs& mirror, int width) {
    face::Vertices result;
    for (int i = 0; i < face::kVertexCount; ++i) {
        result.row(i) = mesh.row(mirror[static_cast<std::size_t>(i)]);
        result(i, 0) = static_cast<float>(width - 1) - result(i, 0);
    }
    return result;
}

/// The settled region's mesh averaged with those of regions around it.
face::Vertices shifted_mean(face::FaceNetworks& networks, const media::Picture& picture,
                            const face::Vertices& settled) {
    face::Vertices sum = settled;
    for (int k = 0; k < 4; ++k) {
        face::Region region = face::region_of(settled);
        region.centre += cv::Point2f(k % 2 == 0 ? kShift : -kShift, k < 2 ? kShift : -kShift) * region.side;
        region.angle += k % 2 == 0 ? kTurn : -kTurn;
        sum += networks.mesh(picture, region).vertices;
    }
    return sum / 5;
}

}  // namespace

std::string name_of(MeshWay way) {
    switch (way) {
        case MeshWay::kOnePass:
            return "one pass";
        case MeshWay::kSettled:
            return "three passes";
        case MeshWay::kTight:
            return "three passes, then tighter";
        case MeshWay::kFlipped:
            return "three passes, mirrored picture averaged";
        case MeshWay::kShifted:
            return "three passes, four shifted regions averaged";
        case MeshWay::kOriginal:
            return "full-size original";
    }
    return {};
}

std::vector<std::vector<MeasuredPortrait>> measure_ways(const std::filesystem::path& folder,
                                                        const MirrorPairs& mirror, int every) {
    const std::vector<Portrait> portraits = read_portraits(folder);
    const std::vector<face::Vertices> originals = read_landmarks(folder / "landmarks478.npy");
    face::FaceNetworks networks(1);
    std::vector<std::vector<MeasuredPortrait>> ways(std::size(kMeshWays));
    for (std::size_t i = 0; i < portraits.size(); ++i) {
        if (i % 500 == 0) std::fprintf(stderr, "measured %zu of %zu portraits\n", i, portraits.size());
        if (portraits[i].person % every != 0 && !is_test_person(portraits[i].person)) continue;
        const media::Picture picture = media::read_picture(folder / "images" / portraits[i].file);
        const auto found = networks.detect(picture, face::whole_picture(picture.size(), 0), 0.5F);
        if (found.empty()) continue;
        const auto first = networks.mesh(picture, face::region_of(found.front()));
        const face::Vertices settled =
            face::settled_mesh(networks, picture, face::region_of(first.vertices), kPasses - 1).vertices;
        face::Region tight = face::region_of(settled);
        tight.side *= kTightness;
        const media::Picture mirror_image = flipped(picture);
        const face::Vertices other = unflipped(
            networks.mesh(mirror_image, face::region_of(unflipped(settled, mirror, picture.size().width)))
                .vertices,
            mirror, picture.size().width);
        const MeshesOfWays meshes = {first.vertices,
                                     settled,
                                     networks.mesh(picture, tight).vertices,
                                     (settled + other) / 2,
                                     shifted_mean(networks, picture, settled),
                                     originals.at(i)};
        for (std::size_t way = 0; way < meshes.size(); ++way)
            ways[way].push_back(
                {portraits[i], face::face_of({meshes[way], first.presence}, networks, picture.size())});
    }
    return ways;
}

}  // namespace ganemotion::training
