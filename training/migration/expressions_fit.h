#pragma once

#include <filesystem>
#include <map>
#include <vector>

#include "migration/standard_expressions.h"

namespace ganemotion::training {

/// Every number of the standard expressions.
struct ExpressionsFitOptions {
    /// Intensity 1 is what strong posers do: this share of those who pose the emotion, the ones in whom the
    /// ensemble sees it most surely. The mean of all reads as nothing.
    double best = 0.25;
    double exception = 0.25;  ///< a form that a smaller share of the posers shows is made of the other form
    float most = 0.6F;        ///< a unit that so many of them show belongs to the emotion, Table I or not
    float apart = 0.3F;       ///< AU25 or AU26 from which lips are apart
    /// A warp and a shy generator show less than the units say. Every emotion has the smallest of these
    /// factors with which migrated neutral faces are seen as the emotion as often as posed ones, and at least
    /// as often as `seen`.
    std::vector<float> factors = {0.6F, 0.7F, 0.8F, 0.9F, 1,    1.1F, 1.2F, 1.3F,
                                  1.4F, 1.5F, 1.6F, 1.7F, 1.8F, 1.9F, 2};
    double seen = 0.7;
    /// What wrinkles the nose lifts the cheeks, which CFEE's labels of disgust leave out: AU6, before the
    /// factor. With 0.4 after it, 18 of 24 migrated faces are read as disgust, 17 without.
    float cheeks_of_disgust = 0.2F;
    int faces = 24;  ///< neutral faces that they are tried on
};

/// How a factor of one emotion is seen, 0..1.
struct FactorTrial {
    float factor = 1;
    double seen = 0;
};

struct FittedExpressions {
    migration::ExpressionLibrary library;
    std::map<Emotion, double> posed;  ///< share of posed pictures that is seen as meant, 0..1
    std::map<Emotion, std::vector<FactorTrial>> trials;
};

/// The standard expression of each emotion from posed pictures of people trained on (docs/models/migration.md
/// says how): manual labels and, where they are exact, the program's own estimates.
FittedExpressions fit_expressions(const std::filesystem::path& cfee, const ExpressionsFitOptions& options);

}  // namespace ganemotion::training
