#pragma once

#include <string>
#include <vector>

#include "training/expression/combinations.h"
#include "training/expression/fer2013.h"

namespace ganemotion::training {

// The classical classifiers of the published table. Each is fitted to FER2013's training pictures and their
// original labels; what it may choose is chosen on PublicTest.

/// Higher-order local autocorrelation (Otsu and Kurita 1988): products of gray levels at two or three
/// neighbouring pixels, under Fisher weight maps (Shinohara and Otsu 2004): weights of the places of a face
/// that separate the emotions best, then Fisher's discriminant.
struct HlacOptions {
    std::vector<int> distances = {1, 2, 3};  ///< pixels between neighbours: the scales
    int cells = 8;                           ///< across and down: places that have a weight of their own
    std::vector<int> maps = {8, 16, 32};     ///< tried on PublicTest
    std::vector<float> shrinkages = {0.003F, 0.03F, 0.3F};  ///< tried on PublicTest
};
/// Points whose gray levels are multiplied, in units of the distance; the first is (0, 0).
using LocalMask = std::vector<cv::Point>;
/// The 25 masks of up to three points within 3x3 that are not each other's translations.
std::vector<LocalMask> hlac_masks();
/// [masks * distances, cells * cells]: the mean of the products over each cell. `gray`: CV_32FC1.
std::vector<float> hlac_features(const cv::Mat& gray, const HlacOptions& options);
ComparedClassifier hlac_baseline(const FaceSet& train, const FaceSet& choosing, const FaceSets& judged,
                                 const HlacOptions& options = {});

/// Magnitudes of Gabor filters, principal components, Fisher's discriminant (as Liu and Wechsler 2002).
struct GaborOptions {
    std::vector<double> wavelengths = {4, 5.66, 8, 11.3, 16};  ///< pixels, half an octave apart
    int directions = 8;
    double spread = 0.56;  ///< standard deviation in wavelengths: a bandwidth of one octave
    double aspect = 1;
    int cells = 6;                 ///< across and down, over which magnitudes are averaged
    std::size_t pictures = 14000;  ///< of the training part, evenly: enough for 800 components
    std::vector<int> components = {200, 400, 800};          ///< tried on PublicTest
    std::vector<float> shrinkages = {0.003F, 0.03F, 0.3F};  ///< tried on PublicTest
};
class GaborBank {
  public:
    explicit GaborBank(const GaborOptions& options);
    /// [wavelengths, directions, cells * cells], of a picture of 48x48 (CV_32FC1).
    [[nodiscard]] std::vector<float> magnitudes(const cv::Mat& gray) const;

  private:
    int cells_;
    std::vector<cv::Mat> spectra_;  ///< of the filters, complex
};
ComparedClassifier gabor_baseline(const FaceSet& train, const FaceSet& choosing, const FaceSets& judged,
                                  const GaborOptions& options = {});

/// Histograms of local binary patterns (Ahonen et al. 2004) and a classifier from coarse to fine (after Feng
/// et al. 2005): first the group of emotions that are taken for each other, then the emotion within it.
struct PatternOptions {
    std::vector<int> radii = {1, 2};  ///< pixels, tried on PublicTest
    int cells = 6;                    ///< across and down, a histogram each
    std::vector<std::vector<Emotion>> groups = {{Emotion::kHappy},
                                                {Emotion::kSurprise, Emotion::kFear},
                                                {Emotion::kNeutral, Emotion::kSad},
                                                {Emotion::kAngry, Emotion::kDisgust}};
    std::vector<double> costs = {0.01, 0.03,
                                 0.1};      ///< of liblinear's logistic regression, tried on PublicTest
    std::size_t pictures_to_choose = 6000;  ///< of the training part, for these trials
    double precision = 0.05;                ///< at which the solver stops
};
/// 0..58: one for each pattern that changes at most twice around the circle, one for all others.
int uniform_pattern(int code);
/// [cells * cells, 59], square roots of shares: their distance is Hellinger's.
std::vector<float> pattern_histograms(const cv::Mat& picture, int radius, int cells);
ComparedClassifier pattern_baseline(const FaceSet& train, const FaceSet& choosing, const FaceSets& judged,
                                    const PatternOptions& options = {});

}  // namespace ganemotion::training
