#include "training/text/lessons.h"

#include <gtest/gtest.h>

#include "ganemotion/error.h"
#include "training/text/torch_tensors.h"

namespace ganemotion::training {
namespace {

/// Kept lessons for two sentences of the dialogue and one of the forum; the teacher itself is not asked.
class Lessons : public testing::Test {
  protected:
    void SetUp() override {
        std::filesystem::create_directories(folder_);
        nn::Weights kept;
        kept.tensors["0.speech"] = stored(torch::tensor({{1.0F, 2.0F}, {3.0F, 4.0F}}));
        kept.tensors["0.posts"] = stored(torch::zeros({2, 2}));
        kept.tensors["1.speech"] = stored(torch::zeros({1, 2}));
        kept.tensors["1.posts"] = stored(torch::tensor({{5.0F, 6.0F}}));
        nn::write_weights(kept, teacher_.string() + ".lessons");
    }
    void TearDown() override { std::filesystem::remove_all(folder_); }

    std::map<Source, Logits> lessons_for(std::size_t dialogue, std::size_t forum) const {
        TextSet texts;
        texts.dialogue.resize(dialogue);
        texts.forum.resize(forum);
        const text::Tokenizer tokenizer(PROJECT_FOLDER "/models/text/vocab.txt");
        return lessons_of(teacher_, tokenizer, texts, Precision::kFloat32);
    }

    const std::filesystem::path folder_ = std::filesystem::path(testing::TempDir()) / "text_lessons_test";
    const std::filesystem::path teacher_ = folder_ / "best.safetensors";
};

TEST_F(Lessons, AreKeptBesideTheTeacher) {
    const auto lessons = lessons_for(2, 1);
    EXPECT_EQ(lessons.at(Source::kDialogue).speech[1][0].item<float>(), 3);
    EXPECT_EQ(lessons.at(Source::kForum).posts[0][1].item<float>(), 6);
    EXPECT_FALSE(lessons.contains(Source::kTweets));
}

TEST_F(Lessons, OfOtherTextsAreRefused) {
    EXPECT_THROW(lessons_for(3, 1), Error);
}

}  // namespace
}  // namespace ganemotion::training
