#include "migration/crop.h"

#include <gtest/gtest.h>

#include "face/face_finder.h"
#include "ganemotion/error.h"
#include "media/picture_file.h"
#include "migration/crop_overlay.h"
#include "migration/migrator.h"

namespace ganemotion::migration {
namespace {

class CropOfThePortrait : public testing::Test {
  protected:
    static void SetUpTestSuite() {
        picture_ = media::read_picture(PROJECT_FOLDER "/vendor/pictures/astronaut.png");
        face_ = face::FaceFinder().find(picture_).at(0);
    }
    static ActionUnits frown() {
        ActionUnits change;
        change[4] = change[9] = 0.6F;
        return change;
    }
    /// A crop that keeps all but what is painted by `share`, all over.
    static CropPaint flat(float share, const cv::Scalar& colour) {
        const cv::Size side(kCropSide, kCropSide);
        return {face_.mesh, cv::Mat(side, CV_32FC1, cv::Scalar(share)), cv::Mat(side, CV_32FC3, colour)};
    }
    static double difference(const media::Picture& a, const media::Picture& b) {
        double most = 0;
        for (std::size_t i = 0; i < a.planes.size(); ++i)
            most = std::max(most, cv::norm(a.planes[i], b.planes[i], cv::NORM_INF));
        return most;
    }
    /// The portrait as a video has it: luma, and chroma of half the size.
    static media::Picture frame() {
        media::Picture frame;
        frame.color = media::ColorModel::kYuv709;
        frame.full_range = false;
        frame.planes[0] = cv::Mat(picture_.size(), CV_8UC1, cv::Scalar(90));
        for (const int chroma : {1, 2})
            frame.planes[static_cast<std::size_t>(chroma)] =
                cv::Mat(picture_.size() / 2, CV_8UC1, cv::Scalar(128));
        return frame;
    }
    inline static media::Picture picture_;
    inline static face::Face face_;
};

TEST_F(CropOfThePortrait, HoldsTheWholeMeshUpright) {
    const cv::Matx23f to_picture = face::to_picture(crop_region(face_.mesh), kCropSide);
    const cv::Matx33f whole(to_picture(0, 0), to_picture(0, 1), to_picture(0, 2), to_picture(1, 0),
                            to_picture(1, 1), to_picture(1, 2), 0, 0, 1);
    const auto in_crop = [&](int vertex) {
        return whole.inv() * cv::Vec3f(face_.mesh(vertex, 0), face_.mesh(vertex, 1), 1);
    };
    for (int i = 0; i < face::kFaceVertexCount; ++i)
        for (const int axis : {0, 1}) {
            EXPECT_GT(in_crop(i)[axis], 4);
            EXPECT_LT(in_crop(i)[axis], kCropSide - 4);
        }
    EXPECT_NEAR(in_crop(33)[1], in_crop(263)[1], 0.5) << "outer corners of the eyes";
    EXPECT_EQ(crop(picture_, face_.mesh).size(), cv::Size(kCropSide, kCropSide));
}

TEST_F(CropOfThePortrait, PutBackUnpaintedLeavesEveryPixel) {
    media::Picture same = picture_.clone();
    overlay(same, flat(0, {0, 0, 0}));
    EXPECT_EQ(difference(same, picture_), 0);
    EXPECT_EQ(cv::countNonZero(attention_in_picture(flat(0, {0, 0, 0}), picture_.size()) != 1), 0);
}

TEST_F(CropOfThePortrait, IsPaintedInTheFramesOwnColours) {
    // Gray is luma alone, wherever the planes have their black.
    media::Picture gray = frame();
    overlay(gray, flat(1, {200, 200, 200}));
    const auto at = cv::Point(cvRound(face_.mesh(4, 0)), cvRound(face_.mesh(4, 1)));
    EXPECT_NEAR(gray.planes[0].at<uchar>(at), 16 + 200 * 219 / 255.0, 1.5);
    EXPECT_NEAR(gray.planes[1].at<uchar>(at / 2), 128, 1);
    media::Picture red = frame();
    overlay(red, flat(1, {220, 40, 40}));
    const cv::Mat rgb = media::to_rgb(red);
    const auto pixel = rgb.at<cv::Vec3b>(at);
    EXPECT_NEAR(pixel[0], 220, 4);
    EXPECT_NEAR(pixel[1], 40, 4);
    EXPECT_NEAR(pixel[2], 40, 4);
    EXPECT_EQ(gray.planes[0].at<uchar>(0, 0), 90) << "far from the face";
}

TEST_F(CropOfThePortrait, KeepsWhatTheAttentionMaskKeeps) {
    media::Picture half = frame();
    overlay(half, flat(0.5F, {200, 200, 200}));
    const auto at = cv::Point(cvRound(face_.mesh(4, 0)), cvRound(face_.mesh(4, 1)));
    EXPECT_NEAR(half.planes[0].at<uchar>(at), (90 + 16 + 200 * 219 / 255.0) / 2, 1.5);
}

TEST_F(CropOfThePortrait, HasNoGeometryAlone) {
    EXPECT_THROW(Migrator(Migrator::Skin::kAsItIs, Space::kCrop), Error);
}

/// With the real weights.
class GanimationOfThePortrait : public CropOfThePortrait {
  protected:
    void SetUp() override {
        if (!Ganimation::is_there()) GTEST_SKIP() << "models/ganimation is not there";
    }
};

TEST_F(GanimationOfThePortrait, StaysBitExactWithoutAChange) {
    media::Picture same = picture_.clone();
    const Edit edit = Migrator(Migrator::Skin::kPainted, Space::kCrop).apply(same, face_, {});
    EXPECT_EQ(difference(same, picture_), 0);
    EXPECT_FALSE(edit.crop);
}

TEST_F(GanimationOfThePortrait, PaintsTheFaceAndNothingBeyondTheCrop) {
    media::Picture edited = picture_.clone();
    const Migrator migrator(Migrator::Skin::kPainted, Space::kCrop);
    EXPECT_TRUE(migrator.can_open_mouths());
    const Edit edit = migrator.apply(edited, face_, frown());
    ASSERT_TRUE(edit.crop);
    EXPECT_GT(difference(edited, picture_), 10);
    const cv::Mat kept = attention_in_picture(*edit.crop, picture_.size()) == 1;
    for (std::size_t i = 0; i < edited.planes.size(); ++i) {
        cv::Mat changed;
        cv::absdiff(edited.planes[i], picture_.planes[i], changed);
        EXPECT_EQ(cv::countNonZero(changed & kept), 0);
    }
    // Neither stuck at 1, where nothing is painted, nor at 0, where all is.
    const double mean = 1 - cv::mean(edit.crop->share)[0];
    EXPECT_GT(mean, 0.05);
    EXPECT_LT(mean, 0.98);
}

TEST_F(GanimationOfThePortrait, AnswersToTheUnits) {
    Ganimation generator;
    ActionUnits smile;
    smile[6] = smile[12] = 0.8F;
    const CropPaint a = generator.paint(picture_, face_, frown());
    const CropPaint b = generator.paint(picture_, face_, smile);
    EXPECT_GT(cv::norm(a.colour, b.colour, cv::NORM_L1) / static_cast<double>(a.colour.total()), 1);
}

}  // namespace
}  // namespace ganemotion::migration
