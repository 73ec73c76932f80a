#include "training/expression/combinations.h"

#include <algorithm>

#include "training/expression/stack_fit.h"

namespace ganemotion::training {

namespace {

std::vector<float> values_of(const EmotionProbabilities& probabilities) {
    std::vector<float> values;
    for (const Emotion emotion : kEmotions) values.push_back(probabilities[emotion]);
    return values;
}

}  // namespace

Labels original_labels(const FaceSet& set) {
    Labels labels;
    for (const FaceLabel& label : set.labels) labels.emplace_back(label.original);
    return labels;
}

Labels majority_labels(const FaceSet& set) {
    Labels labels;
    for (const FaceLabel& label : set.labels) labels.push_back(majority(label));
    return labels;
}

std::vector<Combination> combinations_of(const std::vector<std::string>& members) {
    Combination softmaxes{"softmaxes", {}, {}}, heads{"heads, as published", {}, {}}, all{"all", members, {}};
    for (const std::string& member : members)
        (member.find('+') == std::string::npos ? softmaxes : heads).members.push_back(member);
    std::vector<Combination> combinations;
    for (const Combination& each : {softmaxes, heads, all}) {
        const bool new_one = combinations.empty() || combinations.back().members != each.members;
        if (each.members.size() > 1 && new_one) combinations.push_back(each);
    }
    // A single member can be stacked too: its probabilities are set right.
    if (combinations.empty()) combinations.push_back(all);
    return combinations;
}

Answers only(const Answers& answers, const std::vector<std::string>& members) {
    Answers result;
    for (const expression::EnsembleAnswer& answer : answers) {
        expression::Members chosen;
        for (const std::string& name : members)
            chosen.push_back(*std::find_if(answer.members.begin(), answer.members.end(),
                                           [&](const auto& member) { return member.first == name; }));
        result.push_back({answer.stacked, chosen});
    }
    return result;
}

EmotionProbabilities vote_of(const expression::EnsembleAnswer& answer) {
    EmotionProbabilities votes = expression::mean_of(answer.members);
    for (const auto& [name, probabilities] : answer.members) votes[probabilities.most_probable()] += 1;
    return votes;
}

Metrics measured(const Answers& answers, const Labels& labels, const Reading& reading) {
    std::vector<Answer> judged;
    for (std::size_t i = 0; i < answers.size(); ++i) {
        if (!labels[i]) continue;
        std::vector<float> target(kEmotionCount, 0);
        target[static_cast<std::size_t>(*labels[i])] = 1;
        judged.push_back({values_of(reading(answers[i])), target});
    }
    return measure(judged);
}

EmotionProbabilities by_stack(const expression::EnsembleAnswer& answer) {
    return answer.stacked;
}

std::vector<MeasuredClassifier> measured_members(const Answers& answers, const Labels& labels) {
    std::vector<MeasuredClassifier> table;
    for (std::size_t member = 0; member < answers.front().members.size(); ++member)
        table.push_back({answers.front().members[member].first,
                         measured(answers, labels,
                                  [member](const auto& answer) { return answer.members[member].second; })});
    return table;
}

std::vector<MeasuredClassifier> measured_plainly(const Answers& answers, const Labels& labels,
                                                 const Combination& combination) {
    if (combination.members.size() < 2) return {};
    const Answers chosen = only(answers, combination.members);
    return {
        {"plain mean of " + combination.name,
         measured(chosen, labels, [](const auto& answer) { return expression::mean_of(answer.members); })},
        {"majority vote of " + combination.name, measured(chosen, labels, vote_of)}};
}

std::vector<MeasuredClassifier> measured_all(const Answers& answers, const Labels& labels,
                                             const std::vector<Combination>& combinations) {
    std::vector<MeasuredClassifier> table = measured_members(answers, labels);
    for (const Combination& combination : combinations) {
        for (const auto& line : measured_plainly(answers, labels, combination)) table.push_back(line);
        const Answers chosen = with_stack(only(answers, combination.members), combination.stack);
        table.push_back({"stack of " + combination.name, measured(chosen, labels, by_stack)});
    }
    return table;
}

}  // namespace ganemotion::training
