#include "training/expression/sequential_boosting.h"

#include <algorithm>
#include <cmath>

#include <spdlog/spdlog.h>

namespace ganemotion::training {

namespace {

std::vector<Emotion> answers_of(expression::Head& head, const FeatureSet& set) {
    std::vector<Emotion> answers;
    for (std::size_t i = 0; i < set.labels.size(); ++i)
        answers.push_back(
            head.classify(std::span(set.values).subspan(i * set.columns, set.columns)).most_probable());
    return answers;
}

/// The share of wrong answers, by weight.
double wrong_share(const std::vector<Emotion>& answers, const FeatureSet& set) {
    double wrong = 0, all = 0;
    for (std::size_t i = 0; i < answers.size(); ++i) {
        const auto weight = static_cast<double>(set.weight(i));
        all += weight;
        wrong += answers[i] != set.labels[i] ? weight : 0;
    }
    return wrong / all;
}

/// The weights for the next member; their mean is 1.
std::vector<float> raised(const FeatureSet& set, const std::vector<Emotion>& answers, double vote) {
    std::vector<float> weights;
    double sum = 0;
    for (std::size_t i = 0; i < answers.size(); ++i) {
        const bool wrong = answers[i] != set.labels[i];
        weights.push_back(set.weight(i) * (wrong ? static_cast<float>(std::exp(vote)) : 1.0F));
        sum += static_cast<double>(weights.back());
    }
    for (float& weight : weights) weight *= static_cast<float>(static_cast<double>(weights.size()) / sum);
    return weights;
}

}  // namespace

double samme_vote(double wrong) {
    constexpr double kLeast = 1e-6;  // a member without a mistake would outvote all others for ever
    const double share = std::clamp(wrong, kLeast, 1 - kLeast);
    return std::max(0.0, std::log((1 - share) / share) + std::log(static_cast<double>(kEmotionCount - 1)));
}

Sequence boost_in_sequence(std::vector<SequenceMember> members) {
    Sequence sequence;
    for (const FeatureSet& set : members.front().judged) sequence.answers.emplace_back(set.labels.size());
    std::vector<float> train_weights, choosing_weights;
    for (SequenceMember& member : members) {
        member.train.weights = train_weights;
        member.choosing.weights = choosing_weights;
        const bool svm = member.head == HeadKind::kSvm;
        const FittedHead fitted =
            svm ? fit_svm(member.train, member.choosing) : fit_boosted(member.train, member.choosing);
        const auto head = svm ? expression::make_svm_head(fitted.weights)
                              : expression::make_boosted_head(fitted.weights, member.train.columns);
        const std::vector<Emotion> said = answers_of(*head, member.train);
        const double wrong = wrong_share(said, member.train);
        const double vote = samme_vote(wrong);
        spdlog::info(
            "in sequence: {} is wrong on {:.1f} % of the training pictures by weight, its vote is {:.2f}",
            member.name, 100 * wrong, vote);
        train_weights = raised(member.train, said, vote);
        choosing_weights = raised(member.choosing, answers_of(*head, member.choosing), vote);
        for (std::size_t set = 0; set < member.judged.size(); ++set) {
            const std::vector<Emotion> votes = answers_of(*head, member.judged[set]);
            for (std::size_t i = 0; i < votes.size(); ++i)
                sequence.answers[set][i].stacked[votes[i]] += static_cast<float>(vote);
        }
        sequence.votes.push_back(vote);
    }
    return sequence;
}

}  // namespace ganemotion::training
