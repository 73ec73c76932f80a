#pragma once

#include <string>

#include "ganemotion/action_units.h"
#include "ganemotion/space.h"
#include "migration/change.h"

namespace ganemotion::migration {

/// How far migration goes towards the target: the alphas of the expression attention rule.
struct Style {
    /// For units of the mouth, 0..1; small keeps the speech. What speaks little goes farther: the corners of
    /// the mouth (AU12, AU15) by 1 - (1 - alpha)^1.2, 0.35; what is in the way of the words less far: lips
    /// that lift, press or tighten (AU10, 16, 17, 23, 24) by alpha^2, 0.09.
    double alpha_mouth = 0.3;
    double alpha_rest = 0.9;  ///< for all other units, 0..1; above 1 exaggerates

    /// For AU25 and AU26, which open the mouth, 0..1. Words open and close it, and lips that are held apart
    /// do not close for p, b and m; so in a talking video only a trace is asked for. A still picture has no
    /// speech: 1.
    double alpha_opening = 0.05;

    /// How much farther brows and lids are lifted (AU1, 2, 5) for a jaw that would drop (AU26) and may not,
    /// in shares of what is withheld of it: half of what surprise looks like is its mouth.
    double instead_of_jaw = 0.4;

    /// How much of what parts the lips (a smile's, a sneer's) reaches a mouth that is open, 0..1. It grows
    /// and shrinks with the opening and so adds to the motion of speech: at 1 by up to 18 %, at 0.3 by up to
    /// 6 %.
    double parting = 0.3;

    /// The folds that units of the mouth (AU10, 12, 14, 15, 17, 20) draw beside the nose, on cheeks and chin
    /// are only painted, and leave the lips where the words put them: so paint goes farther than motion, by 1
    /// - (1 - alpha_mouth)^folds, 0.88 at an alpha of 0.3; 1: as far.
    double folds = 6;

    /// How much of its motion a unit keeps whose folds say as much once they are painted, 0..1: brows, the
    /// corners of the mouth, pressed lips. Face descriptors know a person by where these are. In a video the
    /// brows carry what the mouth may not say and keep all.
    double motion = 1;
};

/// "news" (restrained), "natural" (the default) or "cartoon" (exaggerates). Throws Error(kUsage) for another
/// name.
Style style_named(const std::string& name);

/// A picture has no speech to keep: every alpha is 1, and folds do half of the brows' work.
Style still_style();

/// The style for a space: what paints a whole crop anew does not tell motion from paint.
Style in_space(Space space, Style style);

/// The change y_c - y_j that the expression attention rule asks for, y_c = (1 - alpha) * y_j + alpha * y_e
/// (the published rule, for the units that y_e names).
///
/// `now` is y_j and `expression` is y_e, both relative to the person's resting face; `expression` is scaled
/// by intensity already. Ours beyond the published rule:
/// - units that the face shows and `expression` does not name relax towards rest (0) by the same alpha;
/// - a unit that is stronger than the expression asks for stays as it is;
/// - brows and lids lift farther for a jaw that may not drop;
/// - a blink is never changed (AU45), and while the eyes close nothing pulls the lids (AU5, AU7).
ActionUnits attention_rule(const ActionUnits& now, const ActionUnits& expression, const Style& style);

/// The attention rule for shape and skin, as far as the style lets each go.
Change change_for(const ActionUnits& now, const ActionUnits& expression, const Style& style);

}  // namespace ganemotion::migration
