#include "training/ganimation/trainer.h"

#include <cstdio>
#include <map>

#include "training/ganimation/attention_loss.h"
#include "training/ganimation/critic.h"
#include "training/running.h"
#include "training/text/memory.h"

namespace ganemotion::training {
namespace {

// Divides the units; one that hardly anybody moves is not made loud.
constexpr double kLeastDeviation = 0.05;

constexpr int kPreparationReport = 100;  // steps between two lines of the log

class Trainer {
  public:
    Trainer(const CropSet& set, const GanimationTrainOptions& options, Precision precision)
        : set_(set),
          options_(options),
          precision_(precision),
          mean_(set.posed.units.mean(0)),
          scale_(set.posed.units.std(0).clamp_min(kLeastDeviation)),
          generator_(options.network, mean_, scale_),
          average_(options.network, mean_, scale_),
          critic_(options.network),
          generator_steps_(generator_->parameters(), adam()),
          critic_steps_(critic_->parameters(), adam()) {
        const torch::NoGradGuard no_grad;
        if (!options.start.empty()) {
            const CropGenerator start = crop_generator_from(nn::read_weights(options.start));
            for (std::size_t i = 0; i < generator_->parameters().size(); ++i)
                generator_->parameters()[i].copy_(start->parameters()[i]);
        }
        for (std::size_t i = 0; i < generator_->parameters().size(); ++i)
            average_->parameters()[i].copy_(generator_->parameters()[i]);
    }

    /// The critic learns to read; gives its error, in squared deviations of the units.
    double read();
    /// The generator learns to show a face as it is; gives the error of its colour mask, of colours -1..1.
    double show();
    void step(double done);
    [[nodiscard]] int steps() const { return steps_; }
    [[nodiscard]] nn::Weights weights() const { return to_weights(average_); }
    LossParts take_parts() { return std::exchange(parts_, {}); }

  private:
    const CropSet& set_;
    const GanimationTrainOptions& options_;
    Precision precision_;
    torch::Tensor mean_, scale_;
    CropGenerator generator_, average_;
    CropCritic critic_;
    torch::optim::Adam generator_steps_, critic_steps_;
    LossParts parts_;
    int steps_ = 0;

    /// Faces, the units that they show and those of others, which they shall show.
    struct Batch {
        torch::Tensor crop, shown, wanted;
    };

