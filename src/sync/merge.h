#pragma once

#include "ganemotion/timeline.h"

namespace ganemotion::sync {

/// A new analysis of a video whose timeline a person has edited: the segments of `old` with the source "user"
/// stay as they are, and what `fresh` says of the time between them is added; its segments are cut where they
/// would overlap. Keys of the file that only `old` knows stay, too.
Timeline merge(const Timeline& old, const Timeline& fresh);

}  // namespace ganemotion::sync
