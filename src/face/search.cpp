#include "face/search.h"

#include <algorithm>
#include <cmath>

namespace ganemotion::face {
namespace {

/// How much farther away than the whole: a tight face takes up half of the input then, as faces do that the
/// detector was trained on.
constexpr float kFartherAway = 2;
/// Share of a tile that its neighbour shows too: more than the largest face that the coarser look may have
/// missed.
constexpr float kTileOverlap = 0.3F;
/// A picture longer than this many times its short side is looked at in squares.
constexpr float kNearlySquare = 1.2F;
/// The share of a look's side that a face must have for the detector to see it surely.
constexpr float kSmallestSeen = 0.12F;
/// A face narrower than this share of the largest is the background.
constexpr float kSmallestThatMatters = 0.3F;
/// Detections of overlapping tiles, and meshes, that overlap more are one face.
constexpr float kSameFace = 0.3F;
/// A presence at the first pass below which no further pass is worth its time: noise stays below, a face seen
/// askew does not.
constexpr float kHopeless = 0.05F;

int tiles_along(int length, int tile) {
    if (length <= tile) return 1;
    const float step = static_cast<float>(tile) * (1 - kTileOverlap);
    return 1 + static_cast<int>(std::ceil(static_cast<float>(length - tile) / step));
}

Look tiles(cv::Size size, int tile, float angle) {
    Look look;
    const int across = tiles_along(size.width, tile);
    const int down = tiles_along(size.height, tile);
    const auto place = [&](int index, int count, int length) {
        const float first = static_cast<float>(std::min(tile, length)) / 2;
        const auto way = static_cast<float>(std::max(length - tile, 0));
        return first + (count > 1 ? way * static_cast<float>(index) / static_cast<float>(count - 1) : 0);
    };
    for (int y = 0; y < down; ++y)
        for (int x = 0; x < across; ++x)
            look.push_back({{place(x, across, size.width), place(y, down, size.height)},
                            static_cast<float>(tile),
                            angle});
    return look;
}

/// Asked before the mesh network is: most of what the detector sees in a video is known.
bool is_new(const Detection& detection, const std::vector<FaceNetworks::Mesh>& found) {
    return std::none_of(found.begin(), found.end(),
                        [&](const auto& other) { return box_of(other.vertices).contains(detection.centre); });
}

bool is_new(const FaceNetworks::Mesh& mesh, const std::vector<FaceNetworks::Mesh>& found) {
    return std::none_of(found.begin(), found.end(), [&](const auto& other) {
        return overlap(mesh.vertices, other.vertices) > kSameFace;
    });
}

}  // namespace

Looks looks_at(cv::Size size, int rotation) {
    const Region whole = whole_picture(size, rotation);
    Region farther = whole;
    farther.side *= kFartherAway;
    Looks looks{{farther}, {whole}, {}};
    const int shorter = std::min(size.width, size.height);
    // A tile that the detector would have to enlarge shows it nothing new.
    for (const int tile : {shorter, shorter / 2, shorter / 4})
        if (tile >= kFaceDetector.side && whole.side > kNearlySquare * static_cast<float>(tile))
            looks.parts.push_back(tiles(size, tile, whole.angle));
    return looks;
}

bool hides_faces(const Look& look, float width_of_largest) {
    return kSmallestSeen * look.front().side > kSmallestThatMatters * width_of_largest;
}

FaceNetworks::Mesh settled_mesh(FaceNetworks& networks, const media::Picture& picture, Region region,
                                int passes) {
    FaceNetworks::Mesh mesh = networks.mesh(picture, region);
    for (int pass = 1; pass < passes && mesh.presence > kHopeless; ++pass)
        mesh = networks.mesh(picture, region_of(mesh.vertices));
    return mesh;
}

void search(FaceNetworks& networks, const media::Picture& picture, const Look& look,
            const FinderOptions& options, std::vector<FaceNetworks::Mesh>& found) {
    std::vector<Detection> detections;
    for (const Region& region : look)
        for (const Detection& one : networks.detect(picture, region, options.min_detection))
            detections.push_back(one);
    detections = melted(std::move(detections), kSameFace);
    std::stable_sort(detections.begin(), detections.end(),
                     [](const Detection& a, const Detection& b) { return a.side > b.side; });
    for (const Detection& one : detections) {
        if (static_cast<int>(found.size()) >= options.max_faces) return;
        if (!is_new(one, found)) continue;
        const auto mesh = settled_mesh(networks, picture, region_of(one), options.passes);
        if (mesh.presence >= options.min_presence && is_new(mesh, found)) found.push_back(mesh);
    }
}

std::vector<FaceNetworks::Mesh> search(FaceNetworks& networks, const media::Picture& picture, int rotation,
                                       const FinderOptions& options) {
    const Looks looks = looks_at(picture.size(), rotation);
    std::vector<FaceNetworks::Mesh> found;
    search(networks, picture, looks.whole, options, found);
    if (found.empty()) search(networks, picture, looks.farther, options, found);
    const auto width = [](const FaceNetworks::Mesh& mesh) { return box_of(mesh.vertices).width; };
    const auto wider = [&](const auto& a, const auto& b) { return width(a) > width(b); };
    const Look* coarser = &looks.whole;
    for (const Look& finer : looks.parts) {
        std::stable_sort(found.begin(), found.end(), wider);
        if (!found.empty() && !hides_faces(*coarser, width(found.front()))) break;
        search(networks, picture, finer, options, found);
        coarser = &finer;
    }
    std::stable_sort(found.begin(), found.end(), wider);
    return found;
}

float overlap(const Vertices& a, const Vertices& b) {
    const cv::Rect2f first = box_of(a);
    const cv::Rect2f second = box_of(b);
    const float shared = (first & second).area();
    const float together = first.area() + second.area() - shared;
    return together > 0 ? shared / together : 0;
}

}  // namespace ganemotion::face
