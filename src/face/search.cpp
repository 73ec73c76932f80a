#include "face/search.h"

#include <algorithm>
#include <cmath>

namespace ganemotion::face {
namespace {

/// How much farther away the second look is: a tight face takes up half of it then, as faces do that the
/// detector was trained on.
constexpr float kFartherAway = 2;
/// Share of a tile that its neighbour shows too: more than the largest face that the look before may have
/// missed.
constexpr float kTileOverlap = 0.3F;
/// A picture longer than this many times its short side is looked at in squares.
constexpr float kNearlySquare = 1.2F;
/// Meshes that overlap more are of one face.
constexpr float kSameFace = 0.3F;
/// Detections of overlapping tiles that are one face.
constexpr float kSameDetection = 0.3F;
/// A presence at the first pass below which no further pass is worth its time: noise stays below, a face seen
/// askew not.
constexpr float kHopeless = 0.05F;

int tiles_along(int length, int tile) {
    if (length <= tile) return 1;
    return 1 + static_cast<int>(std::ceil(static_cast<float>(length - tile) /
                                          (static_cast<float>(tile) * (1 - kTileOverlap))));
}

Look tiles(cv::Size size, int tile, const Region& whole) {
    Look look;
    const int across = tiles_along(size.width, tile);
    const int down = tiles_along(size.height, tile);
    const auto place = [&](int index, int count, int length) {
        const float first = static_cast<float>(std::min(tile, length)) / 2;
        const float way = static_cast<float>(std::max(length - tile, 0));
        return first + (count > 1 ? way * static_cast<float>(index) / static_cast<float>(count - 1) : 0);
    };
    for (int y = 0; y < down; ++y)
        for (int x = 0; x < across; ++x)
            look.push_back({{place(x, across, size.width), place(y, down, size.height)},
                            static_cast<float>(tile),
                            whole.angle});
    return look;
}

/// Keeps the first of those that are the same face.
void drop_repeated(std::vector<FaceNetworks::Mesh>& meshes) {
    std::vector<FaceNetworks::Mesh> kept;
    for (const auto& mesh : meshes)
        if (std::none_of(kept.begin(), kept.end(), [&](const auto& other) {
                return overlap(mesh.vertices, other.vertices) > kSameFace;
            }))
            kept.push_back(mesh);
    meshes = std::move(kept);
}

}  // namespace

std::vector<Look> looks_at(cv::Size size, int rotation) {
    const Region whole = whole_picture(size, rotation);
    Region farther = whole;
    farther.side *= kFartherAway;
    std::vector<Look> looks = {{whole}, {farther}};
    const int shorter = std::min(size.width, size.height);
    // A tile that the detector would have to enlarge shows it nothing new.
    if (whole.side > kNearlySquare * static_cast<float>(shorter) && shorter >= kDetectorSide)
        looks.push_back(tiles(size, shorter, whole));
    if (shorter / 2 >= kDetectorSide) looks.push_back(tiles(size, shorter / 2, whole));
    return looks;
}

FaceNetworks::Mesh settled_mesh(FaceNetworks& networks, const media::Picture& picture, Region region,
                                int passes) {
    FaceNetworks::Mesh mesh = networks.mesh(picture, region);
    for (int pass = 1; pass < passes && mesh.presence > kHopeless; ++pass)
        mesh = networks.mesh(picture, region_of(mesh.vertices));
    return mesh;
}

std::vector<FaceNetworks::Mesh> search(FaceNetworks& networks, const media::Picture& picture,
                                       const Look& look, const FinderOptions& options) {
    std::vector<Detection> detections;
    for (const Region& region : look)
        for (const Detection& one : networks.detect(picture, region, options.min_detection))
            detections.push_back(one);
    detections = melted(std::move(detections), kSameDetection);
    std::stable_sort(detections.begin(), detections.end(),
                     [](const Detection& a, const Detection& b) { return a.side > b.side; });
    std::vector<FaceNetworks::Mesh> meshes;
    for (const Detection& one : detections) {
        const auto mesh = settled_mesh(networks, picture, region_of(one), options.passes);
        if (mesh.presence >= options.min_presence) meshes.push_back(mesh);
        drop_repeated(meshes);
        if (static_cast<int>(meshes.size()) == options.max_faces) break;
    }
    std::stable_sort(meshes.begin(), meshes.end(), [](const auto& a, const auto& b) {
        return box_of(a.vertices).area() > box_of(b.vertices).area();
    });
    return meshes;
}

float overlap(const Vertices& a, const Vertices& b) {
    const cv::Rect2f first = box_of(a);
    const cv::Rect2f second = box_of(b);
    const float shared = (first & second).area();
    const float together = first.area() + second.area() - shared;
    return together > 0 ? shared / together : 0;
}

}  // namespace ganemotion::face
