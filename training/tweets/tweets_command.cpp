#include "training/tweets/tweets_command.h"

#include <algorithm>
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
    std::string classes = "both";
    std::uint64_t seed = 1;
    int seeds = 3;
    tweets::Computing computing;
    double epochs = 0;       ///< 0: the recipe's
    double agreement = -1;   ///< below 0: the recipe's
    std::size_t tweets = 0;  ///< of the training part, the first ones; 0: all
    bool held_out = false;

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

/// The training part divided again: choices are made without the test part.
tweets::Split tried(tweets::Split split) {
    constexpr std::ptrdiff_t kHeldOut = 2'000;
    split.test.assign(split.training.end() - kHeldOut, split.training.end());
    split.training.resize(split.training.size() - kHeldOut);
    return split;
}

void put_all(tweets::Results& results, const std::string& model, const Arguments& arguments,
             std::size_t trained_on, const tweets::TweetAnswers& answers) {
    if (!answers.thirteen.empty()) {
        put(results, model, "13", arguments.seed, trained_on, answers.thirteen);
        put(results, model, "7 as sums of 13", arguments.seed, trained_on, tweets::as_sums(answers.thirteen));
    }
    if (!answers.seven.empty()) put(results, model, "7", arguments.seed, trained_on, answers.seven);
}

void fine_tune(const Arguments& arguments) {
    using tweets::Classes;
    auto split = tweets::published_split(read_tweets(arguments.data), arguments.seed);
    if (arguments.held_out) split = tried(std::move(split));
    if (arguments.tweets > 0) split.training.resize(std::min(arguments.tweets, split.training.size()));
    tweets::Recipe recipe = arguments.recipe == "published" ? tweets::published_recipe()
                            : arguments.recipe == "mpnet"   ? tweets::mpnet_recipe()
                                                            : tweets::our_recipe();
    if (arguments.epochs > 0) recipe.epochs = arguments.epochs;
    if (arguments.agreement >= 0) recipe.agreement = arguments.agreement;
    const Classes classes = arguments.classes == "13"  ? Classes::kThirteen
                            : arguments.classes == "7" ? Classes::kSeven
                                                       : Classes::kBoth;
    const auto answers =
        tweets::fine_tuned_answers(split, classes, recipe, arguments.seed, arguments.computing);
    tweets::Results results = tweets::read_results(arguments.results());
    put_all(results, recipe.name, arguments, split.training.size(), answers);
    if (!arguments.held_out) keep(results, arguments);
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
    CLI::App* command =
        train.add_subcommand("tweets", "repeat the published experiment: one run on a random split");
    add_common_options(*command, *arguments);
    command
        ->add_option("--recipe", arguments->recipe, "published or ours, both with MiniLM, or ours with mpnet")
        ->check(CLI::IsMember({"published", "ours", "mpnet"}))
        ->capture_default_str();
    command->add_option("--classes", arguments->classes, "13, 7, or both: a head for each over one encoder")
        ->check(CLI::IsMember({"13", "7", "both"}))
        ->capture_default_str();
    command->add_option("--seed", arguments->seed, "of split, order and heads")->capture_default_str();
    command->add_option("--epochs", arguments->epochs, "instead of the recipe's")->check(CLI::PositiveNumber);
    command->add_option("--threads", arguments->computing.threads, "processor threads")
        ->check(CLI::Range(1, 256))
        ->capture_default_str();
    add_precision_option(*command, arguments->computing.precision);
    command
        ->add_option("--agreement", arguments->agreement,
                     "instead of the recipe's: see every tweet twice at a time, and weigh by this what the "
                     "answers differ by; 0: see it once")
        ->check(CLI::NonNegativeNumber);
    command
        ->add_option("--tweets", arguments->tweets,
                     "train on so many of the training part, the first ones: for the learning curve")
        ->check(CLI::PositiveNumber);
    command->add_flag("--held-out", arguments->held_out,
                      "measure on 2,000 tweets of the training part instead and keep nothing: for choices");
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
