#include "sync/rule_table.h"

#include <charconv>
#include <cmath>
#include <string_view>
#include <variant>

#include <fmt/format.h>

#include "ganemotion/error.h"

namespace ganemotion::sync {

namespace {

using Number = std::variant<double SyncOptions::*, Seconds SyncOptions::*, std::size_t SyncOptions::*,
                            Seconds EaseOptions::*>;

struct Rule {
    std::string_view name;
    double least;
    double most;
    Number number;
};

// Longer than any of these is another rule: an emotion that holds over a minute of silence, say.
constexpr double kMinute = 60;
constexpr double kMany = 1000;

const Rule kRules[] = {{"min_certainty", 0, 1, &SyncOptions::min_certainty},
                       {"full_certainty", 0, 1, &SyncOptions::full_certainty},
                       {"min_intensity", 0, 1, &SyncOptions::min_intensity},
                       {"max_intensity", 0, 1, &SyncOptions::max_intensity},
                       {"short_words", 0, kMany, &SyncOptions::short_words},
                       {"short_length", 0, kMinute, &SyncOptions::short_length},
                       {"short_certainty", 0, 1, &SyncOptions::short_certainty},
                       {"short_reach", 0, kMinute, &SyncOptions::short_reach},
                       {"shown_certainty", 0, 1, &SyncOptions::shown_certainty},
                       {"looks_to_toggle", 1, kMany, &SyncOptions::looks_to_toggle},
                       {"look_reach", 0, kMinute, &SyncOptions::look_reach},
                       {"still_mouth", 0, kMany, &SyncOptions::still_mouth},
                       {"moving_head", 0, kMany, &SyncOptions::moving_head},
                       {"looks_for_voice", 1, kMany, &SyncOptions::looks_for_voice},
                       {"hold", 0, kMinute, &SyncOptions::hold},
                       {"max_changes_per_minute", 0, kMany, &SyncOptions::max_changes_per_minute},
                       {"ease", 0, kMinute, &EaseOptions::ease},
                       {"passing_gap", 0, kMinute, &EaseOptions::passing_gap},
                       {"boundary", 0, kMinute, &EaseOptions::boundary}};

// A count, a time or a share as a number, there and back.
double plain(double value) {
    return value;
}
double plain(Seconds value) {
    return value.count();
}
double plain(std::size_t value) {
    return static_cast<double>(value);
}
void assign(double& to, double value) {
    to = value;
}
void assign(Seconds& to, double value) {
    to = Seconds{value};
}
void assign(std::size_t& to, double value) {
    to = static_cast<std::size_t>(value);
}

template <typename Value>
Value& in(RuleSettings& settings, Value SyncOptions::*member) {
    return settings.sync.*member;
}
template <typename Value>
Value& in(RuleSettings& settings, Value EaseOptions::*member) {
    return settings.ease.*member;
}

double value_of(const Rule& rule, RuleSettings settings) {
    return std::visit([&](auto member) { return plain(in(settings, member)); }, rule.number);
}

bool is_count(const Rule& rule) {
    return std::holds_alternative<std::size_t SyncOptions::*>(rule.number);
}

}  // namespace

void set_rule(RuleSettings& settings, const std::string& name_and_value) {
    const std::size_t sign = name_and_value.find('=');
    const std::string name = name_and_value.substr(0, sign);
    for (const Rule& rule : kRules) {
        if (rule.name != name) continue;
        double value = NAN;
        const char* end = name_and_value.data() + name_and_value.size();
        const char* begin = sign == std::string::npos ? end : name_and_value.data() + sign + 1;
        const auto [stopped, problem] = std::from_chars(begin, end, value);
        const bool whole = !is_count(rule) || value == std::floor(value);
        if (problem != std::errc{} || stopped != end || !(value >= rule.least && value <= rule.most) ||
            !whole)
            throw Error(ErrorKind::kUsage,
                        fmt::format("rule {}: use {}={} to {}{}", name_and_value, name, rule.least, rule.most,
                                    is_count(rule) ? ", a whole number" : ""));
        std::visit([&](auto member) { assign(in(settings, member), value); }, rule.number);
        return;
    }
    throw Error(ErrorKind::kUsage,
                "no such rule: " + name_and_value + "; the rules are " + rules_with_defaults());
}

std::vector<std::string> changed_rules(const RuleSettings& settings) {
    std::vector<std::string> changed;
    for (const Rule& rule : kRules)
        if (const double value = value_of(rule, settings); value != value_of(rule, {}))
            changed.push_back(fmt::format("{}={}", rule.name, value));
    return changed;
}

std::string rules_with_defaults() {
    std::string text;
    for (const Rule& rule : kRules)
        text += fmt::format("{}{}={} ({} to {})", text.empty() ? "" : ", ", rule.name, value_of(rule, {}),
                            rule.least, rule.most);
    return text;
}

}  // namespace ganemotion::sync
