#include <cmath>
#include <numbers>
#include <optional>

#include <spdlog/spdlog.h>
#include <opencv2/imgproc.hpp>

#include "expression/backbone.h"
#include "expression/face_input.h"
#include "training/expression/baselines.h"
#include "training/expression/discriminant.h"

namespace ganemotion::training {

namespace {

// The picture's edge is continued to a size that the Fourier transform likes and in which what wraps around
// stays outside the picture for all but the longest waves.
constexpr int kEdge = 8;
constexpr int kSide = expression::kFaceSide + 2 * kEdge;

/// A wave under a bell, around (0, 0) of a picture that wraps around; without the bell's own brightness.
cv::Mat wave(double wavelength, double direction, const GaborOptions& options) {
    const double spread = options.spread * wavelength;
    cv::Mat filter(kSide, kSide, CV_32FC2), bell(kSide, kSide, CV_32FC1);
    for (int row = 0; row < kSide; ++row)
        for (int column = 0; column < kSide; ++column) {
            const double x = column < kSide / 2 ? column : column - kSide;
            const double y = row < kSide / 2 ? row : row - kSide;
            const double along = x * std::cos(direction) + y * std::sin(direction);
            const double across = y * std::cos(direction) - x * std::sin(direction);
            const double height =
                std::exp(-(along * along + options.aspect * options.aspect * across * across) /
                         (2 * spread * spread)) /
                (2 * std::numbers::pi * spread * spread);
            const double phase = 2 * std::numbers::pi * along / wavelength;
            bell.at<float>(row, column) = static_cast<float>(height);
            filter.at<cv::Vec2f>(row, column) = {static_cast<float>(height * std::cos(phase)),
                                                 static_cast<float>(height * std::sin(phase))};
        }
    const double brightness = cv::sum(filter)[0] / cv::sum(bell)[0];
    cv::Mat parts[2];
    cv::split(filter, parts);
    parts[0] -= bell * brightness;
    cv::merge(parts, 2, filter);
    return filter;
}

}  // namespace

GaborBank::GaborBank(const GaborOptions& options) : cells_(options.cells) {
    for (const double wavelength : options.wavelengths)
        for (int i = 0; i < options.directions; ++i) {
            cv::Mat spectrum;
            cv::dft(wave(wavelength, std::numbers::pi * i / options.directions, options), spectrum);
            spectra_.push_back(spectrum);
        }
}

std::vector<float> GaborBank::magnitudes(const cv::Mat& gray) const {
    cv::Mat wide, spectrum, answer, means, parts[2];
    cv::copyMakeBorder(gray, wide, kEdge, kEdge, kEdge, kEdge, cv::BORDER_REPLICATE);
    cv::dft(wide, spectrum, cv::DFT_COMPLEX_OUTPUT);
    std::vector<float> values;
    for (const cv::Mat& filter : spectra_) {
        cv::mulSpectrums(spectrum, filter, answer, 0);
        cv::dft(answer, answer, cv::DFT_INVERSE | cv::DFT_SCALE);
        cv::split(answer, parts);
        cv::magnitude(parts[0], parts[1], parts[0]);
        cv::resize(parts[0](cv::Rect({kEdge, kEdge}, gray.size())), means, {cells_, cells_}, 0, 0,
                   cv::INTER_AREA);
        values.insert(values.end(), means.begin<float>(), means.end<float>());
    }
    return values;
}

ComparedClassifier gabor_baseline(const FaceSet& train, const FaceSet& choosing, const FaceSets& judged,
                                  const GaborOptions& options) {
    const GaborBank bank(options);
    const auto look = [&](const cv::Mat& picture) {
        cv::Mat gray(picture.size(), CV_32FC1);
        expression::normalize(picture, {gray.ptr<float>(), gray.total()});
        return bank.magnitudes(gray);
    };
    const FaceSet part = some_of(train, options.pictures);
    FeatureMatrix fitted = features_of(part, look), chosen = features_of(choosing, look);
    const PrincipalComponents components = principal_components(fitted);
    fitted = components.of(fitted);
    chosen = components.of(chosen);
    std::optional<ChosenDiscriminant> best;
    int best_count = 0;
    for (const int count : options.components) {
        auto found = choose_discriminant(moments_of(fitted.leftCols(count), part), chosen.leftCols(count),
                                         original_labels(choosing), options.shrinkages);
        spdlog::info("Gabor, {} components: PublicTest {:.2f} %", count, 100 * found.right);
        if (best && found.right <= best->right) continue;
        best = std::move(found);
        best_count = count;
    }
    ComparedClassifier baseline{"Gabor, principal components, discriminant", {}};
    for (const FaceSet* set : judged)
        baseline.answers.push_back(
            best->discriminant.classify(components.of(features_of(*set, look)).leftCols(best_count)));
    return baseline;
}

}  // namespace ganemotion::training
