#include "face/covering.h"

#include <gtest/gtest.h>
#include <opencv2/imgproc.hpp>

#include "face/face_finder.h"
#include "media/picture.h"
#include "pictures.h"

namespace ganemotion::face {
namespace {

class Covering : public testing::Test {
  protected:
    static void SetUpTestSuite() { face_ = FaceFinder().find(media::from_rgb(astronaut())).at(0); }

    /// A disc over that vertex, as wide as a third of the face.
    static media::Picture with_disc(int vertex, const cv::Scalar& colour) {
        cv::Mat picture = astronaut();
        cv::circle(picture, {cvRound(face_.mesh(vertex, 0)), cvRound(face_.mesh(vertex, 1))},
                   cvRound(face_width(face_.mesh) / 4), colour, cv::FILLED);
        return media::from_rgb(picture);
    }

    /// What is left of each vertex half a second after the bare face turned into this picture.
    static VertexShares after(const media::Picture& picture) {
        CoverWatch watch;
        watch.see(media::from_rgb(astronaut()), face_.mesh, Seconds{0});
        VertexShares shares;
        for (int i = 1; i < 13; ++i) shares = watch.see(picture, face_.mesh, Seconds{0.04 * i});
        return shares;
    }

    inline static Face face_;
    static constexpr int kForehead = 151, kChin = 200, kCheek = 205, kOtherCheek = 425;
};

TEST_F(Covering, IsNotWhatWasThereFromTheBeginning) {
    const media::Picture disc = with_disc(kForehead, {40, 80, 200});
    CoverWatch watch;
    for (int i = 0; i < 5; ++i) EXPECT_GT(watch.see(disc, face_.mesh, Seconds{0.04 * i}).minCoeff(), 0.99F);
}

TEST_F(Covering, FadesWhatIsUnderADiscOfPaintAndNothingFarFromIt) {
    const VertexShares shares = after(with_disc(kForehead, {40, 80, 200}));
    EXPECT_LT(shares[kForehead], 0.2F);
    EXPECT_GT(shares[kChin], 0.99F);
    EXPECT_GT(shares[kCheek], 0.9F);
}

TEST_F(Covering, IsNotAnotherLight) {
    cv::Mat lit = astronaut();
    cv::multiply(lit, cv::Scalar(0.4, 0.7, 1.0), lit);
    EXPECT_GT(after(media::from_rgb(lit)).minCoeff(), 0.95F);
}

TEST_F(Covering, FadesInAndOutOverTimeInAVideo) {
    const media::Picture bare = media::from_rgb(astronaut());
    const media::Picture disc = with_disc(kCheek, {40, 80, 200});
    CoverWatch watch;
    double time = 0;
    EXPECT_GT(watch.see(bare, face_.mesh, Seconds{time}).minCoeff(), 0.99F);
    const float at_once = watch.see(disc, face_.mesh, Seconds{time += 0.04})[kCheek];
    EXPECT_LT(at_once, 0.95F);
    EXPECT_GT(at_once, 0.3F) << "no jump from one frame to the next";
    float covered = 1;
    for (int i = 0; i < 15; ++i) covered = watch.see(disc, face_.mesh, Seconds{time += 0.04})[kCheek];
    EXPECT_LT(covered, 0.3F);
    float bared = 0;
    for (int i = 0; i < 15; ++i) bared = watch.see(bare, face_.mesh, Seconds{time += 0.04})[kCheek];
    EXPECT_GT(bared, 0.95F);
}

TEST_F(Covering, LeavesDarkGlassesToTheEyes) {
    cv::Mat picture = astronaut();
    for (const auto& [outer, inner] : {std::pair{33, 133}, std::pair{263, 362}}) {
        const cv::Point2f middle((face_.mesh(outer, 0) + face_.mesh(inner, 0)) / 2,
                                 (face_.mesh(outer, 1) + face_.mesh(inner, 1)) / 2);
        const float width = face_width(face_.mesh);
        cv::ellipse(picture, middle, cv::Size(cvRound(0.17F * width), cvRound(0.13F * width)), 0, 0, 360,
                    {20, 20, 20}, 2);
    }
    EXPECT_GT(after(media::from_rgb(picture)).minCoeff(), 0.9F);
}

}  // namespace
}  // namespace ganemotion::face
