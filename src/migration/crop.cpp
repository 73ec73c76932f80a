#include "migration/crop.h"

namespace ganemotion::migration {

namespace {

// A quarter larger than the mesh: chin and brows have room to move, and few of the crop's pixels are spent on
// what does not.
constexpr float kMargin = 1.25F;

}  // namespace

face::Region crop_region(const face::Vertices& mesh) {
    const cv::Rect2f box = face::box_of(mesh);
    face::Region region = face::region_of(mesh);
    region.side = kMargin * std::max(box.width, box.height);
    return region;
}

cv::Mat crop(const media::Picture& picture, const face::Vertices& mesh) {
    return face::sample_region(picture, crop_region(mesh), kCropSide, cv::BORDER_REPLICATE);
}

}  // namespace ganemotion::migration
