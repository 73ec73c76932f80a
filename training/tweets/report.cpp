#include <algorithm>
#include <cmath>
#include <iterator>
#include <map>

#include <fmt/format.h>

#include "text/text_emotion.h"
#include "training/tweets/results.h"

namespace ganemotion::training::tweets {

namespace {

constexpr std::size_t kWholeTraining = 28'000;

constexpr const char* kIntroduction = R"(# The published experiment on tweets, repeated

Written by `ganemotion train tweets --recipe ours|published|mpnet --classes 13|7|both --seed N` (a run each) and
`ganemotion evaluate tweets` (baseline, learning curve, ceiling). 30,000 tweets with thirteen labels, a random
split of 28,000 and 2,000 for each seed, copies and all, @names and links replaced. Seven classes by the table
of src/text/classes.h; published with BERT-base: 37.2 % (13), 56.9 % (7).

All runs start from published weights and take two epochs. MiniLM-L6 is what the program runs; `--recipe mpnet`
is ours with MPNet-base, which has the size of the published BERT-base and takes an hour of one core a run.
Published recipe: Adam 0.9, 0.999, 1e-6, weight decay 0.01, one rate (5e-5) for all layers; trained on 13 or on
7 classes. Ours: rates that fall from the heads (5e-4) over the uppermost layer (1.2e-4, MPNet 5e-5) to the
embeddings by 0.9 a layer, moving average of the weights, labels smoothed by 0.1, words dropped and misheard, a
head for 13 and one for 7 classes trained together. TF-IDF: words, pairs of words and characters, logistic
regression by liblinear.

)";

constexpr const char* kBounds = R"(
So a second person, asked about the same tweet, has the first one's label in {:.1f} % (13) and {:.1f} % (7). A
classifier can be right more often than a person, as it may always name the most frequent label, but not
without end: where two people agree with chance a, the most frequent label has at most the chance sqrt(a), for
the sum of a distribution's squares is at least the square of its largest part, and the mean over tweets of the
root is at most the root of the mean. On such tweets no classifier, however large, is right more often than
{:.1f} % (13) and {:.1f} % (7), and to get there it would have to know each tweet's own distribution of labels.
The best model above is right in {:.1f} % (13) and {:.1f} % (7): more often than a second person.
)";

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

/// Of the whole training part, by classes and model.
std::map<std::pair<std::string, std::string>, Spread> spreads(const Results& results) {
    std::map<std::pair<std::string, std::string>, std::vector<const Run*>> groups;
    for (const Run& run : results.runs)
        if (run.trained_on == kWholeTraining) groups[{run.classes, run.model}].push_back(&run);
    std::map<std::pair<std::string, std::string>, Spread> spreads;
    for (const auto& [names, runs] : groups) spreads[names] = spread_of(runs);
    return spreads;
}

/// Percent right.
double of_the_best(const Results& results, const std::string& classes) {
    double best = 0;
    for (const auto& [names, spread] : spreads(results))
        if (names.first == classes) best = std::max(best, 100 * spread.accuracy);
    return best;
}

std::string table_of_models(const Results& results) {
    std::string text =
        "| classes | model | seeds | accuracy | macro F1 |\n| --- | --- | ---: | ---: | ---: |\n";
    for (const auto& [names, spread] : spreads(results))
        text += fmt::format("| {} | {} | {} | {:.1f} %{} | {:.3f} |\n", names.first, names.second,
                            spread.seeds, 100 * spread.accuracy,
                            spread.seeds > 1 ? fmt::format(" ± {:.1f}", 100 * spread.deviation) : "",
                            spread.macro_f1);
    return text;
}

/// Percent of seed 1 by classes, model and size of the training part.
using Curve = std::map<std::pair<std::string, std::string>, std::map<std::size_t, double>>;

