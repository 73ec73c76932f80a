#include "face/smoothing.h"

#include <gtest/gtest.h>

#include <random>

#include <Eigen/Geometry>

#include "face/face_finder.h"
#include "pictures.h"

namespace ganemotion::face {
namespace {

const Vertices& real_mesh() {
    static const Vertices mesh = [] {
        FaceFinder finder;
        return finder.find(media::from_rgb(astronaut())).at(0).mesh;
    }();
    return mesh;
}

constexpr double kFrame = 1 / 30.0;

/// Lower lip, chin and what hangs on them.
Vertices with_open_mouth(const Vertices& mesh, float share_of_width) {
    Vertices open = mesh;
    for (const int vertex :
         {14, 87, 317, 178, 402, 17, 84, 314, 15, 16, 152, 175, 199, 200, 18, 83, 313, 86, 316, 85, 315})
        open(vertex, 1) += share_of_width * face_width(mesh);
    return open;
}

TEST(MeshSmoother, GivesTheFirstMeshAsItIs) {
    MeshSmoother smoother;
    EXPECT_EQ(smoother.smooth(real_mesh(), Seconds(5)), real_mesh());
    smoother.reset();
    const Vertices other = with_open_mouth(real_mesh(), 0.1F);
    EXPECT_EQ(smoother.smooth(other, Seconds(6)), other);
}

TEST(MeshSmoother, CalmsNoiseThreefold) {
    MeshSmoother smoother;
    std::mt19937 random(1);
    const float sigma = 0.0007F * face_width(real_mesh());
    std::normal_distribution<float> normal(0, sigma);
    double trembling = 0;
    int count = 0;
    for (int frame = 0; frame < 90; ++frame) {
        const Vertices noisy = real_mesh() + Vertices::NullaryExpr([&] { return normal(random); });
        const Vertices smooth = smoother.smooth(noisy, Seconds(frame * kFrame));
        if (frame < 30) continue;
        trembling += (smooth - real_mesh()).leftCols<2>().squaredNorm() / (2 * kVertexCount);
        ++count;
    }
    EXPECT_LT(std::sqrt(trembling / count), sigma / 3);
}

TEST(MeshSmoother, FollowsAMouthThatClosesInTwoFrames) {
    MeshSmoother smoother;
    const float open = 0.08F;
    const Vertices closed = real_mesh();
    for (int frame = 0; frame < 20; ++frame)
        smoother.smooth(with_open_mouth(closed, open), Seconds(frame * kFrame));
    const float gap = lip_gap(with_open_mouth(closed, open)) - lip_gap(closed);
    const Vertices half = smoother.smooth(with_open_mouth(closed, open / 2), Seconds(20 * kFrame));
    EXPECT_NEAR(lip_gap(half), lip_gap(with_open_mouth(closed, open / 2)), 0.08F * gap);
    const Vertices now = smoother.smooth(closed, Seconds(21 * kFrame));
    EXPECT_NEAR(lip_gap(now), lip_gap(closed), 0.08F * gap);
}

TEST(MeshSmoother, LetsAMovingHeadKeepItsShape) {
    MeshSmoother smoother;
    const Eigen::Vector3f middle = real_mesh().colwise().mean();
    for (int frame = 0; frame < 30; ++frame) {
        Pose pose;
        pose.rotation =
            Eigen::AngleAxisf(0.02F * static_cast<float>(frame), Eigen::Vector3f(0.3F, 1, 0.2F).normalized());
        pose.scale = 1 + 0.01F * static_cast<float>(frame);
        pose.translation = middle + Eigen::Vector3f(3.0F * static_cast<float>(frame), 0, 0) -
                           pose.scale * (pose.rotation * middle);
        const Vertices seen = posed(real_mesh(), pose);
        const Vertices smooth = smoother.smooth(seen, Seconds(frame * kFrame));
        EXPECT_LT(difference(smooth, seen), 0.003F) << frame;
        const Vertices shape = pose_normalised(smooth, fit_pose(smooth, real_mesh()));
        EXPECT_LT((shape - real_mesh()).cwiseAbs().maxCoeff(), 0.001F * face_width(real_mesh())) << frame;
    }
}

TEST(MeshSmoother, SettlesByTimeNotByFrames) {
    const Vertices moved = with_open_mouth(real_mesh(), 0.002F);
    const auto way_left = [&](int frames, double seconds) {
        MeshSmoother smoother;
        smoother.smooth(real_mesh(), Seconds(0));
        Vertices last;
        for (int i = 1; i <= frames; ++i) last = smoother.smooth(moved, Seconds(seconds * i / frames));
        return (last - moved).norm() / (real_mesh() - moved).norm();
    };
    EXPECT_LT(way_left(60, 2.0), 0.05F);
    EXPECT_LT(way_left(2, 2.0), 0.2F);
    EXPECT_GT(way_left(1, 0.001), 0.5F);
}

TEST(MeshSmoother, BearsTwoFramesOfOneTime) {
    MeshSmoother smoother;
    smoother.smooth(real_mesh(), Seconds(1));
    EXPECT_TRUE(smoother.smooth(real_mesh(), Seconds(1)).allFinite());
    EXPECT_TRUE(smoother.smooth(real_mesh(), Seconds(0.5)).allFinite());
}

}  // namespace
}  // namespace ganemotion::face
