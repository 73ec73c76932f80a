#include "training/skin/trainer.h"

#include <cstdio>
#include <memory>

#include "training/running.h"
#include "training/skin/augmentation.h"
#include "training/skin/critic.h"
#include "training/skin/losses.h"
#include "training/text/memory.h"

namespace ganemotion::training {
namespace {

// Divides the change of units that people of the set show; a unit that nobody moves is not made loud.
constexpr double kLeastDeviation = 0.05;

torch::Tensor unit_scale(const TextureSet& set, const std::vector<std::vector<std::int64_t>>& people) {
    std::vector<torch::Tensor> centred;
    for (const auto& rows : people) {
        const torch::Tensor own = set.units.index_select(0, torch::tensor(rows));
        centred.push_back(own - own.mean(0, true));
    }
    return torch::cat(centred).std(0).clamp_min(kLeastDeviation);
}

class Trainer {
  public:
    Trainer(const TextureSet& set, const SkinTrainOptions& options, Precision precision)
        : set_(set),
          options_(options),
          precision_(precision),
          people_(rows_by_person(set, false)),
          scale_(unit_scale(set, people_)),
          mask_(set.mask.view({1, 1, set.mask.size(0), set.mask.size(1)})),
          generator_(options.network, set.mask, scale_),
          average_(options.network, set.mask, scale_),
          critic_(options.network, scale_),
          generator_steps_(generator_->parameters(), adam(options.rate)),
          critic_steps_(critic_->parameters(), adam(options.critic_rate)) {
        const torch::NoGradGuard no_grad;
        if (!options.start.empty()) load_weights(generator_, nn::read_weights(options.start));
        for (std::size_t i = 0; i < generator_->parameters().size(); ++i)
            average_->parameters()[i].copy_(generator_->parameters()[i]);
    }

    void step(double done);
    [[nodiscard]] int steps() const { return steps_; }
    [[nodiscard]] nn::Weights weights() const { return to_weights(average_); }
    LossParts take_parts() { return std::exchange(parts_, {}); }

  private:
    const TextureSet& set_;
    const SkinTrainOptions& options_;
    Precision precision_;
    std::vector<std::vector<std::int64_t>> people_;
    torch::Tensor scale_, mask_;
    SkinGenerator generator_, average_;
    SkinCritic critic_;
    torch::optim::Adam generator_steps_, critic_steps_;
    LossParts parts_;
    int steps_ = 0;
    int critic_steps_done_ = 0;

    struct Batch {
        torch::Tensor source, target, change, now;
    };

