#pragma once

#include <string>
#include <vector>

#include "ganemotion/sync_options.h"

namespace ganemotion::sync {

/// The numbers of both kinds of options by name, for a person who turns one (`--rule hold=0`).
struct RuleSettings {
    SyncOptions sync{};
    EaseOptions ease{};
};

/// Sets the number that "NAME=VALUE" names; times are in seconds, counts whole. Throws Error(kUsage) that
/// tells the names, or the range of the one that is meant.
void set_rule(RuleSettings& settings, const std::string& name_and_value);

/// "NAME=VALUE" of every number that is not its default, in a fixed order.
std::vector<std::string> changed_rules(const RuleSettings& settings);

/// "hold=2 (0 to 60)" and so on, all with their defaults.
std::string rules_with_defaults();

}  // namespace ganemotion::sync
