#include <algorithm>

#include <fmt/format.h>

#include "speech/evaluation.h"

namespace ganemotion::training {

namespace {

constexpr double kMost = 0.95;

std::string row_of(const std::string& name, const WordErrors& errors, const WordErrors& plain,
                   const TimeErrors& times, double real_time) {
    const auto boundaries = times.boundaries.size() + times.unheard;
    return fmt::format(
        "| {} | {} | {:.1f} % | {:.1f} % | {} / {} | {} | {} / {} | {:.2f} s | {:.2f} s | {} | {:.2f} |\n",
        name, errors.words, 100 * errors.rate(), 100 * plain.rate(), errors.lost, plain.lost, errors.doubled,
        times.as_sentence, boundaries, quantile_of_absolute(times.boundaries, 0.5),
        quantile_of_absolute(times.boundaries, kMost),
        times.words.empty() ? "-"
                            : fmt::format("{:.2f} / {:.2f} s", quantile_of_absolute(times.words, 0.5),
                                          quantile_of_absolute(times.words, kMost)),
        real_time);
}

constexpr const char* kHeader =
    " | words | WER | plain WER | lost / plain | doubled | begins and ends found | median | 95 % | words: "
    "median / 95 % | real time |\n| --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: | "
    "---: "
    "|\n";

/// One row for all figures that `belongs` takes.
template <typename Belongs>
std::string summary(const std::string& name, const std::vector<SpeechFigures>& all, const Belongs& belongs) {
    SpeechFigures sum;
    int count = 0;
    for (const SpeechFigures& figures : all) {
        if (!belongs(figures)) continue;
        sum.errors += figures.errors;
        sum.plain_errors += figures.plain_errors;
        sum.times.add(figures.times);
        sum.real_time += figures.real_time;
        ++count;
    }
    return row_of(name, sum.errors, sum.plain_errors, sum.times, sum.real_time / std::max(count, 1));
}

}  // namespace

std::string speech_report(const std::vector<SpeechFigures>& all) {
    std::string text = "| together" + std::string(kHeader);
    text += summary("all", all, [](const auto&) { return true; });
    for (const Background background : {Background::kSilence, Background::kNoise, Background::kTones})
        text += summary("over " + name_of(background), all,
                        [&](const SpeechFigures& each) { return each.background == background; });
    for (const double pause : {0.0, 0.2, 0.5, 1.0})
        text += summary(fmt::format("pauses of {:.1f} s", pause), all,
                        [&](const SpeechFigures& each) { return each.pause == pause; });
    text += "\n| composition" + std::string(kHeader);
    for (const SpeechFigures& each : all)
        text += row_of(
            fmt::format("{}, pauses of {:.1f} s, {}", each.speaker, each.pause, name_of(each.background)),
            each.errors, each.plain_errors, each.times, each.real_time);
    return text;
}

}  // namespace ganemotion::training
