#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "base/text.h"
#include "report/sample_reports.h"

namespace packwarden {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

constexpr ReportStyle kQuiet = {false, Verbosity::quiet};
constexpr ReportStyle kVerbose = {false, Verbosity::verbose};
constexpr ReportStyle kColor = {true, Verbosity::normal};

std::vector<std::string> lines_of(const std::string& text) {
  std::vector<std::string> lines;
  std::istringstream in(text);
  for (std::string line; std::getline(in, line);) lines.push_back(line);
  return lines;
}

TEST(TextReport, OfACleanPackageIsShort) {
  EXPECT_EQ(written("text", report_of({clean_target()})),
            R"(package tidy-demo@1.0.0 (tidy-demo-1.0.0.tgz)

Contents: 2 files
   34.2 kB  index.js
     300 B  package.json

Summary
  seen      2 files   34.5 kB
  examined  2 files   34.5 kB
  named     0 files       0 B
  findings  none
  problems  0
  npm       11, 12

packwarden: clean: 2 files, 34.5 kB examined (status 0)
)");
}

TEST(TextReport, SaysOfEachFindingWhatWhereWhyAndWhatToDo) {
  EXPECT_EQ(written("text", report_of({leaky_target()})),
            R"(package leaky-demo@1.0.0 (leaky-demo-1.0.0.tgz)

Contents: 3 files
    1.2 MB  dist/index.js
     260 B  lib/a.js
     307 B  package.json

dist/index.js
  critical  3:17  npm access token (npm-access-token)
    found  npm_… (40 bytes), verified
    why    Whoever holds it can publish every package of its owner, and install
           scripts of these run on the machines of everyone who installs them.
    fix    Revoke it with `npm token revoke`, then take it out of the file.
    also   lib/a.js:3:17, dist/index.js:3:17 as generic-token
  medium    9:1  npm access token (npm-access-token), below the threshold
    found  npm_… (40 bytes), low confidence
    via    source-map, base64
    from   src/config.ts:12:5
    why    Whoever holds it can publish every package of its owner, and install
           scripts of these run on the machines of everyone who installs them.
    fix    Revoke it with `npm token revoke`, then take it out of the file.

For the record, no reason to fail:
  lib/a.js:2:4 Stripe publishable key (stripe-publishable-key)

Suppressed:
  lib/a.js:7:9 npm access token (npm-access-token): baseline entry 3

Notes:
  npm 12 leaves out npm-shrinkwrap.json, npm 11 packs it

Summary
  seen      3 files    1.2 MB
  examined  3 files    1.2 MB
  named     0 files       0 B
  findings  1 failing, 2 below the threshold, 1 suppressed, in 5 places
  problems  0
  npm       11, 12

packwarden: 1 finding fails, 2 more below the threshold (status 1)
)");
}

TEST(TextReport, NamesEveryProblem) {
  EXPECT_EQ(written("text", report_of({incomplete_target()})),
            R"(tarball build/huge-2.0.0.tgz (huge@2.0.0)

Contents: 2 files
  134.2 MB  data.bin
     307 B  package.json

Problems:
  data.bin: the entry is too large (limit entry-bytes = 134217728)
  the end of the archive is missing

Notes:
  the manifest inside the tarball was read, not that of the directory

Summary
  seen      2 files  134.2 MB
  examined  1 file      307 B
  named     1 file   134.2 MB
  findings  none
  problems  2
  npm       11, 12

packwarden: incomplete: 2 problems: nothing may be concluded (status 2)
)");
}

TEST(TextReport, OfNothingIsTheVerdict) {
  EXPECT_EQ(written("text", report_of({})),
            "packwarden: incomplete: nothing was examined (status 2)\n");
}

TEST(TextReport, QuietSaysOnlyWhatNeedsAttention) {
  EXPECT_EQ(written("text", report_of({clean_target()}), kQuiet),
            "packwarden: clean: 2 files, 34.5 kB examined (status 0)\n");
  EXPECT_EQ(written("text", report_of({clean_target(), incomplete_target()}), kQuiet),
            R"(tarball build/huge-2.0.0.tgz (huge@2.0.0)

Problems:
  data.bin: the entry is too large (limit entry-bytes = 134217728)
  the end of the archive is missing

Targets
  clean       package tidy-demo@1.0.0 (tidy-demo-1.0.0.tgz)
  incomplete  tarball build/huge-2.0.0.tgz (huge@2.0.0)

packwarden: incomplete: 2 problems: nothing may be concluded (status 2)
)");
}

TEST(TextReport, QuietStillShowsFindingsAndWhatIsSuppressed) {
  const std::string text = written("text", report_of({leaky_target()}), kQuiet);
  EXPECT_THAT(text, HasSubstr("\ndist/index.js\n  critical  3:17  npm access token"));
  EXPECT_THAT(text, HasSubstr("\nSuppressed:\n  lib/a.js:7:9 npm access token"));
  EXPECT_THAT(text, Not(HasSubstr("Contents")));
  EXPECT_THAT(text, Not(HasSubstr("Stripe")));
  EXPECT_THAT(text, Not(HasSubstr("Notes")));
  EXPECT_THAT(text, Not(HasSubstr("Summary")));
}

TEST(TextReport, OnlyVerboseShowsFingerprintsAndTheTool) {
  const std::string text = written("text", report_of({leaky_target()}), kVerbose);
  EXPECT_THAT(text, HasSubstr("\n    id     00112233445566778899aabbccddeeff\n"));
  EXPECT_THAT(text, HasSubstr("\npackwarden 0.1.0, hyperscan 5.4.0, rules\n  sha256:0000"));
  EXPECT_THAT(written("text", report_of({leaky_target()})), Not(HasSubstr("00112233")));
}

TEST(TextReport, ListsTheTargetsWhenThereAreSeveral) {
  EXPECT_THAT(written("text", report_of({clean_target(), leaky_target(), incomplete_target()})),
              HasSubstr(R"(
Targets
  clean       package tidy-demo@1.0.0 (tidy-demo-1.0.0.tgz)
  findings    package leaky-demo@1.0.0 (leaky-demo-1.0.0.tgz)
  incomplete  tarball build/huge-2.0.0.tgz (huge@2.0.0)

packwarden: incomplete: 2 problems, and 1 finding fails (status 2)
)"));
}

struct TitleRow {
  SourceFacts facts;
  const char* title;
};

TEST(TextReport, CallsATargetByWhatIsKnownOfIt) {
  SourceFacts workspace = sample_package("a");
  workspace.root = "packages/a";
  SourceFacts nameless;
  nameless.kind = SourceKind::package;
  nameless.root = "lib";
  SourceFacts unversioned = sample_package("a");
  unversioned.version.clear();
  unversioned.filename.clear();
  SourceFacts tarball;
  tarball.kind = SourceKind::tarball;
  tarball.root = "a b.tgz";
  SourceFacts paths;
  paths.root = "src";
  SourceFacts standard_input;
  standard_input.kind = SourceKind::standard_input;
  const TitleRow rows[] = {
      {workspace, "package a@1.0.0 (a-1.0.0.tgz) in packages/a"},
      {nameless, "package in lib"},
      {unversioned, "package a"},
      {tarball, "tarball a b.tgz"},
      {paths, "paths src"},
      {standard_input, "stdin"},
  };
  for (const TitleRow& row : rows) {
    TargetReport target = clean_target();
    target.facts = row.facts;
    EXPECT_EQ(lines_of(written("text", report_of({target}))).front(), row.title);
  }
}

/// `count` files; the size of each but the first grows with its number.
TargetReport target_of_files(std::size_t count) {
  TargetReport target = clean_target();
  target.entries.clear();
  for (std::size_t i = 0; i < count; ++i) {
    target.entries.push_back({"f" + std::to_string(1000 + i), i == 0 ? 5'000'000 : i, 0644});
  }
  return target;
}

TEST(TextReport, ListsUpToTwentyFilesByPath) {
  const std::string text = written("text", report_of({target_of_files(20)}));
  EXPECT_THAT(text, HasSubstr("Contents: 20 files\n    5.0 MB  f1000\n       1 B  f1001\n"));
  EXPECT_THAT(text, HasSubstr("      19 B  f1019\n\nSummary"));
  EXPECT_THAT(text, Not(HasSubstr("verbose")));
}

TEST(TextReport, ListsTheLargestOfMoreFiles) {
  const std::string text = written("text", report_of({target_of_files(1254)}));
  EXPECT_THAT(text, HasSubstr("Contents: 1,254 files, the largest:\n"
                              "    5.0 MB  f1000\n"
                              "    1.3 kB  f2253\n"));
  EXPECT_THAT(text, HasSubstr("    1.2 kB  f2235\n"
                              "  … and 1,234 more files, `--verbose` lists all\n"));
  EXPECT_THAT(written("text", report_of({target_of_files(21)})),
              HasSubstr("  … and 1 more file, `--verbose` lists all\n"));
}

TEST(TextReport, VerboseListsAllFilesByPath) {
  const std::string text = written("text", report_of({target_of_files(1254)}), kVerbose);
  EXPECT_THAT(text, HasSubstr("Contents: 1,254 files\n    5.0 MB  f1000\n       1 B  f1001\n"));
  EXPECT_THAT(text, HasSubstr("    1.3 kB  f2253\n\nSummary"));
}

/// Names that a terminal or a CI service would obey, in every place that takes text.
Report hostile_report(const std::string& text) {
  TargetReport target = leaky_target();
  target.facts.root = target.facts.name = target.facts.version = target.facts.filename = text;
  target.notes = {text};
  target.entries = {{text, 1, 0644}};
  Finding finding = npm_token_at(text, {1, 1});
  finding.rule_id = finding.title = finding.message = finding.fix = finding.preview = text;
  finding.fingerprint = text;
  finding.location.via = {text};
  finding.location.original = Original{text, {1, 1}};
  finding.also = {{text + "x", finding.location}};
  Finding note = finding;
  note.severity = Severity::note;
  target.findings = {
      {finding, std::nullopt, true}, {note, std::nullopt, false}, {note, text, false}};
  target.problems = {{ErrorKind::io, text, text, Limit{text, 1}}};
  return {{text, text, text}, {target, incomplete_target()}};
}

struct HostileRow {
  const char* text;
  const char* shown;
};

constexpr HostileRow kHostile[] = {
    {"\x1B[2Jx", "\\x1B[2Jx"},
    {"x\ny", "x\\x0Ay"},
    {"x\r\t\x07", "x\\x0D\\x09\\x07"},
    {"x\x7F", "x\\x7F"},
    {"\xC2\x9B"
     "2J",
     "\\x9B2J"},
    {"x\u202Ey", "x\\u{202E}y"},
    {"x\u2066y", "x\\u{2066}y"},
    {"x\u2028y", "x\\u{2028}y"},
    {"x\xFFy", "x\\xFFy"},
    {"x\xE2\x82", "x\\xE2\\x82"},
    {"::error::x", "\\x3A:error::x"},
    {"##vso[x", "#\\x23vso[x"},
};

/// Nothing is left to escape but the backslashes of the escapes.
bool is_inert(std::string line) {
  std::erase(line, '\\');
  return escape_for_display(line) == line;
}

TEST(TextReport, NoHostileTextReachesTheOutputRaw) {
  for (const HostileRow& row : kHostile) {
    for (const ReportStyle& style : {kQuiet, ReportStyle{}, kVerbose}) {
      const std::string text = written("text", hostile_report(row.text), style);
      EXPECT_THAT(text, Not(HasSubstr(row.text)));
      EXPECT_THAT(text, HasSubstr(row.shown));
      for (const std::string& line : lines_of(text)) {
        EXPECT_TRUE(is_inert(line)) << line;
      }
    }
  }
}

TEST(TextReport, AHostileNameCannotForgeTheVerdict) {
  const std::string forged = "packwarden: clean: 2 files, 34.5 kB examined (status 0)";
  const std::string text = written("text", hostile_report("x\n" + forged));
  EXPECT_EQ(lines_of(text).back(),
            "packwarden: incomplete: 3 problems, and 1 finding fails (status 2)");
}

std::string without_codes(const std::string& text) {
  std::string out;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '\x1B') {
      i = text.find('m', i);
    } else {
      out += text[i];
    }
  }
  return out;
}

