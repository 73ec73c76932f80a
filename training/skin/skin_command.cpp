#include "training/skin/skin_command.h"

#include <cstdio>
#include <memory>

#include "migration/skin.h"
#include "nn/model_files.h"
#include "training/skin/arrival_report.h"
#include "training/skin/colour_report.h"
#include "training/skin/contact_sheet.h"
#include "training/skin/paired_report.h"
#include "training/skin/steadiness_report.h"
#include "training/skin/trainer.h"

namespace ganemotion::training {
namespace {

constexpr std::int64_t kReportPairs = 960;
constexpr std::int64_t kColourPairs = 128;  // of each look

constexpr const char* kSkinFile = "skin/skin.safetensors";

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

void print_alike(const AlikeFigures& f) {
    std::printf("\n%lld pairs whose units are nearly the same: L1 %.4f, gradients %.4f\n",
                static_cast<long long>(f.pairs), f.pixel, f.gradient);
}

struct TrainArguments {
    SkinDataOptions data;
    SkinTrainOptions train;
    Precision precision = Precision::kAuto;
    int threads = 1;
    std::filesystem::path output = nn::home() / "models" / kSkinFile;
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
    command->add_option("--start", arguments->train.start, "weights file to go on from")
        ->check(CLI::ExistingFile);
    command->add_option("--cycle", arguments->train.loss.cycle, "weight of the cycle loss");
    command->add_option("--critic", arguments->train.loss.critic, "weight of the critic");
    command->add_option("-o,--output", arguments->output, "weights file to write");
    command->callback([arguments] { run_training(*arguments); });
}

namespace {

void print_textures(const SkinDataOptions& data, const std::filesystem::path& weights,
                    const std::filesystem::path& sheet, const migration::SkinOptions& paint) {
    const TextureSet set = texture_set(data);
    SkinGenerator generator = generator_from(nn::read_weights(weights));
    if (!sheet.empty()) write_contact_sheet(generator, set, sheet);
    print_paired(paired_figures(generator, set, kReportPairs, paint));
    print_alike(alike_figures(set, generator->unit_scale));
    print_colour(colour_figures(generator, set, kColourPairs, paint));
}

}  // namespace

void add_evaluate_skin(CLI::App& evaluate) {
    struct Arguments {
        SkinDataOptions data;
        std::filesystem::path weights = nn::home() / "models" / kSkinFile;
        std::filesystem::path sheet;
        std::vector<std::filesystem::path> clips;
        bool textures_only = false;
        bool no_textures = false;
        migration::SkinOptions paint;
    };
    CLI::App* command = evaluate.add_subcommand(
        "skin", "ganemotion evaluate skin\n\nFigures of the skin on people never trained on, as Markdown");
    auto arguments = std::make_shared<Arguments>();
    arguments->data.add_to(*command);
    command->add_option("--weights", arguments->weights,
                        "weights file to measure on textures; pictures and clips take models/skin's");
    command->add_option("--sheet", arguments->sheet, "picture of painted textures to write");
    command->add_option("--clips", arguments->clips, "talking clips to measure flicker on");
    command->add_option("--faint", arguments->paint.faint, "factor of doubtful paint, on textures");
    command->add_option("--chroma", arguments->paint.chroma, "exponent of the gain on chroma, on textures");
    command->add_flag("--textures-only", arguments->textures_only, "leave pictures and clips out");
    command->add_flag("--no-textures", arguments->no_textures, "pictures and clips alone");
    command->callback([arguments] {
        torch::set_num_threads(1);
        if (!arguments->no_textures)
            print_textures(arguments->data, arguments->weights, arguments->sheet, arguments->paint);
        if (arguments->textures_only || !migration::Skin::is_there()) return;
        print_arrival(arrival_figures(arguments->data.cfee.data));
        for (const auto& clip : arguments->clips) print_steadiness(clip, steadiness_of(clip));
    });
}

}  // namespace ganemotion::training
