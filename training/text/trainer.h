#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

#include "training/precision.h"
#include "training/text/batches.h"
#include "training/text/dataset.h"
#include "training/text/model.h"
#include "training/text/optimizer.h"

namespace ganemotion::training {

/// How much a source has to say in each step.
struct SourceOptions {
    std::size_t texts = 16;
    double weight = 1;         ///< of its loss
    double class_balance = 0;  ///< classes weigh by their inverse frequency to this power
};

/// A text is seen once, in any form.
std::vector<NoiseOptions> either_form();
/// A text is seen twice in a step: as it was written, with or without its exclamation marks, and as an engine
/// without punctuation writes it.
std::vector<NoiseOptions> written_and_bare();

struct TrainTextOptions {
    std::filesystem::path data;  ///< folder with the text data
    /// Weights of an earlier run to go on from, the mean of several (Wortsman et al. 2022); empty: the
    /// published MiniLM.
    std::vector<std::filesystem::path> start;
    std::filesystem::path checkpoints;  ///< best.safetensors and state.safetensors are written here
    bool resume = false;                ///< go on where state.safetensors was written
    std::filesystem::path output;       ///< the finished int8 weights, of a MiniLM only
    Encoder encoder = Encoder::kMiniLm;
    int frozen_layers = 0;  ///< from below, the embeddings with them: they stay as they are and cost half
    std::filesystem::path teacher;  ///< best.safetensors of an MPNet to learn from as well; empty: none
    double lesson = 0.5;            ///< share of the loss that is the distance to the teacher's answers
    int steps = 5000;               ///< each takes texts of every source; the schedule of the rate spans them
    int threads = 1;
    std::uint64_t seed = 1;
    Precision precision = Precision::kAuto;

    // Six epochs of the dialogue, which is small and closest to the use, while the forum has three and the
    // tweets, whose labels are the least reliable, two.
    SourceOptions dialogue{12, 0.30, 0.2};
    SourceOptions forum{24, 0.45, 0.3};
    SourceOptions tweets{12, 0.25, 0};
    /// Posts have a head of their own, as what their labels call joy or surprise (approval, curiosity) is
    /// neutral in the dialogue's; so much of their loss is of the head of speech, which learns their words
    /// from it.
    double forum_as_speech = 0.2;
    double smoothing = 0.05;  ///< of the labels: readers disagree
    double agreement = 1;     ///< weight of what the answers to both views of a text differ by; 0: a text is
                              ///< seen once, in either form
    double warm_up = 0.06;    ///< of the steps
    double lowest_rate = 0.01;  ///< of the peak, at the end
    int steps_between_evaluations = 1000;
    BatchOptions batches{.views = written_and_bare()};
    OptimizerOptions optimizer;
};

/// Fine-tunes an installed encoder on the three data sets and keeps the weights that did best on the
/// validation. Of a MiniLM the temperatures are fitted, and the model that the program reads is written; an
/// MPNet stays a teacher.
void train_text(const TrainTextOptions& options);

}  // namespace ganemotion::training
