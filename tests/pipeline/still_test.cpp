#include "pipeline/still.h"

#include <gtest/gtest.h>
#include <opencv2/core.hpp>

#include "face/face_finder.h"
#include "files/output_file.h"
#include "ganemotion/error.h"
#include "media/picture_file.h"
#include "media/workplace.h"

namespace ganemotion::pipeline {

namespace {

const std::filesystem::path kPortrait = PROJECT_FOLDER "/vendor/pictures/astronaut.png";

/// How many pixels of plane 0 differ, inside and outside of the neighbourhood that migration may touch.
struct Difference {
    int inside = 0;
    int outside = 0;
};

Difference difference(const media::Picture& a, const media::Picture& b) {
    const face::Face face = face::FaceFinder().find(a).at(0);
    // 1.7 times the outline of the mesh from its middle, and a little for the smoothing.
    const float across = face.box.width * 0.40F;
    const float down = face.box.height * 0.40F;
    const cv::Rect near = cv::Rect(cv::Rect2f(face.box.x - across, face.box.y - down,
                                              face.box.width + 2 * across, face.box.height + 2 * down)) &
                          cv::Rect({0, 0}, a.size());
    const cv::Mat differs = a.planes[0] != b.planes[0];
    const int inside = cv::countNonZero(differs(near));
    return {inside, cv::countNonZero(differs) - inside};
}

StillOptions happy() {
    StillOptions options;
    options.emotion = Emotion::kHappy;
    return options;
}

}  // namespace

TEST(MigrateStill, ChangesTheFaceAndNothingElse) {
    const media::Workplace place;
    for (const Emotion emotion : kEmotions) {
        StillOptions options;
        options.emotion = emotion;
        options.overwrite = true;
        migrate_still(kPortrait, place / "out.png", options);
        const Difference changed =
            difference(media::read_picture(kPortrait), media::read_picture(place / "out.png"));
        EXPECT_EQ(changed.outside, 0) << name_of(emotion);
        EXPECT_GT(changed.inside, 500) << name_of(emotion);
    }
}

TEST(MigrateStill, MovesSingleUnits) {
    const media::Workplace place;
    StillOptions options;
    options.units = {{1, 0.9}, {2, 0.9}};
    migrate_still(kPortrait, place / "out.png", options);
    EXPECT_GT(difference(media::read_picture(kPortrait), media::read_picture(place / "out.png")).inside, 500);
}

TEST(MigrateStill, ShowsTheDisplacement) {
    const media::Workplace place;
    StillOptions options = happy();
    options.masks = place / "masks";
    migrate_still(kPortrait, place / "out.png", options);
    const media::Picture displacement = media::read_picture(place / "masks" / "displacement.png");
    EXPECT_EQ(displacement.size(), media::read_picture(kPortrait).size());
    double least = 0;
    double most = 0;
    cv::minMaxLoc(displacement.planes[1], &least, &most);
    EXPECT_LT(least, 100);
    EXPECT_EQ(displacement.planes[0].at<uchar>(0, 0), 128);
}

TEST(MigrateStill, RefusesToOverwriteBeforeAnyWork) {
    const media::Workplace place;
    files::write_text(place / "out.png", "precious");
    EXPECT_EQ(media::error_of([&] { migrate_still(kPortrait, place / "out.png", happy()); }, "out.png"),
              ErrorKind::kUnwritableOutput);
    EXPECT_EQ(files::read_text(place / "out.png"), "precious");
}

TEST(MigrateStill, WritesThePictureUnchangedWhereNoFaceIs) {
    const media::Workplace place;
    media::ffmpeg("-f lavfi -i testsrc=size=200x200 -frames:v 1 " + (place / "in.png").string());
    EXPECT_EQ(media::error_of([&] { migrate_still(place / "in.png", place / "out.png", happy()); }, "in.png"),
              ErrorKind::kNothingToDo);
    const media::Picture in = media::read_picture(place / "in.png");
    const media::Picture out = media::read_picture(place / "out.png");
    for (std::size_t i = 0; i < in.planes.size(); ++i)
        EXPECT_EQ(cv::countNonZero(in.planes[i] != out.planes[i]), 0);
}

TEST(MigrateStill, RefusesWhatIsOutOfRange) {
    const media::Workplace place;
    StillOptions intensity = happy();
    intensity.intensity = 1.5;
    StillOptions alpha = happy();
    alpha.alpha_rest = -1;
    StillOptions both = happy();
    both.units = {{12, 0.5}};
    for (const StillOptions& options : {intensity, alpha, both, StillOptions{}})
        EXPECT_EQ(media::error_of([&] { migrate_still(kPortrait, place / "out.png", options); }),
                  ErrorKind::kUsage);
}

}  // namespace ganemotion::pipeline
