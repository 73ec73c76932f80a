#include "training/ganimation/ganimation_command.h"

#include <cstdio>
#include <memory>

#include "nn/model_files.h"
#include "training/ganimation/contact_sheet.h"
#include "training/ganimation/trainer.h"

namespace ganemotion::training {
namespace {

constexpr const char* kFile = "ganimation/ganimation.safetensors";

struct TrainArguments {
    CropDataOptions data;
    GanimationTrainOptions train;
    Precision precision = Precision::kAuto;
    int threads = 1;
    std::filesystem::path output = nn::home() / "models" / kFile;
};

void run_training(TrainArguments& arguments) {
    torch::set_num_threads(arguments.threads);
    const CropSet set = crop_set(arguments.data);
    if (arguments.output.has_parent_path())
        std::filesystem::create_directories(arguments.output.parent_path());
    nn::Weights weights = train_ganimation(set, arguments.train, arguments.precision, arguments.output);
    weights.metadata = {
        {"name", "ganimation"},
        {"version", "1"},
        {"licence", "MIT; trained on CFEE and UTKFace (research use)"},
        {"trained_on", "CFEE, people whose number 7 does not divide; UTKFace, without labels"},
        {"metrics", "docs/models/migration.md"}};
    nn::write_weights(weights, arguments.output);
}

}  // namespace

void add_train_ganimation(CLI::App& train) {
    CLI::App* command = train.add_subcommand("ganimation",
                                             "ganemotion train ganimation\n\nTrains the generator as first "
                                             "published (GANimation) on CFEE and UTKFace");
    auto arguments = std::make_shared<TrainArguments>();
    arguments->data.add_to(*command);
    add_precision_option(*command, arguments->precision);
    GanimationTrainOptions& options = arguments->train;
    command->add_option("--minutes", options.minutes, "processor time of each thread")
        ->check(CLI::Range(0.0, 10000.0));
    command->add_option("--threads", arguments->threads, "processor threads")->check(CLI::Range(1, 256));
    command->add_option("--width", options.network.width, "channels at full size")->check(CLI::Range(4, 256));
    command->add_option("--blocks", options.network.blocks, "residual blocks")->check(CLI::Range(1, 32));
    command->add_option("--batch", options.batch, "faces a step")->check(CLI::Range(1, 1000));
    command
        ->add_option("--reading-steps", options.reading_steps, "of the critic alone, before the generator's")
        ->check(CLI::Range(0, 1000000));
    command->add_option("--start", options.start, "weights file to go on from")->check(CLI::ExistingFile);
    command->add_option("--rate", options.rate, "of Adam");
    command->add_option("--units", options.loss.units, "weight of the units' loss");
    command->add_option("--cycle", options.loss.cycle, "weight of the cycle's loss");
    command->add_option("--attention", options.loss.attention, "weight of the mean of the attention mask");
    command->add_option("-o,--output", arguments->output, "weights file to write");
    command->callback([arguments] { run_training(*arguments); });
}

void add_evaluate_ganimation(CLI::App& evaluate) {
    struct Arguments {
        CropDataOptions data;
        std::filesystem::path weights = nn::home() / "models" / kFile;
        std::filesystem::path sheet;
        int people = 4;
    };
    CLI::App* command = evaluate.add_subcommand(
        "ganimation",
        "ganemotion evaluate ganimation\n\nA picture of what the published generator paints on people never "
        "trained on; its figures are in `ganemotion evaluate migration`");
    auto arguments = std::make_shared<Arguments>();
    arguments->data.add_to(*command);
    command->add_option("--weights", arguments->weights, "weights file");
    command->add_option("--people", arguments->people, "how many to show")->check(CLI::Range(1, 26));
    command->add_option("--sheet", arguments->sheet, "picture to write")->required();
    command->callback([arguments] {
        torch::set_num_threads(1);
        CropGenerator generator = crop_generator_from(nn::read_weights(arguments->weights));
        write_crop_sheet(generator, tested_crops(arguments->data), arguments->people, arguments->sheet);
    });
}

}  // namespace ganemotion::training
