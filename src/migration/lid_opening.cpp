#include "migration/lid_opening.h"

#include <algorithm>
#include <cmath>
#include <vector>

#include <opencv2/imgproc.hpp>

#include "migration/mesh_point.h"
#include "migration/topology.h"

namespace ganemotion::migration {

LidOpening::LidOpening(const face::Vertices& mesh, std::size_t eye) {
    const EyeVertices& vertices = kEyes.at(eye);
    first_ = point_of(mesh, vertices.upper.front());
    const cv::Point2f across = point_of(mesh, vertices.upper.back()) - first_;
    width_ = std::max(1.0F, std::hypot(across.x, across.y));
    along_ = across / width_;
    down_ = {-along_.y, along_.x};
    const std::size_t middle = vertices.upper.size() / 2;
    if ((point_of(mesh, vertices.lower[middle]) - point_of(mesh, vertices.upper[middle])).dot(down_) < 0)
        down_ = -down_;
    std::vector<cv::Point2f> points;
    const auto heights = [&](const auto& lid, auto& columns) {
        std::size_t next = 1;
        for (int column = 0; column < kColumns; ++column) {
            const float at = static_cast<float>(column) / (kColumns - 1);
            const auto place = [&](std::size_t i) {
                const cv::Point2f from = (point_of(mesh, lid[i]) - first_) / width_;
                return cv::Point2f(from.dot(along_), from.dot(down_));
            };
            while (next + 1 < lid.size() && place(next).x < at) ++next;
            const cv::Point2f a = place(next - 1), b = place(next);
            const float share = b.x > a.x ? std::clamp((at - a.x) / (b.x - a.x), 0.0F, 1.0F) : 1;
            columns[static_cast<std::size_t>(column)] = (1 - share) * a.y + share * b.y;
        }
        for (const int vertex : lid) points.push_back(point_of(mesh, vertex));
    };
    heights(vertices.upper, upper_);
    heights(vertices.lower, lower_);
    for (std::size_t column = 0; column < kColumns; ++column)
        openness_ = std::max(openness_, lower_[column] - upper_[column]);
    box_ = cv::boundingRect(points);
}

float LidOpening::below(const Lid& lid, float along) {
    const float column = along * (kColumns - 1);
    const auto before = std::min(static_cast<std::size_t>(column), std::size_t{kColumns - 2});
    const float share = column - static_cast<float>(before);
    return (1 - share) * lid[before] + share * lid[before + 1];
}

LidOpening::Place LidOpening::place(cv::Point2f at) const {
    const cv::Point2f from = (at - first_) / width_;
    const float along = from.dot(along_), down = from.dot(down_);
    if (along < 0 || along > 1) return {};
    return {along, down - below(upper_, along), below(lower_, along) - down};
}

cv::Point2f LidOpening::point(float along, float share) const {
    const float down = (1 - share) * below(upper_, along) + share * below(lower_, along);
    return first_ + width_ * (along * along_ + down * down_);
}

}  // namespace ganemotion::migration
