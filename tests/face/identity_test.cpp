#include "face/identity.h"

#include <gtest/gtest.h>
#include <opencv2/imgproc.hpp>

#include "face/face_finder.h"
#include "face/gallery.h"
#include "pictures.h"

namespace ganemotion::face {
namespace {

class AnIdentity : public testing::Test {
  protected:
    FaceFinder finder_;
    IdentityReader reader_;

    Identity of(const cv::Mat& rgb) {
        const auto picture = media::from_rgb(rgb);
        return reader_.describe(picture, finder_.find(picture).at(0).mesh);
    }
};

TEST_F(AnIdentity, IsTheSameSmallDarkWarmAndTilted) {
    const Identity known = of(astronaut());
    EXPECT_NEAR(known.norm(), 1, 1e-4);
    cv::Mat small, dark, tilted;
    cv::resize(astronaut(), small, {}, 0.65, 0.65, cv::INTER_AREA);
    cv::multiply(astronaut(), cv::Scalar(0.4, 0.35, 0.3), dark);
    cv::warpAffine(astronaut(), tilted, cv::getRotationMatrix2D({220, 120}, 20, 1.3), {512, 512});
    for (const cv::Mat& again : {small, dark, tilted})
        EXPECT_GT(likeness(known, of(again)), GalleryOptions().alike);
}

TEST_F(AnIdentity, IsNotSomebodyElses) {
    const auto stills = shared_data("stills");
    SKIP_WITHOUT(stills);
    const Identity known = of(astronaut());
    for (const char* file : {"art_6.jpg", "s1.jpg", "happy.jpg"})
        EXPECT_LT(likeness(known, of(media::to_rgb(media::read_picture(stills / file)))),
                  GalleryOptions().alike)
            << file;
}

}  // namespace
}  // namespace ganemotion::face
