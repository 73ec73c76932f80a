#include <gtest/gtest.h>

#include <set>

#include <opencv2/imgproc.hpp>

#include "face/face_finder.h"
#include "media/video_reader.h"
#include "pictures.h"

namespace ganemotion::face {
namespace {

constexpr double kFrame = 1 / 30.0;

/// Grey, with the astronaut's head at these places. Her face takes a third of a place.
cv::Mat scene(const std::vector<cv::Rect>& places, cv::Size size = {960, 540}) {
    const cv::Mat head = astronaut()(cv::Rect(86, 0, 270, 270));
    cv::Mat rgb(size, CV_8UC3, cv::Scalar(110, 120, 130));
    for (const cv::Rect& place : places) {
        cv::Mat person;
        cv::resize(head, person, place.size(), 0, 0, cv::INTER_AREA);
        person.copyTo(rgb(place));
    }
    return rgb;
}

/// A tracker that is shown one picture a thirtieth of a second.
struct Show {
    FaceTracker tracker;
    int frame = 0;
    std::vector<Face> operator()(const cv::Mat& rgb) {
        return tracker.track(media::from_rgb(rgb), Seconds(kFrame * frame++));
    }
};

struct Clip {
    const char* name;
    int frames;
};

class RealClip : public testing::TestWithParam<Clip> {};

TEST_P(RealClip, IsTrackedInEveryFrameAsOnePerson) {
    const auto file = shared_data(std::string("clips/") + GetParam().name + ".mp4");
    SKIP_WITHOUT(file);
    media::VideoReader video(file);
    FaceTracker tracker({}, video.info().rotation);
    std::set<int> ids;
    int frames = 0;
    int with_face = 0;
    for (auto frame = video.next(); frame && frames < GetParam().frames; frame = video.next(), ++frames) {
        const auto faces = tracker.track(frame->picture, frame->time);
        with_face += faces.empty() ? 0 : 1;
        for (const Face& face : faces) {
            ids.insert(face.id);
            EXPECT_TRUE(face.mesh.allFinite());
        }
    }
    EXPECT_EQ(with_face, frames);
    EXPECT_EQ(ids.size(), 1U);
}

INSTANTIATE_TEST_SUITE_P(OfEveryKind, RealClip,
                         testing::Values(Clip{"phone_720x1280_silent", 60}, Clip{"anime_704x1216_silent", 60},
                                         Clip{"lips_only_512", 60}, Clip{"banker_woman", 90},
                                         Clip{"portrait_hevc_1080x1920", 45}, Clip{"interview_man", 40}),
                         [](const auto& one) { return std::string(one.param.name); });

/// Trembling of the mesh over frames of a still picture with a camera's noise, as a share of the face's
/// width.
double trembling(const cv::Mat& rgb) {
    constexpr double kNoise = 4;  // of 255
    cv::theRNG().state = 7;
    Show show;
    std::vector<Vertices> meshes;
    for (int frame = 0; frame < 60; ++frame) {
        cv::Mat noise(rgb.size(), CV_16SC3);
        cv::Mat noisy;
        cv::randn(noise, 0, kNoise);
        cv::add(rgb, noise, noisy, cv::noArray(), CV_8U);
        const auto faces = show(noisy);
        if (frame >= 15) meshes.push_back(faces.at(0).mesh);
    }
    Vertices mean = Vertices::Zero();
    for (const Vertices& mesh : meshes) mean += mesh / static_cast<float>(meshes.size());
    double sum = 0;
    for (const Vertices& mesh : meshes) sum += (mesh - mean).leftCols<2>().rowwise().squaredNorm().mean();
    return std::sqrt(sum / static_cast<double>(meshes.size())) / face_width(mean);
}

TEST(FaceTracker, HoldsStillUnderACamerasNoise) {
    EXPECT_LT(trembling(astronaut()), 0.0004);
}

TEST(FaceTracker, HoldsStillUnderACamerasNoiseInAPortrait) {
    const auto file = shared_data("stills/art_6.jpg");
    SKIP_WITHOUT(file);
    EXPECT_LT(trembling(media::to_rgb(media::read_picture(file))), 0.0004);
}

TEST(FaceTracker, FollowsSpeakingLipsInTheSameFrame) {
    const auto file = shared_data("clips/chinese_480.mp4");
    SKIP_WITHOUT(file);
    media::VideoReader video(file);
    FaceTracker tracker;
    FaceFinder finder;
    std::vector<float> tracked;
    std::vector<float> seen;
    for (auto frame = video.next(); frame && tracked.size() < 45; frame = video.next()) {
        tracked.push_back(lip_gap(tracker.track(frame->picture, frame->time).at(0).mesh));
        seen.push_back(lip_gap(finder.find(frame->picture).at(0).mesh));
    }
    float closing = 0;
    for (std::size_t i = 2; i < seen.size(); ++i) {
        closing = std::max(closing, seen[i - 2] - seen[i]);
        EXPECT_NEAR(tracked[i], seen[i], 0.012F) << "frame " << i;
    }
    EXPECT_GT(closing, 0.05F) << "the clip has a mouth that closes in two frames";
}

TEST(FaceTracker, FollowsAFaceThatMoves) {
    Show show;
    FaceFinder finder;
    for (int frame = 0; frame < 20; ++frame) {
        const cv::Mat rgb =
            scene({cv::Rect(20 + 6 * frame, 20 + 2 * frame, 400 + 2 * frame, 400 + 2 * frame)});
        const auto faces = show(rgb);
        ASSERT_EQ(faces.size(), 1U);
        EXPECT_EQ(faces[0].id, 0);
        if (frame % 5 != 4) continue;
        EXPECT_LT(difference(faces[0].mesh, finder.find(media::from_rgb(rgb)).at(0).mesh), 0.01F) << frame;
    }
}

TEST(FaceTracker, TellsTwoPeopleApartAndSeesANewcomer) {
    Show show;
    const cv::Rect left(10, 60, 400, 400);
    const cv::Rect right(520, 60, 420, 420);
    for (int frame = 0; frame < 3; ++frame) ASSERT_EQ(show(scene({left})).size(), 1U);
    std::size_t most = 0;
    for (int frame = 0; frame < 20; ++frame) {
        const auto faces = show(scene({left + cv::Point(frame, 0), right}));
        most = std::max(most, faces.size());
        for (const Face& face : faces) EXPECT_EQ(face.id, face.box.x < 480 ? 0 : 1);
    }
    EXPECT_EQ(most, 2U);
}

TEST(FaceTracker, KnowsWhoComesBackToTheSamePlace) {
    Show show;
    const cv::Rect place(100, 40, 450, 450);
    const int id = show(scene({place})).at(0).id;
    for (int frame = 0; frame < 10; ++frame) EXPECT_TRUE(show(scene({})).empty());
    const auto back = show(scene({place + cv::Point(8, 3)}));
    ASSERT_EQ(back.size(), 1U);
    EXPECT_EQ(back[0].id, id);
}

TEST(FaceTracker, KnowsAFaceElsewhereAfterACut) {
    Show show;
    FaceFinder finder;
    for (int frame = 0; frame < 5; ++frame) show(scene({cv::Rect(10, 20, 400, 400)}));
    const cv::Mat after = scene({cv::Rect(450, 30, 500, 500)});
    const auto faces = show(after);
    ASSERT_EQ(faces.size(), 1U);
    EXPECT_EQ(faces[0].id, 0);
    EXPECT_LT(difference(faces[0].mesh, finder.find(media::from_rgb(after)).at(0).mesh), 0.002F);
}

/// Two people, each in a square of 300 pixels with the face in its middle.
class TwoPeople : public testing::Test {
  protected:
    void SetUp() override {
        const auto file = shared_data("stills/art_6.jpg");
        SKIP_WITHOUT(file);
        one_ = portrait(astronaut());
        other_ = portrait(media::to_rgb(media::read_picture(file)));
    }

