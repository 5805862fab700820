#include <algorithm>
#include <array>
#include <ostream>
#include <string>
#include <string_view>
#include <tuple>
#include <vector>

#include "base/text.h"
#include "report/html_parts.h"
#include "report/html_text.h"
#include "report/markup.h"

namespace packwarden {
namespace {

/// Further places of one value that are listed.
constexpr std::size_t kMostPlaces = 50;

/// How a finding counts. The names are those of classes and of `data-state`.
enum class State : std::uint8_t { fails, below, suppressed };

State state_of(const Judged& judged) {
  if (judged.suppressed) return State::suppressed;
  return judged.fails ? State::fails : State::below;
}

std::string_view name_of(State state) {
  constexpr std::array<std::string_view, 3> kNames = {"fails", "below", "suppressed"};
  return kNames.at(static_cast<std::size_t>(state));
}

std::string_view text_of(State state) {
  constexpr std::array<std::string_view, 3> kTexts = {"fails the audit", "below the threshold",
                                                      "suppressed"};
  return kTexts.at(static_cast<std::size_t>(state));
}

/// The findings in one file, in their order.
struct FileFindings {
  std::string_view path;
  std::vector<const Judged*> findings;
  State state = State::suppressed;  // of the one that counts most
  Severity worst = Severity::note;  // of those that count so
};

void add(const Judged& judged, FileFindings& file) {
  const State state = state_of(judged);
  const Severity severity = judged.finding.severity;
  if (state < file.state || file.findings.empty()) {
    file.state = state;
    file.worst = severity;
  } else if (state == file.state) {
    file.worst = std::max(file.worst, severity);
  }
  file.findings.push_back(&judged);
}

std::vector<FileFindings> by_file(const HtmlTarget& part) {
  std::vector<FileFindings> out;
  for (const Judged& judged : part.target.findings) {
    if (!part.selection.findings.contains(&judged)) continue;
    const std::string& path = judged.finding.location.path;
    if (out.empty() || out.back().path != path) out.push_back({path, {}});
    add(judged, out.back());
  }
  std::stable_sort(out.begin(), out.end(), [](const FileFindings& a, const FileFindings& b) {
    return std::tuple(a.state, b.worst) < std::tuple(b.state, a.worst);
  });
  return out;
}

/// Of what is in a file as a whole there is no line.
bool has_place(const Location& location) { return location.span.size() > 0; }

std::string confidence_of(const Finding& finding) {
  if (finding.kind != FindingKind::secret) return {};
  std::string out = finding.confidence == Confidence::verified
                        ? "verified"
                        : std::string(name_of(finding.confidence)) + " confidence";
  if (finding.secret_class == SecretClass::public_value) out += ", made to be public";
  if (finding.secret_class == SecretClass::example) out += ", an example of documentation";
  return out;
}

std::string line_of(const Location& location) {
  if (!has_place(location)) return {};
  return "line " + std::to_string(location.start.line) + ", column " +
         std::to_string(location.start.column);
}

/// All that may be shown of a value: where it is, and the preview.
void write_excerpt(const Finding& finding, std::ostream& out) {
  if (finding.preview.empty()) return;
  out << "<p class=\"excerpt\"><span class=\"at\">" << line_of(finding.location) << "</span> <code>"
      << markup_text(finding.preview) << "</code> <span class=\"confidence\">"
      << confidence_of(finding) << "</span></p>\n";
}

std::string layers_of(const Location& location) {
  std::string out;
  for (const std::string& layer : location.via) {
    out += (out.empty() ? "" : " \u2192 ") + html_name(layer);
  }
  return out;
}

std::string author_of(const Location& location) {
  return location.original ? html_place(location.original->path, location.original->start) : "";
}

std::string place_of(const AlsoAt& other, const Finding& finding, const HtmlTarget& part) {
  const Location& location = other.location;
  std::string out =
      has_place(location) ? html_place(location.path, location.start) : html_name(location.path);
  if (other.rule_id != finding.rule_id) out += " as " + html_name(other.rule_id);
  if (other.npm_profiles == finding.npm_profiles) return out;
  const std::string only = html_only_by(other.npm_profiles, part.target);
  return only.empty() ? out : out + ", " + only;
}

std::string further_places(const Finding& finding, const HtmlTarget& part) {
  const std::size_t shown = std::min(finding.also.size(), kMostPlaces);
  std::string out;
  for (std::size_t i = 0; i < shown; ++i) {
    out += "<li>" + place_of(finding.also[i], finding, part) + "</li>";
  }
  const std::size_t rest = finding.also.size() - shown;
  if (rest > 0) out += "<li>and " + counted(rest, "more place") + "</li>";
  return out.empty() ? out : "<ul>" + out + "</ul>";
}

void write_details(const Judged& judged, const HtmlTarget& part, std::ostream& out) {
  const Finding& finding = judged.finding;
  out << "<dl>\n";
  if (judged.suppressed) write_html_fact("Suppressed by", html_prose(*judged.suppressed), out);
  write_html_fact("Why it matters", html_prose(finding.message), out);
  write_html_fact("How to fix", html_prose(finding.fix), out);
  if (finding.preview.empty()) write_html_fact("Where", line_of(finding.location), out);
  write_html_fact("Author\u2019s file", author_of(finding.location), out);
  write_html_fact("Found through", layers_of(finding.location), out);
  write_html_fact("Packed by", html_only_by(finding.npm_profiles, part.target), out);
  write_html_fact("Also in", further_places(finding, part), out);
  write_html_fact("Fingerprint", finding.fingerprint.empty() ? "" : html_name(finding.fingerprint),
                  out);
  out << "</dl>\n";
}

void write_finding(const Judged& judged, const HtmlTarget& part, std::ostream& out) {
  const Finding& finding = judged.finding;
  const State state = state_of(judged);
  out << "<article class=\"finding " << name_of(state) << "\" data-severity=\""
      << name_of(finding.severity) << "\" data-rule=\"" << markup_text(finding.rule_id)
      << "\" data-state=\"" << name_of(state) << "\" data-new=\""
      << (is_new(judged, part.target) ? "yes" : "no") << "\">\n<header>"
      << html_severity(finding.severity) << "\n<h5>" << html_prose(finding.title) << "</h5>\n"
      << "<code class=\"rule\">" << markup_text(finding.rule_id)
      << "</code>\n<span class=\"state\">" << text_of(state) << "</span></header>\n";
  write_excerpt(finding, out);
  write_details(judged, part, out);
  out << "</article>\n";
}

/// What is known of the file itself.
void write_file_line(std::string_view path, const HtmlTarget& part, std::ostream& out) {
  const ListedEntry* entry = entry_of(path, part.target);
  if (entry == nullptr) return;
  out << "<p class=\"of-file\">" << html_bytes(entry->bytes);
  if (entry->reason) {
    out << ", ships by " << html_reason(*entry->reason);
  }
  const std::string only = html_only_by(entry->packed_by.list(), part.target);
  if (!only.empty()) out << ", " << only;
  if (const ListedChange* change = change_of(path, part.target)) {
    out << ", " << name_of(change->change) << " since the last release";
  }
  out << "</p>\n";
}

}  // namespace

void write_html_findings(const HtmlTarget& part, std::ostream& out) {
  out << "<section class=\"findings\" aria-labelledby=\"" << part.id << "-findings\">\n<h3 id=\""
      << part.id << "-findings\">Findings</h3>\n";
  const std::vector<FileFindings> files = by_file(part);
  if (files.empty()) {
    out << "<p class=\"none\">"
        << (part.target.findings.empty() ? "None." : "None of them is on this page.") << "</p>\n";
  }
  for (const FileFindings& file : files) {
    out << "<section class=\"file\">\n<h4>" << html_name(file.path) << "</h4>\n";
    write_file_line(file.path, part, out);
    for (const Judged* judged : file.findings) write_finding(*judged, part, out);
    out << "</section>\n";
  }
  out << "</section>\n";
}

}  // namespace packwarden
