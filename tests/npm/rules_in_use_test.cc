#include "npm/rules_in_use.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <string_view>
#include <vector>

#include "npm/path_name.h"

namespace packwarden {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

/// The rules that a name in the directory `above` is compared with.
std::vector<std::string> asked(const RuleList& list, std::string_view above, std::string_view name,
                               Question question) {
  RulesInUse rules;
  rules.add(list, above.empty() ? 0 : path_name(above).fingerprint);
  rules.end();
  std::vector<std::string> out;
  const std::uint64_t bits = path_name(name).fingerprint;
  for (std::size_t i = rules.next(0, bits, question); i < rules.size();
       i = rules.next(i + 1, bits, question)) {
    out.push_back(rules[i].label->text);
  }
  return out;
}

TEST(RulesInUse, AreThoseThatNameNothingElse) {
  RuleList list;
  ASSERT_TRUE(append_ignore_file("*\nqux.txt\n/lib/qux.txt\n!lib/**/z\n", ".npmignore", list));
  EXPECT_THAT(asked(list, "", "other", Question::entry), ElementsAre("*"));
  EXPECT_THAT(asked(list, "", "qux.txt", Question::entry), ElementsAre("*", "qux.txt"));
  EXPECT_THAT(asked(list, "lib", "QUX.txt", Question::entry),
              ElementsAre("*", "qux.txt", "/lib/qux.txt"));
  EXPECT_THAT(asked(list, "lib", "z", Question::entry), ElementsAre("*", "!lib/**/z"));
}

TEST(RulesInUse, IncludeThoseThatMayMatchBelowADirectory) {
  RuleList list;
  ASSERT_TRUE(append_ignore_file("lib/x\n!lib/**/z\n", ".npmignore", list));
  EXPECT_THAT(asked(list, "", "other", Question::directory), ElementsAre("!lib/**/z"));
  EXPECT_THAT(asked(list, "", "other", Question::slash_directory), IsEmpty());
}

}  // namespace
}  // namespace packwarden
