#include "policy/baseline_file.h"

#include <gtest/gtest.h>

#include <array>
#include <string>
#include <string_view>

namespace packwarden {
namespace {

/// Digits of a key or a fingerprint, put together here: those of a whole one look like a secret.
std::string digits(std::size_t count, const std::string& unit = "0f") {
  std::string out;
  while (out.size() < count) out += unit;
  return out.substr(0, count);
}

/// A document with `entries`, which are lines.
std::string document(const std::string& entries) {
  return "{\n  \"schema\": \"packwarden/baseline/1\",\n  \"key\": \"" + digits(64) +
         "\",\n  \"entries\": [\n" + entries + "    {}\n  ]\n}\n";
}

std::string entry(const std::string& rule, const std::string& path, const std::string& more = "") {
  return "    {\"rule\": \"" + rule + "\", \"path\": \"" + path + "\", \"fingerprint\": \"" +
         digits(32, "12") + "\"" + more + "},\n";
}

/// The text without what is wrong, or where that is and what.
std::string rewritten(const std::string& text) {
  auto file = parse_baseline(text, "b");
  if (!file) return file.error().where + ": " + file.error().what;
  return baseline_text(*std::move(file));
}

TEST(BaselineFile, HasOneSortedLineForEachEntry) {
  const std::string b = entry("jwt", "lib/b.js", R"(, "date": "2026-11-27", "reason": "a \"b\"")");
  const std::string a = entry("jwt", "lib/a.js", R"(, "owner": "ann", "until": "2027-01-31")");
  const std::string c = entry("aws", "z");
  EXPECT_EQ(rewritten(document(b + a + c)), document(c + a + b));
  EXPECT_EQ(rewritten(document("")), document(""));
}

TEST(BaselineFile, SaysInWhichLineAnEntryIs) {
  const auto file = parse_baseline(document(entry("jwt", "a") + entry("jwt", "b")), "b");
  ASSERT_TRUE(file);
  EXPECT_EQ(file->key.size(), 32U);
  EXPECT_EQ(file->entries[1].line, 6U);
}

TEST(BaselineFile, TakesTheLinesOfTwoBranches) {
  const std::string early = entry("jwt", "a", R"(, "date": "2026-01-01", "reason": "one")");
  const std::string late = entry("jwt", "a", R"(, "date": "2026-02-01", "reason": "two")");
  EXPECT_EQ(rewritten(document(late + entry("aws", "a") + early)),
            document(entry("aws", "a") + late));
}

struct WrongBaseline {
  std::string text;
  std::string_view error;
};

TEST(BaselineFile, SaysWhatIsWrongAndWhere) {
  const std::string key = "\"key\": \"" + digits(64) + "\"";
  const std::string schema = R"({"schema": "packwarden/baseline/1", )";
  const auto wrong = std::to_array<WrongBaseline>({
      {"[]", "b:1:1: not an object"},
      {"{" + key + "}", "b:1:1: without \"schema\""},
      {schema + "\"entries\": []}", "b:1:1: without \"key\""},
      {R"({"schema": "packwarden/baseline/2"})",
       "b:1:12: no baseline that is known here: not \"packwarden/baseline/1\""},
      {schema + "\"key\": \"0f\"}", "b:1:44: \"key\" is not 64 hexadecimal digits"},
      {schema + key + ", " + key + "}",
       "b:1:119: a second key: two baselines were made and merged. Keep one of them, and run "
       "packwarden baseline update"},
      {schema + key + ", \"entry\": []}",
       "b:1:121: unknown key \"entry\"; there are $schema, entries, key and schema"},
      {schema + key + ", \"entries\": {}}", "b:1:123: not an array"},
      {document(entry("jwt", "a", ", \"line\": 3")),
       "b:5:93: unknown key \"line\"; there are rule, path, fingerprint, date, reason, owner and "
       "until"},
      {document("    {\"rule\": \"jwt\"},\n"), "b:5:5: without \"path\""},
      {document(entry("jwt", " ")), "b:5:29: \"path\" is empty"},
      {document(entry("jwt", "a", R"(, "until": "2026-02-30")")),
       "b:5:94: \"until\" is no day as YYYY-MM-DD"},
      {document(entry("jwt", "a", R"(, "date": "soon")")),
       "b:5:93: \"date\" is no day as YYYY-MM-DD"},
      {document("    {\"rule\": \"jwt\", \"path\": \"a\", \"fingerprint\": \"12\"},\n"),
       "b:5:49: \"fingerprint\" is not 32 hexadecimal digits"},
      {document("    {\"rule\": 1},\n"), "b:5:14: not a text between quotes"},
      {document("<<<<<<< ours\n" + entry("jwt", "a") + "=======\n>>>>>>> theirs\n"),
       "b:5:1: a merge that was not finished: keep the entries of both sides, drop the lines with "
       "marks, and run packwarden baseline prune"},
  });
  for (const WrongBaseline& row : wrong) EXPECT_EQ(rewritten(row.text), row.error) << row.text;
}

TEST(BaselineFile, HoldsNoMoreThanItsLimits) {
  std::string entries;
  for (std::size_t i = 0; i <= kMaxBaselineEntries; ++i) entries += "{\"rule\": 1},\n";
  const auto file = parse_baseline(document(entries), "b");
  ASSERT_FALSE(file);
  EXPECT_EQ(file.error().kind, ErrorKind::limit);
  EXPECT_EQ(rewritten(document(entry(std::string(4097, 'a'), "a"))),
            "b:5:14: a text of more than 4096 bytes");
}

TEST(BaselineFile, CallsAFileAlikeHoweverItWasReached) {
  EXPECT_EQ(baseline_path("lib/a.js"), "lib/a.js");
  EXPECT_EQ(baseline_path("./lib/a.js"), "lib/a.js");
  EXPECT_EQ(baseline_path(".//./lib/a.js"), "lib/a.js");
  EXPECT_EQ(baseline_path(".env"), ".env");
  EXPECT_EQ(baseline_path("a\n\xff"), "a\\x0A\\xFF");
}

}  // namespace
}  // namespace packwarden
