#include <algorithm>
#include <array>
#include <ostream>
#include <string>
#include <string_view>

#include "base/text.h"
#include "report/html_parts.h"
#include "report/html_text.h"
#include "report/markup.h"
#include "report/repository_place.h"
#include "report/text_findings.h"
#include "report/verdict.h"

namespace packwarden {
namespace {

/// Problems and notes of a target that are listed.
constexpr std::size_t kMostLines = 1000;

std::string name_or_nothing(const std::string& text) { return text.empty() ? "" : html_name(text); }

std::string integrity_of(const TargetReport& target) {
  if (!target.digests.integrity.empty()) return html_name(target.digests.integrity);
  const bool is_directory = target.facts.kind == SourceKind::package;
  return is_directory ? "the tarball is not made yet" : "";
}

std::string profiles_of(const SourceFacts& facts) {
  std::string out;
  for (const int npm : facts.npm_profiles) {
    out += (out.empty() ? "npm " : ", npm ") + std::to_string(npm);
  }
  return out;
}

std::string coverage_of(const Coverage& coverage) {
  return counted(coverage.entries, "file") + ", " + html_bytes(coverage.bytes);
}

/// "standard-input" as words.
std::string spaced(std::string_view name) {
  std::string out(name);
  std::replace(out.begin(), out.end(), '-', ' ');
  return out;
}

void write_problem(const Error& problem, std::ostream& out) {
  out << "<tr><td>" << name_of(problem.kind) << "</td><th scope=\"row\">"
      << (problem.where.empty() ? "the whole" : html_name(problem.where)) << "</th><td>"
      << html_prose(problem.what) << "</td></tr>\n";
}

void write_problem_table(const TargetReport& target, std::ostream& out) {
  out << "<div class=\"scroll\"><table>\n<thead><tr><th scope=\"col\">Kind</th><th "
         "scope=\"col\">Where</th><th scope=\"col\">What</th></tr></thead>\n<tbody>\n";
  const std::size_t shown = std::min(target.problems.size(), kMostLines);
  for (std::size_t i = 0; i < shown; ++i) write_problem(target.problems[i], out);
  out << "</tbody>\n</table></div>\n";
  if (shown == target.problems.size()) return;
  write_html_left_out(counted(target.problems.size() - shown, "more problem"), out);
}

}  // namespace

void write_html_fact(std::string_view label, const std::string& value, std::ostream& out) {
  if (value.empty()) return;
  out << "<div><dt>" << label << "</dt><dd>" << value << "</dd></div>\n";
}

std::string html_only_by(const std::vector<int>& some, const TargetReport& target) {
  std::string out;
  for (const Word& word : packed_only_by(some, target.facts.npm_profiles)) {
    out += (out.empty() ? "" : " ") + word.text;
  }
  return markup_text(out);
}

std::string html_reason(const std::string& reason) {
  return reason.empty() ? "default: no rule leaves it out" : html_name(reason);
}

void write_html_facts(const HtmlTarget& part, std::ostream& out) {
  const TargetReport& target = part.target;
  const SourceFacts& facts = target.facts;
  out << "<dl class=\"facts\">\n";
  write_html_fact("Package", name_or_nothing(facts.name), out);
  write_html_fact("Version", name_or_nothing(facts.version), out);
  write_html_fact("Audited as", spaced(name_of(facts.kind)), out);
  write_html_fact("Where", name_or_nothing(facts.root), out);
  write_html_fact("Tarball", name_or_nothing(facts.filename), out);
  write_html_fact("Packing rules", profiles_of(facts), out);
  write_html_fact("Integrity", integrity_of(target), out);
  write_html_fact("Seen", coverage_of(target.seen), out);
  write_html_fact("Examined", coverage_of(target.scanned), out);
  write_html_fact("Named in problems", coverage_of(target.named), out);
  write_html_fact("Findings", markup_text(describe_findings(tally_of(target))), out);
  out << "</dl>\n";
}

void write_html_problems(const HtmlTarget& part, std::ostream& out) {
  const TargetReport& target = part.target;
  if (status_of(target) != ReportStatus::incomplete) return;
  out << "<section class=\"problems\" aria-labelledby=\"" << part.id << "-problems\">\n<h3 id=\""
      << part.id << "-problems\">Not all was examined</h3>\n"
      << "<p>Nothing may be concluded of what was not seen.</p>\n";
  if (!target.problems.empty()) {
    write_problem_table(target, out);
  } else {
    out << "<ul>\n";
    for (const std::string& gap : gaps_of(target)) out << "<li>" << html_prose(gap) << "</li>\n";
    out << "</ul>\n";
  }
  out << "</section>\n";
}

void write_html_notes(const HtmlTarget& part, std::ostream& out) {
  const std::vector<std::string>& notes = part.target.notes;
  if (notes.empty()) return;
  out << "<section class=\"notes\" aria-labelledby=\"" << part.id << "-notes\">\n<h3 id=\""
      << part.id << "-notes\">Notes</h3>\n<ul>\n";
  const std::size_t shown = std::min(notes.size(), kMostLines);
  for (std::size_t i = 0; i < shown; ++i) out << "<li>" << html_prose(notes[i]) << "</li>\n";
  out << "</ul>\n";
  if (shown < notes.size()) {
    write_html_left_out(counted(notes.size() - shown, "more note"), out);
  }
  out << "</section>\n";
}

void write_html_left_out(const std::string& what, std::ostream& out) {
  out << "<p class=\"left-out\"><strong>Not on this page:</strong> " << markup_text(what)
      << ". <code>--format json</code> has all.</p>\n";
}

}  // namespace packwarden