std::string learning_curve(const Results& results) {
    Curve curves;
    for (const Run& run : results.runs)
        if (run.seed == 1) curves[{run.classes, run.model}][run.trained_on] = 100 * run.metrics.accuracy;
    std::string text =
        "\n## Learning curves (seed 1)\n\n"
        "| classes | model | trained on | accuracy | by the doubling |\n"
        "| --- | --- | ---: | ---: | ---: |\n";
    for (const auto& [names, curve] : curves) {
        if (curve.size() < 2) continue;
        for (auto point = curve.begin(); point != curve.end(); ++point)
            text += fmt::format(
                "| {} | {} | {} | {:.1f} % | {} |\n", names.first, names.second, point->first, point->second,
                point == curve.begin() ? ""
                                       : fmt::format("{:+.1f}", point->second - std::prev(point)->second));
    }
    return text;
}

/// Of the answers that are wrong among thirteen classes, the share that is right among the merged seven.
std::string merging(const Results& results) {
    constexpr double kPublishedThirteen = 0.372, kPublishedSeven = 0.569;
    const auto healed = [](double thirteen, double seven) {
        return 100 * (seven - thirteen) / (1 - thirteen);
    };
    std::map<std::string, std::map<std::uint64_t, const Run*>> thirteen, sums;
    for (const Run& run : results.runs) {
        if (run.trained_on != kWholeTraining) continue;
        if (run.classes == "13") thirteen[run.model][run.seed] = &run;
        if (run.classes == "7 as sums of 13") sums[run.model][run.seed] = &run;
    }
    std::string text =
        "\n## What merging thirteen classes into seven gives\n\n"
        "Of the answers that are wrong among thirteen classes, so many are right after merging labels and "
        "answers.\n\n"
        "| model | right of 13 | of 7 as sums | share of the wrong ones that merging makes right |\n"
        "| --- | ---: | ---: | ---: |\n";
    for (const auto& [model, runs] : thirteen) {
        double of_thirteen = 0, of_seven = 0;
        for (const auto& [seed, run] : runs) {
            of_thirteen += run->metrics.accuracy / static_cast<double>(runs.size());
            of_seven += sums.at(model).at(seed)->metrics.accuracy / static_cast<double>(runs.size());
        }
        text += fmt::format("| {} | {:.1f} % | {:.1f} % | {:.0f} % |\n", model, 100 * of_thirteen,
                            100 * of_seven, healed(of_thirteen, of_seven));
    }
    return text + fmt::format("| published, BERT-base | {:.1f} % | {:.1f} % (trained on 7) | {:.0f} % |\n",
                              100 * kPublishedThirteen, 100 * kPublishedSeven,
                              healed(kPublishedThirteen, kPublishedSeven));
}

std::string ceiling(const Results& results) {
    const Ceiling& ceiling = results.ceiling;
    const auto row = [](const char* what, const Agreement& agreement) {
        return fmt::format("| {} | {} | {:.1f} % | {:.1f} % |\n", what, agreement.pairs,
                           100 * agreement.thirteen, 100 * agreement.seven);
    };
    return "\n## How far the labels agree with themselves\n\n"
           "Two tweets that say the same, but were labelled by different people: so often do they have the "
           "same label.\n\n"
           "| pairs | number | same of 13 | same of 7 |\n| --- | ---: | ---: | ---: |\n" +
           row("the same words", ceiling.copies) + row("nearly the same words (cosine 0.7)", ceiling.nearly) +
           row("at random", ceiling.chance) +
           fmt::format(kBounds, 100 * ceiling.copies.thirteen, 100 * ceiling.copies.seven,
                       100 * std::sqrt(ceiling.copies.thirteen), 100 * std::sqrt(ceiling.copies.seven),
                       of_the_best(results, "13"), of_the_best(results, "7"));
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
    std::string text = kIntroduction + table_of_models(results) + merging(results) + learning_curve(results) +
                       ceiling(results);
    for (const Run& run : results.runs)
        if (run.seed == 1 && run.trained_on == kWholeTraining) text += confusion(run);
    return text;
}

}  // namespace ganemotion::training::tweets