TEST(TextReport, ColourAddsNothingButCodesThatEndOnTheirLine) {
  for (const TargetReport& target : {clean_target(), leaky_target(), incomplete_target()}) {
    const Report report = report_of({target});
    const std::string colored = written("text", report, kColor);
    EXPECT_NE(colored, written("text", report));
    EXPECT_EQ(without_codes(colored), written("text", report));
    for (const std::string& line : lines_of(colored)) {
      const std::size_t last = line.rfind("\x1B[");
      EXPECT_TRUE(last == line.npos || line.compare(last, 4, "\x1B[0m") == 0) << line;
    }
  }
}

TEST(TextReport, ColourSharesCodesBetweenWordsOfOneTone) {
  EXPECT_EQ(lines_of(written("text", report_of({clean_target()}), kColor)).back(),
            "\x1B[32mpackwarden: clean: 2 files, 34.5 kB examined (status 0)\x1B[0m");
  EXPECT_THAT(written("text", report_of({leaky_target()}), kColor),
              HasSubstr("\x1B[1;31m  critical  3:17  \x1B[0m\x1B[1mnpm access token "
                        "\x1B[0m\x1B[2m(npm-access-token)\x1B[0m\n"));
}

std::string words(std::size_t count) {
  std::string out;
  for (std::size_t i = 0; i < count; ++i) out += std::string(1 + i % 13, 'w') + " ";
  return out;
}

