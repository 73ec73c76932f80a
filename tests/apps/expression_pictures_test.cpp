// `expression` on pictures of every kind: each gets a line, or one line says why not.

#include <algorithm>
#include <fstream>

#include "cmyk_picture.h"
#include "expression/ensemble.h"
#include "files/output_file.h"
#include "media/picture_file.h"
#include "program.h"

namespace ganemotion::apps {

namespace {

const std::string kPortrait = PROJECT_FOLDER "/vendor/pictures/astronaut.png";

/// The portrait as a file that FFmpeg makes of it with these options.
std::string portrait_as(const media::Workplace& place, const std::string& name, const std::string& options) {
    media::ffmpeg("-i " + kPortrait + " " + options + " " + (place / name).string());
    return (place / name).string();
}

/// The portrait smiles; the estimate from action units alone sees that only where it is large and whole.
void expect_smile(const nlohmann::json& line) {
    EXPECT_EQ(line["face"], true) << line;
    EXPECT_EQ(line["probabilities"].size(), 7U) << line;
    if (expression::has_ensemble()) {
        EXPECT_EQ(line["emotion"], "happy") << line;
    }
}

void expect_smile_in(const std::string& file) {
    const Outcome outcome = run({"expression", file});
    EXPECT_EQ(outcome.exit_code, 0) << outcome.err;
    const auto lines = outcome.json_lines();
    ASSERT_EQ(lines.size(), 1U) << file;
    expect_smile(lines[0]);
}

}  // namespace

TEST(ExpressionPictures, OfEveryDepthAndColourAreRead) {
    const media::Workplace place;
    expect_smile_in(portrait_as(place, "deep.png", "-pix_fmt rgb48be"));
    expect_smile_in(portrait_as(place, "deep_gray.png", "-pix_fmt gray16be"));
    expect_smile_in(portrait_as(place, "alpha.png", "-vf format=rgba,colorchannelmixer=aa=0.9"));
    expect_smile_in(portrait_as(place, "small.jpg", "-vf scale=256:-1"));
    write_cmyk_tiff(media::read_picture(kPortrait), place / "cmyk.tif");
    expect_smile_in((place / "cmyk.tif").string());
}

TEST(ExpressionPictures, ThatAreAnimatedAreReadOnceASecond) {
    const media::Workplace place;
    media::ffmpeg("-loop 1 -i " + kPortrait + " -t 2 -r 5 -vf scale=256:-1 " +
                  (place / "moving.gif").string());
    const auto lines = run({"expression", (place / "moving.gif").string()}).json_lines();
    ASSERT_EQ(lines.size(), 2U);
    EXPECT_NEAR(lines[1]["time"].get<double>(), 1, 0.05);
}

TEST(ExpressionPictures, OfSeveralFacesHaveALineAndABoxForEach) {
    const media::Workplace place;
    const auto lines =
        run({"expression", portrait_as(place, "two.png", "-vf crop=256:256:96:0,split[a][b],[a][b]hstack")})
            .json_lines();
    ASSERT_EQ(lines.size(), 2U);
    const double apart = lines[0]["box"][0].get<double>() - lines[1]["box"][0].get<double>();
    EXPECT_NEAR(std::abs(apart), 256, 10);
    EXPECT_EQ(lines[0]["emotion"], lines[1]["emotion"]);
}

TEST(ExpressionPictures, WithoutAFaceHaveALineThatSaysSo) {
    const media::Workplace place;
    media::ffmpeg("-f lavfi -i testsrc=size=200x200 -frames:v 1 " + (place / "test.png").string());
    media::write_picture(media::from_rgb(cv::Mat(1, 1, CV_8UC3, cv::Scalar(90, 90, 90))), place / "dot.png");
    for (const std::vector<std::string>& arguments :
         {std::vector<std::string>{"expression", (place / "test.png").string()},
          {"expression", (place / "dot.png").string()},
          {"expression", "--aligned", (place / "dot.png").string()}}) {
        const Outcome outcome = run(arguments);
        EXPECT_EQ(outcome.exit_code, 4) << outcome.err;
        EXPECT_NE(outcome.one_line().find("no face"), std::string::npos) << outcome.err;
        const auto lines = outcome.json_lines();
        ASSERT_EQ(lines.size(), 1U);
        EXPECT_EQ(lines[0]["face"], false);
        EXPECT_FALSE(lines[0].contains("emotion"));
    }
}

TEST(ExpressionPictures, ThatCannotBeReadAreNamed) {
    const media::Workplace place;
    files::write_text(place / "text.png", "no picture");
    const Outcome alone = run({"expression", (place / "text.png").string()});
    EXPECT_EQ(alone.exit_code, 3);
    EXPECT_NE(alone.one_line().find("text.png"), std::string::npos) << alone.err;
    // Among others it is told of, and they are read.
    const Outcome among = run({"expression", (place / "text.png").string(), kPortrait});
    EXPECT_EQ(among.exit_code, 3);
    EXPECT_EQ(among.json_lines().size(), 1U);
    EXPECT_NE(among.err.find("text.png"), std::string::npos) << among.err;
}

TEST(ExpressionPictures, ThatAreMissingEmptyCutShortOrOfNoUseToFfmpegAreNamed) {
    const media::Workplace place;
    const std::string png = files::read_text(kPortrait);
    files::write_text(place / "cut.png", png.substr(0, 300));
    files::write_text(place / "half.png", png.substr(0, png.size() / 2));
    std::ofstream(place / "empty.png").flush();
    // The head of an animated WebP and of its first chunk.
    const std::string webp(
        "RIFF\x26\0\0\0WEBPVP8X\x0a\0\0\0\x02\0\0\0\x0f\0\0\x0f\0\0ANIM\x06\0\0\0\0\0\0\0\0\0", 44);
    files::write_text(place / "moving.webp", webp);
    for (const auto& [name, why] : {std::pair("missing.png", "no such file"),
                                    {"empty.png", "empty"},
                                    {"cut.png", "cut short"},
                                    {"half.png", "cut short"},
                                    {"moving.webp", "animated WebP"}}) {
        const Outcome outcome = run({"expression", (place / name).string()});
        EXPECT_EQ(outcome.exit_code, 3) << name;
        EXPECT_NE(outcome.one_line().find(name), std::string::npos) << outcome.err;
        EXPECT_NE(outcome.err.find(why), std::string::npos) << outcome.err;
    }
}

TEST(ExpressionPictures, ThatAreCropsOf48PixelsAreClassifiedAsTheyAre) {
    const media::Workplace place;
    const std::string crop =
        portrait_as(place, "crop.png", "-vf crop=110:110:170:65,scale=48:48,format=gray");
    const auto lines = run({"expression", "--aligned", crop}).json_lines();
    ASSERT_EQ(lines.size(), 1U);
    expect_smile(lines[0]);
    EXPECT_FALSE(lines[0].contains("box"));
    double sum = 0;
    for (const auto& [name, probability] : lines[0]["probabilities"].items())
        sum += probability.get<double>();
    EXPECT_NEAR(sum, 1, 1e-3);
    for (const auto& [name, probabilities] : lines[0]["members"].items())
        EXPECT_EQ(probabilities.size(), 7U) << name;
}

TEST(ExpressionPlot, DrawsALineAnEmotionForAVideoAlone) {
    const media::Workplace place;
    make_portrait_video(place / "in.mp4", 2, "");
    const std::string plot = (place / "plot.svg").string();
    const Outcome outcome = run({"expression", (place / "in.mp4").string(), "--plot", plot});
    EXPECT_EQ(outcome.exit_code, 0) << outcome.err;
    const std::string svg = files::read_text(plot);
    std::size_t lines = 0;
    for (std::size_t at = 0; (at = svg.find("<polyline", at)) != std::string::npos; ++at) ++lines;
    EXPECT_EQ(lines, 7U);
    EXPECT_NE(svg.find(">in.mp4<"), std::string::npos);

    EXPECT_EQ(run({"expression", (place / "in.mp4").string(), "--plot", plot}).exit_code, 6) << "overwritten";
    EXPECT_EQ(run({"expression", kPortrait, "--plot", (place / "still.svg").string()}).exit_code, 4);
    EXPECT_EQ(run({"expression", kPortrait, kPortrait, "--plot", (place / "two.svg").string()}).exit_code, 2);
    EXPECT_EQ(files_in(place.folder()), "in.mp4 plot.svg");
}

}  // namespace ganemotion::apps