    [[nodiscard]] torch::optim::AdamOptions adam(double rate) const {
        return torch::optim::AdamOptions(rate).betas({options_.first_moment, options_.second_moment});
    }
    [[nodiscard]] Batch next_batch() const;
    [[nodiscard]] torch::Tensor cycle_loss();
    void train_critic(const Batch& batch);
    void train_generator(const Batch& batch);
};

Trainer::Batch Trainer::next_batch() const {
    const torch::NoGradGuard no_grad;
    const PairRows rows = random_pairs(people_, options_.batch, options_.augmentation.unchanged);
    TexturePair pair{textures_of(set_.posed, rows.source), textures_of(set_.posed, rows.target)};
    pair.target = matched_colour(pair.target, pair.source, mask_);
    if (torch::rand({1}).item<double>() < 0.5) {  // units have no sides
        pair.source = pair.source.flip(3);
        pair.target = pair.target.flip(3);
    }
    pair = augmented(std::move(pair), options_.augmentation);
    const torch::Tensor change = set_.units.index_select(0, torch::tensor(rows.target)) -
                                 set_.units.index_select(0, torch::tensor(rows.source));
    const torch::Tensor now = set_.now.index_select(0, torch::tensor(rows.source));
    const auto noisy = [&](const torch::Tensor& units, double noise) {
        return units + torch::randn_like(units) * scale_ * noise;
    };
    return {pair.source, pair.target, noisy(change, options_.augmentation.unit_noise),
            noisy(now, options_.augmentation.noise_of_now)};
}

void Trainer::train_critic(const Batch& batch) {
    torch::Tensor painted;
    torch::Tensor loss;
    {
        const PrecisionScope scope(precision_);
        {
            const torch::NoGradGuard no_grad;
            painted = generator_(batch.source, batch.change, batch.now).edited;
        }
        const torch::Tensor source = batch.source * mask_;
        const Verdict real = critic_(source, batch.target * mask_, batch.change);
        const Verdict false_one = critic_(source, painted * mask_, batch.change);
        const torch::Tensor distance = real.realness.mean() - false_one.realness.mean();
        parts_["critic_distance"] += options_.critic_every * distance.item<double>();
        loss = options_.loss.critic_units * torch::mse_loss(real.units, batch.change / scale_) - distance;
    }
    if (critic_steps_done_++ % options_.penalty_every == 0) {
        const torch::Tensor penalty = gradient_penalty(critic_, batch.source * mask_, batch.target * mask_,
                                                       painted * mask_, batch.change);
        parts_["penalty"] += options_.critic_every * options_.penalty_every * penalty.item<double>();
        loss = loss + options_.loss.gradient_penalty * options_.penalty_every * penalty;
    }
    critic_steps_.zero_grad();
    loss.backward();
    critic_steps_.step();
}

torch::Tensor Trainer::cycle_loss() {
    const auto rows = torch::randint(set_.wild.size(0), {options_.cycle_batch}, torch::kLong);
    TexturePair pair;
    pair.source = set_.wild.index_select(0, rows).to(torch::kFloat) / 255;
    pair.target = pair.source;
    pair = augmented(std::move(pair), options_.augmentation);
    const PairRows others = random_pairs(people_, options_.cycle_batch, 0);
    const torch::Tensor change = set_.units.index_select(0, torch::tensor(others.target)) -
                                 set_.units.index_select(0, torch::tensor(others.source));
    // What a face in the wild shows was not estimated: as if it were nothing.
    const Painted there = generator_(pair.source, change, torch::zeros_like(change));
    const Painted back = generator_(there.edited, -change, change);
    const SkinWeights weights = skin_weights(pair.source, mask_);
    const torch::Tensor error =
        pixel_error(back.edited, pair.source, weights) + gradient_error(back.edited, pair.source, weights);
    parts_["cycle"] += options_.cycle_every * error.item<double>();
    return error * options_.cycle_every;
}

void Trainer::train_generator(const Batch& batch) {
    torch::Tensor loss;
    {
        const PrecisionScope scope(precision_);
        const Painted painted = generator_(batch.source, batch.change, batch.now);
        loss = paired_loss(painted, batch.source, batch.target, mask_, options_.loss, parts_);
        if (steps_ >= options_.critic_from) {
            const Verdict verdict = critic_(batch.source * mask_, painted.edited * mask_, batch.change);
            const torch::Tensor units = torch::mse_loss(verdict.units, batch.change / scale_);
            parts_["units"] += units.item<double>();
            loss = loss - options_.loss.critic * verdict.realness.mean() + options_.loss.units * units;
        }
        if (options_.loss.cycle > 0 && steps_ >= options_.cycle_from && steps_ % options_.cycle_every == 0)
            loss = loss + options_.loss.cycle * cycle_loss();
    }
    generator_steps_.zero_grad();
    loss.backward();
    generator_steps_.step();
}

void Trainer::step(double done) {
    const double share = std::min(1.0, 2 * (1 - done) + 0.02);
    static_cast<torch::optim::AdamOptions&>(generator_steps_.param_groups()[0].options())
        .lr(options_.rate * share);
    static_cast<torch::optim::AdamOptions&>(critic_steps_.param_groups()[0].options())
        .lr(options_.critic_rate * share);
    const Batch batch = next_batch();
    if (steps_ >= options_.critic_from / 2 && steps_ % options_.critic_every == 0) train_critic(batch);
    train_generator(batch);
    follow_average(average_->parameters(), generator_->parameters(), options_.average, steps_);
    ++steps_;
}

}  // namespace

PairRows random_pairs(const std::vector<std::vector<std::int64_t>>& people, std::int64_t count,
                      double unchanged) {
    const auto below = [](std::size_t limit) {
        return static_cast<std::size_t>(
            torch::randint(static_cast<std::int64_t>(limit), {1}).item<std::int64_t>());
    };
    PairRows pairs;
    for (std::int64_t i = 0; i < count; ++i) {
        const auto& rows = people[below(people.size())];
        const std::size_t source = below(rows.size());
        std::size_t target = (source + 1 + below(rows.size() - 1)) % rows.size();
        if (torch::rand({1}).item<double>() < unchanged) target = source;
        pairs.source.push_back(rows[source]);
        pairs.target.push_back(rows[target]);
    }
    return pairs;
}

torch::Tensor matched_colour(const torch::Tensor& target, const torch::Tensor& source,
                             const torch::Tensor& mask) {
    constexpr double kBlack = 1e-3;
    const auto mean = [&](const torch::Tensor& x) { return (x * mask).sum({2, 3}, true) + kBlack; };
    return target * (mean(source) / mean(target));
}

nn::Weights train_skin(const TextureSet& set, const SkinTrainOptions& options, Precision precision,
                       const std::filesystem::path& checkpoint) {
    keep_memory();
    torch::manual_seed(options.seed);
    Trainer trainer(set, options, precision);
    const ProcessorTime time;
    const double all = options.minutes * 60;
    while (time.seconds() < all) {
        trainer.step(time.seconds() / all);
        if (trainer.steps() % options.report_every != 0) continue;
        tell(trainer.steps(), time.seconds(), trainer.take_parts(), options.report_every);
        nn::write_weights(trainer.weights(), checkpoint);
    }
    return trainer.weights();
}

}  // namespace ganemotion::training
