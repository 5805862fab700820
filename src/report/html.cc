#include <array>
#include <ostream>
#include <string>
#include <string_view>
#include <vector>

#include "base/text.h"
#include "report/html_assets.h"
#include "report/html_parts.h"
#include "report/html_text.h"
#include "report/markup.h"
#include "report/repository_place.h"
#include "report/verdict.h"
#include "report/writers.h"

// One file that is whole without a script and loads nothing. Its policy lets in its own style and
// script alone, each by the digest of its text, so markup that others may have smuggled in is
// inert.
namespace packwarden {
namespace {

struct StatusLook {
  std::string_view title;
  std::string_view mark;
  std::string_view icon;  // data of a picture
};

/// By the number of a status. In shape they differ as in colour.
constexpr std::array<StatusLook, 3> kStatusLooks = {
    {{"Clean", "\u2713", "%3Ccircle cx='8' cy='8' r='8' fill='%231a7f4b'/%3E"},
     {"Findings", "\u2715", "%3Crect width='16' height='16' rx='3' fill='%23c0262d'/%3E"},
     {"Incomplete", "!", "%3Cpath d='M8 0l8 16H0z' fill='%23b26a00'/%3E"}}};

const StatusLook& look_of(ReportStatus status) {
  return kStatusLooks.at(static_cast<std::size_t>(status));
}

/// Content Security Policy level 3, and Trusted Types: no script may make markup of a text.
std::string policy() {
  return "default-src 'none'; script-src " + csp_source(page_script()) + "; style-src " +
         csp_source(page_style()) +
         "; img-src data:; base-uri 'none'; form-action 'none'; "
         "require-trusted-types-for 'script'; trusted-types 'none'";
}

std::string title_of(const Report& report) {
  const std::string status(look_of(status_of(report)).title);
  if (report.targets.size() == 1) return status + ": " + name_of_target(report.targets.front());
  return status + ": " + counted(report.targets.size(), "package");
}

void write_head(const Report& report, std::ostream& out) {
  out << "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n"
      << "<meta http-equiv=\"Content-Security-Policy\" content=\"" << policy() << "\">\n"
      << "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
      << "<meta name=\"color-scheme\" content=\"light dark\">\n"
      << "<meta name=\"referrer\" content=\"no-referrer\">\n"
      << "<meta name=\"robots\" content=\"noindex\">\n"
      << "<meta name=\"generator\" content=\"packwarden " << markup_text(report.tool.version)
      << "\">\n<title>" << markup_text(title_of(report)) << " \u2013 packwarden</title>\n"
      << "<link rel=\"icon\" href=\"data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg' "
         "viewBox='0 0 16 16'%3E"
      << look_of(status_of(report)).icon << "%3C/svg%3E\">\n<style>" << page_style()
      << "</style>\n</head>\n";
}

/// The verdict without the name of the program.
std::string sentence_of(const Report& report) {
  const std::string line = verdict(report);
  constexpr std::string_view kName = "packwarden: ";
  return line.starts_with(kName) ? line.substr(kName.size()) : line;
}

void write_number(std::uint64_t count, std::string_view what, std::ostream& out) {
  out << "<div><dt>" << what << "</dt><dd>" << grouped(count) << "</dd></div>\n";
}

void write_numbers(const Report& report, std::ostream& out) {
  const Tally tally = tally_of(report);
  out << "<dl class=\"numbers\">\n";
  write_number(tally.fails, "failing", out);
  write_number(tally.below, "below the threshold", out);
  write_number(tally.suppressed, "suppressed", out);
  write_number(tally.problems, "problems", out);
  write_number(tally.scanned.entries, "files examined", out);
  out << "<div><dt>examined</dt><dd>" << html_bytes(tally.scanned.bytes) << "</dd></div>\n</dl>\n";
}

void write_banner(const Report& report, std::ostream& out) {
  const ReportStatus status = status_of(report);
  const StatusLook& look = look_of(status);
  out << "<header class=\"verdict " << name_of(status) << "\">\n<p class=\"brand\">packwarden</p>\n"
      << "<h1><span class=\"mark\" aria-hidden=\"true\">" << look.mark << "</span> " << look.title
      << "<span class=\"of\"><span class=\"sr\">: </span>"
      << markup_text(report.targets.size() == 1 ? name_of_target(report.targets.front())
                                                : counted(report.targets.size(), "package"))
      << "</span></h1>\n<p class=\"sentence\">" << markup_text(sentence_of(report)) << "</p>\n";
  write_numbers(report, out);
  out << "</header>\n";
}

std::string id_of(std::size_t place) { return "t" + std::to_string(place + 1); }

std::string status_pill(ReportStatus status) {
  const StatusLook& look = look_of(status);
  return "<span class=\"pill " + std::string(name_of(status)) + "\"><span aria-hidden=\"true\">" +
         std::string(look.mark) + "</span> " + std::string(name_of(status)) + "</span>";
}

/// Of several targets, which one is to blame.
void write_overview(const Report& report, std::ostream& out) {
  if (report.targets.size() < 2) return;
  out << "<nav aria-labelledby=\"targets\"><h2 id=\"targets\">Packages</h2>\n<div "
         "class=\"scroll\"><table>\n<thead><tr><th scope=\"col\">Package</th><th "
         "scope=\"col\">Status</th><th scope=\"col\">Findings</th><th scope=\"col\">Files</th><th "
         "scope=\"col\">Size</th></tr></thead>\n<tbody>\n";
  for (std::size_t i = 0; i < report.targets.size(); ++i) {
    const TargetReport& target = report.targets[i];
    out << "<tr><th scope=\"row\"><a href=\"#" << id_of(i) << "\">"
        << html_name(name_of_target(target)) << "</a></th><td>" << status_pill(status_of(target))
        << "</td><td>" << markup_text(describe_findings(tally_of(target))) << "</td><td>"
        << grouped(target.seen.entries) << "</td><td>" << html_bytes(target.seen.bytes)
        << "</td></tr>\n";
  }
  out << "</tbody>\n</table></div></nav>\n";
}

void write_target(const HtmlTarget& part, std::ostream& out) {
  out << "<section class=\"target\" id=\"" << part.id << "\" aria-labelledby=\"" << part.id
      << "-name\">\n<h2 id=\"" << part.id << "-name\">" << html_name(name_of_target(part.target))
      << " " << status_pill(status_of(part.target)) << "</h2>\n";
  write_html_problems(part, out);
  write_html_facts(part, out);
  write_html_findings(part, out);
  write_html_contents(part, out);
  write_html_changes(part, out);
  write_html_notes(part, out);
  out << "</section>\n";
}

/// What has no room is said before the first finding.
void write_limits(const PageSelection& selection, std::ostream& out) {
  if (selection.findings_left_out > 0) {
    write_html_left_out(counted(selection.findings_left_out, "finding") + " of less weight; the " +
                            grouped(kMostFindingsOnPage) + " worst are shown",
                        out);
  }
  if (selection.entries_left_out == 0) return;
  write_html_left_out(counted(selection.entries_left_out, "file") +
                          " one by one: the smallest are added up by directory, and " +
                          grouped(kMostFilesOnPage) + " are listed",
                      out);
}

void write_tool(const ToolFacts& tool, std::ostream& out) {
  out << "<footer><p>Made by packwarden " << markup_text(tool.version) << " with "
      << markup_text(tool.engine) << " and rules " << html_name(tool.rules)
      << ". It holds no secret: of each value, what is shown is its length and at most its first "
         "four bytes.</p></footer>\n";
}

void write_main(const Report& report, std::ostream& out) {
  std::vector<FileMarks> marks;
  for (const TargetReport& target : report.targets) marks.push_back(marks_of(target));
  const PageSelection selection = page_selection(report, marks);
  out << "<main>\n";
  write_overview(report, out);
  write_limits(selection, out);
  if (report.targets.empty()) {
    out << "<section class=\"problems\"><h2>Nothing was examined</h2></section>\n";
  }
  for (std::size_t i = 0; i < report.targets.size(); ++i) {
    write_target({report.targets[i], marks[i], selection, id_of(i)}, out);
  }
  out << "</main>\n";
}

}  // namespace

void write_html(const Report& report, const ReportStyle& /*style*/, std::ostream& out) {
  write_head(report, out);
  out << "<body>\n";
  write_banner(report, out);
  write_main(report, out);
  write_tool(report.tool, out);
  out << "<script>" << page_script() << "</script>\n</body>\n</html>\n";
}

}  // namespace packwarden
