#pragma once

#include <filesystem>
#include <functional>
#include <string>
#include <vector>

#include "training/cfee/cfee_options.h"
#include "training/expression/combinations.h"
#include "training/expression/compared.h"
#include "training/expression/fer2013.h"
#include "training/expression/framing.h"

namespace ganemotion::training {

struct EvaluateExpressionOptions {
    std::filesystem::path fer2013;  ///< folder of the mosaics
    CfeeOptions cfee;
    std::filesystem::path models;  ///< folder of the weights; empty: the project's own
    std::filesystem::path report;  ///< .md; the figures go to a .json beside it
    int threads = 1;
    std::size_t robustness_pictures = 500;  ///< evenly, under each disturbance
    std::size_t framed_pictures = 400;      ///< of PublicTest, to measure where FER2013 has faces
    std::size_t trained_pictures = 1000;    ///< of the training data, evenly, for the leak test
    int cfee_every = 2;                     ///< of the people on whom the units were trained: one in so many
    bool only_framing = false;              ///< where FER2013 has faces, on standard output, and nothing else
    bool compare = true;                    ///< with baselines and the heads in sequence: takes minutes
    bool private_test = true;               ///< false while choosing: PrivateTest is for the published table
};

/// What figures the same classifiers reach where the test is not clean.
struct LeakFigures {
    std::size_t duplicates = 0;      ///< pictures of PrivateTest that are in the training data too
    std::size_t labelled_alike = 0;  ///< of these, those that have the same label there
    double without_duplicates = 0;   ///< accuracy on the rest of PrivateTest
    double on_training_data = 0;     ///< accuracy on pictures that the members were trained on
    double stacked_on_training = 0;  ///< PrivateTest, the stack fitted on the members' training pictures
    double stacked_on_test = 0;      ///< PrivateTest, the stack fitted on PrivateTest itself
    double trees_on_test = 0;  ///< PrivateTest, trees over VGG16's features fitted on PrivateTest itself
};

struct ExpressionEvaluation {
    std::vector<MeasuredClassifier> public_test, private_test, majority, cfee, disturbed;
    std::string used;  ///< the line of the tables that the program uses
    std::string disturbed_set;
    LeakFigures leaks;
    StorageFigures storage;
    double milliseconds = 0;  ///< for a face, what the program uses, wall clock
    Framing framing;
};

Answers classify(expression::Ensemble& ensemble, const FaceSet& set,
                 const std::function<cv::Mat(const cv::Mat&)>& change = {});

/// Runs the program's own members over PublicTest, PrivateTest and CFEE and writes the report. Every choice
/// is made on PublicTest.
void evaluate_expression(const EvaluateExpressionOptions& options);

/// A table of where FER2013 has faces.
std::string framing_of(const Framing& framing);

/// As Markdown and as JSON, both whole or not at all.
void write_report(const ExpressionEvaluation& evaluation, const std::filesystem::path& file);

}  // namespace ganemotion::training
