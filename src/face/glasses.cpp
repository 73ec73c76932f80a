#include "face/glasses.h"

#include <algorithm>
#include <array>
#include <cmath>

#include <opencv2/imgproc.hpp>

namespace ganemotion::face {

namespace {

// The patch: between the inner corners of the eyes, from the height of the brows down to the middle of the
// nose's ridge.
constexpr int kRightInnerCorner = 133;
constexpr int kLeftInnerCorner = 362;
constexpr int kBetweenBrows = 9;
constexpr int kRidge = 195;
constexpr float kAcross = 0.36F;  // width of the patch over the distance of the inner corners
constexpr int kRows = 64;
constexpr int kColumns = 16;

// Below the first line nobody wears glasses, from the second on everybody does: of 303 portraits of CFEE, who
// wear none and frown at that, two have more than 0.4 and none 0.5; 47 of the 48 faces of UTKFace with the
// darkest lines, 0.78 and more, wear glasses (docs/models/migration.md).
constexpr float kNone = 0.45F;
constexpr float kSure = 0.7F;

constexpr Seconds kMemory{1};

// Where frames may lie, in the unit of the mean face (1 between the outer corners of the eyes), around the
// middle of each eye: an ellipse that reaches the bridge, the temples and the cheeks, but for the lids in
// it. Both are faded over a share of their radii.
constexpr float kFrameOutward = 0.36F;
constexpr float kFrameInward = 0.6F;
constexpr float kFrameUp = 0.18F;  // brows lie at 0.2 and may move
constexpr float kFrameDown = 0.26F;
constexpr float kFrameFade = 0.5F;
constexpr float kLidsAcross = 0.17F;
constexpr float kLidsDown = 0.06F;
constexpr float kLidsFade = 0.4F;
constexpr float kLidsShare = 0.35F;  // the upper rim lies close to the lid: with more of its motion it bends
constexpr std::array<std::array<int, 2>, 2> kEyeCorners = {{{33, 133}, {263, 362}}};

// The edges of the brows, upper and lower, from the temple to the nose.
constexpr std::array<std::array<int, 2>, 10> kBrowEdges = {{{70, 46},
                                                            {63, 53},
                                                            {105, 52},
                                                            {66, 65},
                                                            {107, 55},
                                                            {300, 276},
                                                            {293, 283},
                                                            {334, 282},
                                                            {296, 295},
                                                            {336, 285}}};

// Beside a line of a frame, its skin lies within so many rows.
constexpr int kBeside = 12;

/// How far out a point lies of a figure that is half an ellipse to each side: 1 on its edge.
struct Figure {
    float outward, inward, up, down;

    [[nodiscard]] float radius(float outwards, float down_from_middle) const {
        return std::hypot(outwards / (outwards > 0 ? outward : inward),
                          down_from_middle / (down_from_middle > 0 ? down : up));
    }
};
constexpr Figure kFrame{kFrameOutward, kFrameInward, kFrameUp, kFrameDown};
constexpr Figure kLids{kLidsAcross, kLidsAcross, kLidsDown, kLidsDown};

}  // namespace

float bridge_line(const media::Picture& picture, const Vertices& mesh) {
    const auto at = [&](int vertex) { return cv::Point2f(mesh(vertex, 0), mesh(vertex, 1)); };
    const cv::Point2f across = kAcross * (at(kLeftInnerCorner) - at(kRightInnerCorner)) / (kColumns - 1);
    const cv::Point2f down = (at(kRidge) - at(kBetweenBrows)) / (kRows - 1);
    const cv::Point2f corner = at(kBetweenBrows) - 0.5F * (kColumns - 1) * across;
    const cv::Matx23f to_picture(across.x, down.x, corner.x, across.y, down.y, corner.y);
    cv::Mat gray;
    cv::cvtColor(media::sample_rgb(picture, to_picture, {kColumns, kRows}), gray, cv::COLOR_RGB2GRAY);

    // The median over the columns: a line crosses them all, a mole or a light does not.
    std::array<float, kRows> profile{};
    for (int y = 0; y < kRows; ++y) {
        std::array<uchar, kColumns> row{};
        std::copy_n(gray.ptr(y), kColumns, row.begin());
        std::nth_element(row.begin(), row.begin() + kColumns / 2, row.end());
        constexpr float kFloor = 8;  // grain in the dark is no line
        profile[static_cast<std::size_t>(y)] = std::log(kFloor + row[kColumns / 2]);
    }
    float deepest = 0;
    for (int y = kBeside / 2; y < kRows - kBeside / 2; ++y) {
        const float* const middle = profile.data() + y;
        const float above = *std::max_element(middle - std::min(y, kBeside), middle + 1);
        const float below = *std::max_element(middle, middle + std::min(kRows - y, kBeside + 1));
        deepest = std::max(deepest, std::min(above, below) - *middle);
    }
    return deepest;
}

float glasses_share(float line) {
    return std::clamp((line - kNone) / (kSure - kNone), 0.0F, 1.0F);
}

float GlassesWatch::see(const media::Picture& picture, const Vertices& mesh, int id, Seconds time) {
    const float line = bridge_line(picture, mesh);
    const auto [found, is_new] = memories_.try_emplace(id, Memory{line, time, time});
    Memory& memory = found->second;
    if (!is_new && time > memory.last) {
        const Seconds seen = std::min(kMemory, time - memory.first);
        memory.line += static_cast<float>(1 - std::exp(-(time - memory.last) / seen)) * (line - memory.line);
        memory.last = time;
    } else if (time < memory.last) {
        memory = {line, time, time};
    }
    return glasses_share(memory.line);
}

VertexShares free_of_glasses(const Vertices& mean_face) {
    VertexShares beyond = VertexShares::Ones();
    VertexShares lids = VertexShares::Zero();
    for (const auto& [outer, inner] : kEyeCorners) {
        const Eigen::RowVector2f middle = (mean_face.row(outer) + mean_face.row(inner)).head<2>() / 2;
        const float outwards = mean_face(outer, 0) > mean_face(inner, 0) ? 1 : -1;
        for (int i = 0; i < kVertexCount; ++i) {
            const Eigen::RowVector2f from_middle = mean_face.row(i).head<2>() - middle;
            const float across = outwards * from_middle.x();
            beyond[i] = std::min(beyond[i], (kFrame.radius(across, from_middle.y()) - 1) / kFrameFade);
            const float of_lids = 1 - (kLids.radius(across, from_middle.y()) - 1) / kLidsFade;
            lids[i] = std::max(lids[i], kLidsShare * std::clamp(of_lids, 0.0F, 1.0F));
        }
    }
    VertexShares shares = beyond.cwiseMax(lids).cwiseMax(0).cwiseMin(1);
    // A brow moves as one: with an edge that goes farther than the other it would grow as it rises.
    for (const auto& [upper, lower] : kBrowEdges)
        shares[upper] = shares[lower] = (shares[upper] + shares[lower]) / 2;
    return shares;
}

}  // namespace ganemotion::face
