#include "rule/needles.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "rule/pattern.h"

namespace packwarden {
namespace {

/// A letter that may be of either case is written as ~a.
std::string shown(const Needle& needle) {
  std::string out;
  for (std::size_t i = 0; i < needle.text.size(); ++i) {
    if (needle.fold[i] != '\0') out += '~';
    out += needle.text[i];
  }
  return out;
}

struct NeedlesRow {
  const char* pattern;
  std::vector<std::string> needles;
  std::uint32_t nearest = 0;
  std::uint32_t farthest = 0;
};

TEST(Needles, AreThoseThatEachMatchHasOneOf) {
  const NeedlesRow rows[] = {
      {"tok_[0-9a-z]{20}", {"tok_"}},
      {R"(\btok_[0-9a-z]{20}\b)", {"tok_"}},
      {"(?i)key=.{0,9}", {"~k~e~y="}},
      {"a(?i:b)cd", {"a~bcd"}},
      {"(?:abc|xyz)-[a-z]", {"abc-", "xyz-"}},
      {"xox[bp]-[0-9]", {"xoxb-", "xoxp-"}},
      {"api[_.-]?key[0-9]{2}", {"apikey", "api-key", "api.key", "api_key"}},
      {"(?:ab){3}x?", {"ababab"}},
      {"(?:foo){1,3}", {"foo"}},
      // What stands far behind the begin, if it is better.
      {"[0-9]{2}abcd", {"abcd"}, 2, 2},
      {"[a-z]{3,5}:(?:key|token)@", {":key@", ":token@"}, 3, 5},
      {"sk-[a-z]{1,300}QQ[a-z]", {"sk-"}},
      {"(?:x|yy)[0-9]{0,3}=QQQQ", {"=QQQQ"}, 1, 5},
      // A long repeat goes on for as long as the whole is not too wide.
      {"[a-z]{1,100}=QQQQ", {"=QQQQ"}, 1, Pattern::kUnbounded},
      // Of whichever child matches.
      {"(?:abc[0-9]|[0-9]{2}xyz)", {"abc", "xyz"}, 0, 2},
      {"(?:abc[0-9]{2,4}){2}", {"abc"}},
      // Behind the shortest end nothing is looked for.
      {"abc[0-9]?xyzw?", {"xyz"}, 3, 4},
      // None that are long enough, or few enough.
      {"ab[0-9]{20}", {}},
      {"(?:abc|[0-9])_x", {}},
      {"(?:abc)?[0-9]{4}", {}},
      {"", {}},
  };
  for (const NeedlesRow& row : rows) {
    const auto pattern = Pattern::parse(row.pattern, "r");
    ASSERT_TRUE(pattern) << row.pattern;
    const Needles needles = pattern->needles();
    std::vector<std::string> found;
    for (const Needle& needle : needles.any) found.push_back(shown(needle));
    EXPECT_EQ(found, row.needles) << row.pattern;
    EXPECT_EQ(needles.nearest, row.nearest) << row.pattern;
    EXPECT_EQ(needles.farthest, row.farthest) << row.pattern;
  }
}

TEST(Needles, AreBoundedInNumberAndLength) {
  for (const char* text : {"[abc]{20}", "(?:[abc]{3}x?){9}", "a{1000}", "[ab]{24}[0-9]",
                           "(?:a|b|c|d|e|f|g|h)(?:a|b|c|d|e|f|g|h)(?:a|b|c|d|e|f|g|h)"}) {
    for (const Needle& needle : Pattern::parse(text, "r")->needles().any) {
      EXPECT_LE(needle.text.size(), 64U) << text;
    }
    EXPECT_LE(Pattern::parse(text, "r")->needles().any.size(), 256U) << text;
  }
}

}  // namespace
}  // namespace packwarden
