#include <CLI/CLI.hpp>
#include <algorithm>
#include <memory>

#include "app/rule_files.h"
#include "base/text.h"
#include "tool/printing.h"
#include "tool/rows.h"
#include "validate/rule_faults.h"

namespace packwarden {
namespace {

struct Texts {
  std::vector<std::string> files;
  bool json = false;
};

/// What is wrong with rule files, sorted by place, and how many rules there are.
struct Outcome {
  std::vector<Error> faults;
  std::size_t built_in = 0;  // that have the id of a built-in one
  std::size_t sound = 0;
};

bool is_of(const std::vector<Rule>& rules, std::string_view id) {
  return std::any_of(rules.begin(), rules.end(), [&](const Rule& rule) { return rule.id == id; });
}

/// `rules` among the built-in ones, of which those go that have the same id: whoever checks the
/// source of a built-in rule means that one.
Result<Database> database_of(const std::vector<Rule>& rules, const Database& built_in) {
  std::vector<Rule> all = rules;
  for (const RuleSet* set : {&built_in.rules(), &built_in.refining_rules()}) {
    std::copy_if(set->rules().begin(), set->rules().end(), std::back_inserter(all),
                 [&](const Rule& rule) { return !is_of(rules, rule.id); });
  }
  TRY_ASSIGN(const RuleSet set, RuleSet::create(std::move(all)));
  return Database::compile(set);
}

Error error_at(const RuleFiles& files, const Rule& rule, std::string what) {
  const auto number = static_cast<std::size_t>(&rule - files.rules.data());
  return {ErrorKind::config, files.of[number] + ": " + rule.id, std::move(what), std::nullopt};
}

Result<Outcome> check_files(const std::vector<std::string>& paths) {
  TRY_ASSIGN(const Database built_in, Database::built_in(EngineKind::re2));
  TRY_ASSIGN(RuleFiles files, read_rule_files(paths, built_in));
  TRY_ASSIGN(const Database database, database_of(files.rules, built_in));
  TRY_ASSIGN(const std::vector<RuleFault> found, faults_of_examples(files.rules, database));
  Outcome out;
  out.faults = files.faults;
  for (const RuleFault& fault : found)
    out.faults.push_back(error_at(files, *fault.rule, fault.what));
  for (const Rule& rule : files.rules) {
    const bool is_sound = std::none_of(found.begin(), found.end(),
                                       [&](const RuleFault& fault) { return fault.rule == &rule; });
    out.sound += is_sound ? 1 : 0;
    out.built_in += built_in.find_rule(rule.id) != nullptr ? 1 : 0;
  }
  return out;
}

Json json_of(const std::vector<Error>& errors) {
  Json::Array out;
  for (const Error& error : errors) {
    out.push_back(Json::Object{{"where", error.where}, {"what", error.what}});
  }
  return out;
}

Result<void> print(const Outcome& outcome, const Texts& texts) {
  if (texts.json) {
    return print_json(Json::Object{{"schema", "packwarden/rules-check/1"},
                                   {"sound", static_cast<std::uint64_t>(outcome.sound)},
                                   {"faults", json_of(outcome.faults)},
                                   {"built_in", static_cast<std::uint64_t>(outcome.built_in)}});
  }
  return print_page([&](Page& page) {
    const auto write = [&](const Error& error, Tone tone) {
      std::vector<Word> words = {{error.where + ":", tone}};
      for (Word& word : prose(error.what)) words.push_back(std::move(word));
      page.line({"", 2}, words);
    };
    for (const Error& fault : outcome.faults) write(fault, Tone::alarm);
    if (outcome.built_in > 0) {
      page.line({}, prose(counted(outcome.built_in, "rule") +
                              " with the id of a built-in one: --rules would not take that.",
                          Tone::faint));
    }
    const std::string faults =
        outcome.faults.empty() ? "" : ", " + counted(outcome.faults.size(), "fault");
    const bool is_one = outcome.sound == 1;
    page.line({}, prose(counted(outcome.sound, "rule") + (is_one ? " is" : " are") + " sound" +
                        faults + "."));
  });
}

Result<ExitStatus> check_rules(const Texts& texts) {
  TRY_ASSIGN(const Outcome outcome, check_files(texts.files));
  TRY(print(outcome, texts));
  return outcome.faults.empty() ? ExitStatus::clean : ExitStatus::findings;
}

}  // namespace

Action add_rules_check(CLI::App& app) {
  const auto texts = std::make_shared<Texts>();
  app.add_option("FILE", texts->files, "Files of rules, in the form of rules/README.md")
      ->required();
  app.add_flag("--json", texts->json, "One document for programs, schema packwarden/rules-check/1");
  return [texts] { return check_rules(*texts); };
}

}  // namespace packwarden
