#pragma once

#include <torch/torch.h>

#include "expression/backbone.h"
#include "nn/weights.h"

namespace ganemotion::training {

/// Convolution, batch normalisation, and what follows them in one pass.
struct NormalizedConvolutionImpl : torch::nn::Module {
    explicit NormalizedConvolutionImpl(const expression::Convolution& shape);
    /// `addend`: what a residual block adds, or undefined; `rectify`: a ReLU at the end.
    torch::Tensor forward(const torch::Tensor& input, const torch::Tensor& addend, bool rectify);

    torch::nn::Conv2d convolution{nullptr};
    torch::nn::BatchNorm2d norm{nullptr};
};
TORCH_MODULE(NormalizedConvolution);

struct NetAnswer {
    torch::Tensor features;  ///< [pictures, features], float
    torch::Tensor scores;    ///< [pictures, 7], float, before the softmax
};

/// A backbone with a linear head, channels last.
struct BackboneNetImpl : torch::nn::Module {
    /// `dropout`: of the features before the head.
    BackboneNetImpl(expression::BackboneKind kind, expression::Widths widths, double dropout);
    /// input: [pictures, 1, side, side], float, normalised.
    NetAnswer forward(const torch::Tensor& input);

    expression::BackboneKind kind;
    expression::Widths widths;

  private:
    struct NetBlock {
        std::vector<NormalizedConvolution> layers;
        NormalizedConvolution projection{nullptr};
        bool residual, halve;
    };
    std::vector<NetBlock> blocks_;
    torch::nn::Dropout dropout_{nullptr};
    torch::nn::Linear classifier_{nullptr};
};
TORCH_MODULE(BackboneNet);

/// Weights under the names that the program reads ("stem.weight", "stem.norm.weight", ...; matrices as fp16,
/// what belongs to a channel as fp32), and back. Their metadata names kind and widths.
nn::Weights to_weights(const BackboneNet& net);
void load_weights(BackboneNet& net, const nn::Weights& weights);

}  // namespace ganemotion::training
