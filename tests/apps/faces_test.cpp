// The commands about pictures and faces: units, expression, migrate, models.

#include <sstream>

#include "files/output_file.h"
#include "program.h"

namespace ganemotion::apps {

namespace {

const std::string kPortrait = PROJECT_FOLDER "/vendor/pictures/astronaut.png";

int lines_in(const std::string& text) {
    return static_cast<int>(std::count(text.begin(), text.end(), '\n'));
}

}  // namespace

TEST(Units, OfAPictureAreARowUnderTheHeader) {
    const Outcome outcome = run({"units", kPortrait});
    EXPECT_EQ(outcome.exit_code, 0) << outcome.err;
    EXPECT_TRUE(outcome.out.starts_with("frame,face_id,timestamp,confidence,success,pose_Tx,"));
    EXPECT_EQ(lines_in(outcome.out), 2);
    EXPECT_TRUE(outcome.out.ends_with("," + kPortrait + "\n"));
}

TEST(Units, OfAVideoAreARowAFrame) {
    const media::Workplace place;
    make_portrait_video(place / "in.mp4", 1, "");
    const Outcome outcome = run({"units", (place / "in.mp4").string(), "-o", (place / "out.csv").string()});
    EXPECT_EQ(outcome.exit_code, 0) << outcome.err;
    EXPECT_EQ(lines_in(files::read_text(place / "out.csv")), 1 + 10);
    EXPECT_EQ(files_in(place.folder()), "in.mp4 out.csv");
}

TEST(Units, AgainstThePersonsRestingFaceAreAbsentAtRest) {
    const Outcome outcome = run({"units", kPortrait, "--resting", kPortrait});
    EXPECT_EQ(outcome.exit_code, 0) << outcome.err;
    std::istringstream table(outcome.out);
    std::string header;
    std::string row;
    std::getline(table, header);
    std::getline(table, row);
    // AU12_r: the portrait smiles, but against itself it does not.
    std::istringstream names(header);
    std::istringstream values(row);
    std::string value;
    for (std::string name; std::getline(names, name, ',') && std::getline(values, value, ',');) {
        if (name == "AU12_r") {
            EXPECT_LT(std::stod(value), 1) << "FACS's least step, from which a unit counts as present";
        }
    }
}

TEST(Units, OfAVideoArePlotted) {
    const media::Workplace place;
    make_portrait_video(place / "in.mp4", 1, "");
    const std::string plot = (place / "out.svg").string();
    const Outcome outcome = run({"units", (place / "in.mp4").string(), "--plot", plot});
    EXPECT_EQ(outcome.exit_code, 0) << outcome.err;
    EXPECT_NE(files::read_text(plot).find("AU12"), std::string::npos);
    EXPECT_EQ(run({"units", kPortrait, "--plot", (place / "picture.svg").string()}).exit_code, 2);
    EXPECT_EQ(run({"units", (place / "in.mp4").string(), "--plot", plot}).exit_code, 6);
}

TEST(Character, IsMeasuredAndUsed) {
    const media::Workplace place;
    const std::string file = (place / "c.json").string();
    const Outcome measured = run({"character", kPortrait, "-o", file});
    EXPECT_EQ(measured.exit_code, 0) << measured.err;
    const Outcome used = run(
        {"migrate", kPortrait, "--emotion", "sad", "--character", file, "-o", (place / "sad.png").string()});
    EXPECT_EQ(used.exit_code, 0) << used.err;
    EXPECT_EQ(run({"character", kPortrait, "-o", file}).exit_code, 6) << "it is there already";
    EXPECT_EQ(run({"migrate", kPortrait, "--emotion", "sad", "--character", kPortrait, "-o",
                   (place / "other.png").string()})
                  .exit_code,
              3);
    EXPECT_EQ(files_in(place.folder()), "c.json sad.png");
}

TEST(Expression, TellsOfAFace) {
    const Outcome outcome = run({"expression", kPortrait});
    EXPECT_EQ(outcome.exit_code, 0) << outcome.err;
    const auto lines = outcome.json_lines();
    ASSERT_EQ(lines.size(), 1U);
    EXPECT_EQ(lines[0]["file"], kPortrait);
    EXPECT_EQ(lines[0]["face"], true);
    EXPECT_EQ(lines[0]["emotion"], "happy");
    EXPECT_EQ(lines[0]["box"].size(), 4U);
    EXPECT_EQ(lines[0]["probabilities"].size(), 7U);
    EXPECT_GE(lines[0]["members"].size(), 1U);
    EXPECT_FALSE(lines[0].contains("time"));
}

TEST(Expression, TellsOfAVideoOnceASecond) {
    const media::Workplace place;
    make_portrait_video(place / "in.mp4", 2, "");
    const auto lines = run({"expression", (place / "in.mp4").string()}).json_lines();
    ASSERT_EQ(lines.size(), 2U);
    EXPECT_NEAR(lines[1]["time"].get<double>(), 1, 0.01);
}

TEST(Migrate, WritesThePictureWithAnotherExpression) {
    const media::Workplace place;
    const std::string output = (place / "a smile.png").string();
    const Outcome outcome = run({"migrate", kPortrait, "-o", output, "--emotion", "angry", "--no-skin",
                                 "--masks", (place / "m").string()});
    EXPECT_EQ(outcome.exit_code, 0) << outcome.err;
    EXPECT_EQ(outcome.out + outcome.err, "");
    EXPECT_EQ(files_in(place.folder()), "a smile.png m");
    EXPECT_EQ(files_in(place / "m"), "displacement.png");
}

TEST(Migrate, PaintsACropAsFirstPublished) {
    const media::Workplace place;
    const std::string output = (place / "out.png").string();
    const Outcome outcome = run({"migrate", kPortrait, "-o", output, "--emotion", "angry", "--space", "crop",
                                 "--masks", (place / "m").string()});
    EXPECT_EQ(outcome.exit_code, 0) << outcome.err;
    EXPECT_EQ(files_in(place / "m"), "attention.png colour.png");
    const Outcome texture = run({"migrate", kPortrait, "-o", (place / "texture.png").string(), "--emotion",
                                 "angry", "--space", "texture"});
    EXPECT_EQ(texture.exit_code, 0) << texture.err;
    EXPECT_NE(files::read_text(output), files::read_text(place / "texture.png"));
}

TEST(Migrate, HasNoCropWithoutPaintAndNoOtherSpace) {
    const media::Workplace place;
    const std::string output = (place / "out.png").string();
    const Outcome bare =
        run({"migrate", kPortrait, "-o", output, "--emotion", "angry", "--space", "crop", "--no-skin"});
    EXPECT_EQ(bare.exit_code, 2) << bare.err;
    EXPECT_EQ(run({"migrate", kPortrait, "-o", output, "--emotion", "angry", "--space", "time"}).exit_code,
              2);
    EXPECT_EQ(files_in(place.folder()), "");
}

TEST(Models, AreListedWithTheirChecksums) {
    const auto models = run({"models", "--machine-readable"}).json_lines();
    ASSERT_GE(models.size(), 9U);
    for (const auto& model : models) {
        EXPECT_EQ(model["sha256"].get<std::string>().size(), 64U) << model;
        for (const char* key : {"name", "version", "licence", "trained_on"})
            EXPECT_FALSE(model[key].get<std::string>().empty()) << model;
    }
}

TEST(Training, IsForTheTrainingBuildAndSaysSo) {
    const Outcome outcome = run({"train", "text", "--help"});  // without it a training build would train
    if (outcome.exit_code == 5)
        EXPECT_NE(outcome.one_line().find("make training"), std::string::npos) << outcome.err;
    else
        EXPECT_EQ(outcome.exit_code, 0) << outcome.err;
}

}  // namespace ganemotion::apps
