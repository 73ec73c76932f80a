#include "training/expression/expression_command.h"

#include <map>
#include <memory>
#include <optional>

#include "nn/model_files.h"
#include "training/expression/backbone_training.h"
#include "training/expression/ensemble_training.h"
#include "training/expression/evaluation.h"
#include "training/text/memory.h"

namespace ganemotion::training {

namespace {

std::filesystem::path shared_fer2013() {
    return nn::home() / ".." / "shared" / "data" / "fer2013";
}

struct TrainExpressionOptions {
    std::filesystem::path data = shared_fer2013();
    bool stack = false;
    std::optional<HeadKind> head;
    double disturbed = 1;
    BackboneTrainingOptions backbone;
};

void train_expression(TrainExpressionOptions options) {
    const std::filesystem::path models = nn::home() / "models" / "expression";
    BackboneTrainingOptions& backbone = options.backbone;
    const EnsembleTrainingOptions ensemble{options.data, models, backbone.threads, backbone.precision};
    if (options.stack) return train_stack(ensemble);
    for (double* chance : {&backbone.augmentation.light_chance, &backbone.augmentation.noise_chance,
                           &backbone.augmentation.blur_chance, &backbone.augmentation.bar_chance,
                           &backbone.augmentation.erasing_chance})
        *chance *= options.disturbed;
    keep_memory();
    if (options.head) return train_head(backbone.kind, *options.head, ensemble);
    torch::set_num_threads(backbone.threads);
    if (backbone.output.empty())
        backbone.output = models / (std::string(expression::name_of(backbone.kind)) + ".safetensors");
    train_backbone(read_fer2013(options.data, "train"), read_fer2013(options.data, "valid"), backbone);
}

}  // namespace

void add_train_expression(CLI::App& train) {
    auto options = std::make_shared<TrainExpressionOptions>();
    CLI::App* command = train.add_subcommand(
        "expression", "ganemotion train expression --backbone vgg16\n\nTrains a backbone on FER2013");
    std::map<std::string, expression::BackboneKind> kinds;
    for (const auto kind : expression::kBackboneKinds) kinds[std::string(expression::name_of(kind))] = kind;
    BackboneTrainingOptions& backbone = options->backbone;
    command->add_option("--backbone", backbone.kind, "resnet20, vgg16 or resnet50")
        ->transform(CLI::CheckedTransformer(kinds, CLI::ignore_case))
        ->option_text("resnet20|vgg16|resnet50");
    command->add_option("--data", options->data, "folder of FER2013")->capture_default_str();
    command->add_option(
        "--widths", backbone.widths,
        "channels of each stage; without it the committed ones, more than --start's: widened");
    command
        ->add_option("--minutes", backbone.minutes,
                     "time to train, which the schedules span; 0: measure --start only")
        ->check(CLI::NonNegativeNumber)
        ->capture_default_str();
    command->add_option("--threads", backbone.threads, "processor threads")
        ->check(CLI::Range(1, 256))
        ->capture_default_str();
    command->add_option("--seed", backbone.seed, "of order, changes and start")->capture_default_str();
    command->add_option("--start", backbone.start, "go on from these weights")->check(CLI::ExistingFile);
    command->add_option("--rate", backbone.rate, "peak learning rate")->capture_default_str();
    command->add_option("--decay", backbone.weight_decay, "weight decay")->capture_default_str();
    command
        ->add_option("--disturbed", options->disturbed,
                     "how often pictures are dark, noisy, blurred or covered, times the usual")
        ->check(CLI::Range(0.0, 2.0))
        ->capture_default_str();
    command->add_option("--batch", backbone.batch, "pictures a step")
        ->check(CLI::Range(8, 1024))
        ->capture_default_str();
    command->add_option("--votes", backbone.vote_share, "share of FER+'s votes in the target")
        ->check(CLI::Range(0.0, 1.0))
        ->capture_default_str();
    command->add_option("--sides", backbone.sides, "pixels of the pictures, stage after stage");
    command->add_option("--side-ends", backbone.side_ends, "end of each stage, in shares of the time");
    const std::map<std::string, HeadKind> heads = {{"svm", HeadKind::kSvm}, {"xgboost", HeadKind::kBoosted}};
    command->add_option("--head", options->head, "fit this head to the committed backbone instead")
        ->transform(CLI::CheckedTransformer(heads, CLI::ignore_case))
        ->option_text("svm|xgboost");
    command->add_flag("--stack", options->stack, "fit the stack over the committed members instead");
    command->add_option("--output", backbone.output, "weights to write");
    add_precision_option(*command, backbone.precision);
    command->callback([options] { train_expression(*options); });
}

void add_evaluate_expression(CLI::App& evaluate) {
    auto options = std::make_shared<EvaluateExpressionOptions>();
    options->fer2013 = shared_fer2013();
    options->report = nn::home() / "docs" / "models" / "expression.md";
    CLI::App* command = evaluate.add_subcommand("expression", "measure the expression ensemble");
    command->add_option("--fer2013", options->fer2013, "folder of FER2013")->capture_default_str();
    options->cfee.add_to(*command);
    command->add_option("--models", options->models, "folder of weights; without it the project's own");
    command->add_option("--threads", options->threads, "processor threads")
        ->check(CLI::Range(1, 256))
        ->capture_default_str();
    command->add_flag("!--without-private-test", options->private_test,
                      "while choosing: leave PrivateTest alone");
    command->add_flag("!--without-comparison", options->compare,
                      "without baselines and heads in sequence, which take minutes");
    command->add_flag("--framing", options->only_framing,
                      "only tell where FER2013's pictures have their faces");
    command->add_option("--output", options->report, "the report; its figures go to a .json beside it")
        ->capture_default_str();
    command->callback([options] { evaluate_expression(*options); });
}

}  // namespace ganemotion::training
