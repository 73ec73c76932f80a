// The trainer's network (libtorch) and the program's (OpenVINO) are written apart: they must compute the
// same.
#include <gtest/gtest.h>

#include <fstream>

#include "nn/model_files.h"
#include "text/model_input.h"
#include "text/probabilities.h"
#include "text/text_emotion.h"
#include "training/precision.h"
#include "training/text/batches.h"
#include "training/text/dropout.h"
#include "training/text/export.h"
#include "training/text/losses.h"
#include "training/text/metrics.h"
#include "training/text/model.h"
#include "training/text/optimizer.h"

namespace ganemotion::training {
namespace {

constexpr std::size_t kSentences = 50;

std::vector<std::string> sentences() {
    std::ifstream stream(PROJECT_FOLDER "/training/text/plain_sentences.txt");
    std::vector<std::string> lines;
    for (std::string line; lines.size() < kSentences && std::getline(stream, line);) lines.push_back(line);
    return lines;
}

/// Every third sentence has one before it, every sixth two.
std::vector<std::string> context_of(const std::vector<std::string>& all, std::size_t index) {
    if (index % 6 == 5) return {all[index - 2], all[index - 1]};
    if (index % 3 == 2) return {all[index - 1]};
    return {};
}

/// The published encoder under random heads of a trained head's size, so that answers are far apart.
class TextModels : public testing::Test {
  protected:
    void SetUp() override {
        const std::filesystem::path vendor = PROJECT_FOLDER "/vendor/weights/text/minilm-l6";
        if (!std::filesystem::exists(vendor / "model.safetensors"))
            GTEST_SKIP() << "the start weights are not installed: scripts/setup training";
        torch::set_num_threads(1);
        torch::manual_seed(1);
        constexpr double kTrainedSpread = 0.3;
        load_start_weights(model_);
        torch::NoGradGuard no_gradient;
        torch::nn::init::normal_(model_->speech->weight, 0, kTrainedSpread);
        torch::nn::init::normal_(model_->posts->weight, 0, kTrainedSpread);
        torch::nn::init::normal_(model_->tweets7->weight, 0, kTrainedSpread);
        torch::nn::init::normal_(model_->tweets13->weight, 0, kTrainedSpread);
        model_->eval();
        weights_ = to_weights(model_);
        for (const char* temperature : {"temperature.speech", "temperature.speech_bare",
                                        "temperature.speech_alone", "temperature.speech_alone_bare",
                                        "temperature.tweets7", "temperature.tweets13", "temperature.posts"})
            weights_.metadata[temperature] = std::to_string(1);
    }
    void TearDown() override { std::filesystem::remove_all(folder_); }

    text::EmotionClassifier classifier(const nn::Weights& weights) const {
        write_text_model(weights, folder_ / "text.safetensors");
        return text::EmotionClassifier({.model = folder_ / "text.safetensors"});
    }

    std::vector<float> trained(const text::Tokens& tokens, text::Labels labels) {
        torch::NoGradGuard no_gradient;
        const torch::Tensor row = model_(make_batch({tokens}, {}, 0)).of(labels).contiguous();
        return text::softmax({row.data_ptr<float>(), static_cast<std::size_t>(row.numel())}, 1);
    }

