#include "expression/backbone_network.h"

#include "expression/backbone_graph.h"
#include "expression/face_input.h"

namespace ganemotion::expression {

BackboneNetwork::BackboneNetwork(BackboneKind kind, const std::filesystem::path& weights, int threads)
    : network_(backbone_graph(kind, nn::read_weights(weights)), {.threads = threads}),
      features_(static_cast<std::size_t>(network_.output_shape(0).back())) {}

BackboneAnswer BackboneNetwork::look(const cv::Mat& face) {
    static_assert(kViews == 2);
    constexpr auto kPixels = static_cast<std::size_t>(kFaceSide) * kFaceSide;
    cv::Mat mirrored;
    cv::flip(face, mirrored, 1);
    const std::span<float> input = network_.input();
    normalize(face, input.first(kPixels));
    normalize(mirrored, input.subspan(kPixels));
    network_.run();

    BackboneAnswer answer;
    const auto seen = network_.output(0);
    for (std::size_t i = 0; i < features_; ++i)
        answer.features.push_back((seen[i] + seen[i + features_]) / kViews);
    const auto said = network_.output(1);
    for (const Emotion emotion : kEmotions) {
        const auto i = static_cast<std::size_t>(emotion);
        answer.probabilities[emotion] = (said[i] + said[i + kEmotionCount]) / kViews;
    }
    return answer;
}

}  // namespace ganemotion::expression
