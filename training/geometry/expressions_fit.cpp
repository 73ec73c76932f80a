#include <algorithm>
#include <functional>
#include <iterator>
#include <map>
#include <numeric>
#include <vector>

#include "geometry/geometry_fit.h"
#include "units/expression_fit.h"

namespace ganemotion::training {

namespace {

// The published Table I: the units that name each emotion.
const std::map<Emotion, std::vector<int>> kTable1 = {
    {Emotion::kHappy, {6, 12}},           {Emotion::kSad, {1, 4, 15}},
    {Emotion::kSurprise, {1, 2, 25, 26}}, {Emotion::kFear, {1, 2, 4, 5, 7, 20, 26}},
    {Emotion::kAngry, {4, 5, 7, 23}},     {Emotion::kDisgust, {9, 15, 16}}};

// A trace: what a relaxed, friendly face keeps of them.
constexpr float kNeutralTrace = 0.05F;

// Intensity 1 is to be a plain case of the emotion, not its average: the stronger half of those who show a
// unit. A unit that most posed pictures of an emotion show belongs to it, be it in Table I or not (AU17 in
// sadness, AU24 in anger, AU10 in disgust); one of Table I that less than a third show is asked for as
// weakly as it is seen.
constexpr float kMost = 0.6F;
constexpr float kThird = 0.33F;

struct UnitStatistics {
    float frequency = 0;  // share of the pictures that show it
    float strong = 0;     // mean intensity of the stronger half of those
    [[nodiscard]] float typical() const { return frequency * strong; }
};

UnitStatistics statistics_of(const Eigen::VectorXf& labels) {
    std::vector<float> shown;
    std::copy_if(labels.begin(), labels.end(), std::back_inserter(shown),
                 [](float label) { return label > 0; });
    if (shown.empty()) return {};
    std::sort(shown.begin(), shown.end(), std::greater<>());
    const std::size_t half = (shown.size() + 1) / 2;
    const float sum = std::accumulate(shown.begin(), shown.begin() + static_cast<std::ptrdiff_t>(half), 0.0F);
    return {static_cast<float>(shown.size()) / static_cast<float>(labels.size()),
            sum / static_cast<float>(half)};
}

}  // namespace

migration::ExpressionLibrary fit_expressions(const PersonTable& table, const std::vector<bool>& chosen) {
    migration::ExpressionLibrary library;
    library[Emotion::kNeutral][12] = kNeutralTrace;
    library[Emotion::kNeutral][14] = kNeutralTrace;
    for (const auto& [emotion, named] : kTable1) {
        std::vector<bool> rows = chosen;
        for (std::size_t i = 0; i < rows.size(); ++i)
            rows[i] = rows[i] && basic_emotion(table.emotion[i]) == emotion;
        const Matrix labels = rows_of(table.labels, rows);
        for (const int unit : kActionUnits) {
            const auto seen =
                statistics_of(labels.col(static_cast<Eigen::Index>(*index_of_action_unit(unit))));
            const bool in_table = std::find(named.begin(), named.end(), unit) != named.end();
            if (!in_table && seen.frequency < kMost) continue;
            library[emotion][unit] = seen.frequency < kThird ? seen.typical() : seen.strong;
        }
    }
    return library;
}

}  // namespace ganemotion::training
