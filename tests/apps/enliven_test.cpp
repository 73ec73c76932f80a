// The main job, end to end.

#include <array>
#include <map>
#include <sstream>

#include "face/face_finder.h"
#include "files/output_file.h"
#include "ganemotion/timeline.h"
#include "media/video_reader.h"
#include "program.h"
#include "sync/strength.h"

namespace ganemotion::apps {

namespace {

std::string packets_of(const std::filesystem::path& file, const std::string& streams) {
    return media::output_of("ffmpeg -nostdin -v error -i '" + file.string() + "' -map 0:" + streams +
                            " -c copy -f streamhash -hash md5 -");
}

/// Time stamps of all frames in seconds, as ffprobe reads them.
std::string times_of(const std::filesystem::path& file) {
    return media::ffprobe("-select_streams v:0 -show_entries frame=pts_time -of csv=p=0 '" + file.string() +
                          "'");
}

/// Where migration may change pixels: 1.7 times the outline, from its middle, and the reach of the smoothing.
cv::Rect neighbourhood(const face::Face& face, cv::Size picture) {
    const float across = face.box.width * 0.40F;
    const float down = face.box.height * 0.40F;
    return cv::Rect(cv::Rect2f(face.box.x - across, face.box.y - down, face.box.width + 2 * across,
                               face.box.height + 2 * down)) &
           cv::Rect({0, 0}, picture);
}

/// How many pixels of each frame are not what they were, in luma.
std::map<Seconds, int> changed_pixels(const std::filesystem::path& before,
                                      const std::filesystem::path& after) {
    std::map<Seconds, int> changed;
    media::VideoReader input(before), output(after);
    while (const auto frame = input.next()) {
        const auto edited = output.next();
        if (!edited) {
            ADD_FAILURE() << after << " ends at " << frame->time.count();
            break;
        }
        changed[frame->time] = cv::countNonZero(frame->picture.planes[0] != edited->picture.planes[0]);
    }
    EXPECT_FALSE(output.next()) << after << " is longer";
    return changed;
}

int pixels_that_differ(const cv::Mat& a, const cv::Mat& b, const cv::Rect& but_not_in) {
    cv::Mat differs = a != b;
    differs(but_not_in & cv::Rect({0, 0}, a.size())).setTo(0);
    return cv::countNonZero(differs);
}

cv::Rect in_chroma(const cv::Rect& region, const media::Picture& picture) {
    const cv::Point shift = picture.chroma_shift();
    return {region.x >> shift.x, region.y >> shift.y, (region.width >> shift.x) + 1,
            (region.height >> shift.y) + 1};
}

/// Every frame is the same but for the neighbourhood of its faces (looked at in one of five, which takes the
/// time); tells how many frames differ.
int frames_changed_in_the_face_alone(const std::filesystem::path& before,
                                     const std::filesystem::path& after) {
    media::VideoReader input(before);
    media::VideoReader output(after);
    face::FaceFinder finder;
    int count = 0;
    int changed = 0;
    for (auto frame = input.next(); frame; frame = input.next()) {
        const auto same = output.next();
        EXPECT_TRUE(same);
        if (!same) break;
        changed += cv::countNonZero(frame->picture.planes[0] != same->picture.planes[0]) > 0 ? 1 : 0;
        if (count++ % 5 != 0) continue;
        const auto faces = finder.find(frame->picture);
        EXPECT_FALSE(faces.empty());
        const cv::Rect near =
            faces.empty() ? cv::Rect() : neighbourhood(faces.front(), frame->picture.size());
        for (int i = 0; i < 3; ++i)
            EXPECT_EQ(pixels_that_differ(frame->picture.planes[i], same->picture.planes[i],
                                         i == 0 ? near : in_chroma(near, frame->picture)),
                      0)
                << "plane " << i << " at " << frame->time.count();
    }
    EXPECT_FALSE(output.next());
    return changed;
}

}  // namespace

TEST(Enliven, PutsTheEmotionOfTwoSentencesOnTheFaceAndLeavesEverythingElse) {
    CLIP_OR_SKIP(clip, "interview_man.mp4");
    const media::Workplace place;
    const auto output = place / "out.mp4";
    const auto file = place / "timeline.json";
    ASSERT_EQ(run({"timeline", clip.string(), "-o", file.string()}).exit_code, 0);
    Timeline timeline = read_timeline(file);
    std::vector<Segment*> sentences;
    for (Segment& segment : timeline.segments)
        if (!segment.text.empty()) sentences.push_back(&segment);
    ASSERT_EQ(sentences.size(), 2U) << to_json(timeline);
    EXPECT_NE(sentences[0]->text.find("asking for help when I need it"), std::string::npos)
        << sentences[0]->text;
    EXPECT_NE(sentences[1]->text.find("like to do better at that"), std::string::npos) << sentences[1]->text;

    // What the words mean is the text model's affair: here the emotions are set, as a person would.
    const std::array emotions = {Emotion::kSad, Emotion::kHappy};
    for (std::size_t i = 0; i < 2; ++i) {
        sentences[i]->emotion = emotions[i];
        sentences[i]->intensity = 1;
        sentences[i]->leave = false;
        sentences[i]->source = "user";
    }
    write_timeline(timeline, file);
    const Outcome outcome = run({"enliven", clip.string(), "-o", output.string(), "--timeline", file.string(),
                                 "--codec", "libx264", "--crf", "0", "--preset", "ultrafast"});
    ASSERT_EQ(outcome.exit_code, 0) << outcome.err;
    EXPECT_EQ(outcome.err, "");

    EXPECT_EQ(packets_of(output, "a"), packets_of(clip, "a"));
    EXPECT_EQ(times_of(output), times_of(clip));
    EXPECT_GT(frames_changed_in_the_face_alone(clip, output), 100);
    EXPECT_EQ(nlohmann::json::parse(files::read_text(place / "out.ganemotion.json"))["frames"], 135);

    const sync::Strength strength(timeline);
    for (const Segment* sentence : sentences) {
        const auto whole = strength.at((sentence->start + sentence->end) / 2);
        for (double share = 0; share <= 1; share += 0.01)
            EXPECT_EQ(strength.at(sentence->start + share * (sentence->end - sentence->start)), whole);
    }
}

TEST(Enliven, LeavesWhatATimelineLeaves) {
    const media::Workplace place;
    make_portrait_video(place / "in.mp4", 3, "anullsrc");
    files::write_text(place / "t.json",
                      R"({"segments": [{"start": 0, "end": 1.5, "emotion": "sad", "leave": true},
                                       {"start": 1.5, "end": 3, "emotion": "angry"}]})");
    const Outcome outcome =
        run({"enliven", (place / "in.mp4").string(), "-o", (place / "out.mp4").string(), "--timeline",
             (place / "t.json").string(), "--crf", "0", "--preset", "ultrafast"});
    ASSERT_EQ(outcome.exit_code, 0) << outcome.err;
    int changed = 0;
    for (const auto& [time, pixels] : changed_pixels(place / "in.mp4", place / "out.mp4")) {
        if (time <= Seconds{1.5})
            EXPECT_EQ(pixels, 0) << time.count();
        else
            changed += pixels > 0 ? 1 : 0;
    }
    EXPECT_GT(changed, 10);
}

