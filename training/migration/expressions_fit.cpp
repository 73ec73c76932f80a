#include "training/migration/expressions_fit.h"

#include <algorithm>
#include <cmath>
#include <optional>

#include "action_units/estimator.h"
#include "cfee/cfee.h"
#include "media/picture_file.h"
#include "training/migration/reader.h"
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

constexpr int kOpening[] = {25, 26};

// Units whose estimate correlates by 0.75 and more with manual labels (docs/models/geometry.md).
constexpr int kExact[] = {1, 2, 5, 12, 17, 25, 26};

bool is_among(int unit, const auto& units) {
    return std::find(std::begin(units), std::end(units), unit) != std::end(units);
}

struct Neutral {
    media::Picture picture;
    face::Face face;
};

struct Posed {
    ActionUnits shown;
    float sureness = 0;  ///< the ensemble's probability of what it is meant to show
    bool seen = false;
};

/// All that is looked at.
class Data {
  public:
    Data(const std::filesystem::path& cfee, const ExpressionsFitOptions& options) : options_(options) {
        const std::vector<Portrait> portraits = read_portraits(cfee);
        for (const bool neutral : {true, false})
            for (const Portrait& portrait : portraits) {
                const auto emotion = basic_emotion(portrait.emotion);
                if (!emotion || is_test_person(portrait.person) || (emotion == Emotion::kNeutral) != neutral)
                    continue;
                media::Picture picture = media::read_picture(cfee / "images" / portrait.file);
                const auto faces = reader_.find(picture);
                if (faces.empty()) continue;
                if (neutral)
                    neutral_.try_emplace(portrait.person, std::move(picture), faces.front());
                else
                    add(portrait, *emotion, picture, faces.front());
            }
    }

    [[nodiscard]] const std::vector<Posed>& posed(Emotion emotion) const { return posed_.at(emotion); }

    /// Share of neutral faces in which the emotion is seen when they are asked for an expression.
    [[nodiscard]] double seen(Emotion emotion, const migration::Expression& expression) {
        Reading reading;
        for (const auto& [person, neutral] : neutral_) {
            if (reading.pictures == options_.faces) break;
            reader_.read(migrated(migrator_, neutral.picture, neutral.face, estimator_.estimate(neutral.face),
                                  expression),
                         emotion, reading);
        }
        return reading.share(emotion);
    }

  private:
    const ExpressionsFitOptions& options_;
    Reader reader_;
    action_units::Estimator estimator_;
    migration::Migrator migrator_{migration::Migrator::Skin::kPainted};
    std::map<int, Neutral> neutral_;  ///< by person
    std::map<Emotion, std::vector<Posed>> posed_;

    void add(const Portrait& portrait, Emotion emotion, const media::Picture& picture,
             const face::Face& face) {
        const EmotionProbabilities answer = reader_.answer(picture, face);
        const auto rest = neutral_.find(portrait.person);
        std::optional<ActionUnits> estimate;
        if (rest != neutral_.end())
            estimate = estimator_.estimate(face, estimator_.resting_face(rest->second.face));
        posed_[emotion].push_back(
            {shown(portrait, face, estimate), answer[emotion], answer.most_probable() == emotion});
    }

    /// Labels, averaged with estimates that are exact. A jaw that is stretched (AU27) has no label of AU25
    /// and AU26, so there the estimate counts alone.
    [[nodiscard]] ActionUnits shown(const Portrait& portrait, const face::Face& face,
                                    const std::optional<ActionUnits>& relative) const {
        ActionUnits units = portrait.labels;
        if (relative)
            for (const int unit : kExact)
                if (units[unit] > 0) units[unit] = (units[unit] + (*relative)[unit]) / 2;
        const ActionUnits estimate = estimator_.estimate(face);
        for (const int unit : kOpening)
            if (portrait.labels[unit] == 0 && estimate[unit] > options_.apart) units[unit] = estimate[unit];
        return units;
    }
};

/// The mean of the surest, of the units that belong to the emotion.
ActionUnits form_of(std::vector<Posed> posed, const std::vector<int>& named,
                    const ExpressionsFitOptions& options) {
    std::sort(posed.begin(), posed.end(),
              [](const Posed& a, const Posed& b) { return a.sureness > b.sureness; });
    const auto quarter =
        static_cast<std::size_t>(std::lround(options.best * static_cast<double>(posed.size())));
    posed.resize(std::max<std::size_t>(1, quarter));
    const auto count = static_cast<float>(posed.size());
    ActionUnits form;
    for (const int unit : kActionUnits) {
        float sum = 0;
        float showing = 0;
        for (const Posed& one : posed) {
            sum += one.shown[unit];
            if (one.shown[unit] > 0) ++showing;
        }
        if (is_among(unit, named) || showing / count >= options.most) form[unit] = sum / count;
    }
    return form;
}

migration::Expression forms_of(const std::vector<Posed>& posed, const std::vector<int>& named,
                               const ExpressionsFitOptions& options) {
    std::vector<Posed> closed;
    std::vector<Posed> open;
    for (const Posed& one : posed)
        (std::max(one.shown[25], one.shown[26]) > options.apart ? open : closed).push_back(one);
    const double fewest = options.exception * static_cast<double>(posed.size());
    const auto is_learned = [&](const std::vector<Posed>& form) {
        return static_cast<double>(form.size()) >= fewest;
    };
    migration::Expression forms;
    if (is_learned(closed)) forms.closed = form_of(closed, named, options);
    if (is_learned(open)) forms.open = form_of(open, named, options);
    // Nobody poses surprise with closed lips, and Table I itself opens the mouth. A smile may be closed.
    if (!is_learned(closed)) {
        forms.closed = forms.open;
        if (!is_among(26, named))
            for (const int unit : kOpening) forms.closed[unit] = 0;
    }
    if (!is_learned(open)) forms.open = forms.closed;
    return forms;
}

migration::Expression limited(migration::Expression expression) {
    for (ActionUnits* form : {&expression.closed, &expression.open})
        for (float& value : form->values()) value = std::min(value, 1.0F);
    return expression;
}

}  // namespace

FittedExpressions fit_expressions(const std::filesystem::path& cfee, const ExpressionsFitOptions& options) {
    Data data(cfee, options);
    FittedExpressions fitted;
    ActionUnits trace;
    trace[12] = trace[14] = kNeutralTrace;
    fitted.library[Emotion::kNeutral] = {trace, trace};
    for (const auto& [emotion, named] : kTable1) {
        const std::vector<Posed>& posed = data.posed(emotion);
        migration::Expression forms = forms_of(posed, named, options);
        if (emotion == Emotion::kDisgust) forms.closed[6] = forms.open[6] = options.cheeks_of_disgust;
        const auto seen =
            std::count_if(posed.begin(), posed.end(), [](const Posed& one) { return one.seen; });
        fitted.posed[emotion] = static_cast<double>(seen) / static_cast<double>(posed.size());
        const double enough = std::max(options.seen, fitted.posed[emotion]);
        std::vector<FactorTrial>& trials = fitted.trials[emotion];
        double most = -1;
        for (const float factor : options.factors) {
            const migration::Expression tried = limited(factor * forms);
            trials.push_back({factor, data.seen(emotion, tried)});
            if (trials.back().seen > most) {
                most = trials.back().seen;
                fitted.library[emotion] = tried;
            }
            if (most >= enough) break;
        }
    }
    return fitted;
}

}  // namespace ganemotion::training
