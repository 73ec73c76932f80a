#include "speech/model_folder.h"

#include <fstream>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "ganemotion/error.h"

namespace ganemotion::speech {
namespace {

class ModelFolderOf : public testing::Test {
  protected:
    ModelFolderOf() { std::filesystem::create_directories(folder_); }
    ~ModelFolderOf() override { std::filesystem::remove_all(folder_); }

    void put(const std::vector<std::string>& names) const {
        for (const std::string& name : names) std::ofstream(folder_ / name) << "model_type 1\n";
    }

    [[nodiscard]] std::string complaint() const {
        try {
            find_model(folder_);
        } catch (const Error& error) {
            EXPECT_EQ(error.kind(), ErrorKind::kMissingModel);
            return error.what();
        }
        return "none";
    }

    std::filesystem::path folder_ = std::filesystem::temp_directory_path() / "ganemotion_model_folder";
};

TEST_F(ModelFolderOf, MoonshineIsFound) {
    put({"preprocess.onnx", "encode.int8.onnx", "uncached_decode.int8.onnx", "cached_decode.int8.onnx",
         "tokens.txt"});
    const ModelFolder model = find_model(folder_);
    EXPECT_EQ(model.family, ModelFamily::kMoonshine);
    EXPECT_EQ(model.decoder.filename(), "uncached_decode.int8.onnx");
    EXPECT_EQ(model.cached_decoder.filename(), "cached_decode.int8.onnx");
}

TEST_F(ModelFolderOf, MergedMoonshineIsFound) {
    put({"encoder_model.ort", "decoder_model_merged.ort", "tokens.txt"});
    EXPECT_EQ(find_model(folder_).family, ModelFamily::kMoonshineMerged);
}

TEST_F(ModelFolderOf, ZipformerIsFoundInItsSmallerForm) {
    put({"encoder-epoch-99-avg-1.onnx", "encoder-epoch-99-avg-1.int8.onnx", "decoder-epoch-99-avg-1.onnx",
         "joiner-epoch-99-avg-1.onnx", "tokens.txt", "README.md"});
    const ModelFolder model = find_model(folder_);
    EXPECT_EQ(model.family, ModelFamily::kTransducer);
    EXPECT_EQ(model.encoder.filename(), "encoder-epoch-99-avg-1.int8.onnx");
    EXPECT_EQ(model.joiner.filename(), "joiner-epoch-99-avg-1.onnx");
}

TEST_F(ModelFolderOf, WhisperIsFound) {
    put({"tiny.en-encoder.onnx", "tiny.en-decoder.onnx", "tiny.en-tokens.txt"});
    const ModelFolder model = find_model(folder_);
    EXPECT_EQ(model.family, ModelFamily::kWhisper);
    EXPECT_EQ(model.tokens.filename(), "tiny.en-tokens.txt");
}

TEST_F(ModelFolderOf, AnIncompleteModelIsNamedWithWhatItLacks) {
    EXPECT_NE(complaint().find(folder_.string()), std::string::npos);
    put({"encoder_model.ort", "tokens.txt"});
    EXPECT_NE(complaint().find("decoder_model_merged"), std::string::npos);
    put({"decoder_model_merged.ort"});
    std::filesystem::remove(folder_ / "tokens.txt");
    EXPECT_NE(complaint().find("tokens.txt"), std::string::npos);
    std::filesystem::remove_all(folder_);
    EXPECT_NE(complaint().find("the folder itself"), std::string::npos);
}

TEST_F(ModelFolderOf, ADamagedFileIsNamed) {
    put({"a-encoder.onnx", "a-decoder.onnx", "tokens.txt"});
    std::ofstream(folder_ / "tokens.txt") << "a 0\nno number\n";
    EXPECT_NE(complaint().find("tokens.txt: line 2"), std::string::npos);
    std::ofstream(folder_ / "tokens.txt") << "a 0\n";
    EXPECT_EQ(complaint(), "none");
    std::ofstream(folder_ / "a-encoder.onnx") << "another network";
    EXPECT_NE(complaint().find("a-encoder.onnx"), std::string::npos);
}

TEST_F(ModelFolderOf, PunctuationIsSeenInTheTokens) {
    const auto tokens = folder_ / "tokens.txt";
    std::ofstream(tokens) << "<blk> 0\nTHE 1\nS.T 2\n";
    EXPECT_FALSE(writes_punctuation(tokens));
    std::ofstream(tokens) << "<blk> 0\n. 1\n";
    EXPECT_TRUE(writes_punctuation(tokens));
    std::ofstream(tokens) << "AAAA 0\nLg== 13\n";
    EXPECT_TRUE(writes_punctuation(tokens));
}

}  // namespace
}  // namespace ganemotion::speech