    [[nodiscard]] torch::optim::AdamOptions adam() const {
        return torch::optim::AdamOptions(options_.rate)
            .betas({options_.first_moment, options_.second_moment});
    }
    [[nodiscard]] Batch next_batch(std::int64_t count) const;
    void update(torch::optim::Adam& steps, const torch::Tensor& loss) {
        steps.zero_grad();
        loss.backward();
        steps.step();
    }
    [[nodiscard]] torch::Tensor reading_error(const torch::Tensor& read, const torch::Tensor& units) const {
        return torch::mse_loss(read, (units - mean_) / scale_);
    }
    void train_critic(const Batch& batch, const torch::Tensor& painted);
    [[nodiscard]] torch::Tensor generator_loss(const Batch& batch, const CropAnswer& there);
    void set_rate(double done);
};

Trainer::Batch Trainer::next_batch(std::int64_t count) const {
    const torch::NoGradGuard no_grad;
    const auto rows_of = [](const Crops& crops, std::int64_t rows) {
        return torch::randint(crops.units.size(0), {rows}, torch::kLong);
    };
    const auto wild = (torch::rand({count}) < options_.wild).sum().item<std::int64_t>();
    const torch::Tensor posed_rows = rows_of(set_.posed, count - wild);
    const torch::Tensor wild_rows = rows_of(set_.wild, wild);
    Batch batch;
    batch.crop = torch::cat({pixels_of(set_.posed, posed_rows), pixels_of(set_.wild, wild_rows)});
    batch.shown = torch::cat(
        {set_.posed.units.index_select(0, posed_rows), set_.wild.units.index_select(0, wild_rows)});
    if (torch::rand({1}).item<double>() < 0.5) batch.crop = batch.crop.flip(3);  // units have no sides
    const torch::Tensor others = set_.posed.units.index_select(0, rows_of(set_.posed, count));
    batch.wanted = (others + (torch::rand_like(others) * 2 - 1) * options_.unit_noise).clamp(0, 1);
    return batch;
}

double Trainer::read() {
    const Batch batch = next_batch(options_.reading_batch);
    torch::Tensor error;
    {
        const PrecisionScope scope(precision_);
        error = reading_error(critic_(batch.crop).units, batch.shown);
    }
    update(critic_steps_, options_.loss.units * error);
    return error.item<double>();
}

double Trainer::show() {
    const Batch batch = next_batch(options_.batch);
    torch::Tensor error;
    {
        const PrecisionScope scope(precision_);
        error = 2 * (generator_(batch.crop, batch.shown).colour - batch.crop).abs().mean();
    }
    update(generator_steps_, error);
    return error.item<double>();
}

void Trainer::train_critic(const Batch& batch, const torch::Tensor& painted) {
    torch::Tensor loss;
    {
        const PrecisionScope scope(precision_);
        const CropVerdict both = critic_(torch::cat({batch.crop, painted}));
        const auto realness = both.realness.chunk(2);
        const torch::Tensor distance = realness[0].mean() - realness[1].mean();
        const torch::Tensor error = reading_error(both.units.chunk(2)[0], batch.shown);
        parts_["critic_distance"] += distance.item<double>();
        parts_["critic_units"] += error.item<double>();
        loss = options_.loss.units * error - distance;
    }
    const std::int64_t some = std::min(options_.penalty_batch, options_.batch);
    const torch::Tensor order = torch::randperm(options_.batch).narrow(0, 0, some);
    const torch::Tensor penalty =
        gradient_penalty(critic_, batch.crop.index_select(0, order), painted.index_select(0, order));
    parts_["penalty"] += penalty.item<double>();
    update(critic_steps_, loss + options_.loss.gradient_penalty * penalty);
}

torch::Tensor Trainer::generator_loss(const Batch& batch, const CropAnswer& there) {
    const CropVerdict verdict = critic_(there.edited);
    const torch::Tensor error = reading_error(verdict.units, batch.wanted);
    torch::Tensor loss = options_.loss.units * error - verdict.realness.mean() +
                         attention_loss(there.attention, options_.loss);
    if (steps_ % options_.cycle_every == 0) {
        const CropAnswer back = generator_(there.edited, batch.shown);
        const torch::Tensor cycle = 2 * (back.edited - batch.crop).abs().mean();  // of colours -1..1
        parts_["cycle"] += options_.cycle_every * cycle.item<double>();
        const torch::Tensor shown = 2 * (back.colour - batch.crop).abs().mean();
        parts_["cycle_colour"] += options_.cycle_every * shown.item<double>();
        loss = loss + options_.cycle_every * (options_.loss.cycle * (cycle + options_.loss.colour * shown) +
                                              attention_loss(back.attention, options_.loss));
    }
    const torch::NoGradGuard no_grad;
    parts_["units"] += error.item<double>();
    parts_["A_mean"] += there.attention.mean().item<double>();
    parts_["A_variance"] += there.attention.var().item<double>();
    parts_["A_variation"] += total_variation(there.attention).item<double>();
    parts_["painted"] += (there.edited - batch.crop).abs().mean().item<double>();
    return loss;
}

void Trainer::set_rate(double done) {
    const double share = std::clamp((1 - done) / (1 - options_.constant), 0.02, 1.0);
    for (auto* steps : {&generator_steps_, &critic_steps_})
        static_cast<torch::optim::AdamOptions&>(steps->param_groups()[0].options()).lr(options_.rate * share);
}

void Trainer::step(double done) {
    set_rate(done);
    const Batch batch = next_batch(options_.batch);
    CropAnswer there;
    {
        const PrecisionScope scope(precision_);
        there = generator_(batch.crop, batch.wanted);
    }
    train_critic(batch, there.edited.detach());
    torch::Tensor loss;
    {
        const PrecisionScope scope(precision_);
        loss = generator_loss(batch, there);
    }
    update(generator_steps_, loss);
    follow_average(average_->parameters(), generator_->parameters(), options_.average, steps_);
    ++steps_;
}

}  // namespace

nn::Weights train_ganimation(const CropSet& set, const GanimationTrainOptions& options, Precision precision,
                             const std::filesystem::path& checkpoint) {
    keep_memory();
    torch::manual_seed(options.seed);
    Trainer trainer(set, options, precision);
    const ProcessorTime time;
    const double all = options.minutes * 60;
    const auto prepare = [&](const char* what, int steps, auto&& step) {
        double error = 0;
        for (int i = 1; i <= steps; ++i) {
            error += step();
            if (i % kPreparationReport != 0) continue;
            std::fprintf(stderr, "%s %d, %.0f s: %.4f\n", what, i, time.seconds(),
                         std::exchange(error, 0) / kPreparationReport);
        }
    };
    prepare("reading", options.reading_steps, [&] { return trainer.read(); });
    if (options.start.empty()) prepare("showing", options.showing_steps, [&] { return trainer.show(); });
    while (time.seconds() < all) {
        trainer.step(time.seconds() / all);
        if (trainer.steps() % options.report_every != 0) continue;
        tell(trainer.steps(), time.seconds(), trainer.take_parts(), options.report_every);
        nn::write_weights(trainer.weights(), checkpoint);
    }
    return trainer.weights();
}

}  // namespace ganemotion::training
