#pragma once

#include <filesystem>
#include <functional>
#include <string>
#include <vector>

#include "expression/ensemble.h"
#include "training/cfee/cfee_options.h"
#include "training/expression/fer2013.h"
#include "training/text/metrics.h"

namespace ganemotion::training {

struct EvaluateExpressionOptions {
    std::filesystem::path fer2013;  ///< folder of the mosaics
    CfeeOptions cfee;
    std::filesystem::path models;  ///< folder of the weights; empty: the project's own
    std::filesystem::path report;  ///< .md; the figures go to a .json beside it
    int threads = 1;
    std::size_t robustness_pictures = 1000;  ///< of PublicTest, the first ones, under each disturbance
    std::size_t framed_pictures = 600;       ///< of PublicTest, to measure where FER2013 has eyes and mouth
    bool private_test = true;                ///< false while choosing: PrivateTest is for the published table
};

/// One line of a table.
struct MeasuredClassifier {
    std::string what;
    Metrics metrics;
};

struct ExpressionEvaluation {
    std::vector<MeasuredClassifier> public_test, private_test, majority, cfee, disturbed;
    double milliseconds = 0;         ///< for a face, all members, wall clock
    float size = 0, eyes_above = 0;  ///< FER2013's framing (aligned_face.cpp)
    std::size_t framed = 0;          ///< pictures in which the mesh saw a face
};

std::vector<expression::EnsembleAnswer> classify(expression::Ensemble& ensemble, const FaceSet& set,
                                                 const std::function<cv::Mat(const cv::Mat&)>& change = {});

/// Runs the program's own ensemble over PublicTest, PrivateTest and CFEE and writes the report.
void evaluate_expression(const EvaluateExpressionOptions& options);

/// As Markdown and as JSON, both whole or not at all.
void write_report(const ExpressionEvaluation& evaluation, const std::filesystem::path& file);

}  // namespace ganemotion::training