    static cv::Mat portrait(const cv::Mat& rgb) {
        const cv::Rect2f box = FaceFinder().find(media::from_rgb(rgb)).at(0).box;
        const float side = 2 * box.height;
        const cv::Point2f corner = (box.tl() + box.br()) / 2 - cv::Point2f(side, side) / 2;
        return media::sample_rgb(media::from_rgb(rgb), {side / 300, 0, corner.x, 0, side / 300, corner.y},
                                 {300, 300}, cv::BORDER_REPLICATE);
    }

    /// The last lies before the others.
    static cv::Mat stage(const std::vector<std::pair<cv::Mat, cv::Point>>& people) {
        cv::Mat rgb(400, 900, CV_8UC3, cv::Scalar(110, 120, 130));
        for (const auto& [person, corner] : people) person.copyTo(rgb(cv::Rect(corner, person.size())));
        return rgb;
    }

    /// Of the face in that half of a stage.
    static int id_at(const std::vector<Face>& faces, bool right) {
        for (const Face& face : faces)
            if ((face.box.x + face.box.width / 2 > 450) == right) return face.id;
        return -1;
    }

    cv::Mat one_, other_;
    static constexpr int kShot = 45;  // frames
    inline static const cv::Point kLeft{50, 50}, kRight{550, 50}, kMiddle{300, 50};
};

TEST_F(TwoPeople, AreKnownWhenACutSwapsThem) {
    Show show;
    std::vector<Face> faces;
    for (int i = 0; i < kShot; ++i) faces = show(stage({{one_, kLeft}, {other_, kRight}}));
    const int one = id_at(faces, false);
    const int other = id_at(faces, true);
    EXPECT_NE(one, other);
    for (int i = 0; i < kShot; ++i) {
        faces = show(stage({{other_, kLeft}, {one_, kRight}}));
        EXPECT_EQ(id_at(faces, false), other) << i;
        EXPECT_EQ(id_at(faces, true), one) << i;
    }
}

TEST_F(TwoPeople, AreNotOneForSittingInTheSamePlace) {
    Show show;
    const auto id_of = [&](const cv::Mat& person) { return show(stage({{person, kMiddle}})).at(0).id; };
    for (int i = 0; i < kShot; ++i) EXPECT_EQ(id_of(one_), 0);
    for (int i = 0; i < 3 * kShot; ++i) EXPECT_EQ(id_of(other_), 1) << i;
    for (int i = 0; i < kShot; ++i) EXPECT_EQ(id_of(one_), 0) << i;
}

TEST_F(TwoPeople, KeepTheirNumbersWhenTheyCross) {
    Show show;
    std::vector<Face> faces = show(stage({{one_, kLeft}, {other_, kRight}}));
    const int one = id_at(faces, false);
    const int other = id_at(faces, true);
    for (int x = 0; x <= 500; x += 8)
        faces = show(stage({{one_, kLeft + cv::Point(x, 0)}, {other_, kRight - cv::Point(x, 0)}}));
    for (int i = 0; i < kShot; ++i) faces = show(stage({{one_, kRight}, {other_, kLeft}}));
    EXPECT_EQ(id_at(faces, true), one);
    EXPECT_EQ(id_at(faces, false), other);
}

TEST(FaceTracker, KnowsWhoComesBackElsewhereAfterAWhile) {
    Show show;
    for (int frame = 0; frame < 40; ++frame) show(scene({cv::Rect(10, 20, 400, 400)}));
    for (int frame = 0; frame < 180; ++frame) EXPECT_TRUE(show(scene({})).empty());
    const auto back = show(scene({cv::Rect(560, 150, 330, 330)}));
    ASSERT_EQ(back.size(), 1U);
    EXPECT_EQ(back[0].id, 0);
}

TEST(FaceTracker, IsNotSmoothedAcrossACut) {
    Show show;
    FaceFinder finder;
    for (int frame = 0; frame < 5; ++frame) show(scene({cv::Rect(100, 20, 400, 400)}));
    const cv::Mat after = scene({cv::Rect(128, 40, 440, 440)});
    const auto faces = show(after);
    ASSERT_EQ(faces.size(), 1U);
    EXPECT_LT(difference(faces[0].mesh, finder.find(media::from_rgb(after)).at(0).mesh), 0.004F);
}

TEST(FaceTracker, LosesAFaceThatIsGone) {
    Show show;
    EXPECT_EQ(show(astronaut()).size(), 1U);
    cv::Mat noise(512, 512, CV_8UC3);
    cv::randu(noise, 0, 256);
    EXPECT_TRUE(show(noise).empty());
    EXPECT_TRUE(show(cv::Mat(512, 512, CV_8UC3, cv::Scalar::all(80))).empty());
    EXPECT_TRUE(show(cv::Mat(1, 1, CV_8UC3, cv::Scalar::all(80))).empty());
}

TEST(FaceTracker, StartsAnewWhenTimeGoesBack) {
    FaceTracker tracker;
    const auto picture = media::from_rgb(astronaut());
    const Vertices mesh = tracker.track(picture, Seconds(10)).at(0).mesh;
    const auto again = tracker.track(picture, Seconds(2));
    ASSERT_EQ(again.size(), 1U);
    EXPECT_LT(difference(again[0].mesh, mesh), 1e-5F);
}

TEST(FaceTracker, SeesTurnedVideosUpright) {
    cv::Mat turned;
    cv::rotate(astronaut(), turned, cv::ROTATE_90_COUNTERCLOCKWISE);
    FaceTracker tracker({}, 90);
    for (int frame = 0; frame < 3; ++frame)
        EXPECT_EQ(tracker.track(media::from_rgb(turned), Seconds(frame * kFrame)).size(), 1U);
}

}  // namespace
}  // namespace ganemotion::face
