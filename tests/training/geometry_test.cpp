#include "geometry/geometry_fit.h"

#include <filesystem>
#include <map>
#include <set>

#include <gtest/gtest.h>

#include "action_units/mean_face.h"
#include "nn/model_files.h"
#include "units/units_fit.h"

namespace ganemotion::training {
namespace {

const std::filesystem::path kPortraits = SHARED_DATA_FOLDER "/cfee";

std::vector<MeasuredPortrait> people_never_trained_on() {
    std::vector<Portrait> portraits;
    for (const Portrait& portrait : read_portraits(kPortraits))
        if (is_test_person(portrait.person)) portraits.push_back(portrait);
    return measure(portraits, kPortraits,
                   std::filesystem::path(testing::TempDir()) / "cfee_test_faces.safetensors",
                   [](std::size_t, std::size_t) {});
}

TEST(Geometry, ExplainsTheMotionOfPeopleNeverTrainedOn) {
    if (!std::filesystem::exists(kPortraits)) GTEST_SKIP() << "no CFEE portraits beside the project";
    const nn::Weights units_weights = action_units::read_unit_weights();
    const MeanFace mean_face{action_units::mean_face(units_weights), {}};
    const PersonTable table = person_table(people_never_trained_on(), mean_face);
    ASSERT_GT(table.size(), 550);

    const Matrix units = relative_units(units_weights, table.features, table);
    const std::vector<float> values =
        nn::read_weights(nn::committed_model("geometry/geometry.safetensors")).at("displacement").to_float();
    const Eigen::Map<const Matrix> displacement(values.data(), kActionUnitCount, face::kVertexCount * 3);

    // The bars of the design; the figures that were reached stand in docs/models/geometry.md.
    const std::map<std::string, float> bars = {
        {"brows", 0.90F}, {"mouth", 0.82F}, {"eyelids", 0.75F}, {"cheeks", 0.82F}};
    for (const RegionFit& fit :
         explained(displacement, table, units, std::vector<bool>(table.person.size(), true)))
        EXPECT_GE(fit.vertical, bars.at(fit.region)) << fit.region;
}

TEST(TestPeople, AreOneInSevenOrSo) {
    if (!std::filesystem::exists(kPortraits)) GTEST_SKIP() << "no CFEE portraits beside the project";
    std::set<int> test;
    std::set<int> trained_on;
    for (const Portrait& portrait : read_portraits(kPortraits))
        (is_test_person(portrait.person) ? test : trained_on).insert(portrait.person);
    EXPECT_EQ(test.size(), 26U);
    EXPECT_EQ(trained_on.size(), 184U);
}

}  // namespace
}  // namespace ganemotion::training
