#include "migration/lips.h"

#include <algorithm>
#include <array>

namespace ganemotion::migration {

namespace {

// Gap over width of the inner lips: the mesh of closed lips has up to 0.06, and from 0.2 the inner mouth is
// large enough to be stretched.
constexpr double kTouching = 0.06;
constexpr double kApart = 0.2;

// The lips in nine columns from corner to corner; in each the rows from the inner edge to the outer.
constexpr int kColumns = 9;
constexpr int kRows = 4;
using Lip = std::array<std::array<int, kColumns>, kRows>;
constexpr Lip kUpperLip = {{{191, 80, 81, 82, 13, 312, 311, 310, 415},
                            {183, 42, 41, 38, 12, 268, 271, 272, 407},
                            {184, 74, 73, 72, 11, 302, 303, 304, 408},
                            {185, 40, 39, 37, 0, 267, 269, 270, 409}}};
constexpr Lip kLowerLip = {{{95, 88, 178, 87, 14, 317, 402, 318, 324},
                            {96, 89, 179, 86, 15, 316, 403, 319, 325},
                            {77, 90, 180, 85, 16, 315, 404, 320, 307},
                            {146, 91, 181, 84, 17, 314, 405, 321, 375}}};
constexpr int kMiddleColumn = 4;
constexpr int kCorners[] = {78, 308};

void shift(face::Vertices& displacement, const Lip& lip, std::size_t column, const Eigen::RowVector3f& by) {
    for (const auto& row : lip) displacement.row(row[column]) += by;
}

}  // namespace

double mouth_openness(const face::Vertices& mesh) {
    const double gap = (mesh.row(kUpperLip[0][kMiddleColumn]) - mesh.row(kLowerLip[0][kMiddleColumn])).norm();
    const double width = (mesh.row(kCorners[0]) - mesh.row(kCorners[1])).norm();
    return std::clamp((gap / width - kTouching) / (kApart - kTouching), 0.0, 1.0);
}

void keep_lips_together(face::Vertices& displacement, double openness) {
    const auto closed = static_cast<float>(1 - openness);
    for (std::size_t column = 0; column < kColumns; ++column) {
        const Eigen::RowVector3f parting =
            displacement.row(kLowerLip[0][column]) - displacement.row(kUpperLip[0][column]);
        if (parting.y() <= 0) continue;  // it presses the lips together
        shift(displacement, kUpperLip, column, 0.5F * closed * parting);
        shift(displacement, kLowerLip, column, -0.5F * closed * parting);
    }
}

}  // namespace ganemotion::migration
