#pragma once

#include <opencv2/core.hpp>

#include "face/face.h"
#include "media/picture.h"

namespace ganemotion::expression {

/// Where the eyes and the mouth of a mesh are.
struct FacePoints {
    cv::Point2f eyes;           ///< midway between the eyes
    cv::Point2f right_to_left;  ///< from the person's right eye to the left
    cv::Point2f mouth;          ///< midway between its corners

    /// A length that neither a turned nor a raised head changes much: the distance of the eyes and that of
    /// the mouth from them, as the legs of a right triangle.
    [[nodiscard]] float size() const;
};
FacePoints points_of(const face::Vertices& mesh);

/// The face in FER2013's framing: 48x48 gray (CV_8UC1), eyes level.
cv::Mat aligned_face(const media::Picture& picture, const face::Vertices& mesh);

/// A crop of a face of any size, as it is: 48x48 gray.
cv::Mat gray_crop(const media::Picture& crop);

}  // namespace ganemotion::expression
