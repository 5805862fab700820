#include <algorithm>
#include <array>
#include <ostream>
#include <string>
#include <string_view>
#include <vector>

#include "report/page.h"
#include "report/ranking.h"
#include "report/repository_place.h"
#include "report/verdict.h"
#include "report/writers.h"

// Workflow commands of GitHub Actions, one a line: annotations of files. The runner obeys each line
// that begins with `::`, so nothing that others wrote begins one.
namespace packwarden {
namespace {

/// The runner keeps so many annotations of each type for a step, and drops the rest without a word.
constexpr std::size_t kMostOfType = 10;

enum class Level : std::uint8_t { error, warning, notice };
constexpr std::array<std::string_view, 3> kNames = {"error", "warning", "notice"};

/// What the runner takes apart again: a `%` and the ends of lines, and in properties what parts
/// them. Ends of lines and other controls are escaped for display before.
std::string escaped(std::string_view raw, std::string_view more) {
  constexpr std::string_view kDigits = "0123456789ABCDEF";
  std::string out;
  for (const char c : printable(raw)) {
    if (c == '%' || c == '\r' || c == '\n' || more.find(c) != std::string_view::npos) {
      const auto byte = static_cast<unsigned char>(c);
      out += {'%', kDigits[byte >> 4U], kDigits[byte & 15U]};
    } else {
      out += c;
    }
  }
  return out;
}

std::string command_data(std::string_view raw) { return escaped(raw, ""); }
std::string command_property(std::string_view raw) { return escaped(raw, ":,"); }

Level level_of(const Judged& judged) {
  if (judged.fails) return Level::error;
  return judged.finding.severity >= Severity::medium ? Level::warning : Level::notice;
}

/// Columns count only where all is on one line.
std::string place_of(const RepositoryPlace& cause) {
  const LineColumn end = cause.end.value_or(cause.start);
  std::string out = "file=" + command_property(cause.path) +
                    ",line=" + std::to_string(cause.start.line) +
                    ",endLine=" + std::to_string(end.line);
  if (cause.end && end.line == cause.start.line) {
    out += ",col=" + std::to_string(cause.start.utf16_column()) +
           ",endColumn=" + std::to_string(end.utf16_column());
  }
  return out;
}

/// What stands behind the name of a command.
std::string annotation(const RankedFinding& ranked) {
  const Finding& finding = ranked.judged->finding;
  const RepositoryPlace cause = cause_of(finding.location, *ranked.target);
  std::string message = headline(finding) + ". " + advice(finding);
  if (!cause.is_published) message += " " + published_note(cause, finding.location);
  const std::string title =
      std::string(name_of(finding.severity)) + ": " + finding.title + " (" + finding.rule_id + ")";
  return " " + place_of(cause) + ",title=" + command_property(title) + "::" + command_data(message);
}

std::string annotation(const std::string& gap, const std::string& path) {
  return " file=" + command_property(path) +
         ",title=" + command_property("packwarden: the audit is incomplete") +
         "::" + command_data(gap);
}

using Annotations = std::array<std::vector<std::string>, kNames.size()>;

Annotations annotations_of(const Report& report) {
  Annotations out;
  std::vector<std::string>& errors = out[static_cast<std::size_t>(Level::error)];
  if (report.targets.empty()) errors.push_back(annotation("nothing was examined", "package.json"));
  for (const TargetReport& target : report.targets) {
    for (const std::string& gap : gaps_of(target)) {
      errors.push_back(annotation(gap, place_of_target(target)));
    }
  }
  for (const RankedFinding& ranked : worst_first(targets_in(report))) {
    if (ranked.judged->suppressed) continue;
    out[static_cast<std::size_t>(level_of(*ranked.judged))].push_back(annotation(ranked));
  }
  return out;
}

/// The last one that is kept says how many are not.
void write_commands(std::string_view name, const std::vector<std::string>& annotations,
                    std::ostream& out) {
  const bool is_cut = annotations.size() > kMostOfType;
  const std::size_t shown = is_cut ? kMostOfType - 1 : annotations.size();
  for (std::size_t i = 0; i < shown; ++i) out << "::" << name << annotations[i] << '\n';
  if (!is_cut) return;
  out << "::" << name << " title=packwarden::+" << annotations.size() - shown
      << " more: GitHub shows so many of a step and no more. The job summary lists them.\n";
}

}  // namespace

void write_github(const Report& report, const ReportStyle& /*style*/, std::ostream& out) {
  const Annotations annotations = annotations_of(report);
  for (std::size_t i = 0; i < kNames.size(); ++i) write_commands(kNames[i], annotations[i], out);
  out << printable(verdict(report)) << '\n';
}

}  // namespace packwarden
