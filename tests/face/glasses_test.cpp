#include "face/glasses.h"

#include <gtest/gtest.h>
#include <opencv2/imgproc.hpp>

#include "face/face_finder.h"
#include "face/pose.h"
#include "media/picture.h"
#include "pictures.h"

namespace ganemotion::face {
namespace {

class Glasses : public testing::Test {
  protected:
    static void SetUpTestSuite() { face_ = FaceFinder().find(media::from_rgb(astronaut())).at(0); }

    /// Rims around the eyes and a bridge between them.
    static cv::Mat worn(const cv::Scalar& colour) {
        cv::Mat picture = astronaut();
        const auto at = [](int vertex) {
            return cv::Point(face_.mesh.row(vertex)(0), face_.mesh.row(vertex)(1));
        };
        const int radius = cvRound(0.17F * face_width(face_.mesh));
        const cv::Point right = (at(33) + at(133)) / 2;
        const cv::Point left = (at(263) + at(362)) / 2;
        cv::circle(picture, right, radius, colour, 2, cv::LINE_AA);
        cv::circle(picture, left, radius, colour, 2, cv::LINE_AA);
        cv::line(picture, right + cv::Point(radius, 0), left - cv::Point(radius, 0), colour, 2, cv::LINE_AA);
        return picture;
    }

    static float share_of(const cv::Mat& picture) {
        return glasses_share(bridge_line(media::from_rgb(picture), face_.mesh));
    }

    inline static Face face_;
};

TEST_F(Glasses, AreSeenByTheirBridge) {
    EXPECT_EQ(share_of(astronaut()), 0);
    EXPECT_EQ(share_of(worn({40, 30, 30})), 1);
    cv::Mat dark = worn({40, 30, 30}) * 0.4;
    EXPECT_EQ(share_of(dark), 1);
}

TEST_F(Glasses, AreNoMoleAndNoShadow) {
    cv::Mat mole = astronaut();
    cv::circle(mole, {cvRound(face_.mesh(6, 0)), cvRound(face_.mesh(6, 1))}, 1, {40, 30, 30}, cv::FILLED);
    EXPECT_EQ(share_of(mole), 0);
    cv::Mat shadow = astronaut();
    shadow.rowRange(cvRound(face_.mesh(6, 1)), shadow.rows) *= 0.5;
    EXPECT_EQ(share_of(shadow), 0) << "an edge has no far side";
}

TEST_F(Glasses, AreNotForgottenForAFrame) {
    GlassesWatch watch;
    const media::Picture with = media::from_rgb(worn({40, 30, 30}));
    const media::Picture without = media::from_rgb(astronaut());
    for (int i = 0; i < 25; ++i) watch.see(with, face_.mesh, 1, Seconds{0.04 * i});
    EXPECT_GT(watch.see(without, face_.mesh, 1, Seconds{1}), 0.9F);
    EXPECT_EQ(watch.see(without, face_.mesh, 2, Seconds{1}), 0) << "of somebody else";
    for (int i = 26; i < 150; ++i) watch.see(without, face_.mesh, 1, Seconds{0.04 * i});
    EXPECT_EQ(watch.see(without, face_.mesh, 1, Seconds{6}), 0);
}

TEST_F(Glasses, StandStillWhileLidsBrowsAndMouthMove) {
    // The portrait looks nearly ahead: brought upright and to the mean face's size it is face enough.
    Vertices upright = face_.mesh;
    upright.rowwise() -= (face_.mesh.row(33) + face_.mesh.row(263)) / 2;
    upright /= (face_.mesh.row(33) - face_.mesh.row(263)).norm();
    const VertexShares shares = free_of_glasses(upright);
    for (const int bridge_and_rims : {168, 6, 122, 351, 229, 449}) EXPECT_LT(shares[bridge_and_rims], 0.1F);
    for (const int lid : {159, 145, 386, 374}) EXPECT_GT(shares[lid], 0.2F) << lid;
    for (const int elsewhere : {151, 61, 291, 152, 4}) EXPECT_GT(shares[elsewhere], 0.9F) << elsewhere;
    for (const int upper_edge : {105, 334}) EXPECT_GT(shares[upper_edge], 0.25F) << upper_edge;
    EXPECT_EQ(shares[105], shares[52]) << "a brow does not grow: its upper edge and the lower";
}

}  // namespace
}  // namespace ganemotion::face
