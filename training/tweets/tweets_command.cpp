#include "training/tweets/tweets_command.h"

#include <memory>

#include <spdlog/spdlog.h>

#include "files/output_file.h"
#include "nn/model_files.h"
#include "training/tweets/baseline.h"
#include "training/tweets/fine_tuning.h"
#include "training/tweets/results.h"

namespace ganemotion::training {

namespace {

struct Arguments {
    std::filesystem::path data = nn::home() / ".." / "shared" / "data" / "text" / "tweets.tsv";
    std::filesystem::path report = nn::home() / "docs" / "models" / "tweets.md";
    std::string recipe = "ours";
    std::string classes = "13";
    std::uint64_t seed = 1;
    int seeds = 3;
    int threads = 1;
    double epochs = 0;  ///< 0: the recipe's

    [[nodiscard]] std::filesystem::path results() const {
        return std::filesystem::path(report).replace_extension(".json");
    }
};

void add_common_options(CLI::App& command, Arguments& arguments) {
    command.add_option("--data", arguments.data, "tweets.tsv")->capture_default_str();
    command.add_option("--output", arguments.report, "the report; its figures are kept in a .json beside it")
        ->capture_default_str();
}

void keep(const tweets::Results& results, const Arguments& arguments) {
    tweets::write_results(results, arguments.results());
    files::write_text(arguments.report, tweets::report(results));
}

void put(tweets::Results& results, const std::string& model, const std::string& classes, std::uint64_t seed,
         std::size_t trained_on, const std::vector<Answer>& answers) {
    tweets::Run run{model, classes, seed, trained_on, measure(answers)};
    spdlog::info("{}, {} classes, seed {}, {} tweets: accuracy {:.4f}, macro F1 {:.3f}", model, classes, seed,
                 trained_on, run.metrics.accuracy, run.metrics.macro_f1);
    tweets::put(results, std::move(run));
}

void fine_tune(const Arguments& arguments) {
    using tweets::Classes;
    const auto split = tweets::published_split(read_tweets(arguments.data), arguments.seed);
    tweets::Recipe recipe =
        arguments.recipe == "published" ? tweets::published_recipe() : tweets::our_recipe();
    if (arguments.epochs > 0) recipe.epochs = arguments.epochs;
    const bool seven = arguments.classes == "7";
    const auto answers = tweets::fine_tuned_answers(split, seven ? Classes::kSeven : Classes::kThirteen,
                                                    recipe, arguments.seed, arguments.threads);
    tweets::Results results = tweets::read_results(arguments.results());
    const std::string model = "MiniLM, " + recipe.name + " recipe";
    put(results, model, arguments.classes, arguments.seed, split.training.size(), answers);
    if (!seven)
        put(results, model, "7 as sums of 13", arguments.seed, split.training.size(),
            tweets::as_sums(answers));
    keep(results, arguments);
}

void measure_baseline(tweets::Results& results, tweets::Split split, std::uint64_t seed, std::size_t used) {
    split.training.resize(std::min(used, split.training.size()));
    const std::size_t count = split.training.size();
    const auto thirteen = tweets::Baseline(split.training).answers(split.test);
    put(results, "TF-IDF", "13", seed, count, thirteen);
    put(results, "TF-IDF", "7 as sums of 13", seed, count, tweets::as_sums(thirteen));
    const auto seven = tweets::Baseline(tweets::with_seven_classes(split.training))
                           .answers(tweets::with_seven_classes(split.test));
    put(results, "TF-IDF", "7", seed, count, seven);
}

void evaluate(const Arguments& arguments) {
    const auto all = read_tweets(arguments.data);
    tweets::Results results = tweets::read_results(arguments.results());
    results.ceiling = tweets::label_ceiling(all);
    for (int seed = 1; seed <= arguments.seeds; ++seed) {
        const auto number = static_cast<std::uint64_t>(seed);
        const auto split = tweets::published_split(all, number);
        if (seed == 1)
            for (const std::size_t used : {3'500, 7'000, 14'000})
                measure_baseline(results, split, number, used);
        measure_baseline(results, split, number, split.training.size());
    }
    keep(results, arguments);
}

}  // namespace

void add_train_tweets(CLI::App& train) {
    auto arguments = std::make_shared<Arguments>();
    CLI::App* command = train.add_subcommand(
        "tweets", "repeat the published experiment: one run of MiniLM on a random split");
    add_common_options(*command, *arguments);
    command->add_option("--recipe", arguments->recipe, "published or ours")
        ->check(CLI::IsMember({"published", "ours"}))
        ->capture_default_str();
    command->add_option("--classes", arguments->classes, "13, which gives 7 as sums as well, or 7 directly")
        ->check(CLI::IsMember({"13", "7"}))
        ->capture_default_str();
    command->add_option("--seed", arguments->seed, "of split, order and heads")->capture_default_str();
    command->add_option("--epochs", arguments->epochs, "instead of the recipe's")->check(CLI::PositiveNumber);
    command->add_option("--threads", arguments->threads, "processor threads")
        ->check(CLI::Range(1, 256))
        ->capture_default_str();
    command->callback([arguments] { fine_tune(*arguments); });
}

void add_evaluate_tweets(CLI::App& evaluate_command) {
    auto arguments = std::make_shared<Arguments>();
    CLI::App* command = evaluate_command.add_subcommand(
        "tweets", "the published experiment's baseline, learning curve and ceiling");
    add_common_options(*command, *arguments);
    command->add_option("--seeds", arguments->seeds, "splits")
        ->check(CLI::Range(1, 10))
        ->capture_default_str();
    command->callback([arguments] { evaluate(*arguments); });
}

}  // namespace ganemotion::training