TEST(Enliven, ChangesTheFacesThatItIsAskedTo) {
    const media::Workplace place;
    const auto video = place / "in.mp4";
    media::ffmpeg(
        "-loop 1 -framerate 5 -i " PROJECT_FOLDER
        "/vendor/pictures/astronaut.png -t 1 -filter_complex "
        "'crop=256:256:96:0,split[a][b],[b]scale=200:200,pad=256:256[c],[a][c]hstack,format=yuv420p' " +
        video.string());
    for (const bool all : {true, false}) {
        const Outcome outcome =
            run({"enliven", video.string(), "-o", (place / "out.mp4").string(), "--emotion", "angry",
                 "--face", all ? "all" : "largest", "--crf", "0", "--preset", "ultrafast", "--force"});
        ASSERT_EQ(outcome.exit_code, 0) << outcome.err;
        const auto before = media::VideoReader(video).next();
        const auto after = media::VideoReader(place / "out.mp4").next();
        const cv::Mat differs = before->picture.planes[0] != after->picture.planes[0];
        EXPECT_GT(cv::countNonZero(differs.colRange(0, 256)), 100);
        EXPECT_EQ(cv::countNonZero(differs.colRange(256, 512)) > 100, all);
    }
}

TEST(Enliven, CopiesAVideoThatIsToBeLeftAsItIs) {
    const media::Workplace place;
    make_portrait_video(place / "in.mp4", 1, "");
    files::write_text(place / "t.json", R"({"segments": [{"start": 0, "end": 1, "emotion": null}]})");
    const Outcome outcome = run({"enliven", (place / "in.mp4").string(), "-o", (place / "out.mp4").string(),
                                 "--timeline", (place / "t.json").string()});
    EXPECT_EQ(outcome.exit_code, 0) << outcome.err;
    EXPECT_EQ(files::read_text(place / "in.mp4"), files::read_text(place / "out.mp4"));
    EXPECT_NE(outcome.out.find("nothing is to be changed"), std::string::npos);
}