    TextModel model_;
    nn::Weights weights_;
    const std::filesystem::path folder_ = std::filesystem::path(testing::TempDir()) / "text_model_test";
};

float largest_difference(const std::vector<float>& a, const std::vector<float>& b) {
    float largest = 0;
    for (std::size_t i = 0; i < a.size(); ++i) largest = std::max(largest, std::fabs(a[i] - b[i]));
    return largest;
}

TEST_F(TextModels, AgreeInTrainingAndInUse) {
    auto used = classifier(weights_);
    const text::Tokenizer tokenizer(PROJECT_FOLDER "/models/text/vocab.txt");
    const auto all = sentences();
    ASSERT_EQ(all.size(), kSentences);
    for (std::size_t i = 0; i < all.size(); ++i) {
        const auto before = context_of(all, i);
        const auto tokens = text::model_input(tokenizer, all[i], before);
        for (const auto labels :
             {text::Labels::kSpeech, text::Labels::kPosts, text::Labels::kTweets7, text::Labels::kTweets13})
            EXPECT_LT(largest_difference(trained(tokens, labels), used.classify_as(labels, all[i], before)),
                      1e-3)
                << all[i];
    }
}

TEST_F(TextModels, AnswerAlikeWithInt8Weights) {
    auto exact = classifier(weights_);
    auto rounded = classifier(with_int8_rows(weights_));
    std::size_t same = 0;
    for (const std::string& sentence : sentences()) {
        const auto a = exact.classify_as(text::Labels::kTweets13, sentence);
        const auto b = rounded.classify_as(text::Labels::kTweets13, sentence);
        same += most_probable(a) == most_probable(b) ? 1 : 0;
        EXPECT_LT(largest_difference(a, b), 0.15) << sentence;
    }
    EXPECT_GE(same, kSentences * 9 / 10);
}

TEST_F(TextModels, DoNotSeeThePadding) {
    const text::Tokenizer tokenizer(PROJECT_FOLDER "/models/text/vocab.txt");
    const auto one = text::model_input(tokenizer, "Yes.", {});
    const auto longer = text::model_input(tokenizer, "This one is a good deal longer than that.", {"Oh?"});
    torch::NoGradGuard no_gradient;
    const torch::Tensor alone = model_(make_batch({one}, {}, 0)).speech[0];
    const torch::Tensor padded = model_(make_batch({one, longer}, {}, 0)).speech[0];
    EXPECT_LT((alone - padded).abs().max().item<float>(), 1e-4);
}

TEST_F(TextModels, LearnEveryHeadAtTheHeadsRate) {
    const std::vector<torch::Tensor> heads = {model_->speech->weight, model_->posts->weight,
                                              model_->tweets7->weight, model_->tweets13->weight};
    std::vector<torch::Tensor> before;
    torch::Tensor loss = torch::zeros({1});
    for (const torch::Tensor& head : heads) {
        before.push_back(head.detach().clone());
        loss = loss + head.sum();
    }
    const OptimizerOptions options{.weight_decay = 0};
    Optimizer optimizer(model_, options);
    loss.backward();
    optimizer.step(1);
    for (std::size_t i = 0; i < heads.size(); ++i)
        EXPECT_NEAR((before[i] - heads[i]).mean().item<double>(), options.head_rate,
                    0.05 * options.head_rate);
}

// 400 MB of weights are not installed for tests, so it has weights of chance here.
TEST(MpnetModel, DoesNotSeeThePaddingAndTellsDistances) {
    torch::manual_seed(1);
    torch::NoGradGuard no_gradient;
    TextModel model(Encoder::kMpnet);
    torch::nn::init::normal_(model->words, 0, 0.5);
    model->eval();
    const text::Tokenizer tokenizer(PROJECT_FOLDER "/models/text/vocab.txt");
    const auto one = text::model_input(tokenizer, "Yes, I can see it.", {});
    const auto longer = text::model_input(tokenizer, "This one is a good deal longer than that.", {"Oh?"});
    const torch::Tensor alone = model(make_batch({one}, {}, 0)).speech[0];
    const torch::Tensor padded = model(make_batch({one, longer}, {}, 0)).speech[0];
    EXPECT_LT((alone - padded).abs().max().item<float>(), 1e-4);

    torch::nn::init::normal_(model->distances, 0, 2);
    const torch::Tensor by_distance = model(make_batch({one}, {}, 0)).speech[0];
    EXPECT_GT((alone - by_distance).abs().max().item<float>(), 1e-3);
    // Attention's bias alike for all distances changes nothing.
    model->distances.fill_(1);
    EXPECT_LT((alone - model(make_batch({one}, {}, 0)).speech[0]).abs().max().item<float>(), 1e-4);
}

TEST_F(TextModels, AnswerNearlyTheSameInBfloat16) {
    const text::Tokenizer tokenizer(PROJECT_FOLDER "/models/text/vocab.txt");
    const TextBatch batch = make_batch({text::model_input(tokenizer, "What a lovely surprise!", {})}, {}, 0);
    torch::NoGradGuard no_gradient;
    const torch::Tensor exact = torch::softmax(model_(batch).speech, 1);
    torch::Tensor fast;
    {
        const PrecisionScope scope(Precision::kBfloat16);
        fast = torch::softmax(model_(batch).speech.to(torch::kFloat32), 1);
    }
    EXPECT_LT((exact - fast).abs().max().item<float>(), 0.1);
    EXPECT_TRUE(torch::equal(torch::softmax(model_(batch).speech, 1), exact));  // the scope has ended
}

TEST_F(TextModels, DropOutInTrainingOnlyAndRepeatably) {
    const text::Tokenizer tokenizer(PROJECT_FOLDER "/models/text/vocab.txt");
    const TextBatch batch = make_batch({text::model_input(tokenizer, "What a lovely surprise!", {})}, {}, 0);
    torch::NoGradGuard no_gradient;
    const torch::Tensor whole = model_(batch).speech;
    model_->train();
    torch::manual_seed(3);
    const torch::Tensor once = model_(batch).speech, again = model_(batch).speech;
    torch::manual_seed(3);
    EXPECT_TRUE(torch::equal(model_(batch).speech, once));
    EXPECT_FALSE(torch::equal(once, again));
    EXPECT_FALSE(torch::equal(once, whole));
}

TEST(DroppedOut, KeepsTheMeanAndDropsTheShare) {
    torch::manual_seed(1);
    const torch::Tensor values = dropped_out(torch::ones({100, 1000}), 0.1);
    EXPECT_NEAR(values.mean().item<double>(), 1, 0.01);
    EXPECT_NEAR((values == 0).to(torch::kFloat32).mean().item<double>(), 0.1, 0.005);
}

TEST(Disagreement, IsNoneForTheSameAnswersAndGrows) {
    const torch::Tensor answers = torch::log_softmax(torch::tensor({{1.0F, 0.0F}, {1.0F, 0.0F}}), 1);
    EXPECT_NEAR(disagreement(answers).item<double>(), 0, 1e-6);
    const torch::Tensor apart = torch::log_softmax(torch::tensor({{1.0F, 0.0F}, {0.0F, 1.0F}}), 1);
    const torch::Tensor further = torch::log_softmax(torch::tensor({{3.0F, 0.0F}, {0.0F, 3.0F}}), 1);
    EXPECT_GT(disagreement(apart).item<double>(), 0.1);
    EXPECT_GT(disagreement(further).item<double>(), disagreement(apart).item<double>());
}

TEST(Batches, HoldEveryTextOnceForEachView) {
    const text::Tokenizer tokenizer(PROJECT_FOLDER "/models/text/vocab.txt");
    const std::vector<TextExample> examples = {{"Stop it!", {}, {1, 0}}, {"Never mind, John.", {}, {0, 1}}};
    BatchOptions options{.size = 2};
    options.views = {{.bare = 0, .rough = 0, .filler = 0}, {.bare = 1, .rough = 0, .filler = 0}};
    const TextBatch batch = BatchStream(examples, tokenizer, options, 1).next();
    ASSERT_EQ(batch.ids.size(0), 4);
    EXPECT_EQ(batch.views, 2U);
    for (const int row : {0, 1}) {
        EXPECT_TRUE(torch::equal(batch.targets[row], batch.targets[row + 2]));
        EXPECT_GT(batch.lengths[row].item<int>(), batch.lengths[row + 2].item<int>());  // the marks are gone
    }
}

TEST_F(TextModels, GoOnFromAStateAsIfThereHadBeenNoEnd) {
    const text::Tokenizer tokenizer(PROJECT_FOLDER "/models/text/vocab.txt");
    const std::vector<TextExample> examples = {{"Stop it!", {}, {1, 0, 0, 0, 0, 0, 0}},
                                               {"Never mind.", {}, {0, 1, 0, 0, 0, 0, 0}},
                                               {"Go away!", {}, {0, 0, 1, 0, 0, 0, 0}}};
    const auto train = [](TextModel& model, Optimizer& optimizer, BatchStream& stream, int steps) {
        for (int i = 0; i < steps; ++i) {
            const TextBatch batch = stream.next();
            cross_entropy(torch::log_softmax(model(batch).speech, 1), batch.targets, torch::ones({1}))
                .backward();
            optimizer.step(1);
        }
    };
    Optimizer optimizer(model_, {});
    BatchStream stream(examples, tokenizer, {.size = 2}, 1);
    train(model_, optimizer, stream, 3);
    const nn::Weights state = optimizer.state();
    train(model_, optimizer, stream, 2);

    TextModel other;
    other->eval();
    Optimizer resumed(other, {});
    resumed.restore(state);
    EXPECT_EQ(resumed.steps(), 3);
    BatchStream again(examples, tokenizer, {.size = 2}, 1);
    again.skip(3);
    train(other, resumed, again, 2);
    EXPECT_TRUE(torch::equal(other->layers[5]->down->weight, model_->layers[5]->down->weight));
    EXPECT_TRUE(torch::equal(other->words, model_->words));
}

TEST_F(TextModels, AreTheMeanOfSeveralFiles) {
    write_text_model(weights_, folder_ / "a.safetensors");
    {
        torch::NoGradGuard no_gradient;
        model_->speech->bias += 1;
    }
    write_text_model(to_weights(model_), folder_ / "b.safetensors");
    TextModel mean;
    load_mean(mean, {folder_ / "a.safetensors", folder_ / "b.safetensors"});
    EXPECT_NEAR((model_->speech->bias - mean->speech->bias).mean().item<double>(), 0.5, 1e-5);
    EXPECT_LT((model_->words - mean->words).abs().max().item<double>(), 1e-6);
}

TEST_F(TextModels, AnswerPostsAsSpeechAfterAFileOfBeforePostsHadAHead) {
    nn::Weights older = weights_;
    older.tensors.erase("posts.weight");
    older.tensors.erase("posts.bias");
    TextModel other;
    load_weights(other, older);
    EXPECT_TRUE(torch::equal(other->posts->weight, model_->speech->weight));
    EXPECT_TRUE(torch::equal(other->tweets7->weight, model_->tweets7->weight));
}

TEST_F(TextModels, ComeBackFromTheirFile) {
    TextModel other;
    load_weights(other, weights_);
    EXPECT_TRUE(torch::equal(other->words, model_->words));
    EXPECT_TRUE(torch::equal(other->layers[5]->down->bias, model_->layers[5]->down->bias));
    load_weights(other, with_int8_rows(weights_));
    EXPECT_LT((other->words - model_->words).abs().max().item<float>(), 0.005);
}

}  // namespace
}  // namespace ganemotion::training
