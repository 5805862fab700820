#include <fcntl.h>

#include <CLI/CLI.hpp>
#include <memory>

#include "app/catalogue.h"
#include "base/nearest.h"
#include "report/saved_report.h"
#include "source/file_reader.h"
#include "tool/explain_topics.h"
#include "tool/printing.h"
#include "tool/rows.h"

namespace packwarden {
namespace {

constexpr std::size_t kMostShown = 20;

struct Texts {
  std::string id;
  std::string report;
};

void write_field(Page& page, std::string label, std::string_view text) {
  if (text.empty()) return;
  label.resize(8, ' ');
  page.line({"  " + label, 10}, prose(text));
}

/// A line of a policy, to be copied.
void write_allowance(Page& page, std::string_view rule, std::string_view path) {
  const Json allowance =
      Json::Object{{"rule", rule}, {"path", path}, {"reason", "why it may stay"}};
  page.line({"          ", 10}, {{to_text(allowance, -1), Tone::plain, Spelling::pattern}});
}

/// How to live with it; `has_baseline`: there is a command for that.
void write_suppression(Page& page, std::string_view rule, std::string_view path,
                       const CLI::App& root) {
  if (!may_be_allowed(rule)) {
    write_field(page, "accept", "No policy and no comment accepts it.");
    return;
  }
  write_field(page, "accept",
              "If it may stay, add a line to \"allow\" of the policy that --config names:");
  write_allowance(page, rule, path);
  const std::string comment =
      "packwarden-ignore-next-line " + std::string(rule) + " -- why it may stay until YYYY-MM-DD";
  page.line({"          ", 10},
            prose("Or in a comment above it, where --inline-suppressions on is given:"));
  page.line({"          ", 10}, {{comment, Tone::plain, Spelling::pattern}});
  const auto is_baseline = [](const CLI::App* command) {
    return command->get_name() == "baseline";
  };
  if (root.get_subcommands(is_baseline).empty()) return;
  page.line({"          ", 10},
            prose("What is known and is to be dealt with later: packwarden baseline --help"));
}

void write_entry(Page& page, const CatalogueEntry& entry) {
  page.line({}, {{std::string(entry.id), Tone::strong}});
  write_field(page, "what", entry.title);
  write_field(page, "grade", name_of(entry.severity));
  write_field(page, "why", entry.why);
  write_field(page, "fix", entry.fix);
}

void write_topic(Page& page, const ExplainTopic& topic) {
  page.line({}, {{std::string(topic.name), Tone::strong}});
  write_field(page, "what", topic.title);
  write_field(page, "means", topic.why);
  write_field(page, "do", topic.fix);
}

std::string place_of(const SavedFinding& finding) {
  if (finding.start.line == 0) return finding.path;
  return finding.path + ":" + std::to_string(finding.start.line) + ":" +
         std::to_string(finding.start.column);
}

void write_place(Page& page, const SavedFinding& finding) {
  std::vector<Word> words = {{place_of(finding)}};
  for (const std::string& layer : finding.via) words.push_back({"via " + layer});
  page.line({"  where   ", 10}, words);
}

std::string consequence_of(const SavedFinding& finding) {
  if (!finding.suppressed.empty()) return "does not fail, as it is accepted: " + finding.suppressed;
  return finding.fails ? "fails the audit" : "does not fail the audit";
}

void write_finding(Page& page, const SavedFinding& finding, const CLI::App& root) {
  page.section();
  page.line({}, {{finding.rule, Tone::strong}, {finding.fingerprint, Tone::faint}});
  write_field(page, "what", finding.title);
  write_field(page, "in", finding.target);
  write_place(page, finding);
  write_field(page, "found", finding.preview);
  write_field(page, "grade", finding.severity + ", confidence " + finding.confidence);
  write_field(page, "status", consequence_of(finding));
  write_field(page, "why", finding.message);
  write_field(page, "fix", finding.fix);
  if (finding.suppressed.empty()) write_suppression(page, finding.rule, finding.path, root);
}

void write_findings_of_rule(Page& page, std::string_view rule,
                            const std::vector<SavedFinding>& findings) {
  std::size_t count = 0;
  for (const SavedFinding& finding : findings) {
    if (finding.rule != rule || count++ >= kMostShown) continue;
    page.line({count == 1 ? "  found   " : "          ", 10},
              {{finding.fingerprint, Tone::faint}, {place_of(finding)}});
  }
  if (count == 0) write_field(page, "found", "not in this report");
  if (count > kMostShown) {
    write_field(page, "", "and at " + std::to_string(count - kMostShown) + " more places");
  }
}

Result<std::vector<SavedFinding>> read_report(const std::string& path) {
  if (path.empty()) return std::vector<SavedFinding>();
  FileBytes bytes = FileReader(kMaxSavedReportBytes).read(AT_FDCWD, path, Links::follow, path);
  if (!bytes) return fail(std::move(bytes.error().error));
  return parse_saved_report(*bytes, path);
}

/// Several are meant where all are of one fingerprint: packages of a monorepo may share one.
Result<void> check_unique(const std::vector<const SavedFinding*>& found, const Texts& texts) {
  for (const SavedFinding* finding : found) {
    if (finding->fingerprint == found.front()->fingerprint) continue;
    return fail(ErrorKind::config, texts.id,
                std::to_string(found.size()) +
                    " findings of the report begin so: give more of the fingerprint");
  }
  return {};
}

/// The names that may have been meant.
Error nothing_called(const Texts& texts, const std::vector<CatalogueEntry>& entries) {
  std::vector<std::string_view> names;
  for (const ExplainTopic& topic : explain_topics()) names.push_back(topic.name);
  for (const CatalogueEntry& entry : entries) names.push_back(entry.id);
  const std::string meant = did_you_mean(texts.id, names);
  std::string what = texts.report.empty() ? "there is no rule or check of this name"
                                          : "there is no rule, no check, and in the report no "
                                            "finding with a fingerprint that begins so";
  what += meant;
  if (meant.empty() && texts.report.empty()) {
    what += "; for the fingerprint of a finding name its report: --report FILE";
  }
  return {ErrorKind::config, texts.id, what, std::nullopt};
}

const ExplainTopic* topic_called(std::string_view name) {
  for (const ExplainTopic& topic : explain_topics()) {
    if (topic.name == name) return &topic;
  }
  return nullptr;
}

Result<void> explain_entry(const CatalogueEntry& entry, const Texts& texts,
                           const std::vector<SavedFinding>& saved, const CLI::App& root) {
  return print_page([&](Page& page) {
    write_entry(page, entry);
    write_suppression(page, entry.id, "PATH", root);
    if (!texts.report.empty()) write_findings_of_rule(page, entry.id, saved);
    write_field(page, "more", "packwarden rules show " + std::string(entry.id));
  });
}

Result<ExitStatus> explain(const Texts& texts, const CLI::App& root) {
  TRY_ASSIGN(const std::vector<SavedFinding> saved, read_report(texts.report));
  if (const ExplainTopic* topic = topic_called(texts.id); topic != nullptr) {
    TRY(print_page([&](Page& page) { write_topic(page, *topic); }));
    return ExitStatus::clean;
  }
  TRY_ASSIGN(const Database database, Database::built_in(EngineKind::re2));
  const std::vector<CatalogueEntry> entries = catalogue(database);
  if (const auto entry = entry_called(texts.id, entries)) {
    TRY(explain_entry(**entry, texts, saved, root));
    return ExitStatus::clean;
  }
  const std::vector<const SavedFinding*> found = findings_called(texts.id, saved);
  if (found.empty()) return fail(nothing_called(texts, entries));
  TRY(check_unique(found, texts));
  TRY(print_page([&](Page& page) {
    for (const SavedFinding* finding : found) write_finding(page, *finding, root);
  }));
  return ExitStatus::clean;
}

}  // namespace

Action add_explain(CLI::App& app) {
  const auto texts = std::make_shared<Texts>();
  app.add_option("ID", texts->id,
                 "Of a rule or a check, a status, the kind of a problem, or with --report the "
                 "fingerprint of a finding or its first characters")
      ->required();
  app.add_option("--report", texts->report, "What an audit wrote with --format json=FILE")
      ->type_name("FILE");
  const CLI::App* root = app.get_parent();
  return [texts, root] { return explain(*texts, *root); };
}

}  // namespace packwarden
