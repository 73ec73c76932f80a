#include "migration/attention_rule.h"

#include <algorithm>
#include <cmath>

#include "ganemotion/error.h"

namespace ganemotion::migration {

namespace {

constexpr int kJawDrop = 26;
constexpr int kBlink = 45;

// Below this a unit counts as not shown: twice the error of the estimate on a resting face. Relaxing what is
// only noise would make the face tremble.
constexpr float kShown = 0.1F;

bool is_opening_unit(int unit) {
    return unit == 25 || unit == 26;
}

bool is_lid_unit(int unit) {
    return unit == 5 || unit == 7;
}

/// What is lifted with astonishment above a mouth that falls open.
bool is_lifting_unit(int unit) {
    return unit == 1 || unit == 2 || unit == 5;
}

/// The corners of the mouth carry a smile or a frown and speak little.
bool is_corner_unit(int unit) {
    return unit == 12 || unit == 15;
}

/// What lifts, presses or tightens the lips is in the way of the words.
bool is_lip_unit(int unit) {
    return unit == 10 || unit == 16 || unit == 17 || unit == 23 || unit == 24;
}

/// What folds the skin beside the mouth; pressed lips are no fold.
bool folds_the_skin(int unit) {
    return unit == 10 || unit == 12 || unit == 14 || unit == 15 || unit == 17 || unit == 20;
}

/// What a unit keeps of its motion, from 1 (all) down to Style::motion. Read as meant by the ensemble with
/// half of their motion as often as with all of it: the first group. Lids and lips that lift (the second)
/// lose the expression by then; lids that tighten, lips that stretch and jaws have no folds to speak for
/// them. (24 faces trained on, docs/models/migration.md.)
float motion_of(int unit, const Style& style) {
    switch (unit) {
        case 1:
        case 2:
        case 4:
        case 6:
        case 9:
        case 12:
        case 15:
        case 24:
            return static_cast<float>(style.motion);
        case 5:
        case 10:
        case 17:
            return static_cast<float>((1 + style.motion) / 2);
        default:
            return 1;
    }
}

float alpha_of(int unit, float wanted, const Style& style) {
    constexpr double kCorners = 1.2;  // 1: all units of the mouth alike
    constexpr double kLips = 2;
    if (is_opening_unit(unit)) return static_cast<float>(style.alpha_opening);
    if (!is_mouth_unit(unit)) return static_cast<float>(style.alpha_rest);
    if (is_lip_unit(unit)) return static_cast<float>(std::pow(style.alpha_mouth, kLips));
    if (is_corner_unit(unit) && wanted > 0)
        return static_cast<float>(1 - std::pow(1 - style.alpha_mouth, kCorners));
    return static_cast<float>(style.alpha_mouth);
}

/// How much farther brows and lids go for what the jaw may not show.
float lift_of(const ActionUnits& expression, const Style& style) {
    return static_cast<float>(1 + style.instead_of_jaw * (1 - style.alpha_opening) *
                                      std::clamp(expression[kJawDrop], 0.0F, 1.0F));
}

float change_of(float now, float wanted, float alpha) {
    if (wanted > 0) return alpha * std::max(0.0F, wanted - std::max(0.0F, now));
    return -alpha * std::max(0.0F, now - kShown);
}

}  // namespace

Style style_named(const std::string& name) {
    if (name == "news") return {.alpha_mouth = 0.15, .alpha_rest = 0.5};
    if (name == "natural") return {};
    if (name == "cartoon") return {.alpha_mouth = 0.5, .alpha_rest = 1.2};
    throw Error(ErrorKind::kUsage, "no such style: " + name + "; use news, natural or cartoon");
}

Style still_style() {
    return {.alpha_mouth = 1, .alpha_rest = 1, .alpha_opening = 1, .parting = 1, .motion = 0.5};
}

Style in_space(Space space, Style style) {
    if (space == Space::kCrop) style.folds = style.motion = 1;
    return style;
}

ActionUnits attention_rule(const ActionUnits& now, const ActionUnits& expression, const Style& style) {
    const float eyes_open = 1 - std::clamp(now[kBlink], 0.0F, 1.0F);
    const float lift = lift_of(expression, style);
    ActionUnits change;
    for (const int unit : kActionUnits) {
        if (unit == kBlink) continue;
        change[unit] = change_of(now[unit], expression[unit], alpha_of(unit, expression[unit], style));
        if (is_lifting_unit(unit) && change[unit] > 0) change[unit] *= lift;
        if (is_lid_unit(unit)) change[unit] *= eyes_open;
    }
    return change;
}

Change change_for(const ActionUnits& now, const ActionUnits& expression, const Style& style) {
    Style of_paint = style;
    of_paint.alpha_mouth = 1 - std::pow(1 - style.alpha_mouth, style.folds);
    const ActionUnits paint = attention_rule(now, expression, of_paint);
    Change change = attention_rule(now, expression, style);
    for (const int unit : kActionUnits) {
        if (folds_the_skin(unit)) change.painted[unit] = paint[unit];
        // What relaxes takes its whole way: no fold is painted for it.
        if (change.moved[unit] > 0) change.moved[unit] *= motion_of(unit, style);
    }
    return change;
}

}  // namespace ganemotion::migration
