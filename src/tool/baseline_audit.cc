#include <CLI/CLI.hpp>
#include <algorithm>
#include <memory>
#include <utility>

#include "app/baseline_files.h"
#include "app/source_date.h"
#include "base/text.h"
#include "tool/baseline_audit_options.h"
#include "tool/baseline_run.h"
#include "tool/printing.h"
#include "tool/rows.h"

namespace packwarden {
namespace {

/// An entry, and what is wrong with it; nothing: all is well.
struct AuditedEntry {
  const BaselineEntry* entry;
  std::vector<std::string> faults;
};

std::vector<AuditedEntry> audited_entries(const BaselineFile& file, const FoundPlaces& found,
                                          const std::string& where) {
  const Baseline baseline(file, where, today());
  std::vector<AuditedEntry> out;
  for (const BaselineEntry& entry : file.entries) {
    AuditedEntry audited = {&entry, {}};
    if (entry.reason.empty()) audited.faults.emplace_back("no reason");
    if (entry.owner.empty()) audited.faults.emplace_back("no owner");
    if (baseline.is_over(entry)) audited.faults.push_back("over since " + entry.until);
    const bool is_found = std::any_of(found.all.begin(), found.all.end(),
                                      [&](const auto& place) { return place.is_of_same(entry); });
    if (!is_found && found.looked_at(entry)) audited.faults.emplace_back("not found");
    if (!audited.faults.empty()) out.push_back(std::move(audited));
  }
  return out;
}

std::string joined(const std::vector<std::string>& texts) {
  std::string out;
  for (const std::string& text : texts) out += (out.empty() ? "" : ", ") + text;
  return out;
}

Result<void> print(const BaselineFile& file, const std::vector<AuditedEntry>& audited,
                   const std::string& where) {
  return print_page([&](Page& page) {
    for (const AuditedEntry& one : audited) {
      const BaselineEntry& entry = *one.entry;
      page.line(
          {},
          {{where + ":" + std::to_string(entry.line)}, {entry.rule, Tone::strong}, {entry.path}});
      page.line({"  ", 2}, prose(joined(one.faults)));
    }
    const std::string count = grouped(file.entries.size());
    page.line({}, prose(audited.empty() ? count + " entries, and all is well"
                                        : grouped(audited.size()) + " of " + count +
                                              " entries want looking at"));
  });
}

Result<ExitStatus> audit_baseline(const BaselineTexts& texts) {
  TRY_ASSIGN(const Options options, options_of(texts));
  TRY(check_is_whole(options));
  TRY_ASSIGN(const BaselineFile file, read_baseline(options.baseline));
  TRY_ASSIGN(const FoundPlaces found, found_places(options, file, Severity::note));
  const std::vector<AuditedEntry> audited = audited_entries(file, found, options.baseline);
  TRY(print(file, audited, options.baseline));
  return audited.empty() ? ExitStatus::clean : ExitStatus::findings;
}

}  // namespace

Action add_baseline_audit(CLI::App& app) {
  const auto texts = std::make_shared<BaselineTexts>();
  add_baseline_option(app, *texts, "--baseline");
  add_audited_options(app, *texts);
  return [texts] { return audit_baseline(*texts); };
}

}  // namespace packwarden
