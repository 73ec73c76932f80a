#include "face/face_finder.h"

#include <gtest/gtest.h>

#include <fstream>
#include <sstream>

#include <opencv2/imgproc.hpp>

#include "pictures.h"

namespace ganemotion::face {
namespace {

namespace fs = std::filesystem;

FaceFinder& finder() {
    static FaceFinder finder;
    return finder;
}

std::vector<Face> find(const cv::Mat& rgb, int rotation = 0) {
    return finder().find(media::from_rgb(rgb), rotation);
}

struct Reference {
    Vertices mesh;
    Blendshapes blendshapes{};
};

/// What MediaPipe's Python says. Its coordinates count from the picture's edge, ours from the first pixel's
/// centre.
Reference mediapipe_astronaut() {
    std::ifstream file(PROJECT_FOLDER "/tests/face/astronaut_mediapipe.txt");
    std::string line;
    while (file.peek() == '#') std::getline(file, line);
    Reference reference;
    for (int i = 0; i < kVertexCount; ++i)
        file >> reference.mesh(i, 0) >> reference.mesh(i, 1) >> reference.mesh(i, 2);
    for (float& score : reference.blendshapes) file >> score;
    EXPECT_TRUE(file) << "the reference is incomplete";
    reference.mesh.leftCols<2>().array() -= 0.5F;
    return reference;
}

TEST(FaceFinder, SeesWhatMediaPipeSees) {
    FaceFinder single_pass(FinderOptions{.passes = 1});
    const auto faces = single_pass.find(media::from_rgb(astronaut()));
    ASSERT_EQ(faces.size(), 1U);
    const Reference reference = mediapipe_astronaut();
    EXPECT_LT(difference(faces[0].mesh, reference.mesh), 0.005F);
    EXPECT_LT((faces[0].mesh - reference.mesh).col(2).cwiseAbs().mean(), 0.005F * face_width(reference.mesh));
    float off = 0;
    for (int i = 0; i < kBlendshapeCount; ++i)
        off += std::abs(faces[0].blendshapes[i] - reference.blendshapes[i]);
    EXPECT_LT(off / kBlendshapeCount, 0.02F);
}

TEST(FaceFinder, DescribesTheAstronaut) {
    const auto faces = find(astronaut());
    ASSERT_EQ(faces.size(), 1U);
    EXPECT_GT(faces[0].confidence, 0.99F);
    EXPECT_TRUE(faces[0].box.contains(cv::Point2f(223, 115))) << faces[0].box;
    EXPECT_GT(faces[0].blendshapes[static_cast<std::size_t>(blendshape_index("mouthSmileLeft"))], 0.5F);
    EXPECT_LT(faces[0].blendshapes[static_cast<std::size_t>(blendshape_index("eyeBlinkLeft"))], 0.5F);
}

TEST(FaceFinder, FindsTheSameMeshWhereverTheDetectorLooksFrom) {
    const Vertices mesh = find(astronaut()).at(0).mesh;
    for (const int margin : {40, 90, 200}) {
        cv::Mat framed;
        cv::copyMakeBorder(astronaut(), framed, margin, 0, 2 * margin, margin / 2, cv::BORDER_REPLICATE);
        Vertices moved = find(framed).at(0).mesh;
        moved.col(0).array() -= static_cast<float>(2 * margin);
        moved.col(1).array() -= static_cast<float>(margin);
        EXPECT_LT(difference(moved, mesh), 0.0025F) << margin;
    }
}

TEST(FaceFinder, GivesAMirroredPictureTheMirroredMesh) {
    cv::Mat mirrored;
    cv::flip(astronaut(), mirrored, 1);
    const Vertices mesh = find(astronaut()).at(0).mesh;
    const Vertices other = find(mirrored).at(0).mesh;
    // Vertices of the middle line stand for themselves on both sides.
    float aside = 0;
    const std::vector<int> middle = {1, 4, 5, 195, 197, 6, 168, 8, 9, 151, 10, 0, 17, 152, 13, 14};
    for (const int vertex : middle)
        aside += mesh(vertex, 0) + other(vertex, 0) - static_cast<float>(mirrored.cols - 1);
    EXPECT_LT(std::abs(aside / static_cast<float>(middle.size()) / 2), 0.004F * face_width(mesh));
}

TEST(FaceFinder, UnderstandsTurnedPictures) {
    const Face upright = find(astronaut()).at(0);
    const auto side = static_cast<float>(astronaut().cols - 1);
    for (const auto& [code, rotation] :
         {std::pair(cv::ROTATE_90_COUNTERCLOCKWISE, 90), std::pair(cv::ROTATE_180, 180),
          std::pair(cv::ROTATE_90_CLOCKWISE, 270)}) {
        cv::Mat turned;
        cv::rotate(astronaut(), turned, code);
        const auto faces = find(turned, rotation);
        ASSERT_EQ(faces.size(), 1U) << rotation;
        Vertices back = faces[0].mesh;
        const Eigen::VectorXf x = back.col(0);
        const Eigen::VectorXf y = back.col(1);
        if (rotation == 90) back.col(0) = side - y.array(), back.col(1) = x;
        if (rotation == 180) back.col(0) = side - x.array(), back.col(1) = side - y.array();
        if (rotation == 270) back.col(0) = y, back.col(1) = side - x.array();
        EXPECT_LT(difference(back, upright.mesh), 0.005F) << rotation;
        for (int i = 0; i < kBlendshapeCount; ++i)
            EXPECT_NEAR(faces[0].blendshapes[i], upright.blendshapes[i], 0.1F)
                << rotation << " " << blendshape_name(i);
    }
}

TEST(FaceFinder, FindsATightFaceAndASmallOne) {
    const cv::Rect2f box = find(astronaut()).at(0).box;
    const cv::Mat tight = astronaut()(cv::Rect(box.tl(), box.br()));
    EXPECT_EQ(find(tight).size(), 1U);
    cv::Mat large(1080, 1920, CV_8UC3, cv::Scalar(90, 100, 110));
    cv::Mat person;
    cv::resize(astronaut(), person, {256, 256}, 0, 0, cv::INTER_AREA);
    person.copyTo(large(cv::Rect(1500, 700, 256, 256)));
    const auto faces = find(large);
    ASSERT_EQ(faces.size(), 1U) << "a face of 46 pixels in 1920x1080";
    EXPECT_TRUE(faces[0].box.contains(cv::Point2f(1500 + 112, 700 + 58)));
}

TEST(FaceFinder, FindsSeveralLargestFirst) {
    cv::Mat pair(512, 1024, CV_8UC3, cv::Scalar::all(128));
    cv::Mat smaller;
    cv::resize(astronaut(), smaller, {400, 400}, 0, 0, cv::INTER_AREA);
    smaller.copyTo(pair(cv::Rect(20, 100, 400, 400)));
    astronaut().copyTo(pair(cv::Rect(512, 0, 512, 512)));
    const auto faces = find(pair);
    ASSERT_EQ(faces.size(), 2U);
    EXPECT_GT(faces[0].box.x, 512);
    EXPECT_LT(faces[1].box.x, 420);
    EXPECT_NE(faces[0].id, faces[1].id);
    FaceFinder one(FinderOptions{.max_faces = 1});
    EXPECT_EQ(one.find(media::from_rgb(pair)).size(), 1U);
}

TEST(FaceFinder, FindsNoneWhereThereIsNone) {
    cv::theRNG().state = 11;
    cv::Mat noise(480, 640, CV_8UC3);
    cv::randu(noise, 0, 256);
    EXPECT_TRUE(find(noise).empty());
    cv::GaussianBlur(noise, noise, {31, 31}, 0);
    cv::normalize(noise, noise, 0, 255, cv::NORM_MINMAX);
    EXPECT_TRUE(find(noise).empty()) << "blurred noise";
    EXPECT_TRUE(find(cv::Mat(300, 400, CV_8UC3, cv::Scalar::all(127))).empty());
    EXPECT_TRUE(find(astronaut()(cv::Rect(0, 250, 512, 262))).empty()) << "a suit without a head";
}

TEST(FaceFinder, BearsPicturesOfAnySize) {
    for (const cv::Size size : {cv::Size(1, 1), cv::Size(2, 1), cv::Size(1, 700), cv::Size(4000, 3)})
        EXPECT_TRUE(find(cv::Mat(size, CV_8UC3, cv::Scalar(200, 150, 120))).empty()) << size;
    EXPECT_TRUE(finder().find(media::Picture{}).empty());
}

TEST(FaceFinder, SeesGreyPictures) {
    cv::Mat grey;
    cv::cvtColor(astronaut(), grey, cv::COLOR_RGB2GRAY);
    cv::cvtColor(grey, grey, cv::COLOR_GRAY2RGB);
    const auto faces = find(grey);
    ASSERT_EQ(faces.size(), 1U);
    EXPECT_LT(difference(faces[0].mesh, find(astronaut()).at(0).mesh), 0.02F);
}

TEST(FaceFinder, FindsTheFacesOfPortraits) {
    for (const std::string folder : {"cfee/images", "utkface/images"}) {
        SKIP_WITHOUT(shared_data(folder));
        std::vector<fs::path> files(fs::directory_iterator(shared_data(folder)), {});
        std::sort(files.begin(), files.end());
        int found = 0;
        constexpr std::size_t kLookedAt = 30;
        for (std::size_t i = 0; i < kLookedAt; ++i)
            found +=
                finder().find(media::read_picture(files[i * (files.size() / kLookedAt)])).empty() ? 0 : 1;
        EXPECT_EQ(found, static_cast<int>(kLookedAt)) << folder;
    }
}

TEST(FaceFinder, FindsPaintedAndDrawnFaces) {
    for (const std::string name : {"art_0", "art_10", "art_18", "art_4", "happy", "sad", "s1", "s5"}) {
        const fs::path file = shared_data("stills/" + name + ".jpg");
        SKIP_WITHOUT(file);
        EXPECT_EQ(finder().find(media::read_picture(file)).size(), 1U) << name;
    }
}

TEST(Blendshapes, HaveTheNamesOfARKit) {
    EXPECT_EQ(blendshape_name(0), "_neutral");
    EXPECT_EQ(blendshape_name(51), "noseSneerRight");
    EXPECT_EQ(blendshape_index("jawOpen"), 25);
    EXPECT_THROW(blendshape_index("jawopen"), std::out_of_range);
    EXPECT_THROW(blendshape_name(52), std::out_of_range);
}

}  // namespace
}  // namespace ganemotion::face
