#include "face/turned_picture.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <numbers>

#include <opencv2/imgproc.hpp>

namespace ganemotion::training {

namespace {

constexpr int kRightEar = 234, kLeftEar = 454;

struct Corner {
    cv::Point2f from;  // in the picture
    cv::Point3f to;    // turned
};

Eigen::RowVector3f turned_point(const Eigen::RowVector3f& point, const Eigen::RowVector3f& middle,
                                float yaw) {
    const float angle = yaw * std::numbers::pi_v<float> / 180;
    const Eigen::RowVector3f d = point - middle;
    return middle + Eigen::RowVector3f(std::cos(angle) * d.x() - std::sin(angle) * d.z(), d.y(),
                                       std::sin(angle) * d.x() + std::cos(angle) * d.z());
}

Eigen::RowVector3f middle_of(const face::Vertices& mesh) {
    return (mesh.row(kRightEar) + mesh.row(kLeftEar)) / 2;
}

/// Vertices of the face and two rings around it, as warps have them; the rings fall back like a head's sides.
std::vector<Corner> corners_of(const face::Vertices& mesh, float yaw) {
    const Eigen::RowVector3f middle = middle_of(mesh);
    const Eigen::RowVector3f centre = mesh.topRows(face::kFaceVertexCount).colwise().mean();
    std::vector<Corner> corners;
    const auto add = [&](const Eigen::RowVector3f& point) {
        const Eigen::RowVector3f to = turned_point(point, middle, yaw);
        corners.push_back({{point.x(), point.y()}, {to.x(), to.y(), to.z()}});
    };
    for (int i = 0; i < face::kFaceVertexCount; ++i) add(mesh.row(i));
    for (const float factor : {migration::kInnerRing, migration::kOuterRing})
        for (const int vertex : migration::kOutline) {
            Eigen::RowVector3f point = mesh.row(vertex);
            const Eigen::RowVector3f out = point - centre;
            point.head<2>() += (factor - 1) * out.head<2>();
            point.z() += (factor - 1) * out.head<2>().norm();
            add(point);
        }
    return corners;
}

float cross(cv::Point2f a, cv::Point2f b) {
    return a.x * b.y - a.y * b.x;
}

void draw(cv::Mat& sources, const std::array<const Corner*, 3>& corners) {
    std::array<cv::Point2f, 3> p;
    for (std::size_t i = 0; i < 3; ++i) p[i] = {corners[i]->to.x, corners[i]->to.y};
    const float area = cross(p[1] - p[0], p[2] - p[0]);
    if (std::abs(area) < 1e-6F) return;
    const cv::Rect box = cv::boundingRect(std::vector<cv::Point2f>(p.begin(), p.end())) &
                         cv::Rect(cv::Point(), sources.size());
    for (int y = box.y; y < box.y + box.height; ++y)
        for (int x = box.x; x < box.x + box.width; ++x) {
            const cv::Point2f at(static_cast<float>(x), static_cast<float>(y));
            const float a = cross(p[1] - at, p[2] - at) / area;
            const float b = cross(p[2] - at, p[0] - at) / area;
            if (a < 0 || b < 0 || a + b > 1) continue;
            sources.at<cv::Point2f>(y, x) =
                a * corners[0]->from + b * corners[1]->from + (1 - a - b) * corners[2]->from;
        }
}

}  // namespace

face::Vertices turned(const face::Vertices& mesh, float yaw) {
    const Eigen::RowVector3f middle = middle_of(mesh);
    face::Vertices result;
    for (int i = 0; i < face::kVertexCount; ++i) result.row(i) = turned_point(mesh.row(i), middle, yaw);
    return result;
}

media::Picture turned_picture(const media::Picture& picture, const face::Vertices& mesh,
                              const std::vector<migration::Triangle>& triangles, float yaw) {
    const std::vector<Corner> corners = corners_of(mesh, yaw);
    const auto corner = [&](int index) { return &corners[static_cast<std::size_t>(index)]; };
    std::vector<std::pair<float, const migration::Triangle*>> order;
    for (const auto& t : triangles)
        order.emplace_back(-(corner(t[0])->to.z + corner(t[1])->to.z + corner(t[2])->to.z), &t);
    std::sort(order.begin(), order.end());
    const cv::Mat rgb = media::to_rgb(picture);
    cv::Mat sources(rgb.size(), CV_32FC2, cv::Scalar(-9, -9));
    for (const auto& [away, t] : order) draw(sources, {corner((*t)[0]), corner((*t)[1]), corner((*t)[2])});
    cv::Mat result;
    cv::remap(rgb, result, sources, cv::noArray(), cv::INTER_CUBIC, cv::BORDER_CONSTANT, cv::mean(rgb));
    return media::from_rgb(result);
}

}  // namespace ganemotion::training
