#include "action_units/frontal_view.h"

#include <gtest/gtest.h>

#include "action_units/mean_face.h"
#include "ganemotion/error.h"

namespace ganemotion::action_units {
namespace {

Features mean_features() {
    return features_of(mean_face(read_unit_weights()), {});
}

TEST(FrontalView, LeavesAFaceInFrontAsItIs) {
    const Features seen = mean_features();
    EXPECT_EQ(FrontalView(read_turning_weights()).frontal(seen, 0), seen);
}

TEST(FrontalView, ChangesAFaceTheMoreTheFurtherItIsTurned) {
    const FrontalView view(read_turning_weights());
    const Features seen = mean_features();
    const auto change = [&](float yaw) { return (view.frontal(seen, yaw) - seen).norm(); };
    for (const float side : {-1.0F, 1.0F}) {
        EXPECT_GT(change(15 * side), 0);
        EXPECT_GT(change(30 * side), change(15 * side));
    }
}

TEST(FrontalView, AddsNoMoreBeyondTheFurthestThatWasSeen) {
    const FrontalView view(read_turning_weights());
    const Features seen = mean_features();
    EXPECT_EQ(view.frontal(seen, 80), view.frontal(seen, kWidestYaw));
}

TEST(FrontalView, RefusesTensorsThatDoNotBelongTogether) {
    nn::Weights weights = read_turning_weights();
    weights.tensors["components"] = weights.tensors["mean"];
    EXPECT_THROW(FrontalView{weights}, Error);
    weights.tensors["components"] = nn::Tensor::from_float({1, 2}, {1, 2});
    EXPECT_THROW(FrontalView{weights}, Error);
}

}  // namespace
}  // namespace ganemotion::action_units
