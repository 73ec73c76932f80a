#include "migration/character.h"

#include <gtest/gtest.h>

#include "action_units/mean_face.h"
#include "face/face_finder.h"
#include "face/pose.h"
#include "files/output_file.h"
#include "ganemotion/error.h"
#include "media/picture_file.h"
#include "media/workplace.h"
#include "migration/geometry.h"

namespace ganemotion::migration {
namespace {

// The face of the public-domain portrait, and the same with its mesh moved.
std::vector<face::Face> faces_with(const ActionUnits& change, int plain, int changed) {
    const media::Picture picture = media::read_picture(PROJECT_FOLDER "/vendor/pictures/astronaut.png");
    const face::Face face = face::FaceFinder().find(picture).at(0);
    face::Face moved = face;
    const face::Vertices mean_face = action_units::mean_face(action_units::read_unit_weights());
    moved.mesh += Geometry().displacement(change, face::fit_pose(face.mesh, mean_face), 1);
    std::vector<face::Face> faces(static_cast<std::size_t>(plain), face);
    faces.insert(faces.end(), static_cast<std::size_t>(changed), moved);
    return faces;
}

TEST(Character, ThatHardlyMovesHasTheStandardExpressions) {
    const Character character = character_of(faces_with({}, 4, 0), "still.png");
    EXPECT_EQ(character.expressions, standard_expressions());
    EXPECT_EQ(character.faces, 4);
    for (const auto& range : character.range) EXPECT_LT(range.high - range.low, 0.1F);
}

TEST(Character, ThatOftenRaisesItsBrowsRaisesThemFurtherInSurprise) {
    ActionUnits change;
    change[1] = change[2] = 1;
    const Character character = character_of(faces_with(change, 4, 4), "brows.png");
    const ActionUnits standard = standard_expressions().at(Emotion::kSurprise).open;
    const ActionUnits own = character.expressions.at(Emotion::kSurprise).open;
    EXPECT_GT(own[2], standard[2] + 0.1F);
    EXPECT_LE(own[2], 1.0F);
    EXPECT_EQ(own[26], standard[26]) << "speech moves the jaw, so it says nothing of the expression";
    EXPECT_EQ(character.expressions.at(Emotion::kHappy).open[12],
              standard_expressions().at(Emotion::kHappy).open[12]);
}

TEST(Character, IsReadAsItWasWritten) {
    const media::Workplace place;
    const Character character = character_of(faces_with({}, 1, 0), "a \"b\".png");
    files::write_text(place / "c.json", to_json(character));
    const Character again = read_character(place / "c.json");
    EXPECT_EQ(again.source, character.source);
    ASSERT_TRUE(again.resting);
    EXPECT_LT((again.resting->mesh - character.resting->mesh).cwiseAbs().maxCoeff(), 1e-4F);
    EXPECT_EQ(to_json(again), to_json(character));
}

TEST(Character, OfExpressionsAloneIsEnough) {
    const media::Workplace place;
    files::write_text(place / "c.json", R"({"expressions": {"happy": {"AU12": 1}}})");
    const Character character = read_character(place / "c.json");
    EXPECT_FALSE(character.resting);
    for (const ActionUnits& form :
         {character.expressions.at(Emotion::kHappy).closed, character.expressions.at(Emotion::kHappy).open}) {
        EXPECT_EQ(form[12], 1);
        EXPECT_EQ(form[6], 0);
    }
    EXPECT_EQ(character.expressions.at(Emotion::kSad), standard_expressions().at(Emotion::kSad));
}

TEST(Character, ThatIsWrongIsRefusedWithTheEntry) {
    const std::pair<const char*, const char*> cases[] = {
        {"[]", "not a character file"},
        {"{\"expressions\": {\"merry\": {}}}", "merry"},
        {"{\"expressions\": {\"happy\": {\"AU99\": 1}}}", "AU99"},
        {"{\"expressions\": {\"happy\": {\"AU12\": 2}}}", "AU12"},
        {"{\"expressions\": {}, \"range\": {\"AU12\": [1]}}", "AU12"},
        {"{\"expressions\": {}, \"resting\": {\"mesh\": [1, 2]}}", "478 vertices"},
        {"{\"expressions\": {}, \"version\": 2}", "version 2"},
        {"{\"expressions\"", "not a character file"}};
    for (const auto& [text, told] : cases) {
        const media::Workplace place;
        files::write_text(place / "c.json", text);
        try {
            read_character(place / "c.json");
            ADD_FAILURE() << text;
        } catch (const Error& error) {
            EXPECT_EQ(error.kind(), ErrorKind::kUnreadableInput);
            EXPECT_NE(std::string(error.what()).find(told), std::string::npos) << error.what();
            EXPECT_NE(std::string(error.what()).find("c.json"), std::string::npos) << error.what();
        }
    }
}

}  // namespace
}  // namespace ganemotion::migration
