#pragma once

#include <opencv2/core.hpp>

#include "media/picture.h"

namespace ganemotion::face {

struct SurroundingsOptions {
    float beside = 0.65F;  ///< from the middle of a face on, in widths (across) and heights (down) of its
                           ///< box: nearer, lips and brows move anyway
    float as_far_as = 2;   ///< in widths of the face
    /// A place has changed from this change of luma on, in shares of the mean luma and `black`: a hand is
    /// lighter or darker than clothes, hair and walls by more, grain by less.
    float change = 0.1F;
    float black = 20;
};

/// What a picture is like around faces, coarsely.
class Surroundings {
  public:
    explicit Surroundings(const media::Picture& picture, const SurroundingsOptions& options = {});

    /// How much around a face is not as it was before, in areas of the face: from the shake of a still head
    /// (0.01) to someone who walks (1). Everything where the pictures are of different size.
    [[nodiscard]] float changed_since(const Surroundings& before, const cv::Rect2f& face) const;

  private:
    SurroundingsOptions options_;
    float cell_;    ///< pixels a side
    cv::Mat luma_;  ///< CV_32FC1, of cells
};

}  // namespace ganemotion::face
