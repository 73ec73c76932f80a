#include "training/skin/skin_command.h"

#include <cstdio>
#include <memory>

#include "nn/model_files.h"
#include "training/skin/paired_report.h"
#include "training/skin/trainer.h"

namespace ganemotion::training {
namespace {

constexpr std::int64_t kReportPairs = 1920;

void print_paired(const PairedFigures& f) {
    const auto less = [](double painted, double unchanged) { return 100 * (1 - painted / unchanged); };
    std::printf("%lld pairs of %lld people never trained on:\n\n", static_cast<long long>(f.pairs),
                static_cast<long long>(f.people));
    std::printf("| | nothing changed | painted | less |\n| --- | ---: | ---: | ---: |\n");
    std::printf("| L1 | %.4f | %.4f | %.1f %% |\n", f.pixel_unchanged, f.pixel,
                less(f.pixel, f.pixel_unchanged));
    std::printf("| gradients, three scales | %.4f | %.4f | %.1f %% |\n", f.gradient_unchanged, f.gradient,
                less(f.gradient, f.gradient_unchanged));
    std::printf("\nAttention mask A: mean %.3f, variance %.4f\n", f.mask_mean, f.mask_variance);
    std::printf("Delta E on the calmer half of the skin: painted %.2f, real pairs %.2f\n", f.unaffected,
                f.unaffected_real);
}

struct TrainArguments {
    SkinDataOptions data;
    SkinTrainOptions train;
    Precision precision = Precision::kAuto;
    int threads = 1;
    std::filesystem::path output = nn::home() / "models" / "skin" / "skin.safetensors";
};

void run_training(TrainArguments& arguments) {
    torch::set_num_threads(arguments.threads);
    const TextureSet set = texture_set(arguments.data);
    if (arguments.output.has_parent_path())
        std::filesystem::create_directories(arguments.output.parent_path());
    nn::Weights weights = train_skin(set, arguments.train, arguments.precision, arguments.output);
    SkinGenerator generator = generator_from(weights);
    const PairedFigures figures = paired_figures(generator, set, kReportPairs);
    char metrics[120];
    std::snprintf(metrics, sizeof metrics,
                  "26 unseen people: L1 %.4f (unchanged %.4f), gradients %.4f (%.4f)", figures.pixel,
                  figures.pixel_unchanged, figures.gradient, figures.gradient_unchanged);
    weights.metadata = {
        {"name", "skin"},
        {"version", "1"},
        {"licence", "MIT; trained on CFEE and UTKFace (research use)"},
        {"trained_on", "CFEE, people whose number 7 does not divide; UTKFace, without labels"},
        {"metrics", metrics}};
    nn::write_weights(weights, arguments.output);
    print_paired(figures);
}

}  // namespace

void add_train_skin(CLI::App& train) {
    CLI::App* command = train.add_subcommand(
        "skin", "ganemotion train skin\n\nTrains the generator of the skin on CFEE and UTKFace");
    auto arguments = std::make_shared<TrainArguments>();
    arguments->data.add_to(*command);
    add_precision_option(*command, arguments->precision);
    command->add_option("--minutes", arguments->train.minutes, "processor time of each thread")
        ->check(CLI::Range(0.0, 10000.0));
    command->add_option("--threads", arguments->threads, "processor threads")->check(CLI::Range(1, 256));
    command->add_option("-o,--output", arguments->output, "weights file to write");
    command->callback([arguments] { run_training(*arguments); });
}

void add_evaluate_skin(CLI::App& evaluate) {
    CLI::App* command = evaluate.add_subcommand(
        "skin", "ganemotion evaluate skin\n\nFigures of the skin on people never trained on, as Markdown");
    auto data = std::make_shared<SkinDataOptions>();
    auto weights =
        std::make_shared<std::filesystem::path>(nn::home() / "models" / "skin" / "skin.safetensors");
    data->add_to(*command);
    command->add_option("--weights", *weights, "weights file to measure");
    command->callback([data, weights] {
        torch::set_num_threads(1);
        const TextureSet set = texture_set(*data);
        SkinGenerator generator = generator_from(nn::read_weights(*weights));
        print_paired(paired_figures(generator, set, kReportPairs));
    });
}

}  // namespace ganemotion::training
