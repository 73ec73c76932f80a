#pragma once

#include <filesystem>

#include <opencv2/core.hpp>

#include "face/face.h"
#include "media/picture_file.h"

namespace ganemotion::face {

/// The portrait of Eileen Collins (NASA, public domain): one face, 92 pixels wide.
inline cv::Mat astronaut() {
    return media::to_rgb(media::read_picture(PROJECT_FOLDER "/vendor/pictures/astronaut.png"));
}

/// A folder or file of the real data beside the project; the test that needs it skips where it is not there.
inline std::filesystem::path shared_data(const std::string& name) {
    return std::filesystem::path(SHARED_DATA_FOLDER) / name;
}

#define SKIP_WITHOUT(path) \
    if (!std::filesystem::exists(path)) GTEST_SKIP() << "real data is not here: " << (path)

/// From ear to ear, in the plane of the picture.
inline float face_width(const Vertices& mesh) {
    return (mesh.row(234) - mesh.row(454)).head<2>().norm();
}

/// The mean distance of two meshes in the picture, as a share of the face's width.
inline float difference(const Vertices& a, const Vertices& b) {
    return (a - b).leftCols<2>().rowwise().norm().mean() / face_width(b);
}

/// The gap between the lips, as a share of the face's width.
inline float lip_gap(const Vertices& mesh) {
    return (mesh.row(13) - mesh.row(14)).head<2>().norm() / face_width(mesh);
}

}  // namespace ganemotion::face
