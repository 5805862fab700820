#include "policy/inline_suppression.h"

#include <gtest/gtest.h>

#include <string>
#include <string_view>
#include <vector>

namespace packwarden {
namespace {

/// "LINE>TARGET RULES: REASON [UNTIL]", or "LINE: MISTAKE".
std::string summary(const InlineSuppression& one) {
  std::string out = std::to_string(one.line);
  if (!one.mistake.empty()) return out + ": " + one.mistake;
  out += ">" + std::to_string(one.target);
  for (const std::string& rule : one.rules) out += " " + rule;
  return out + ": " + one.reason + (one.until.empty() ? "" : " [" + one.until + "]");
}

std::vector<std::string> found_in(std::string_view text) {
  std::vector<std::string> out;
  for (const InlineSuppression& one : inline_suppressions_in(text)) out.push_back(summary(one));
  return out;
}

struct Case {
  std::string_view text;
  std::string_view found;
};

// The marker stands apart, so that this file has no such comments.
#define MARK    \
  "packwarden-" \
  "ignore-"

constexpr Case kCases[] = {
    {"// " MARK "next-line jwt -- the sample of RFC 7519", "1>2 jwt: the sample of RFC 7519"},
    {"x = 1 # " MARK "line jwt -- a sample", "1>1 jwt: a sample"},
    {"\n\n/* " MARK "next-line jwt, lit-tests -- a */ b */", "3>4 jwt lit-tests: a"},
    {"<!-- " MARK "next-line jwt -- a sample -->", "1>2 jwt: a sample"},
    {"{/* " MARK "next-line jwt -- a sample */}", "1>2 jwt: a sample"},
    {"{# " MARK "line jwt -- a sample #}", "1>1 jwt: a sample"},
    {"-- " MARK "next-line jwt -- a -- b", "1>2 jwt: a -- b"},
    {"//" MARK "next-line\tjwt -- a sample\r\nx", "1>2 jwt: a sample"},
    {"// " MARK "next-line jwt -- a sample until 2027-06-30", "1>2 jwt: a sample [2027-06-30]"},
    {"// " MARK "next-line jwt -- a sample (until 2027-06-30)", "1>2 jwt: a sample [2027-06-30]"},
    {"// " MARK "next-line jwt -- a sample [until 2027-06-30].", "1>2 jwt: a sample [2027-06-30]"},
    {"// " MARK "next-line jwt -- needed until it is gone", "1>2 jwt: needed until it is gone"},
    {"// " MARK "next-line jwt -- a until 2027-02-30",
     "1: what it is to last until is no day as YYYY-MM-DD"},
    {"// " MARK "next-line jwt -- until 2027-02-03", "1: its reason is empty"},
    {"// " MARK "next-line jwt",
     "1: it has no reason; write packwarden-ignore-next-line RULE -- REASON"},
    {"// " MARK "next-line jwt --  */",
     "1: it has no reason; write packwarden-ignore-next-line RULE -- REASON"},
    {"// " MARK "next-line -- a sample", "1: it names no rule"},
    {"// " MARK "next-line jwt,, b -- a sample", "1: it names no rule"},
    {"// " MARK "next-line jwt b -- a sample",
     "1: what stands before -- is no list of rules, as in jwt, npm-access-token"},
    {"// " MARK "file jwt -- a sample",
     "1: there are packwarden-ignore-line and packwarden-ignore-next-line"},
    {"// " MARK "next-lines jwt -- a sample",
     "1: there are packwarden-ignore-line and packwarden-ignore-next-line"},
};

TEST(InlineSuppression, IsReadFromAnyComment) {
  for (const Case& one : kCases) {
    EXPECT_EQ(found_in(one.text), std::vector<std::string>{std::string(one.found)}) << one.text;
  }
}

TEST(InlineSuppression, SeveralOfOneText) {
  EXPECT_EQ(found_in("// " MARK "line a -- b\n\n// " MARK "next-line c -- d\n"),
            (std::vector<std::string>{"1>1 a: b", "3>4 c: d"}));
}

TEST(InlineSuppression, NoneOfWhatIsNoText) {
  using std::string_view_literals::operator""sv;
  EXPECT_TRUE(found_in("// " MARK "line a -- b\n\0"sv).empty());
  EXPECT_TRUE(found_in("").empty());
  EXPECT_TRUE(found_in("packwarden").empty());
}

TEST(InlineSuppression, ThereAreNotManyInOneText) {
  std::string text;
  for (int i = 0; i < 1100; ++i) text += MARK "line a -- b\n";
  const std::vector<std::string> found = found_in(text);
  ASSERT_EQ(found.size(), 1001U);
  EXPECT_EQ(found.back(), "1001: a file has more than 1000 of them; the others do not count");
}

TEST(InlineSuppression, SafeOnAnyPartOfOne) {
  const std::string text = "// " MARK "next-line jwt, b -- a sample [until 2027-06-30] */";
  for (std::size_t size = 0; size <= text.size(); ++size) {
    (void)found_in(std::string(text.substr(0, size)));
    (void)found_in(std::string(text.substr(size)));
  }
}

}  // namespace
}  // namespace packwarden
