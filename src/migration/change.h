#pragma once

#include "ganemotion/action_units.h"

namespace ganemotion::migration {

/// What a face is asked for: a change of units for its shape and one for the paint on its skin. They are not
/// the same, because folds tell what a face feels, and how far brows and lips have moved also tells who it
/// is and what it says (Style::motion, Style::folds).
struct Change {
    ActionUnits moved;
    ActionUnits painted;

    Change() = default;
    /// NOLINTNEXTLINE(google-explicit-constructor): a change of units is both.
    Change(const ActionUnits& both) : moved(both), painted(both) {}
    Change(const ActionUnits& shape, const ActionUnits& skin) : moved(shape), painted(skin) {}

    friend Change operator+(const Change& a, const Change& b) {
        return {a.moved + b.moved, a.painted + b.painted};
    }
    friend Change operator*(float factor, const Change& change) {
        return {factor * change.moved, factor * change.painted};
    }
    friend bool operator==(const Change&, const Change&) = default;
};

}  // namespace ganemotion::migration
