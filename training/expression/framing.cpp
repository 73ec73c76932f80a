#include "training/expression/framing.h"

#include <algorithm>
#include <optional>

#include <opencv2/imgproc.hpp>

#include "expression/aligned_face.h"
#include "expression/backbone.h"
#include "face/face_finder.h"

namespace ganemotion::training {

namespace {

// A detector wants a border around a face and more pixels than 48.
constexpr int kZoom = 5, kBorder = 16;

media::Picture enlarged(const cv::Mat& picture) {
    cv::Mat framed, large, rgb;
    cv::copyMakeBorder(picture, framed, kBorder, kBorder, kBorder, kBorder, cv::BORDER_REPLICATE);
    cv::resize(framed, large, {}, kZoom, kZoom, cv::INTER_CUBIC);
    cv::cvtColor(large, rgb, cv::COLOR_GRAY2RGB);
    return media::from_rgb(rgb);
}

Framing::Spread spread_of(std::vector<float> values) {
    if (values.empty()) return {};
    std::sort(values.begin(), values.end());
    const auto at = [&](double share) {
        return values[static_cast<std::size_t>(share * static_cast<double>(values.size() - 1))];
    };
    return {at(0.25), at(0.5), at(0.75)};
}

EmotionProbabilities mean(const EmotionProbabilities& a, const EmotionProbabilities& b) {
    return expression::mean_of({{"", a}, {"", b}});
}

/// Which of the three ways are right about a picture.
void judge(Framing& framing, expression::Ensemble& ensemble, const cv::Mat& picture,
           const std::optional<cv::Mat>& anew, Emotion label) {
    const auto plain = ensemble.classify(picture).stacked;
    const auto framed = anew ? ensemble.classify(*anew).stacked : plain;
    framing.as_they_are += plain.most_probable() == label ? 1 : 0;
    framing.framed += framed.most_probable() == label ? 1 : 0;
    framing.both += mean(plain, framed).most_probable() == label ? 1 : 0;
}

}  // namespace

Framing measure_framing(const FaceSet& set, std::size_t pictures, expression::Ensemble* ensemble) {
    constexpr float kSide = kZoom * expression::kFaceSide;
    face::FaceFinder finder;
    std::vector<float> sizes, above, right;
    Framing framing;
    framing.pictures = std::min(set.size(), pictures);
    for (std::size_t i = 0; i < framing.pictures; ++i) {
        const media::Picture large = enlarged(set.picture(i));
        const auto faces = finder.find(large);
        std::optional<cv::Mat> anew;
        if (!faces.empty()) {
            const auto points = expression::points_of(faces.front().mesh);
            sizes.push_back(points.size() / kSide);
            above.push_back(0.5F - (points.eyes.y - kZoom * kBorder) / kSide);
            right.push_back((points.eyes.x - kZoom * kBorder) / kSide - 0.5F);
            anew = expression::aligned_face(large, faces.front().mesh);
        }
        if (ensemble != nullptr) judge(framing, *ensemble, set.picture(i), anew, set.labels[i].original);
    }
    framing.with_mesh = sizes.size();
    framing.size = spread_of(sizes);
    framing.eyes_above = spread_of(above);
    framing.eyes_right = spread_of(right);
    for (double* share : {&framing.as_they_are, &framing.framed, &framing.both})
        *share /= static_cast<double>(framing.pictures);
    return framing;
}

}  // namespace ganemotion::training
