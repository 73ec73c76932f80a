#include "migration/skin.h"

#include <gtest/gtest.h>

#include "action_units/mean_face.h"
#include "face/face_finder.h"
#include "media/picture_file.h"
#include "migration/migrator.h"
#include "migration/paint_mask.h"
#include "migration/skin_overlay.h"

namespace ganemotion::migration {
namespace {

face::TextureMap map() {
    return face::TextureMap(action_units::mean_face(action_units::read_unit_weights()));
}

uchar difference(const media::Picture& a, const media::Picture& b) {
    double most = 0;
    for (std::size_t i = 0; i < a.planes.size(); ++i)
        most = std::max(most, cv::norm(a.planes[i], b.planes[i], cv::NORM_INF));
    return static_cast<uchar>(most);
}

TEST(PaintMask, IsExactlyNothingAtTheRimTheEyesAndInsideOfTheLips) {
    const face::TextureMap texture = map();
    const cv::Mat mask = paint_mask(texture);
    // Outline of the face, centres of the irises' surroundings, middle of the inner lips, corners of the
    // eyes.
    for (const int vertex : {10, 152, 234, 454, 13, 14, 33, 133, 362, 263, 159, 145}) {
        const cv::Point2f at = texture.places()[static_cast<std::size_t>(vertex)];
        EXPECT_EQ(mask.at<float>(cvRound(at.y), cvRound(at.x)), 0) << vertex;
    }
    for (const int cheek : {50, 280, 205, 425, 9}) {
        const cv::Point2f at = texture.places()[static_cast<std::size_t>(cheek)];
        EXPECT_GT(mask.at<float>(cvRound(at.y), cvRound(at.x)), 0.9F) << cheek;
    }
    EXPECT_EQ(cv::countNonZero((mask > 0) & (texture.inside() == 0)), 0);
}

class SkinOfThePortrait : public testing::Test {
  protected:
    static void SetUpTestSuite() {
        picture_ = media::read_picture(PROJECT_FOLDER "/vendor/pictures/astronaut.png");
        face_ = face::FaceFinder().find(picture_).at(0);
    }
    void SetUp() override {
        if (!Skin::is_there()) GTEST_SKIP() << "models/skin/skin.safetensors is not there";
    }
    static ActionUnits frown() {
        ActionUnits change;
        change[4] = change[9] = 0.6F;
        return change;
    }
    inline static media::Picture picture_;
    inline static face::Face face_;
};

TEST_F(SkinOfThePortrait, StaysBitExactWithoutAChange) {
    media::Picture same = picture_.clone();
    Migrator(Migrator::Skin::kPainted).apply(same, face_, {});
    EXPECT_EQ(difference(same, picture_), 0);
}

TEST_F(SkinOfThePortrait, GrowsFromNothingWithTheChange) {
    const Migrator migrator(Migrator::Skin::kPainted);
    double last = 0;
    for (const float strength : {0.02F, 0.1F, 0.5F, 1.0F}) {
        media::Picture edited = picture_.clone();
        const Edit edit = migrator.apply(edited, face_, strength * frown());
        const double painted = cv::mean(edit.paint->share)[0];
        EXPECT_GE(painted, last * 0.9) << strength;
        if (strength < 0.05F) {
            EXPECT_LT(painted, 0.02);
        }
        last = painted;
    }
}

TEST_F(SkinOfThePortrait, IsPaintedOnlyWhereItMayBe) {
    media::Picture edited = picture_.clone();
    const Migrator migrator(Migrator::Skin::kPainted);
    const Edit edit = migrator.apply(edited, face_, frown());
    const cv::Mat forbidden = paint_mask(*migrator.map()) == 0;
    ASSERT_TRUE(edit.paint);
    EXPECT_EQ(cv::countNonZero((edit.paint->gain != 1) & forbidden), 0);
    EXPECT_EQ(cv::countNonZero((edit.paint->share != 0) & forbidden), 0);
    EXPECT_GT(cv::countNonZero(cv::abs(edit.paint->gain - 1) > 0.02), 50);
}

TEST(Emphasis, WeakensWhatIsDoubtfulAndLeavesWhatIsSure) {
    const SkinOptions options;
    const cv::Mat gain = (cv::Mat_<float>(1, 5) << 1, 1 - options.doubtful, 0.99F * (1 - options.sure), 0.5F,
                          1 + 2 * options.sure);
    const cv::Mat factor = emphasis(gain, options);
    EXPECT_FLOAT_EQ(factor.at<float>(0), options.faint);
    EXPECT_NEAR(factor.at<float>(1), options.faint, 1e-5);
    for (int i = 2; i < 5; ++i) EXPECT_NEAR(factor.at<float>(i), 1, 1e-5);
}

TEST(NoLighterThanAround, FillsAFoldUpToTheSkinBesideItAndLightensWhatIsBroad) {
    cv::Mat texture(64, 64, CV_8UC3, cv::Scalar::all(180));
    texture.col(20).setTo(cv::Scalar::all(150));  // a fold
    cv::Mat gain(64, 64, CV_32FC1, cv::Scalar(1));
    gain.colRange(18, 23).setTo(1.3F);  // that is lightened by too much, and too far
    gain.colRange(40, 64).setTo(1.1F);  // a cheek that catches light
    gain.rowRange(0, 4).setTo(0.8F);
    const cv::Mat filled = no_lighter_than_around(gain, texture, {});
    EXPECT_NEAR(150 * filled.at<float>(32, 20), 180, 6);
    EXPECT_LT(180 * filled.at<float>(32, 22), 180 * 1.2F);
    EXPECT_NEAR(filled.at<float>(32, 55), 1.1F, 1e-3F);
    EXPECT_FLOAT_EQ(filled.at<float>(2, 30), 0.8F) << "what darkens is as it was";
}

TEST(SeenTexture, OfAFrontalFaceIsWholeOnBothCheeks) {
    const face::TextureMap texture = map();
    const media::Picture picture = media::read_picture(PROJECT_FOLDER "/vendor/pictures/astronaut.png");
    const cv::Mat seen = seen_texture(face::FaceFinder().find(picture).at(0), texture);
    for (const int vertex : {50, 280, 205, 425, 9, 4, 69, 299}) {
        const cv::Point2f at = texture.places()[static_cast<std::size_t>(vertex)];
        EXPECT_GT(seen.at<float>(cvRound(at.y), cvRound(at.x)), 0.9F) << vertex;
    }
}

TEST(SkinOverlay, OfNothingLeavesEveryPixel) {
    const face::TextureMap texture = map();
    const cv::Size side(face::kTextureSide, face::kTextureSide);
    const SkinPaint nothing{cv::Mat(side, CV_32FC1, cv::Scalar(1)), cv::Mat(side, CV_32FC3, cv::Scalar(0)),
                            cv::Mat(side, CV_32FC1, cv::Scalar(0))};
    const media::Picture picture = media::read_picture(PROJECT_FOLDER "/vendor/pictures/astronaut.png");
    media::Picture same = picture.clone();
    overlay(same, face::FaceFinder().find(picture).at(0).mesh, texture, nothing);
    EXPECT_EQ(difference(same, picture), 0);
}

TEST_F(SkinOfThePortrait, FollowsItselfSteadilyThroughAVideo) {
    Skin skin(action_units::mean_face(action_units::read_unit_weights()));
    const SkinPaint first = skin.paint(picture_, face_, frown(), Seconds(0));
    const SkinPaint next = skin.paint(picture_, face_, 0.5F * frown(), Seconds(0.06));
    face::Face somebody_else = face_;
    ++somebody_else.id;
    const SkinPaint other = skin.paint(picture_, somebody_else, 0.5F * frown(), Seconds(0.06));
    const double moved = cv::norm(next.gain, first.gain, cv::NORM_L1);
    EXPECT_GT(moved, 0);
    EXPECT_LT(moved, cv::norm(other.gain, first.gain, cv::NORM_L1));
}

TEST_F(SkinOfThePortrait, PaintsNoColourInAGrayPicture) {
    media::Picture gray = picture_.clone();
    for (cv::Mat& plane : gray.planes) plane = picture_.planes[1].clone();
    Skin skin(action_units::mean_face(action_units::read_unit_weights()));
    std::array<cv::Mat, 3> bias;
    cv::split(skin.paint(gray, face_, frown()).bias, bias.data());
    EXPECT_LT(cv::norm(bias[0], bias[2], cv::NORM_INF), 0.1);
}

TEST_F(SkinOfThePortrait, IsAskedForAnewAfterAWhile) {
    Skin skin(action_units::mean_face(action_units::read_unit_weights()));
    const auto paint = [&](Seconds time) {
        return skin.paint(picture_, face_, time > Seconds(0) ? 0.5F * frown() : frown(), time).gain;
    };
    const cv::Mat first = paint(Seconds(0));
    EXPECT_LT(cv::norm(paint(Seconds(0.04)), first, cv::NORM_INF), 1e-6)
        << "paint cannot know of the change yet";
    EXPECT_GT(cv::norm(paint(Seconds(0.08)), first, cv::NORM_INF), 1e-3);
}

TEST(TextureMap, ShowsThePortraitUpright) {
    const media::Picture picture = media::read_picture(PROJECT_FOLDER "/vendor/pictures/astronaut.png");
    const face::Face face = face::FaceFinder().find(picture).at(0);
    const cv::Mat texture = map().texture(picture, face.mesh);
    // A vertex's texel has the colour of the vertex's pixel, as far as averaging lets it.
    const cv::Mat rgb = media::to_rgb(picture);
    for (const int vertex : {4, 50, 280, 9}) {
        const cv::Point2f at = map().places()[static_cast<std::size_t>(vertex)];
        const auto& texel = texture.at<cv::Vec3b>(cvRound(at.y), cvRound(at.x));
        const auto& pixel = rgb.at<cv::Vec3b>(cvRound(face.mesh(vertex, 1)), cvRound(face.mesh(vertex, 0)));
        for (int i = 0; i < 3; ++i) EXPECT_NEAR(texel[i], pixel[i], 20) << vertex;
    }
}

cv::Vec3f darkened(const cv::Vec3b& colour, float gain) {
    const cv::Mat texture(9, 9, CV_8UC3, cv::Scalar(colour));
    const cv::Mat kept = kept_chroma(texture, cv::Mat(9, 9, CV_32FC1, cv::Scalar(gain)), {});
    return gain * cv::Vec3f(colour) + kept.at<cv::Vec3f>(4, 4);
}

TEST(KeptChroma, DarkensSkinWithoutGrayingIt) {
    const cv::Vec3f skin(230, 165, 132);
    const cv::Vec3f fold = darkened(skin, 0.8F);
    const cv::Vec3f luma(0.299F, 0.587F, 0.114F);
    EXPECT_NEAR(fold.dot(luma), 0.8F * skin.dot(luma), 0.5F);
    EXPECT_GT((fold[0] - fold[2]) / (skin[0] - skin[2]), 0.93F) << "0.8 would be what light alone does";
}

TEST(KeptChroma, LeavesGrayGrayAndUntouchedSkinAsItIs) {
    const cv::Vec3f gray = darkened({120, 120, 120}, 0.7F);
    EXPECT_NEAR(gray[0], gray[2], 1e-3F);
    EXPECT_NEAR(cv::norm(darkened({230, 165, 132}, 1) - cv::Vec3f(230, 165, 132)), 0, 1e-4);
}

}  // namespace
}  // namespace ganemotion::migration
