#include "sync/rule_table.h"

#include <gtest/gtest.h>

#include "ganemotion/error.h"

namespace ganemotion::sync {
namespace {

TEST(RuleTable, SetsSharesTimesAndCounts) {
    RuleSettings settings;
    set_rule(settings, "min_certainty=0.25");
    set_rule(settings, "hold=0");
    set_rule(settings, "short_words=5");
    set_rule(settings, "boundary=1.5");
    EXPECT_EQ(settings.sync.min_certainty, 0.25);
    EXPECT_EQ(settings.sync.hold, Seconds{0});
    EXPECT_EQ(settings.sync.short_words, 5U);
    EXPECT_EQ(settings.ease.boundary, Seconds{1.5});
    EXPECT_EQ(changed_rules(settings),
              (std::vector<std::string>{"min_certainty=0.25", "short_words=5", "hold=0", "boundary=1.5"}));
}

TEST(RuleTable, HasEveryNumberAtItsDefault) {
    EXPECT_TRUE(changed_rules({}).empty());
    // Both structs hold nothing but numbers of rules; a new one has to be named here too.
    std::size_t named = 1;
    for (const char c : rules_with_defaults()) named += c == ',' ? 1U : 0U;
    EXPECT_EQ(named, (sizeof(SyncOptions) + sizeof(EaseOptions)) / sizeof(double));
}

TEST(RuleTable, RefusesWhatCannotBeMeant) {
    for (const char* wrong :
         {"", "hold", "hold=", "hold=x", "hold=-1", "hold=nan", "hold=1 s", "min_certainty=1.1",
          "short_words=1.5", "looks_to_toggle=0", "patience=1", "=1"}) {
        RuleSettings settings;
        EXPECT_THROW(set_rule(settings, wrong), Error) << wrong;
        EXPECT_TRUE(changed_rules(settings).empty()) << wrong;
    }
}

}  // namespace
}  // namespace ganemotion::sync
