#include "nn/network.h"

#include <gtest/gtest.h>
#include <unistd.h>

#include <cstdlib>
#include <fstream>
#include <openvino/op/ops.hpp>
#include <openvino/openvino.hpp>

#include "ganemotion/error.h"
#include "nn/model_files.h"

namespace ganemotion::nn {
namespace {

namespace fs = std::filesystem;

/// y = x + 1 over rows of three, any number of rows.
std::shared_ptr<ov::Model> plus_one() {
    auto x = std::make_shared<ov::op::v0::Parameter>(ov::element::f32, ov::PartialShape{-1, 3});
    auto one = ov::op::v0::Constant::create(ov::element::f32, {1}, {1.0F});
    auto sum = std::make_shared<ov::op::v1::Add>(x, one);
    return std::make_shared<ov::Model>(ov::OutputVector{sum}, ov::ParameterVector{x}, "plus_one");
}

/// A cache folder of its own for a test.
class NetworkCacheFolder : public testing::Test {
  protected:
    void SetUp() override {
        if (const char* before = std::getenv("XDG_CACHE_HOME")) before_ = before;
        fs::remove_all(folder_);
        setenv("XDG_CACHE_HOME", folder_.c_str(), 1);
    }
    void TearDown() override {
        before_.empty() ? unsetenv("XDG_CACHE_HOME") : setenv("XDG_CACHE_HOME", before_.c_str(), 1);
        fs::remove_all(folder_);
    }
    /// The one entry that is there after the detector was loaded.
    fs::path entry() const {
        for (const auto& file : fs::directory_iterator(folder_ / "ganemotion")) return file.path();
        return {};
    }

    fs::path folder_ = fs::temp_directory_path() / ("ganemotion-cache-" + std::to_string(getpid()));
    fs::path detector_ = installed_model("face/face_detector.tflite");
    std::string before_;
};

std::vector<float> answer_of(Network&& network) {
    const auto input = network.input();
    for (std::size_t i = 0; i < input.size(); ++i) input[i] = static_cast<float>(i % 256) / 255.0F;
    network.run();
    return {network.output().begin(), network.output().end()};
}

TEST(Network, RunsAGraphBuiltInCodeForEveryShapeGiven) {
    Network network(plus_one(), {.cache = false});
    for (const std::int64_t rows : {1, 4, 2}) {
        const auto input = network.input(0, {rows, 3});
        ASSERT_EQ(input.size(), static_cast<std::size_t>(rows * 3));
        for (std::size_t i = 0; i < input.size(); ++i) input[i] = static_cast<float>(i);
        network.run();
        EXPECT_EQ(network.output_shape(), (std::vector<std::int64_t>{rows, 3}));
        for (std::size_t i = 0; i < input.size(); ++i)
            EXPECT_EQ(network.output()[i], static_cast<float>(i) + 1);
    }
}

TEST(Network, ReadsTfliteAndFixesOpenShapes) {
    Network network(installed_model("face/face_landmarks_detector.tflite"),
                    {.input_shapes = {{1, 256, 256, 3}}});
    EXPECT_EQ(network.input().size(), 256U * 256 * 3);
    network.run();
    EXPECT_EQ(network.output(0).size(), 478U * 3);
}

TEST(Network, NamesTheFileThatIsMissing) {
    try {
        Network network(fs::path("nowhere/face.tflite"));
        FAIL() << "no error";
    } catch (const Error& error) {
        EXPECT_EQ(error.kind(), ErrorKind::kMissingModel);
        EXPECT_NE(std::string(error.what()).find("nowhere/face.tflite"), std::string::npos) << error.what();
    }
}

TEST_F(NetworkCacheFolder, RefusesAFileThatIsNoNetwork) {
    fs::create_directories(folder_);
    const fs::path file = folder_ / "broken.tflite";
    std::ofstream(file) << "this is not a network";
    EXPECT_THROW(Network network(file), Error);
}

TEST_F(NetworkCacheFolder, GivesTheSameAnswerFromTheCache) {
    const auto plain = answer_of(Network(detector_, {.cache = false}));
    EXPECT_FALSE(fs::exists(folder_));
    EXPECT_EQ(answer_of(Network(detector_)), plain);
    ASSERT_TRUE(fs::exists(entry()));
    EXPECT_EQ(answer_of(Network(detector_)), plain);
}

TEST_F(NetworkCacheFolder, DamagedEntriesAreCompiledAnew) {
    const auto plain = answer_of(Network(detector_));
    const auto size = fs::file_size(entry());
    {
        std::fstream file(entry(), std::ios::in | std::ios::out | std::ios::binary);
        file.seekp(static_cast<std::streamoff>(size / 2));
        file << "damage";
    }
    EXPECT_EQ(answer_of(Network(detector_)), plain);
    fs::resize_file(entry(), size / 3);
    EXPECT_EQ(answer_of(Network(detector_)), plain);
    EXPECT_EQ(fs::file_size(entry()), size) << "the entry was not written again";
}

TEST_F(NetworkCacheFolder, WorksWithoutAFolderToWriteTo) {
    std::ofstream(folder_) << "a file where the folder should be";
    EXPECT_FALSE(answer_of(Network(detector_)).empty());
}

TEST_F(NetworkCacheFolder, GraphsBuiltInCodeAreCachedByTheirContent) {
    const auto run = [](float x) {
        Network network(plus_one());
        network.input(0, {1, 3})[0] = x;
        network.run();
        return network.output()[0];
    };
    EXPECT_EQ(run(1), 2);
    EXPECT_EQ(run(4), 5);
    EXPECT_EQ(std::distance(fs::directory_iterator(folder_ / "ganemotion"), fs::directory_iterator{}), 1);
}

TEST(ModelFiles, NameTheSetUpWhenWeightsAreMissing) {
    try {
        installed_model("face/none.tflite");
        FAIL() << "no error";
    } catch (const Error& error) {
        EXPECT_EQ(error.kind(), ErrorKind::kMissingModel);
        EXPECT_NE(std::string(error.what()).find("scripts/setup"), std::string::npos);
    }
}

TEST(ModelFiles, FollowTheEnvironment) {
    const fs::path built_from = home();
    setenv("GANEMOTION_HOME", "/somewhere/else", 1);
    EXPECT_EQ(home(), "/somewhere/else");
    unsetenv("GANEMOTION_HOME");
    EXPECT_EQ(home(), built_from);
}

}  // namespace
}  // namespace ganemotion::nn