TEST(TextReport, NoLineIsWiderThanEightyColumns) {
  Report wordy = hostile_report(words(60));
  for (TargetReport& target : wordy.targets) {
    // Names are one word; those that fit stay within the width.
    target.facts = sample_package("a-name-that-takes-some-room");
    target.facts.npm_profiles.assign(60, 11);
    for (ListedEntry& entry : target.entries) entry.path = "dist/日本日本日本日本/index.js";
    for (Judged& judged : target.findings) {
      Location& location = judged.finding.location;
      location.path = location.original->path = "dist/日本日本日本日本日本日本日本/index.js";
      judged.finding.rule_id = std::string(64, 'r');
      location.via.assign(30, "source-map");
      judged.finding.also.assign(4000, {std::string(40, 'r'), location});
    }
    for (Error& problem : target.problems) problem.where = "dist/日本日本日本日本/index.js";
  }
  const Report reports[] = {wordy, hostile_report("short"), report_of({target_of_files(99'999)}),
                            report_of({clean_target(), leaky_target(), incomplete_target()})};
  for (const Report& report : reports) {
    for (const ReportStyle& style : {kQuiet, ReportStyle{}, kVerbose}) {
      for (const std::string& line : lines_of(written("text", report, style))) {
        EXPECT_LE(display_width(line), 80U) << line;
        EXPECT_FALSE(line.ends_with(' ')) << line;
      }
    }
  }
}

TEST(TextReport, ALongPathIsNeverCut) {
  const std::string path = "node modules/" + std::string(200, 'd') + "/index.js";
  const Report report = hostile_report(path);
  const std::string text = written("text", report);
  EXPECT_THAT(text, HasSubstr("\n" + path + "\n"));
  EXPECT_THAT(text, HasSubstr("     1 B  " + path + "\n"));
  EXPECT_THAT(text, HasSubstr("\n    from   " + path + ":1:1\n"));
  EXPECT_THAT(text, HasSubstr("\n  " + path + ":\n"));
}

TEST(TextReport, EndsWithOneLineEndAndHasNoTwoEmptyLines) {
  for (const ReportStyle& style : {kQuiet, ReportStyle{}, kVerbose}) {
    const std::string text = written("text", report_of({leaky_target(), clean_target()}), style);
    EXPECT_THAT(text, Not(HasSubstr("\n\n\n")));
    EXPECT_TRUE(text.ends_with("(status 1)\n"));
    EXPECT_NE(text.front(), '\n');
  }
}

}  // namespace
}  // namespace packwarden
