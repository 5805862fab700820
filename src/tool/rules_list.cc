#include <CLI/CLI.hpp>
#include <algorithm>
#include <memory>

#include "app/catalogue.h"
#include "tool/printing.h"
#include "tool/rows.h"

namespace packwarden {
namespace {

struct Texts {
  std::string kind;
  std::string severity;
  bool json = false;
};

bool is_wanted(const CatalogueEntry& entry, const Texts& texts) {
  if (!texts.kind.empty() && name_of(entry.kind) != texts.kind) return false;
  return texts.severity.empty() || entry.severity >= *severity_named(texts.severity);
}

Json json_of(const CatalogueEntry& entry) {
  return Json::Object{{"id", entry.id},
                      {"kind", name_of(entry.kind)},
                      {"severity", name_of(entry.severity)},
                      {"title", entry.title}};
}

Result<void> print(const std::vector<CatalogueEntry>& entries, const Texts& texts) {
  if (texts.json) {
    Json::Array rules;
    for (const CatalogueEntry& entry : entries) rules.push_back(json_of(entry));
    return print_json(Json::Object{{"schema", "packwarden/rules/1"}, {"rules", std::move(rules)}});
  }
  return print_page([&](Page& page) {
    for (const CatalogueEntry& entry : entries) {
      std::string severity = std::string(name_of(entry.severity));
      severity.resize(9, ' ');
      std::vector<Word> words = {{std::string(entry.id), Tone::strong}};
      for (Word& word : prose(entry.title)) words.push_back(std::move(word));
      page.line({severity, 11, Tone::faint}, words);
    }
  });
}

Result<ExitStatus> list_rules(const Texts& texts) {
  TRY_ASSIGN(const Database database, Database::built_in(EngineKind::re2));
  std::vector<CatalogueEntry> entries = catalogue(database);
  std::erase_if(entries, [&](const auto& entry) { return !is_wanted(entry, texts); });
  TRY(print(entries, texts));
  return ExitStatus::clean;
}

}  // namespace

Action add_rules_list(CLI::App& app) {
  const auto texts = std::make_shared<Texts>();
  app.add_option("--kind", texts->kind, "Of one kind alone: secret or content")
      ->type_name("KIND")
      ->check(CLI::IsMember({"secret", "content"}));
  app.add_option("--severity", texts->severity, "Of this severity and worse")
      ->type_name("SEVERITY")
      ->check(CLI::IsMember({"note", "low", "medium", "high", "critical"}));
  app.add_flag("--json", texts->json, "One document for programs, schema packwarden/rules/1");
  return [texts] { return list_rules(*texts); };
}

}  // namespace packwarden