TEST(Enliven, MarksTheOutputAsChanged) {
    const media::Workplace place;
    make_portrait_video(place / "in.mp4", 1, "");
    ASSERT_EQ(run({"enliven", (place / "in.mp4").string(), "-o", (place / "out.mp4").string(), "--emotion",
                   "sad", "--style", "cartoon", "--alpha-mouth", "0.4"})
                  .exit_code,
              0);
    const std::string tags =
        media::ffprobe("-show_entries format_tags '" + (place / "out.mp4").string() + "'");
    EXPECT_NE(tags.find("ganemotion=0.1.0"), std::string::npos) << tags;
    EXPECT_NE(tags.find("sad"), std::string::npos) << tags;
    const auto record = nlohmann::json::parse(files::read_text(place / "out.ganemotion.json"));
    EXPECT_EQ(record["source"]["sha256"].get<std::string>() + "  -\n",
              media::output_of("sha256sum < '" + (place / "in.mp4").string() + "'"));
    EXPECT_EQ(record["options"]["style"], "cartoon");
    EXPECT_EQ(record["options"]["alpha_mouth"], 0.4);
    EXPECT_EQ(record["emotions"], nlohmann::json({"sad"}));
    EXPECT_EQ(record["timeline"]["segments"][0]["source"], "option");
}

TEST(Enliven, PaintsCropsAsFirstPublished) {
    const media::Workplace place;
    make_portrait_video(place / "in.mp4", 1, "");
    const Outcome outcome =
        run({"enliven", (place / "in.mp4").string(), "-o", (place / "out.mp4").string(), "--emotion", "sad",
             "--space", "crop", "--crf", "0", "--preset", "ultrafast"});
    ASSERT_EQ(outcome.exit_code, 0) << outcome.err;
    const auto changed = changed_pixels(place / "in.mp4", place / "out.mp4");
    for (const auto& [time, pixels] : changed) EXPECT_GT(pixels, 100) << time.count();
    EXPECT_GT(changed.size(), 5U);
    const auto record = nlohmann::json::parse(files::read_text(place / "out.ganemotion.json"));
    EXPECT_EQ(record["options"]["space"], "crop");
    EXPECT_FALSE(record["options"].contains("skin"));
}

TEST(Enliven, TellsMachinesHowFarItIs) {
    const media::Workplace place;
    make_portrait_video(place / "in.mp4", 1, "");
    const Outcome outcome = run({"enliven", (place / "in.mp4").string(), "-o", (place / "out.mp4").string(),
                                 "--emotion", "sad", "--machine-readable"});
    EXPECT_EQ(outcome.exit_code, 0);
    EXPECT_EQ(outcome.json_lines().at(0)["frames"], 10);
    std::istringstream lines(outcome.err);
    nlohmann::json last;
    for (std::string line; std::getline(lines, line);) last = nlohmann::json::parse(line);
    EXPECT_EQ(last["progress"], "rendering");
    EXPECT_EQ(last["done"], last["total"]);
    EXPECT_TRUE(last.contains("rate"));
}

}  // namespace ganemotion::apps
