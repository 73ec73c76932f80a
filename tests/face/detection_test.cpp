#include "face/detection.h"

#include <gtest/gtest.h>

namespace ganemotion::face {
namespace {

constexpr std::size_t kAnchors = 896, kNumbers = 16;

Detection square(float x, float y, float side, float score) {
    Detection one;
    one.centre = {x, y};
    one.side = side;
    one.keypoints = {{x, y}};
    one.score = score;
    return one;
}

TEST(Detection, IsDecodedRelativeToItsAnchor) {
    std::vector<float> boxes(kAnchors * kNumbers, 0);
    std::vector<float> logits(kAnchors, -5);
    // The second anchor of the cell in row 3, column 2 of the fine grid; offsets are in pixels of the input.
    const std::size_t anchor = (3 * 16 + 2) * 2 + 1;
    logits[anchor] = 2;
    boxes[anchor * kNumbers + 0] = 4;                                  // x of the centre
    boxes[anchor * kNumbers + 1] = -4;                                 // y
    boxes[anchor * kNumbers + 2] = boxes[anchor * kNumbers + 3] = 32;  // width and height
    boxes[anchor * kNumbers + 4] = -8;                                 // x of the right eye
    const auto detections = decode_detections(kFaceDetector, boxes, logits, 0.5F);
    ASSERT_EQ(detections.size(), 1U);
    EXPECT_FLOAT_EQ(detections[0].centre.x, 2.5F / 16 + 4.0F / 128);
    EXPECT_FLOAT_EQ(detections[0].centre.y, 3.5F / 16 - 4.0F / 128);
    EXPECT_FLOAT_EQ(detections[0].side, 0.25F);
    EXPECT_FLOAT_EQ(detections[0].keypoints[0].x, 2.5F / 16 - 8.0F / 128);
    EXPECT_FLOAT_EQ(detections[0].keypoints[0].y, 3.5F / 16);
    EXPECT_NEAR(detections[0].score, 0.8808F, 1e-4F);
}

TEST(Detection, CoarseAnchorsComeAfterTheFineOnes) {
    std::vector<float> boxes(kAnchors * kNumbers, 1);
    std::vector<float> logits(kAnchors, -5);
    logits.back() = 5;
    const auto detections = decode_detections(kFaceDetector, boxes, logits, 0.5F);
    ASSERT_EQ(detections.size(), 1U);
    EXPECT_FLOAT_EQ(detections[0].centre.x, 7.5F / 8 + 1.0F / 128);
}

TEST(Detection, NumbersThatAreNoneAreNoFace) {
    const float nan = std::numeric_limits<float>::quiet_NaN();
    EXPECT_TRUE(decode_detections(kFaceDetector, std::vector<float>(kAnchors * kNumbers, nan),
                                  std::vector<float>(kAnchors, 9), 0.5F)
                    .empty());
    EXPECT_TRUE(decode_detections(kFaceDetector, std::vector<float>(kAnchors * kNumbers, 1),
                                  std::vector<float>(kAnchors, nan), 0.5F)
                    .empty());
}

TEST(Detection, OverlappingOnesMeltWeightedByScore) {
    const auto result = melted({square(0.5F, 0.5F, 0.2F, 0.6F), square(0.52F, 0.5F, 0.2F, 0.9F)}, 0.5F);
    ASSERT_EQ(result.size(), 1U);
    EXPECT_FLOAT_EQ(result[0].score, 0.9F);
    EXPECT_NEAR(result[0].centre.x, (0.6F * 0.5F + 0.9F * 0.52F) / 1.5F, 1e-6F);
}

TEST(Detection, SeparateOnesStayBestFirst) {
    const auto result = melted({square(0.2F, 0.2F, 0.2F, 0.6F), square(0.7F, 0.7F, 0.2F, 0.9F)}, 0.5F);
    ASSERT_EQ(result.size(), 2U);
    EXPECT_FLOAT_EQ(result[0].score, 0.9F);
    EXPECT_FLOAT_EQ(result[1].centre.x, 0.2F);
}

}  // namespace
}  // namespace ganemotion::face
