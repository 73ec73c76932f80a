#pragma once

#include <cstdint>
#include <filesystem>

namespace ganemotion::training {

/// Weights of the losses, as published (Pumarola et al. 2018) unless said otherwise.
struct GanimationLossOptions {
    double gradient_penalty = 10;
    /// Mean of A, so that it does not stick at 1, where nothing is painted. Published 0.1: with it A was at
    /// 0.95 after 300 steps.
    double attention = 0.3;
    double total_variation = 1e-5;  ///< of A, summed over the crop: published 1e-4 times 0.1
    double cycle = 10;              ///< published lambda_idt, L1 of colours -1..1
    /// Of the same for the colour mask alone, as a share of `cycle`, not published: a colour mask that is no
    /// face is refused wherever it is painted, and A goes to 1.
    double colour = 0.5;
    /// Published 4000 on units 0..1, which the authors' program divides by its batch of 25. Here units are in
    /// their own deviations (about 0.15), whose squares are 40 times as large: rare units count like others.
    /// That would be 4; with it the generator had learnt nothing but to keep the face after 350 steps.
    double units = 8;
};

struct GanimationNetworkOptions {
    std::int64_t width = 16;  ///< channels at full size, published 64; four times as many at a quarter of it
    std::int64_t blocks = 4;  ///< residual, published 6
    std::int64_t critic_width = 32;  ///< published 64; doubles at every halving
    std::int64_t critic_most = 256;  ///< published 2048
};

struct GanimationTrainOptions {
    GanimationLossOptions loss{};
    GanimationNetworkOptions network{};
    double minutes = 55;     ///< of processor time, a thread: what the generator of the skin has
    std::int64_t batch = 6;  ///< published 25
    double wild = 0.35;      ///< share of faces in the wild
    double unit_noise =
        0.02;  ///< of the units asked for, uniform, 0..1: nobody's are exactly those of others
    /// Steps in which the critic learns to read the units of photographs, before there is a generator. As
    /// long as nobody reads what is painted, a generator learns to paint nothing, and forgets it slowly.
    int reading_steps = 700;
    std::int64_t reading_batch = 16;
    /// Steps after these in which the colour mask learns to show the face as it is: what blurs it is refused
    /// at first, and A goes to 1.
    int showing_steps = 300;
    int cycle_every = 2;  ///< steps between two with the cycle, then twice as strong; published: all
    std::int64_t penalty_batch = 3;  ///< faces of a batch that the gradient penalty looks at; published: all
    double rate = 3e-4;      ///< Adam's; published 1e-4. With 8e-4 the critic ran away after 300 steps
    double constant = 0.67;  ///< share of the training before the rate falls to nothing, as published
    double first_moment = 0.5;
    double second_moment = 0.999;
    double average = 0.998;  ///< of the moving average of the weights that is kept, per step
    int report_every = 50;   ///< steps of the generator between two lines of the log
    std::uint64_t seed = 1;
    std::filesystem::path start{};  ///< weights file of a generator to go on from; empty: from noise
};

}  // namespace ganemotion::training
