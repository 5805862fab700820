#include <algorithm>
#include <fstream>
#include <iostream>
#include <iterator>
#include <map>
#include <string>
#include <utility>
#include <vector>

#include "match/database.h"
#include "rule/rule_set.h"
#include "rulec/compiler.h"
#include "validate/inspector.h"
#include "validate/validators.h"

// The rule compiler, a program of the build: `rulec OUT FILE.json…` checks every rule and its
// examples against both engines and writes the image that packwarden embeds.
namespace packwarden {
namespace {

Result<std::string> read_file(const std::string& path) {
  std::ifstream in(path, std::ios::binary);
  if (!in) return fail(ErrorKind::io, path, "cannot be read");
  return std::string(std::istreambuf_iterator<char>(in), {});
}

/// The rules, and which file each stands in.
struct RuleFiles {
  RuleSet rules;
  std::map<std::string, std::string> file_of;  // by rule id
};

Result<void> check_validator(const Rule& rule, const std::string& file) {
  if (rule.validator.empty() || find_validator(rule.validator) != nullptr) return {};
  return fail(ErrorKind::config, file + ": " + rule.id,
              "no validator is called \"" + rule.validator + "\"");
}

/// What refines another rule does so once: that one looks at the text.
Result<void> check_refined(const RuleFiles& files) {
  for (const Rule& rule : files.rules.rules()) {
    if (!rule.is_refinement()) continue;
    const Rule* refined = files.rules.find(rule.refines);
    if (refined != nullptr && !refined->is_refinement()) continue;
    return fail(ErrorKind::config, files.file_of.at(rule.id) + ": " + rule.id,
                "refines \"" + rule.refines + "\", which is no rule that looks at texts");
  }
  return {};
}

Result<void> check_companions(const RuleFiles& files) {
  for (const Rule& rule : files.rules.rules()) {
    for (const std::string& id : rule.companions) {
      if (files.rules.find(id) != nullptr && id != rule.id) continue;
      return fail(ErrorKind::config, files.file_of.at(rule.id) + ": " + rule.id,
                  "no other rule is called \"" + id + "\"");
    }
  }
  return {};
}

Result<RuleFiles> read_rules(const std::vector<std::string>& paths) {
  RuleFiles files;
  std::vector<Rule> all;
  for (const std::string& path : paths) {
    const std::string file = path.substr(path.rfind('/') + 1);
    TRY_ASSIGN(const std::string json, read_file(path));
    TRY_ASSIGN(std::vector<Rule> rules, RuleSet::parse_file(json, file));
    for (Rule& rule : rules) {
      TRY(check_validator(rule, file));
      files.file_of[rule.id] = file;
      all.push_back(std::move(rule));
    }
  }
  TRY_ASSIGN(files.rules, RuleSet::create(std::move(all)));
  TRY(check_refined(files));
  TRY(check_companions(files));
  return files;
}

bool found_by(const Rule& rule, const std::vector<Finding>& findings) {
  return std::any_of(findings.begin(), findings.end(), [&](const Finding& finding) {
    const auto is_rule = [&](const AlsoAt& also) { return also.rule_id == rule.id; };
    return finding.rule_id == rule.id ||
           std::any_of(finding.also.begin(), finding.also.end(), is_rule);
  });
}

enum class Expected : bool { nothing, finding };

Result<void> check_examples(const Rule& rule, const std::vector<std::string>& texts,
                            Expected expected, std::string_view engine, Inspector& inspector) {
  for (const std::string& text : texts) {
    std::vector<Finding> findings;
    const ContentSink content = {findings, [](const Member& /*member*/) {}};
    TRY(inspector.inspect("example", text, findings, &content));
    if (found_by(rule, findings) == (expected == Expected::finding)) continue;
    return fail(
        ErrorKind::config, rule.id,
        std::string(expected == Expected::finding ? "finds nothing in its example"
                                                  : "finds something in its negative example") +
            " with " + std::string(engine) + ": " + text);
  }
  return {};
}

/// `rules` hold the examples; the database, made from the image, does not.
Result<void> check_database(const RuleSet& rules, const Database& database) {
  TRY_ASSIGN(const ValueTagger tagger, ValueTagger::create());
  TRY_ASSIGN(Inspector inspector, Inspector::create({database, tagger}));
  const std::string& engine = database.engine_name();
  for (const Rule& rule : rules.rules()) {
    TRY(check_examples(rule, rule.examples, Expected::finding, engine, inspector));
    TRY(check_examples(rule, rule.negative_examples, Expected::nothing, engine, inspector));
  }
  return {};
}

Result<void> write_file(const std::string& path, std::string_view bytes) {
  std::ofstream out(path, std::ios::binary | std::ios::trunc);
  out.write(bytes.data(), static_cast<std::streamsize>(bytes.size())).flush();
  if (!out) return fail(ErrorKind::io, path, "cannot be written");
  return {};
}

Result<std::string> checked_image(const RuleSet& rules) {
  TRY_ASSIGN(std::string image, compile_image(rules));
  for (const EngineKind kind : {EngineKind::re2, EngineKind::hyperscan}) {
    TRY_ASSIGN(const Database database, Database::from_image(image, kind));
    TRY(check_database(rules, database));
  }
  return image;
}

Result<void> run(const std::string& out, const std::vector<std::string>& paths) {
  TRY_ASSIGN(const RuleFiles files, read_rules(paths));
  const Result<std::string> image = checked_image(files.rules);
  if (image) return write_file(out, *image);
  Error error = image.error();
  const auto file = files.file_of.find(error.where);
  if (file != files.file_of.end()) error.where = file->second + ": " + error.where;
  return fail(std::move(error));
}

}  // namespace
}  // namespace packwarden

int main(int argc, char** argv) {
  if (argc < 3) {
    std::cerr << "usage: rulec OUT FILE.json...\n";
    return 2;
  }
  const auto outcome = packwarden::run(argv[1], {argv + 2, argv + argc});
  if (outcome) return 0;
  std::cerr << "rulec: " << outcome.error().where << ": " << outcome.error().what << '\n';
  return 1;
}
