#include <cmath>

#include <fmt/format.h>

#include "text/text_emotion.h"
#include "training/tweets/results.h"

namespace ganemotion::training::tweets {

namespace {

constexpr std::size_t kWholeTraining = 28'000;

constexpr const char* kIntroduction =
    "# The published experiment on tweets, repeated\n\n"
    "Written by `ganemotion train tweets` (one run) and `ganemotion evaluate tweets` (baseline, learning "
    "curve,\n"
    "ceiling). 30,000 tweets with thirteen labels, a random split of 28,000 and 2,000 for each seed, copies "
    "and\n"
    "all, @names and links replaced. Seven classes by the table of docs/models/text.md; published with "
    "BERT-base:\n"
    "37.2 % (13), 56.9 % (7).\n\n";

/// Mean and spread over the seeds.
struct Spread {
    std::size_t seeds = 0;
    double accuracy = 0, deviation = 0, macro_f1 = 0;
};

Spread spread_of(const std::vector<const Run*>& runs) {
    Spread spread{.seeds = runs.size()};
    const auto count = static_cast<double>(runs.size());
    for (const Run* run : runs) {
        spread.accuracy += run->metrics.accuracy / count;
        spread.macro_f1 += run->metrics.macro_f1 / count;
    }
    for (const Run* run : runs)
        spread.deviation += std::pow(run->metrics.accuracy - spread.accuracy, 2) / std::max(1.0, count - 1);
    spread.deviation = std::sqrt(spread.deviation);
    return spread;
}

std::string table_of_models(const Results& results) {
    std::map<std::pair<std::string, std::string>, std::vector<const Run*>> groups;
    for (const Run& run : results.runs)
        if (run.trained_on == kWholeTraining) groups[{run.classes, run.model}].push_back(&run);
    std::string text =
        "| classes | model | seeds | accuracy | macro F1 |\n| --- | --- | ---: | ---: | ---: |\n";
    for (const auto& [names, runs] : groups) {
        const Spread spread = spread_of(runs);
        text += fmt::format("| {} | {} | {} | {:.1f} % ± {:.1f} | {:.3f} |\n", names.first, names.second,
                            spread.seeds, 100 * spread.accuracy, 100 * spread.deviation, spread.macro_f1);
    }
    return text;
}

std::string learning_curve(const Results& results) {
    std::map<std::pair<std::string, std::size_t>, const Run*> first;
    for (const Run& run : results.runs)
        if (run.seed == 1 && run.model == "TF-IDF") first[{run.classes, run.trained_on}] = &run;
    std::string text =
        "\n## Learning curve (TF-IDF, seed 1)\n\n| classes | trained on | accuracy |\n| --- | ---: | ---: "
        "|\n";
    for (const auto& [key, run] : first)
        text += fmt::format("| {} | {} | {:.1f} % |\n", key.first, key.second, 100 * run->metrics.accuracy);
    return text;
}

std::string ceiling(const Ceiling& ceiling) {
    const auto row = [](const char* what, const Agreement& agreement) {
        return fmt::format("| {} | {} | {:.1f} % | {:.1f} % |\n", what, agreement.pairs,
                           100 * agreement.thirteen, 100 * agreement.seven);
    };
    return "\n## How far the labels agree with themselves\n\n"
           "Two tweets that say the same, but were labelled by different people: so often do they have the "
           "same label.\n\n"
           "| pairs | number | same of 13 | same of 7 |\n| --- | ---: | ---: | ---: |\n" +
           row("the same words", ceiling.copies) + row("nearly the same words (cosine 0.7)", ceiling.nearly) +
           row("at random", ceiling.chance);
}

std::string confusion(const Run& run) {
    std::string text = fmt::format("\n## {}, {} classes, seed {}: labels (rows) and answers (columns)\n\n",
                                   run.model, run.classes, run.seed);
    const auto& classes =
        text::class_names(run.classes == "13" ? text::Labels::kTweets13 : text::Labels::kTweets7);
    std::string names = "| |", rule = "| --- |";
    for (const std::string& name : classes) {
        names += " " + name + " |";
        rule += " ---: |";
    }
    text += names + " F1 |\n" + rule + " ---: |\n";
    for (std::size_t label = 0; label < run.metrics.confusion.size(); ++label) {
        text += "| " + classes.at(label) + " |";
        for (const std::size_t count : run.metrics.confusion[label]) text += fmt::format(" {} |", count);
        text += fmt::format(" {:.3f} |\n", run.metrics.f1[label]);
    }
    return text;
}

}  // namespace

std::string report(const Results& results) {
    std::string text =
        kIntroduction + table_of_models(results) + learning_curve(results) + ceiling(results.ceiling);
    for (const Run& run : results.runs)
        if (run.seed == 1 && run.trained_on == kWholeTraining) text += confusion(run);
    return text;
}

}  // namespace ganemotion::training::tweets
