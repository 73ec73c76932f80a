#include "face/coarse_luma.h"

#include <opencv2/imgproc.hpp>

namespace ganemotion::face {

cv::Mat coarse_luma(const media::Picture& picture, cv::Size cells, int samples) {
    cv::Mat some, few;
    cv::resize(picture.planes[0], some, cells * samples, 0, 0, cv::INTER_NEAREST);
    some.convertTo(some, CV_32F);
    cv::resize(some, few, cells, 0, 0, cv::INTER_AREA);
    return few;
}

}  // namespace ganemotion::face
