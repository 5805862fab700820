#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <string>
#include <string_view>
#include <vector>

#include "base/json.h"
#include "base/text.h"
#include "report/github_summary.h"
#include "report/sample_reports.h"

// What holds of every format, whatever those who made a package call their files.
namespace packwarden {
namespace {

/// A report in which all that others may have chosen is `text`.
Report report_that_says(const std::string& text) {
  Report report = mixed_report();
  report.targets.resize(1);
  TargetReport& target = report.targets.front();
  target.facts.name = target.facts.version = target.facts.root = target.facts.filename = text;
  target.whereabouts.directory = text;
  target.entries = {{text, 5, 0644}};
  target.entries.front().reason = text;
  target.changes = {{text, Change::changed, 1, 5}};
  target.problems = {{ErrorKind::io, text, text, std::nullopt}};
  target.notes = {text};
  target.packing_lines.clear();
  for (Judged& judged : target.findings) {
    Finding& finding = judged.finding;
    finding.location.path = text;
    finding.location.via = {text};
    finding.title = finding.message = finding.fix = text;
    if (judged.suppressed) judged.suppressed = text;
    if (finding.location.original) finding.location.original->path = text;
    for (AlsoAt& also : finding.also) also.location.path = text;
  }
  return report;
}

std::vector<std::string> hostile_texts() {
  std::vector<std::string> out = {
      "::error::x",
      "a\n::stop-commands::x",
      "\r::error file=a::b",
      "\u2028::error::",
      "\u3000::error::x",
      "##[error]x",
      "##vso[task.x]",
      "###[x",
      "]]>",
      "<script>alert(1)</script>",
      "\"'&<>",
      "\x1B[2J\x1B]0;x\x07",
      "a\u202Eb\u2066c",
      "\u200Ba\uFEFF",
      "\uFFFE\uFFFF",
      "\xFF\xFE(\xC3",
      "\xED\xA0\x80",
      "%0A::error::x",
      "%",
      "[a](https://example.org)",
      "{0}",
      "|`*_~@x#1",
      "a,b:c=d",
      "../../../etc/passwd",
      "\\x0A",
      "-->",
      "<!--",
      "</details>",
      "C:\\a\\b",
      "//host/share",
      "https://example.org",
      "--flag",
  };
  for (int byte = 0; byte < 256; ++byte) {
    const std::string one(1, static_cast<char>(byte));
    out.push_back(one + "a" + one + ":" + one + "#");
  }
  return out;
}

bool is_printable_text(std::string_view text) {
  return to_valid_utf8(text) == text && std::all_of(text.begin(), text.end(), [](char c) {
           const auto byte = static_cast<unsigned char>(c);
           return c == '\n' || (byte >= 0x20 && byte != 0x7F);
         });
}

std::vector<std::string_view> lines_of(std::string_view text) {
  std::vector<std::string_view> out;
  for (std::size_t begin = 0; begin < text.size();) {
    const std::size_t end = std::min(text.find('\n', begin), text.size());
    out.push_back(text.substr(begin, end - begin));
    begin = end + 1;
  }
  return out;
}

/// What the runner of GitHub would obey, with other services' marks.
std::size_t commands_in(std::string_view text) {
  const std::vector<std::string_view> lines = lines_of(text);
  return static_cast<std::size_t>(std::count_if(lines.begin(), lines.end(), [](auto line) {
    while (!line.empty()) {  // white space of Unicode, as .NET trims it
      const CodePoint point = code_point_at(line, 0);
      const bool is_space = point.value == ' ' || point.value == 0x3000 || point.value == 0xA0 ||
                            (point.value >= 0x2000 && point.value <= 0x200A);
      if (!is_space) break;
      line.remove_prefix(point.length);
    }
    const auto has = [&](std::string_view mark) { return line.find(mark) != line.npos; };
    return line.starts_with("::") || has("##[") || has("##vso[") || has("##teamcity[");
  }));
}

bool is_json_of(std::string_view format, const std::string& text) {
  constexpr std::array<std::string_view, 6> kDocuments = {"codeclimate", "cyclonedx", "gitlab",
                                                          "json",        "rdjson",    "sarif"};
  if (is_one_of(format, kDocuments)) return parse_json(text, "report").has_value();
  constexpr std::array<std::string_view, 3> kLines = {"ndjson", "rdjsonl", "statement"};
  if (!is_one_of(format, kLines)) return true;
  const std::vector<std::string_view> lines = lines_of(text);
  if (format == "statement") return parse_json(text, "report").has_value();
  return std::all_of(lines.begin(), lines.end(),
                     [](auto line) { return parse_json(line, "line").has_value(); });
}

TEST(EveryFormat, IsTextThatNothingObeys) {
  for (const Reporter& reporter : reporters()) {
    const std::string name(reporter.name);
    const std::size_t own = commands_in(written(name, report_that_says("plain.js")));
    EXPECT_EQ(own > 0, name == "github") << name;
    for (const std::string& text : hostile_texts()) {
      const std::string shown = name + " of " + escape_for_display(text);
      const std::string document = written(name, report_that_says(text));
      EXPECT_TRUE(is_printable_text(document)) << shown;
      EXPECT_TRUE(document.ends_with('\n')) << shown;
      EXPECT_TRUE(is_json_of(name, document)) << shown;
      EXPECT_EQ(commands_in(document), own) << shown;
    }
  }
}

TEST(EveryFormat, OfColourTooIsNothingThatOthersWrote) {
  for (const std::string& text : hostile_texts()) {
    const std::string document =
        written("text", report_that_says(text), {true, Verbosity::verbose});
    EXPECT_EQ(commands_in(document), 0U) << escape_for_display(text);
  }
}

TEST(EveryFormat, SummariesHaveNoMarkupOfOthers) {
  for (const std::string& text : hostile_texts()) {
    const std::string document = github_summary(report_that_says(text), kLongestSummary);
    EXPECT_TRUE(is_printable_text(document)) << escape_for_display(text);
    EXPECT_EQ(document.find_first_of("<>[]`@"), document.npos) << document;
    EXPECT_EQ(commands_in(document), 0U) << document;
  }
}

TEST(EveryFormat, TellsAnIncompleteAuditFromACleanOne) {
  for (const Reporter& reporter : reporters()) {
    TargetReport lost = clean_target();
    lost.scanned.entries = 1;
    TargetReport broken = clean_target();
    broken.problems = {{ErrorKind::io, "a.js", "cannot be read", std::nullopt}};
    const std::string clean = written(reporter.name, report_of({clean_target()}));
    EXPECT_NE(written(reporter.name, report_of({broken})), clean) << reporter.name;
    if (reporter.name == "cyclonedx") continue;  // says what was seen
    EXPECT_NE(written(reporter.name, report_of({lost})), clean) << reporter.name;
  }
}

TEST(EveryFormat, OfNothingIsNotClean) {
  struct Row {
    std::string_view format;
    std::string_view mark;
  };
  const Row rows[] = {{"codeclimate", "packwarden-incomplete"},
                      {"github", "::error "},
                      {"gitlab", "\"failure\""},
                      {"html", "verdict incomplete"},
                      {"json", "\"incomplete\""},
                      {"junit", "<error "},
                      {"ndjson", "\"incomplete\""},
                      {"rdjson", "\"ERROR\""},
                      {"rdjsonl", "\"ERROR\""},
                      {"sarif", "\"executionSuccessful\": false"},
                      {"text", "incomplete"}};
  for (const Row& row : rows) {
    EXPECT_NE(written(row.format, report_of({})).find(row.mark), std::string::npos) << row.format;
    TargetReport lost = clean_target();
    lost.scanned.entries = 1;
    EXPECT_NE(written(row.format, report_of({lost})).find(row.mark), std::string::npos)
        << row.format;
    EXPECT_EQ(written(row.format, report_of({clean_target()})).find(row.mark), std::string::npos)
        << row.format;
  }
}

TEST(EveryFormat, NeverShowsWhereTheRepositoryLies) {
  for (const Reporter& reporter : reporters()) {
    EXPECT_EQ(written(reporter.name, mixed_report()).find("somebody"), std::string::npos)
        << reporter.name;
  }
}

}  // namespace
}  // namespace packwarden
