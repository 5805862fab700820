#include <algorithm>
#include <array>
#include <ostream>

#include "base/text.h"
#include "report/page.h"
#include "report/text_findings.h"
#include "report/verdict.h"
#include "report/writers.h"

namespace packwarden {
namespace {

/// Files listed before `--verbose` is asked for. A package of more is listed by its largest.
constexpr std::size_t kFilesShown = 20;
constexpr std::size_t kSizeWidth = 8;  // of "999.9 kB"

using Files = std::vector<const ListedEntry*>;

std::string right_aligned(std::string_view text, std::size_t width) {
  return std::string(width - std::min(width, text.size()), ' ') + std::string(text);
}

std::string full_name(const SourceFacts& facts) {
  return facts.version.empty() ? facts.name : facts.name + "@" + facts.version;
}

/// "package leaky-demo@1.0.0 (leaky-demo-1.0.0.tgz)": what is audited, and the words that help to
/// tell it from other targets.
std::vector<Word> title_of(const SourceFacts& facts) {
  std::vector<Word> words = {{std::string(name_of(facts.kind))}};
  const bool package = facts.kind == SourceKind::package;
  if (package && !facts.name.empty()) words.push_back({full_name(facts), Tone::strong});
  if (package && !facts.filename.empty()) words.push_back({"(" + facts.filename + ")"});
  const bool elsewhere = !facts.root.empty() && facts.root != ".";
  if (package && elsewhere) words.push_back({"in"});
  if (elsewhere) words.push_back({facts.root, package ? Tone::plain : Tone::strong});
  if (!package && !facts.name.empty()) words.push_back({"(" + full_name(facts) + ")"});
  return words;
}

bool is_larger(const ListedEntry* a, const ListedEntry* b) {
  return a->bytes != b->bytes ? a->bytes > b->bytes : a->path < b->path;
}

/// All by path when they are few, else the largest, by size.
Files shown_files(const TargetReport& target, Verbosity verbosity) {
  Files files;
  files.reserve(target.entries.size());
  for (const ListedEntry& entry : target.entries) files.push_back(&entry);
  if (verbosity == Verbosity::verbose || files.size() <= kFilesShown) return files;
  const auto end = files.begin() + std::ptrdiff_t{kFilesShown};
  std::partial_sort(files.begin(), end, files.end(), is_larger);
  files.erase(end, files.end());
  return files;
}

void write_listing(Page& page, const TargetReport& target) {
  if (target.entries.empty() || page.verbosity() == Verbosity::quiet) return;
  const Files shown = shown_files(target, page.verbosity());
  const std::size_t left_out = target.entries.size() - shown.size();
  std::string heading = "Contents: " + counted(target.entries.size(), "file");
  if (left_out > 0) heading += ", the largest:";
  page.section();
  page.line({}, prose(heading));
  for (const ListedEntry* entry : shown) {
    const std::string size = "  " + right_aligned(human_bytes(entry->bytes), kSizeWidth) + "  ";
    std::vector<Word> words = {{entry->path}};
    for (Word& word : packed_only_by(entry->packed_by.list(), target.facts.npm_profiles)) {
      words.push_back(std::move(word));
    }
    page.line({size, size.size()}, words);
  }
  if (left_out == 0) return;
  page.line({"  ", 4},
            prose("… and " + counted(left_out, "more file") + ", `--verbose` lists all"));
}

std::string mark_of(Change change) {
  if (change == Change::changed) return "~";
  return change == Change::added ? "+" : "-";
}

/// "12 new, 1 gone, 3 changed"
std::string summary_of(const std::vector<ListedChange>& changes) {
  const auto count = [&](Change change) {
    return grouped(static_cast<std::uint64_t>(
        std::count_if(changes.begin(), changes.end(),
                      [&](const ListedChange& one) { return one.change == change; })));
  };
  return count(Change::added) + " new, " + count(Change::removed) + " gone, " +
         count(Change::changed) + " changed";
}

/// The files that differ from the release before.
void write_changes(Page& page, const TargetReport& target) {
  if (!target.changes || page.verbosity() == Verbosity::quiet) return;
  const std::vector<ListedChange>& changes = *target.changes;
  const std::size_t shown = page.verbosity() == Verbosity::verbose
                                ? changes.size()
                                : std::min(changes.size(), kFilesShown);
  page.section();
  page.line({}, prose("Files since the last release: " + summary_of(changes)));
  for (std::size_t i = 0; i < shown; ++i) {
    const ListedChange& one = changes[i];
    std::string sizes = human_bytes(one.change == Change::removed ? one.bytes_before : one.bytes);
    if (one.change == Change::changed) sizes = human_bytes(one.bytes_before) + " -> " + sizes;
    const std::string start = "  " + mark_of(one.change) + " ";
    page.line({start, start.size()}, {{one.path}, {"(" + sizes + ")", Tone::faint}});
  }
  if (shown == changes.size()) return;
  page.line({"  ", 4}, prose("… and " + counted(changes.size() - shown, "more file") +
                             ", `--verbose` lists all"));
}

void write_problems(Page& page, const TargetReport& target) {
  if (target.problems.empty()) return;
  page.section();
  page.line({}, prose("Problems:"));
  for (const Error& problem : target.problems) {
    std::vector<Word> words;
    if (!problem.where.empty()) words.push_back({problem.where + ":", Tone::caution});
    for (Word& word : prose(problem.what)) words.push_back(std::move(word));
    page.line({"  ", 4}, words);
  }
}

void write_notes(Page& page, const TargetReport& target) {
  if (target.notes.empty() || page.verbosity() == Verbosity::quiet) return;
  page.section();
  page.line({}, prose("Notes:"));
  for (const std::string& note : target.notes) page.line({"  ", 4}, prose(note));
}

void row(Page& page, std::string_view label, const std::vector<Word>& words) {
  std::string start = "  " + std::string(label);
  start.resize(12, ' ');
  page.line({start, start.size()}, words);
}

/// The three numbers of the invariant under one another: seen = examined + named.
void write_coverage(Page& page, const TargetReport& target) {
  struct Line {
    std::string_view label;
    Coverage coverage;
  };
  const std::array<Line, 3> lines = {
      {{"seen", target.seen}, {"examined", target.scanned}, {"named", target.named}}};
  std::size_t width = 0;
  for (const Line& line : lines) width = std::max(width, grouped(line.coverage.entries).size());
  for (const Line& line : lines) {
    const std::uint64_t entries = line.coverage.entries;
    const std::string count =
        right_aligned(grouped(entries), width) + (entries == 1 ? " file " : " files");
    row(page, line.label,
        {{count + "  " + right_aligned(human_bytes(line.coverage.bytes), kSizeWidth)}});
  }
}

std::vector<Word> profiles_of(const SourceFacts& facts) {
  std::vector<Word> words;
  for (const int profile : facts.npm_profiles) {
    if (!words.empty()) words.back().text += ",";
    words.push_back({std::to_string(profile)});
  }
  return words;
}

void write_summary(Page& page, const TargetReport& target) {
  if (page.verbosity() == Verbosity::quiet || target.seen.entries == 0) return;
  page.section();
  page.line({}, prose("Summary"));
  write_coverage(page, target);
  row(page, "findings", prose(describe_findings(tally_of(target))));
  row(page, "problems", {{grouped(target.problems.size())}});
  const std::vector<Word> profiles = profiles_of(target.facts);
  if (!profiles.empty()) row(page, "npm", profiles);
}

/// Quiet reports leave out a target of which there is nothing to say.
bool is_silent(const TargetReport& target, Verbosity verbosity) {
  if (verbosity != Verbosity::quiet || !target.problems.empty()) return false;
  return std::all_of(target.findings.begin(), target.findings.end(), [](const Judged& judged) {
    return judged.finding.severity == Severity::note && !judged.fails && !judged.suppressed;
  });
}

void write_target(Page& page, const TargetReport& target) {
  if (is_silent(target, page.verbosity())) return;
  page.section();
  page.line({"", 2}, title_of(target.facts));
  write_listing(page, target);
  write_changes(page, target);
  write_findings(page, target);
  write_problems(page, target);
  write_notes(page, target);
  write_summary(page, target);
}

Tone tone_of(ReportStatus status) {
  switch (status) {
    case ReportStatus::clean:
      return Tone::good;
    case ReportStatus::findings:
      return Tone::alarm;
    case ReportStatus::incomplete:
      return Tone::caution;
  }
  return Tone::caution;
}

/// Of several targets, which one is to blame.
void write_overview(Page& page, const Report& report) {
  if (report.targets.size() < 2) return;
  page.section();
  page.line({}, prose("Targets"));
  for (const TargetReport& target : report.targets) {
    const ReportStatus status = status_of(target);
    std::string start = "  " + std::string(name_of(status));
    start.resize(14, ' ');
    page.line({start, start.size(), tone_of(status)}, title_of(target.facts));
  }
}

void write_tool(Page& page, const ToolFacts& tool) {
  if (page.verbosity() != Verbosity::verbose) return;
  page.section();
  page.line({"packwarden ", 2, Tone::plain},
            prose(tool.version + ", " + tool.engine + ", rules " + tool.rules));
}

}  // namespace

void write_text(const Report& report, const ReportStyle& style, std::ostream& out) {
  Page page(style, out);
  for (const TargetReport& target : report.targets) write_target(page, target);
  write_overview(page, report);
  write_tool(page, report.tool);
  page.section();
  page.line({}, {{verdict(report), tone_of(status_of(report))}});
}

}  // namespace packwarden
