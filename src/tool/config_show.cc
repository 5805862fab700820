#include <CLI/CLI.hpp>
#include <algorithm>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "app/concealing.h"
#include "app/options.h"
#include "app/policy_files.h"
#include "policy/shown_policy.h"
#include "tool/printing.h"
#include "tool/rows.h"

namespace packwarden {
namespace {

struct Texts {
  std::string directory = ".";
  std::string config;
  std::string config_from;
  bool json = false;
};

/// What counts in the directory, and what of its own policy does not.
struct Shown {
  std::vector<ShownSetting> settings;
  std::vector<std::string> notes;
};

Result<Shown> settings_in(const Texts& texts) {
  Options options;
  options.config = texts.config;
  options.config_from = texts.config_from;
  TRY_ASSIGN(const Database database, Database::built_in(EngineKind::re2));
  TRY_ASSIGN(const Policy policy, policy_of(options, database));
  Result<PackagePolicy> here = policy_in(policy, texts.directory, options, database);
  TRY_ASSIGN(Inspector inspector, concealing_inspector(database));
  if (!here) {  // whatever lies there may quote a secret
    here.error().what = inspector.conceal(here.error().what);
    return fail(std::move(here.error()));
  }
  Shown out{shown_settings(here->policy), std::move(here->notes)};
  for (ShownSetting& setting : out.settings) setting.value = inspector.conceal(setting.value);
  for (std::string& note : out.notes) note = inspector.conceal(note);
  return out;
}

Result<void> print_document(const Shown& shown) {
  Json::Array settings;
  for (const ShownSetting& one : shown.settings) {
    settings.push_back(
        Json::Object{{"key", one.key}, {"value", one.value}, {"origin", one.origin}});
  }
  Json::Array notes;
  for (const std::string& note : shown.notes) notes.emplace_back(note);
  return print_json(Json::Object{{"schema", "packwarden/config/1"},
                                 {"settings", std::move(settings)},
                                 {"notes", std::move(notes)}});
}

void write_page(const Shown& shown, Page& page) {
  constexpr std::size_t kColumn = 20;
  for (const ShownSetting& one : shown.settings) {
    std::string key = one.key;
    key.resize(std::max(key.size(), kColumn), ' ');
    std::vector<Word> words = prose(one.value, Tone::strong);
    words.push_back({"[" + one.origin + "]", Tone::faint});
    page.line({key, kColumn, Tone::plain}, words);
  }
  for (const std::string& note : shown.notes) {
    page.section();
    page.line({"note: ", 6, Tone::caution}, prose(note));
  }
}

Result<ExitStatus> show_config(const Texts& texts) {
  TRY_ASSIGN(const Shown shown, settings_in(texts));
  TRY(texts.json ? print_document(shown)
                 : print_page([&](Page& page) { write_page(shown, page); }));
  return ExitStatus::clean;
}

}  // namespace

Action add_config_show(CLI::App& app) {
  const auto texts = std::make_shared<Texts>();
  app.add_option("DIR", texts->directory, "A package directory [.]");
  app.add_option("--config", texts->config, "The policy, as audits take it")->type_name("FILE");
  app.add_option("--config-from", texts->config_from,
                 "Read it as a revision of git has it, as audits do")
      ->type_name("REV");
  app.add_flag("--json", texts->json, "One document for programs, schema packwarden/config/1");
  return [texts] { return show_config(*texts); };
}

}  // namespace packwarden
