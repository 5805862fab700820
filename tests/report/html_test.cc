#include <gtest/gtest.h>

#include <algorithm>
#include <cstddef>
#include <fstream>
#include <sstream>
#include <string>
#include <string_view>
#include <vector>

#include "report/html_assets.h"
#include "report/html_selection.h"
#include "report/html_text.h"
#include "report/markup.h"
#include "report/sample_reports.h"

namespace packwarden {
namespace {

std::string replaced(std::string text, std::string_view what, std::string_view by) {
  for (std::size_t at = text.find(what); at != std::string::npos; at = text.find(what, at)) {
    text.replace(at, what.size(), by);
    at += by.size();
  }
  return text;
}

/// The page without what is in files of its own.
std::string page_without_assets(const Report& report) {
  std::string out = written("html", report);
  out = replaced(std::move(out), page_style(), "\n/* page.css */\n");
  out = replaced(std::move(out), page_script(), "\n// page.js\n");
  out = replaced(std::move(out), csp_source(page_style()), "'STYLE'");
  return replaced(std::move(out), csp_source(page_script()), "'SCRIPT'");
}

std::size_t count(std::string_view text, std::string_view what) {
  std::size_t out = 0;
  for (std::size_t at = text.find(what); at != text.npos; at = text.find(what, at + 1)) ++out;
  return out;
}

TEST(HtmlReport, OfAMixedReport) {
  std::ifstream file(PACKWARDEN_DOCUMENTS "/mixed.html", std::ios::binary);
  std::ostringstream kept;
  kept << file.rdbuf();
  EXPECT_EQ(page_without_assets(mixed_report()), kept.str());
}

TEST(HtmlReport, DoesNotDependOnTheStyle) {
  EXPECT_EQ(written("html", mixed_report(), {true, Verbosity::verbose}),
            written("html", mixed_report(), {false, Verbosity::quiet}));
}

struct TextRow {
  std::string_view raw;
  std::string_view text;
};

TEST(HtmlText, HasNothingThatAParserObeys) {
  const TextRow rows[] = {
      {"a/b.js", "a/b.js"},
      {"</script><script>alert(1)</script>",
       "&lt;/script&gt;&lt;script&gt;alert(1)&lt;/script&gt;"},
      {"\" onload='x' <img src=x onerror=y>",
       "&quot; onload=&#39;x&#39; &lt;img src=x onerror=y&gt;"},
      {"&lt;", "&amp;lt;"},
      {"<!--", "&lt;!--"},
      {"a\nb\r\tc", "a\\x0Ab\\x0D\\x09c"},
      {"\u2028\u2029", "\\u{2028}\\u{2029}"},
      {"\u202Eb", "\\u{202E}b"},
      {"\xFF\xED\xA0\x80", "\\xFF\\xED\\xA0\\x80"},
      {"\uFFFE\uFFFF", "\\u{FFFE}\\u{FFFF}"},
      {"\\n", "\\\\n"},
      {"ä日😀", "ä日😀"},
  };
  for (const TextRow& row : rows) EXPECT_EQ(markup_text(row.raw), row.text);
}

TEST(HtmlText, OfProseHasCode) {
  const TextRow rows[] = {
      {"Run `npm token revoke`.", "Run <code>npm token revoke</code>."},
      {"`a` and `<b>`", "<code>a</code> and <code>&lt;b&gt;</code>"},
      {"one ` alone", "one ` alone"},
      {"`a` and `b", "<code>a</code> and `b"},
      {"", ""},
  };
  for (const TextRow& row : rows) EXPECT_EQ(html_prose(row.raw), row.text);
}

/// The digest of the example in section 8.3 of Content Security Policy level 2.
TEST(HtmlPolicy, NamesTextsByTheirDigests) {
  EXPECT_EQ(csp_source("alert('Hello, world.');"),
            "'sha256-qznLcsROx4GACP2dm0UCKCzCG+HiZ1guq6ZZDob/Tng='");
}

TEST(HtmlPolicy, LetsInWhatThePageHasAndNothingElse) {
  const std::string page = written("html", mixed_report());
  EXPECT_NE(page.find("default-src 'none'; script-src " + csp_source(page_script()) +
                      "; style-src " + csp_source(page_style()) + ";"),
            std::string::npos);
  EXPECT_EQ(count(page, "<script>"), 1U);
  EXPECT_EQ(count(page, "<style>"), 1U);
  EXPECT_LT(page.find("Content-Security-Policy"), page.find("<style>"));
}

TEST(HtmlAssets, EndNowhereButAtTheirEnd) {
  for (const std::string_view text : {page_style(), page_script()}) {
    EXPECT_GT(text.size(), 1000U);
    for (const std::string_view mark : {"</", "<!--", "innerHTML", "eval(", "http:", "https:"}) {
      EXPECT_EQ(text.find(mark), text.npos) << mark;
    }
  }
}

TEST(HtmlReport, ShowsTheWorstFindingsAndSaysHowManyAreLeftOut) {
  TargetReport target = clean_target();
  for (std::uint64_t i = 1; i <= kMostFindingsOnPage + 3; ++i) {
    Finding finding = npm_token_at("index.js", {i, 1});
    finding.severity = i <= 4 ? Severity::low : Severity::high;
    target.findings.push_back({finding, std::nullopt, i > 4});
  }
  const std::string page = written("html", report_of({target}));
  EXPECT_EQ(count(page, "<article "), kMostFindingsOnPage);
  EXPECT_NE(page.find("Not on this page:</strong> 3 findings of less weight"), std::string::npos);
  EXPECT_EQ(page.find("line 4, column 1<"), std::string::npos);
  EXPECT_NE(page.find("line 5003, column 1<"), std::string::npos);
}

TEST(HtmlReport, AddsUpFilesThatHaveNoRoom) {
  TargetReport target = clean_target();
  target.entries.clear();
  for (std::size_t i = 0; i < kMostFilesOnPage + 7; ++i) {
    std::string path = (i % 2 == 0 ? "lib/" : "") + std::to_string(10'000 + i);
    target.entries.push_back({std::move(path), 100 + i, 0644});
  }
  std::sort(target.entries.begin(), target.entries.end(),
            [](const ListedEntry& a, const ListedEntry& b) { return a.path < b.path; });
  target.findings = {{npm_token_at("lib/10000", {1, 1}), std::nullopt, true}};
  const std::string page = written("html", report_of({target}));
  EXPECT_EQ(count(page, "<tr data-bytes="), kMostFilesOnPage);
  EXPECT_NE(page.find("<code class=\"name\">lib/10000</code></th>"), std::string::npos);
  EXPECT_NE(page.find("data-files=\"4\""), std::string::npos);  // 10001, 10003, 10005, 10007
  EXPECT_NE(page.find("<code class=\"name\">lib/</code> 3 smaller files"), std::string::npos);
  EXPECT_NE(page.find("Not on this page:</strong> 7 files one by one"), std::string::npos);
}

TEST(HtmlReport, OfAnAuditThatLostAFileIsIncomplete) {
  TargetReport lost = clean_target();
  lost.scanned.entries = 1;
  const std::string page = written("html", report_of({lost}));
  EXPECT_NE(page.find("<header class=\"verdict incomplete\">"), std::string::npos);
  EXPECT_NE(page.find("Not all was examined</h3>"), std::string::npos);
  EXPECT_EQ(page.find("class=\"pill clean\""), std::string::npos);
}

TEST(HtmlReport, TellsWhyFilesShipAndWhatChanged) {
  TargetReport target = leaky_target();
  target.entries[0].reason = "package.json:7 (files[0]): \"dist\"";
  target.entries[2].reason = "";
  target.changes = {{"dist/index.js", Change::changed, 1'000, 1'234'000},
                    {"gone.js", Change::removed, 5, 0}};
  const std::string page = written("html", report_of({target}));
  EXPECT_NE(page.find("ships by <code class=\"name\">package.json:7 (files[0]): "
                      "&quot;dist&quot;</code>, changed since the last release"),
            std::string::npos);
  EXPECT_NE(page.find("<td>default: no rule leaves it out</td>"), std::string::npos);
  EXPECT_NE(page.find("<td>not known</td>"), std::string::npos);
  EXPECT_NE(page.find("2 files added, changed or removed"), std::string::npos);
}

TEST(PageSelection, NewIsWhatNobodyHadToKnowOf) {
  TargetReport target = leaky_target();
  Judged& token = target.findings[0];  // in dist/index.js and lib/a.js
  EXPECT_TRUE(is_new(token, target));
  EXPECT_FALSE(is_new(target.findings[3], target));  // suppressed
  target.changes.emplace();
  EXPECT_FALSE(is_new(token, target));
  target.changes->push_back({"lib/a.js", Change::changed, 1, 260});
  EXPECT_TRUE(is_new(token, target));
  EXPECT_FALSE(is_new(target.findings[1], target));
  target.findings[1].finding.rule_id = "dif-new-kind";
  EXPECT_TRUE(is_new(target.findings[1], target));
}

TEST(PageSelection, MarksTheFilesOfAllPlaces) {
  TargetReport target = leaky_target();
  const FileMarks marks = marks_of(target);
  EXPECT_EQ(marks.at("dist/index.js").findings, 2U);
  EXPECT_EQ(marks.at("lib/a.js").findings, 2U);
  EXPECT_EQ(marks.at("lib/a.js").suppressed, 1U);
  EXPECT_EQ(marks.at("lib/a.js").worst, Severity::critical);
  target.findings = {{npm_token_at("lib/a.js!inner/b.js", {1, 1}), std::nullopt, true}};
  EXPECT_EQ(marks_of(target).at("lib/a.js").findings, 1U);
}

}  // namespace
}  // namespace packwarden
