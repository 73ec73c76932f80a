#include "training/text/text_command.h"

#include <map>
#include <memory>

#include "nn/model_files.h"
#include "training/text/evaluation.h"
#include "training/text/trainer.h"

namespace ganemotion::training {
namespace {

std::filesystem::path shared_text_data() {
    return nn::home() / ".." / "shared" / "data" / "text";
}

void add_source_options(CLI::App& command, const std::string& name, SourceOptions& options) {
    command.add_option("--" + name + "-texts", options.texts, "texts of the " + name + " in a step")
        ->check(CLI::PositiveNumber)
        ->capture_default_str();
    command.add_option("--" + name + "-weight", options.weight, "weight of their loss")
        ->check(CLI::NonNegativeNumber)
        ->capture_default_str();
    command
        .add_option("--" + name + "-balance", options.class_balance,
                    "its classes weigh by their inverse frequency to this power")
        ->check(CLI::Range(0.0, 1.0))
        ->capture_default_str();
}

}  // namespace

void add_train_text(CLI::App& train) {
    auto options = std::make_shared<TrainTextOptions>();
    options->data = shared_text_data();
    options->checkpoints = nn::home() / "out" / "training" / "text";
    options->output = nn::home() / "models" / "text" / "text.safetensors";
    CLI::App* command =
        train.add_subcommand("text", "fine-tune the text model on tweets, MELD and GoEmotions");
    command->add_option("--data", options->data, "folder with tweets.tsv, meld_*.tsv, goemotions_*.tsv")
        ->capture_default_str();
    command
        ->add_option(
            "--steps", options->steps,
            "each takes texts of every source; the schedule spans them; 0 only calibrates and writes")
        ->check(CLI::Range(0, 10'000'000))
        ->capture_default_str();
    command->add_option("--threads", options->threads, "processor threads")
        ->check(CLI::Range(1, 256))
        ->capture_default_str();
    command->add_option("--seed", options->seed, "of order, noise and heads; the split of the data is fixed")
        ->capture_default_str();
    command
        ->add_option(
            "--start", options->start,
            "go on from the weights of an earlier run (best.safetensors), or from the mean of several")
        ->check(CLI::ExistingFile);
    const std::map<std::string, Encoder> encoders = {{"minilm", Encoder::kMiniLm},
                                                     {"mpnet", Encoder::kMpnet}};
    command
        ->add_option("--encoder", options->encoder,
                     "minilm is what the program runs; mpnet, ten times the work, becomes a teacher")
        ->transform(CLI::CheckedTransformer(encoders))
        ->option_text("minilm|mpnet [minilm]");
    command
        ->add_option("--frozen-layers", options->frozen_layers,
                     "this many of the lowest layers, and the embeddings, stay as they are")
        ->check(CLI::Range(0, 11))
        ->capture_default_str();
    command
        ->add_option("--teacher", options->teacher,
                     "learn from the answers of this mpnet too (its best.safetensors)")
        ->check(CLI::ExistingFile);
    command->add_option("--lesson", options->lesson, "share of the loss that is the distance to them")
        ->check(CLI::Range(0.0, 1.0))
        ->capture_default_str();
    command->add_option("--rate", options->optimizer.rate, "peak learning rate of the uppermost layer")
        ->capture_default_str();
    add_source_options(*command, "dialogue", options->dialogue);
    add_source_options(*command, "forum", options->forum);
    add_source_options(*command, "tweets", options->tweets);
    command
        ->add_option("--forum-as-speech", options->forum_as_speech,
                     "share of the forum's loss that teaches the head of speech instead of its own")
        ->check(CLI::Range(0.0, 1.0))
        ->capture_default_str();
    command
        ->add_option(
            "--agreement", options->agreement,
            "weight of what the answers to a text with and without punctuation differ by; 0: a text is "
            "seen once, in either form")
        ->check(CLI::NonNegativeNumber)
        ->capture_default_str();
    command
        ->add_option("--steps-between-evaluations", options->steps_between_evaluations, "on the validation")
        ->check(CLI::PositiveNumber)
        ->capture_default_str();
    add_precision_option(*command, options->precision);
    command->add_option("--checkpoints", options->checkpoints, "folder for the best weights so far")
        ->capture_default_str();
    command->add_flag("--resume", options->resume,
                      "go on after an interruption, from the last evaluation; same options, same outcome");
    command->add_option("--output", options->output, "the finished int8 weights")->capture_default_str();
    command->callback([options] { train_text(*options); });
}

void add_evaluate_text(CLI::App& evaluate) {
    auto options = std::make_shared<EvaluateTextOptions>();
    options->data = shared_text_data();
    options->report = nn::home() / "docs" / "models" / "text.md";
    CLI::App* command =
        evaluate.add_subcommand("text", "measure the text model on what it was not trained on");
    command->add_option("--data", options->data, "folder with tweets.tsv, meld_*.tsv, goemotions_*.tsv")
        ->capture_default_str();
    command->add_option("--model", options->model, "weights; without it the project's own");
    command
        ->add_option("--reference", options->reference, "fp32 weights to compare with (finished.safetensors)")
        ->check(CLI::ExistingFile);
    command->add_option("--threads", options->threads, "processor threads")
        ->check(CLI::Range(1, 256))
        ->capture_default_str();
    command->add_option("--limit", options->limit, "texts of each set, for a quick look")
        ->check(CLI::PositiveNumber);
    command->add_option("--output", options->report, "the report; its figures go to a .json beside it")
        ->capture_default_str();
    command->callback([options] { evaluate_text(*options); });
}

}  // namespace ganemotion::training
