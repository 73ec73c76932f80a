#pragma once

#include <cstdint>
#include <filesystem>

namespace ganemotion::training {

/// Weights of the losses. All pixel losses are means over the painted skin, divided by the brightness of the
/// texture, so that a dark face counts like a light one.
struct SkinLossOptions {
    double pixel = 3;     ///< L1 to the same person's real picture: what there is to be painted
    double gradient = 4;  ///< L1 of differences to neighbours, at three scales: folds are edges
    double low_pass = 2;  ///< L1 after 8x8 means: shading of cheeks, without the noise of single pores
    double grain = 1;     ///< L1 of the local strength of fine detail: an L1 optimum alone would soften skin
    double chroma = 1;    ///< of the low-frequency change of colour: keeps cheeks of paintings from graying
    double attention = 0.01;   ///< mean painted share: paint only where it helps (published lambda_A, scaled)
    double smoothness = 0.02;  ///< of the mask: no patches (published lambda_TV, scaled)
    /// There and back again on faces in the wild: the person stays the same. Off: those faces have no pair
    /// that rewards paint, so with 0.15 the generator learnt to tell them from studio portraits and to leave
    /// them as they are, and with 1.5 painting nothing at all was a minimum that the training never left.
    double cycle = 0;
    double critic = 0.004;  ///< WGAN: a critic's gradient has norm 1 over the whole picture, L1's 0.014
    double units = 0.05;    ///< the critic's reading of the change of units (published lambda_cond, scaled)
    double gradient_penalty = 10;  ///< published (Gulrajani et al. 2017)
    double critic_units = 0.3;     ///< the critic learns to read units on real pairs
};

struct SkinNetworkOptions {
    std::int64_t width = 24;         ///< channels at 64x64; doubles at 32x32 and 16x16. 24: 282 MFLOP a frame
    std::int64_t condition = 64;     ///< of the units' code
    std::int64_t critic_width = 32;  ///< doubles twice; wider did not fit the hour
};

/// Spread of the random changes of both pictures of a pair (standard deviations unless said otherwise).
/// They stand for what CFEE's studio lacks.
struct AugmentationOptions {
    double light = 0.2;               ///< of the logarithm of light on a coarse grid: gradients, shadows
    double exposure = 0.3;            ///< of its logarithm: dark and bright faces
    double cast = 0.12;               ///< of the logarithm of each colour channel
    double gamma = 0.2;               ///< of its logarithm
    double largest_saturation = 1.3;  ///< uniform from 0 (gray)
    double channel_swap = 0.1;        ///< share of pairs with exchanged channels: painted and drawn faces
    double mesh_error = 0.012;        ///< of a smooth displacement, in halves of the texture's side
    double noise = 0.03;              ///< largest, of grain that both pictures share
    double blur = 0.4;                ///< share of batches that are blurred
    double jpeg = 0.3;                ///< share of batches with the source's block noise on both
    double occluder = 0.08;    ///< share of pairs with a patch that is not skin on both: hair, glasses, hands
    double unchanged = 0.06;   ///< share of pairs of a picture with itself
    double unit_noise = 0.02;  ///< of the units, in their own deviations: they are estimates
    double noise_of_now = 0.1;  ///< of what is shown now: a rougher one
};

struct SkinTrainOptions {
    SkinLossOptions loss{};
    SkinNetworkOptions network{};
    AugmentationOptions augmentation{};
    double minutes = 50;     ///< of processor time, a thread
    std::int64_t batch = 8;  ///< fits the second-level cache, which larger ones leave
    std::int64_t cycle_batch = 4;
    int cycle_every = 6;    ///< steps between two with the cycle, which costs two generators
    int cycle_from = 1500;  ///< first step with it: see SkinLossOptions::cycle
    int critic_every = 2;   ///< steps between two of the critic, which cost as much as the generator's
    int penalty_every =
        4;  ///< steps of the critic between two with the gradient penalty, then times as strong
    int critic_from = 800;  ///< first step with a critic: before, there is nothing to criticise
    double rate = 8e-4;     ///< Adam's, falling to nothing over the second half
    double critic_rate = 4e-4;
    double first_moment = 0.5;  ///< as published for GANimation
    double second_moment = 0.99;
    double average = 0.998;  ///< of the moving average of the weights that is kept, per step
    int report_every = 200;  ///< steps between two lines of the log
    std::uint64_t seed = 1;
    std::filesystem::path start;  ///< weights file of a generator to go on from; empty: from noise
};

}  // namespace ganemotion::training
