#include <CLI/CLI.hpp>
#include <algorithm>
#include <memory>

#include "app/catalogue.h"
#include "tool/printing.h"
#include "tool/rows.h"

namespace packwarden {
namespace {

struct Texts {
  std::string id;
  bool json = false;
};

void add_texts(const char* key, const std::vector<std::string>& texts, Json::Object& out) {
  if (texts.empty()) return;
  out.emplace_back(key, Json::Array(texts.begin(), texts.end()));
}

void add_rule(const Rule& rule, Json::Object& out) {
  out.emplace_back("provider", rule.provider);
  out.emplace_back("confidence", name_of(rule.confidence));
  if (rule.kind == FindingKind::secret) out.emplace_back("class", name_of(rule.secret_class));
  out.emplace_back("pattern", rule.pattern);
  add_texts("keywords", rule.keywords, out);
  if (rule.is_refinement()) out.emplace_back("refines", rule.refines);
  add_texts("companions", rule.companions, out);
  if (!rule.validator.empty()) out.emplace_back("validator", rule.validator);
  add_texts("references", rule.references, out);
}

Json json_of(const CatalogueEntry& entry) {
  Json::Object out = {{"schema", "packwarden/rule/1"},
                      {"id", entry.id},
                      {"kind", name_of(entry.kind)},
                      {"title", entry.title},
                      {"message", entry.why},
                      {"fix", entry.fix},
                      {"severity", name_of(entry.severity)}};
  if (entry.rule != nullptr) add_rule(*entry.rule, out);
  return out;
}

std::string joined(const std::vector<std::string>& texts) {
  std::string out;
  for (const std::string& text : texts) out += (out.empty() ? "" : ", ") + text;
  return out;
}

void write_words(Page& page, std::string label, const std::vector<Word>& words) {
  label.resize(12, ' ');
  page.line({"  " + label, 14}, words);
}

void write_field(Page& page, const std::string& label, const std::string& text) {
  if (!text.empty()) write_words(page, label, prose(text));
}

void write_rule(Page& page, const Rule& rule) {
  write_field(page, "provider", rule.provider);
  write_field(page, "confidence", std::string(name_of(rule.confidence)));
  write_words(page, "pattern", {{rule.pattern, Tone::plain, Spelling::pattern}});
  write_field(page, "keywords", joined(rule.keywords));
  write_field(page, "refines", rule.refines);
  write_field(page, "companions", joined(rule.companions));
  write_field(page, "validator", rule.validator);
  for (const std::string& reference : rule.references) write_field(page, "reference", reference);
}

void write_page(Page& page, const CatalogueEntry& entry) {
  page.line({}, {{std::string(entry.id), Tone::strong}});
  write_field(page, "title", std::string(entry.title));
  write_field(page, "kind", std::string(name_of(entry.kind)));
  write_field(page, "severity", std::string(name_of(entry.severity)));
  for (const NamedGroup& group : named_groups()) {
    if (group.group == entry.group) {
      write_field(page, "runs with", "--group " + std::string(group.name));
    }
  }
  write_field(page, "why", std::string(entry.why));
  write_field(page, "fix", std::string(entry.fix));
  if (entry.rule != nullptr) write_rule(page, *entry.rule);
}

Result<ExitStatus> show_rule(const Texts& texts) {
  TRY_ASSIGN(const Database database, Database::built_in(EngineKind::re2));
  const std::vector<CatalogueEntry> entries = catalogue(database);
  TRY_ASSIGN(const CatalogueEntry* entry, entry_called(texts.id, entries));
  if (texts.json) {
    TRY(print_json(json_of(*entry)));
  } else {
    TRY(print_page([&](Page& page) { write_page(page, *entry); }));
  }
  return ExitStatus::clean;
}

}  // namespace

Action add_rules_show(CLI::App& app) {
  const auto texts = std::make_shared<Texts>();
  app.add_option("ID", texts->id, "Of a rule or a check: packwarden rules list")->required();
  app.add_flag("--json", texts->json, "One document for programs, schema packwarden/rule/1");
  return [texts] { return show_rule(*texts); };
}

}  // namespace packwarden
