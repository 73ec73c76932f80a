#include "training/posed_sheet.h"

namespace ganemotion::training {

bool is_worth_showing(const Poses& poses) {
    constexpr std::size_t kFew = 4;
    std::size_t shown = 0;
    for (const char* emotion : kPosed) shown += poses.count(emotion);
    return poses.contains("Neutral") && shown >= kFew;
}

media::Picture picture_of(const torch::Tensor& rgb) {
    const torch::Tensor bytes = (rgb.clamp(0, 1) * 255).round().to(torch::kByte).contiguous();
    media::Picture picture;
    for (std::size_t i = 0; i < picture.planes.size(); ++i) {
        const torch::Tensor plane = bytes[static_cast<std::int64_t>(i)];
        picture.planes[i] = cv::Mat(static_cast<int>(plane.size(0)), static_cast<int>(plane.size(1)), CV_8UC1,
                                    plane.data_ptr())
                                .clone();
    }
    return picture;
}

}  // namespace ganemotion::training
