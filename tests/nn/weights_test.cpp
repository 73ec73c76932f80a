#include "nn/weights.h"

#include <gtest/gtest.h>

#include <cmath>
#include <fstream>
#include <limits>

#include "ganemotion/error.h"

namespace ganemotion::nn {
namespace {

class WeightsFile : public testing::Test {
  protected:
    void TearDown() override { std::filesystem::remove(file_); }

    /// A file of this header and as many bytes of data.
    void write_raw(const std::string& header, std::size_t data_bytes, std::uint64_t claimed_size) const {
        std::ofstream stream(file_, std::ios::binary);
        stream.write(reinterpret_cast<const char*>(&claimed_size), sizeof(claimed_size));
        stream << header << std::string(data_bytes, '\0');
    }
    void write_raw(const std::string& header, std::size_t data_bytes) const {
        write_raw(header, data_bytes, header.size());
    }
    void expect_refused() const {
        try {
            read_weights(file_);
            FAIL() << "was read";
        } catch (const Error& error) {
            EXPECT_EQ(error.kind(), ErrorKind::kMissingModel);
            EXPECT_NE(std::string(error.what()).find(file_.string()), std::string::npos) << error.what();
        }
    }

    const std::filesystem::path file_ =
        std::filesystem::path(testing::TempDir()) /
        (std::string(testing::UnitTest::GetInstance()->current_test_info()->name()) + ".safetensors");
};

TEST_F(WeightsFile, ComesBackAsItWasWritten) {
    Weights weights;
    weights.tensors["a"] = Tensor::from_float({1, -2.5F, 1e-30F, 3e30F, 0, 7}, {2, 3});
    weights.tensors["none"] = Tensor::from_float({}, {0, 4});
    weights.tensors["rounded"] = Tensor{"I8", {3}, {std::byte{1}, std::byte{255}, std::byte{128}}};
    weights.metadata = {{"temperature", "1.2"}, {"name", "Zoë"}};
    write_weights(weights, file_);
    const Weights read = read_weights(file_);
    EXPECT_EQ(read.metadata, weights.metadata);
    ASSERT_EQ(read.tensors.size(), 3U);
    EXPECT_EQ(read.at("a").shape, (std::vector<std::int64_t>{2, 3}));
    EXPECT_EQ(read.at("a").to_float(), (std::vector<float>{1, -2.5F, 1e-30F, 3e30F, 0, 7}));
    EXPECT_EQ(read.at("rounded").to_float(), (std::vector<float>{1, -1, -128}));
    EXPECT_EQ(read.at("none").element_count(), 0);
}

TEST_F(WeightsFile, StoresHalvesToElevenBits) {
    const std::vector<float> exact = {
        0, 1, -1, 0.5F, 65504, -0.333251953125F, std::ldexp(1.0F, -24), std::ldexp(1.0F, -14)};
    EXPECT_EQ(Tensor::from_float(exact, {8}, "F16").to_float(), exact);
    const float third = Tensor::from_float({1.0F / 3}, {1}, "F16").to_float()[0];
    EXPECT_NEAR(third, 1.0F / 3, 1.0F / 3 / 2048);
    EXPECT_TRUE(std::isinf(Tensor::from_float({1e6F}, {1}, "F16").to_float()[0]));
    EXPECT_TRUE(std::isnan(Tensor::from_float({NAN}, {1}, "F16").to_float()[0]));
    EXPECT_EQ(Tensor::from_float({2047.9F, 1.9999F}, {2}, "F16").to_float(), (std::vector<float>{2048, 2}));
}

TEST_F(WeightsFile, RefusesAMissingFile) {
    expect_refused();
}

TEST_F(WeightsFile, RefusesAnEmptyFile) {
    std::ofstream{file_};
    expect_refused();
}

TEST_F(WeightsFile, RefusesAHeaderLargerThanTheFile) {
    write_raw("{}", 0, 1'000'000);
    expect_refused();
    write_raw("{}", 0, std::numeric_limits<std::uint64_t>::max());
    expect_refused();
}

TEST_F(WeightsFile, RefusesAHeaderThatIsNotJson) {
    write_raw("{\"a\":", 0);
    expect_refused();
    write_raw("[1, 2]", 0);
    expect_refused();
}

TEST_F(WeightsFile, RefusesDataBeyondTheEnd) {
    write_raw(R"({"a":{"dtype":"F32","shape":[4],"data_offsets":[0,16]}})", 15);
    expect_refused();
}

TEST_F(WeightsFile, RefusesSizesThatDisagree) {
    write_raw(R"({"a":{"dtype":"F32","shape":[4],"data_offsets":[0,12]}})", 64);
    expect_refused();
    write_raw(R"({"a":{"dtype":"F32","shape":[4],"data_offsets":[16,0]}})", 64);
    expect_refused();
    write_raw(R"({"a":{"dtype":"F32","shape":[-4],"data_offsets":[0,16]}})", 64);
    expect_refused();
}

TEST_F(WeightsFile, RefusesShapesWhoseProductOverflows) {
    write_raw(R"({"a":{"dtype":"I8","shape":[4294967296,4294967296],"data_offsets":[0,0]}})", 64);
    expect_refused();
}

TEST_F(WeightsFile, RefusesMalformedEntries) {
    write_raw(R"({"a":{"dtype":"F99","shape":[1],"data_offsets":[0,4]}})", 64);
    expect_refused();
    write_raw(R"({"a":{"shape":[1]}})", 64);
    expect_refused();
    write_raw(R"({"a":{"dtype":"F32","shape":"x","data_offsets":[0]}})", 64);
    expect_refused();
    write_raw(R"({"__metadata__":{"a":1}})", 64);
    expect_refused();
}

TEST_F(WeightsFile, RefusesAFileCutShort) {
    Weights weights;
    weights.tensors["a"] = Tensor::from_float(std::vector<float>(100, 1), {100});
    write_weights(weights, file_);
    std::filesystem::resize_file(file_, std::filesystem::file_size(file_) - 1);
    expect_refused();
}

TEST(Weights, NameTheTensorThatIsMissing) {
    try {
        static_cast<void>(Weights{}.at("layer_9"));
        FAIL() << "no error";
    } catch (const Error& error) {
        EXPECT_NE(std::string(error.what()).find("layer_9"), std::string::npos);
    }
}

TEST(Weights, CannotBeWrittenIntoAFolderThatIsNotThere) {
    EXPECT_THROW(write_weights(Weights{}, "no/such/folder/a.safetensors"), Error);
}

}  // namespace
}  // namespace ganemotion::nn
