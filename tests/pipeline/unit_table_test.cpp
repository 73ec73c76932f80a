#include "pipeline/unit_table.h"

#include <algorithm>

#include <gtest/gtest.h>

namespace ganemotion::pipeline {

namespace {

std::vector<std::string> cells(const std::string& line) {
    std::vector<std::string> result(1);
    for (const char c : line) {
        if (c == ',')
            result.emplace_back();
        else if (c != '\n')
            result.back() += c;
    }
    return result;
}

std::string cell(const std::string& row, const std::string& column) {
    const auto header = cells(unit_table_header());
    const auto found = std::find(header.begin(), header.end(), column);
    return cells(row).at(static_cast<std::size_t>(found - header.begin()));
}

FaceReading reading() {
    FaceReading result;
    result.file = "talk.mp4";
    result.size = {640, 480};
    result.frame = 7;
    result.time = Seconds{0.2};
    result.face.emplace();
    result.face->id = 2;
    result.face->confidence = 0.97F;
    return result;
}

}  // namespace

TEST(UnitTable, BeginsWithTheColumnsOfOpenFace) {
    EXPECT_TRUE(
        unit_table_header().starts_with("frame,face_id,timestamp,confidence,success,pose_Tx,pose_Ty,pose_Tz,"
                                        "pose_Rx,pose_Ry,pose_Rz,AU01_r,AU02_r,AU04_r,"
                                        "AU05_r,AU06_r,AU07_r,AU09_r,AU10_r,AU12_r,AU14_r,AU15_r,AU17_r,AU20_"
                                        "r,AU23_r,AU25_r,AU26_r,AU45_r,AU01_c,AU02_c,"
                                        "AU04_c,AU05_c,AU06_c,AU07_c,AU09_c,AU10_c,AU12_c,AU14_c,AU15_c,AU17_"
                                        "c,AU20_c,AU23_c,AU25_c,AU26_c,AU28_c,AU45_c,"));
    EXPECT_TRUE(unit_table_header().ends_with(",file\n"));
}

TEST(UnitTable, HasEveryUnitWithIntensityAndPresence) {
    const auto header = cells(unit_table_header());
    for (const int unit : kActionUnits)
        for (const char* ending : {"_r", "_c"})
            EXPECT_EQ(std::count(header.begin(), header.end(), action_unit_name(unit) + ending), 1);
    EXPECT_EQ(header.size(), 11 + 2 * kActionUnitCount + 1);
}

TEST(UnitTable, GivesIntensitiesInTheFiveStepsOfFacs) {
    ActionUnits units;
    units[12] = 0.5F;
    units[4] = 0.1F;
    units[18] = 1.3F;
    units[1] = -0.2F;
    const std::string row = unit_table_row(reading(), {}, units);
    EXPECT_EQ(cells(row).size(), cells(unit_table_header()).size());
    EXPECT_EQ(cell(row, "frame"), "7");
    EXPECT_EQ(cell(row, "face_id"), "2");
    EXPECT_EQ(cell(row, "timestamp"), "0.200");
    EXPECT_EQ(cell(row, "confidence"), "0.97");
    EXPECT_EQ(cell(row, "success"), "1");
    EXPECT_EQ(cell(row, "AU12_r"), "2.50");
    EXPECT_EQ(cell(row, "AU12_c"), "1");
    EXPECT_EQ(cell(row, "AU04_r"), "0.50");
    EXPECT_EQ(cell(row, "AU04_c"), "0");
    EXPECT_EQ(cell(row, "AU18_r"), "5.00");
    EXPECT_EQ(cell(row, "AU01_r"), "0.00");
    EXPECT_EQ(cell(row, "file"), "talk.mp4");
}

TEST(UnitTable, TellsTheDistanceFromTheCameraInMillimetres) {
    face::Pose pose;
    pose.scale = 90;  // pixels between the outer corners of the eyes, which are 90 mm apart
    pose.translation = {320 + 90, 240, 0};
    const std::string row = unit_table_row(reading(), pose, {});
    EXPECT_EQ(cell(row, "pose_Tz"), "500.0");
    EXPECT_EQ(cell(row, "pose_Tx"), "90.0");
    EXPECT_EQ(cell(row, "pose_Ty"), "0.0");
}

TEST(UnitTable, HasARowAlsoWhereNoFaceIs) {
    FaceReading empty = reading();
    empty.face.reset();
    const std::string row = unit_table_row_without_face(empty);
    EXPECT_EQ(cells(row).size(), cells(unit_table_header()).size());
    EXPECT_EQ(cell(row, "success"), "0");
    EXPECT_EQ(cell(row, "AU12_r"), "0.00");
}

TEST(UnitTable, QuotesFileNamesThatNeedIt) {
    FaceReading odd = reading();
    odd.file = "a, \"b\".png";
    EXPECT_TRUE(unit_table_row(odd, {}, {}).ends_with(",\"a, \"\"b\"\".png\"\n"));
}

}  // namespace ganemotion::pipeline
