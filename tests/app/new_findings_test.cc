#include "app/new_findings.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <utility>
#include <vector>

namespace packwarden {
namespace {

/// A secret of the rule `r` in the file `path`, of the value that `value` stands for.
Judged secret(const std::string& path, std::uint8_t value) {
  Finding finding;
  finding.rule_id = "r";
  finding.location.path = path;
  finding.preview = "same (40 bytes)";
  finding.value_tag = ValueTag{value};
  return {finding, std::nullopt, true};
}

/// A finding of the check `id` in the file `a`.
Judged said(const std::string& id, const std::string& message) {
  Finding finding;
  finding.rule_id = id;
  finding.kind = FindingKind::content;
  finding.location.path = "a";
  finding.message = message;
  finding.severity = Severity::medium;
  return {finding, std::nullopt, false};
}

Judged of_severity(Severity severity, Judged judged) {
  judged.finding.severity = severity;
  return judged;
}

Judged also_in(const std::string& path, Judged judged) {
  Location place;
  place.path = path;
  judged.finding.also.push_back({judged.finding.rule_id, place, {}});
  return judged;
}

Judged passed(Judged judged) {
  judged.fails = false;
  return judged;
}

struct Row {
  const char* what;
  std::vector<Judged> before;
  std::vector<Judged> now;
  std::size_t left;  // of `now`
};

/// How many of the findings are left. The file `a` is the same where its digests are.
std::size_t left_of(const Row& row, const std::string& sha256_now) {
  Release release;
  release.files.push_back({"a", 1, 0644, "1"});
  TargetReport now;
  now.entries.push_back({"a", 1, 0644, {}, sha256_now});
  now.findings = row.now;
  drop_known(release, row.before, now);
  return now.findings.size();
}

TEST(NewFindings, AreThoseThatTheReleaseBeforeDidNotHave) {
  const std::string same = "Why. The release before had the same file.";
  const std::string unknown = "Why. The release before did not have the file.";
  const std::vector<Row> rows = {
      {"the same secret", {secret("a", 1)}, {secret("a", 1)}, 0},
      {"another secret in its place", {secret("a", 1)}, {secret("a", 2)}, 1},
      {"one of two secrets", {secret("a", 1)}, {secret("a", 1), secret("a", 2)}, 1},
      {"a secret in another file", {secret("a", 1)}, {secret("b", 1)}, 1},
      {"in one more file", {secret("a", 1)}, {also_in("b", secret("a", 1))}, 1},
      {"in one file less", {also_in("b", secret("a", 1))}, {secret("b", 1)}, 0},
      {"a failing one", {passed(secret("a", 1))}, {secret("a", 1)}, 1},
      {"a passing one", {secret("a", 1)}, {passed(secret("a", 1))}, 0},
      {"the same message", {said("c", "Why.")}, {said("c", "Why.")}, 0},
      {"another message", {said("c", "Why.")}, {said("c", "What.")}, 1},
      {"another check", {said("c", "Why.")}, {said("d", "Why.")}, 1},
      {"once more", {said("c", "Why.")}, {said("c", "Why."), said("c", "Why.")}, 1},
      {"weighed as known", {said("c", "Why.")}, {said("c", same)}, 0},
      {"weighed as new", {said("c", "Why.")}, {said("c", unknown)}, 0},
      {"worse", {said("c", "Why.")}, {of_severity(Severity::high, said("c", "Why."))}, 1},
      {"better", {said("c", "Why.")}, {of_severity(Severity::low, said("c", "Why."))}, 0},
      {"of another number of files",
       {also_in("b", said("c", "Why. It is so of 2 files in `d/`."))},
       {said("c", "Why.")},
       0},
      {"nothing before", {}, {said("c", "Why.")}, 1},
      {"nothing now", {said("c", "Why.")}, {}, 0},
  };
  for (const Row& row : rows) EXPECT_EQ(left_of(row, "2"), row.left) << row.what;
}

TEST(NewFindings, AFileOfCredentialsIsKnownByItsContent) {
  const Row row = {"", {said("cred-keystore", "Why.")}, {said("cred-keystore", "Why.")}, 0};
  EXPECT_EQ(left_of(row, "1"), 0U);
  EXPECT_EQ(left_of(row, "2"), 1U);
}

}  // namespace
}  // namespace packwarden
