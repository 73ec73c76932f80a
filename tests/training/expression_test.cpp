#include <gtest/gtest.h>

#include <filesystem>

#include <opencv2/imgproc.hpp>

#include "expression/backbone_graph.h"
#include "expression/face_input.h"
#include "files/output_file.h"
#include "ganemotion/error.h"
#include "media/picture_file.h"
#include "media/workplace.h"
#include "nn/network.h"
#include "training/expression/augmentation.h"
#include "training/expression/backbone_net.h"
#include "training/expression/disturbances.h"
#include "training/expression/fer2013.h"
#include "training/expression/stack_fit.h"
#include "training/expression/widening.h"

namespace ganemotion::training {
namespace {

constexpr auto kSide = expression::kFaceSide;

cv::Mat gray_of_chance(int rows, int columns, std::uint64_t seed) {
    cv::Mat picture(rows, columns, CV_8UC1);
    cv::RNG random(seed);
    random.fill(picture, cv::RNG::UNIFORM, 0, 256);
    return picture;
}

/// A part of two pictures, as the real ones are stored.
void write_part(const std::filesystem::path& folder, const cv::Mat& mosaic, const std::string& first_label) {
    cv::Mat rgb;
    cv::cvtColor(mosaic, rgb, cv::COLOR_GRAY2RGB);
    media::write_picture(media::from_rgb(rgb), folder / "mosaic.png");
    std::filesystem::rename(folder / "mosaic.png", folder / "train_00.webp");  // read by what it is
    files::write_text(folder / "train.tsv",
                      "file\tlabel\tvotes\na.png\t" + first_label +
                          "\t1\t2\t3\t0\t0\t0\t0\t4\t0\t0\nb.png\tsad\t0\t0\t0\t9\t0\t0\t0\t0\t1\t0\n");
}

TEST(Fer2013, GivesPicturesAndLabelsInTheOrderOfTheTable) {
    const media::Workplace place;
    const cv::Mat mosaic = gray_of_chance(32 * kSide, 32 * kSide, 1);
    write_part(place.folder(), mosaic, "fear");
    const FaceSet set = read_fer2013(place.folder(), "train");
    ASSERT_EQ(set.size(), 2U);
    EXPECT_EQ(set.labels[0].original, Emotion::kFear);
    EXPECT_EQ(cv::norm(set.picture(1), mosaic(cv::Rect(kSide, 0, kSide, kSide)), cv::NORM_INF), 0);
}

TEST(Fer2013, SharesVotesAmongTheSevenEmotionsAlone) {
    FaceLabel label;
    label.votes = {1, 2, 3, 0, 0, 0, 0, 4, 0, 0};
    const auto shares = vote_shares(label);
    EXPECT_FLOAT_EQ(shares[static_cast<std::size_t>(Emotion::kSurprise)], 0.5F);
    const Target target = blended_target(label, 0.5);
    EXPECT_FLOAT_EQ(target[static_cast<std::size_t>(Emotion::kNeutral)], 0.5F + 0.5F / 6);
    EXPECT_FLOAT_EQ(target[static_cast<std::size_t>(Emotion::kSurprise)], 0.25F);
    EXPECT_FALSE(majority(label));  // contempt is none of the seven
    label.votes = {5, 5, 0, 0, 0, 0, 0, 0, 0, 0};
    EXPECT_FALSE(majority(label));
    label.votes = {0, 1, 0, 9, 0, 0, 0, 0, 0, 0};
    EXPECT_EQ(majority(label), Emotion::kSad);
}

TEST(Fer2013, NamesTheLineOfABadLabel) {
    const media::Workplace place;
    write_part(place.folder(), gray_of_chance(32 * kSide, 32 * kSide, 1), "bored");
    try {
        read_fer2013(place.folder(), "train");
        FAIL();
    } catch (const Error& error) {
        EXPECT_NE(std::string(error.what()).find("train.tsv:2"), std::string::npos) << error.what();
    }
}

TEST(Augmentation, GivesPicturesOfTheAskedSideTheSameForTheSameSeed) {
    const cv::Mat picture = gray_of_chance(kSide, kSide, 2);
    Random one(5), other(5);
    for (int i = 0; i < 50; ++i) {
        const cv::Mat a = augmented(picture, 32, {}, one), b = augmented(picture, 32, {}, other);
        ASSERT_EQ(a.size(), cv::Size(32, 32));
        ASSERT_EQ(cv::norm(a, b, cv::NORM_INF), 0);
    }
}

TEST(Disturbances, AreTheSameAtEveryRun) {
    const cv::Mat picture = gray_of_chance(kSide, kSide, 3);
    for (const Disturbance& disturbance : disturbances())
        EXPECT_EQ(cv::norm(disturbance.apply(picture), disturbance.apply(picture), cv::NORM_INF), 0)
            << disturbance.name;
}

class Backbones : public testing::TestWithParam<expression::BackboneKind> {};

TEST_P(Backbones, AnswerInTheProgramAsInTheTrainer) {
    torch::manual_seed(1);
    const expression::BackboneKind kind = GetParam();
    const expression::Widths narrow(expression::default_widths(kind).size(), 8);
    BackboneNet net(kind, narrow, 0);
    // Statistics and scales as after a training: those of the start would hide a mistake in the folding.
    torch::NoGradGuard no_gradient;
    for (const auto& item : net->named_buffers())
        if (item.value().is_floating_point()) item.value().uniform_(0.5, 1.5);
    for (const auto& item : net->named_parameters())
        if (item.value().dim() == 1) item.value().uniform_(0.5, 1);
    const nn::Weights weights = to_weights(net);
    load_weights(net, weights);  // rounded to fp16 as in the file
    net->eval();

    constexpr auto kPixels = static_cast<std::size_t>(kSide) * kSide;
    const torch::Tensor input = torch::empty({expression::kViews, 1, kSide, kSide});
    for (std::size_t view = 0; view < expression::kViews; ++view)
        expression::normalize(gray_of_chance(kSide, kSide, view),
                              {input.data_ptr<float>() + view * kPixels, kPixels});
    const torch::Tensor expected = torch::softmax(net->forward(input).scores, 1).contiguous();

    nn::Network network(expression::backbone_graph(kind, weights), {.threads = 1, .cache = false});
    std::copy_n(input.data_ptr<float>(), input.numel(), network.input().begin());
    network.run();
    const auto said = network.output(1);
    for (std::size_t i = 0; i < said.size(); ++i) EXPECT_NEAR(said[i], expected.data_ptr<float>()[i], 1e-4);
}

INSTANTIATE_TEST_SUITE_P(All, Backbones, testing::ValuesIn(expression::kBackboneKinds),
                         [](const auto& info) { return std::string(expression::name_of(info.param)); });

expression::EnsembleAnswer answer_of(Emotion right, Emotion wrong) {
    expression::EnsembleAnswer answer;
    for (const auto& [name, emotion] : {std::pair("good", right), std::pair("bad", wrong)}) {
        EmotionProbabilities probabilities;
        for (const Emotion each : kEmotions) probabilities[each] = each == emotion ? 0.7F : 0.05F;
        answer.members.emplace_back(name, probabilities);
    }
    return answer;
}

TEST(Stack, LearnsWhichMemberIsRight) {
    std::vector<expression::EnsembleAnswer> answers;
    std::vector<Emotion> labels;
    std::vector<Target> targets;
    for (std::size_t i = 0; i < 700; ++i) {
        labels.push_back(kEmotions[i % kEmotionCount]);
        targets.push_back(blended_target({labels.back(), {}}, 0.5));
        answers.push_back(
            answer_of(labels.back(), kEmotions[(i / kEmotionCount * 3 + i + 1) % kEmotionCount]));
    }
    const auto stacked = with_stack(answers, fit_stack(answers, targets));
    for (std::size_t i = 0; i < labels.size(); ++i) EXPECT_EQ(stacked[i].stacked.most_probable(), labels[i]);
}

TEST(Widening, KeepsTheAnswersOfVgg16) {
    torch::manual_seed(3);
    const auto kind = expression::BackboneKind::kVgg16;
    BackboneNet narrow(kind, expression::Widths{4, 4, 6, 6, 8}, 0);
    BackboneNet wide(kind, expression::Widths{6, 8, 6, 9, 20}, 0);
    load_weights(wide, widened(to_weights(narrow), kind, wide->widths, 1));
    narrow->eval();
    wide->eval();
    const torch::NoGradGuard no_gradient;
    const torch::Tensor faces = torch::randn({16, 1, 48, 48});
    const torch::Tensor before = narrow->forward(faces).scores;
    const torch::Tensor apart = (wide->forward(faces).scores - before).norm() / before.norm();
    EXPECT_LT(apart.item<float>(), 0.1F) << "2 % of noise a weight";
    EXPECT_GT(apart.item<float>(), 0) << "copies that never part are no use";
}

TEST(Widening, RefusesWhatItCannotDo) {
    const auto kind = expression::BackboneKind::kVgg16;
    BackboneNet net(kind, expression::Widths{4, 4, 6, 6, 8}, 0);
    EXPECT_THROW(widened(to_weights(net), kind, {4, 4, 6, 4, 8}, 1), Error);
    BackboneNet residual(expression::BackboneKind::kResNet20, expression::Widths{4, 8, 8}, 0);
    EXPECT_THROW(widened(to_weights(residual), expression::BackboneKind::kResNet20, {8, 8, 8}, 1), Error);
}

}  // namespace
}  // namespace ganemotion::training
