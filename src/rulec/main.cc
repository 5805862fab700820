#include <algorithm>
#include <fstream>
#include <iostream>
#include <iterator>
#include <string>
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

Result<RuleSet> read_rules(const std::vector<std::string>& paths) {
  std::vector<Rule> all;
  for (const std::string& path : paths) {
    const std::string name = path.substr(path.rfind('/') + 1);
    TRY_ASSIGN(const std::string json, read_file(path));
    TRY_ASSIGN(std::vector<Rule> rules, RuleSet::parse_file(json, name));
    for (Rule& rule : rules) {
      if (!rule.validator.empty() && find_validator(rule.validator) == nullptr) {
        return fail(ErrorKind::config, name + ": " + rule.id,
                    "no validator is called \"" + rule.validator + "\"");
      }
      all.push_back(std::move(rule));
    }
  }
  return RuleSet::create(std::move(all));
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
    TRY(inspector.inspect("example", text, findings));
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
  TRY_ASSIGN(Inspector inspector, Inspector::create(database));
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

Result<void> run(const std::string& out, const std::vector<std::string>& paths) {
  TRY_ASSIGN(const RuleSet rules, read_rules(paths));
  TRY_ASSIGN(const std::string image, compile_image(rules));
  for (const EngineKind kind : {EngineKind::re2, EngineKind::hyperscan}) {
    TRY_ASSIGN(const Database database, Database::from_image(image, kind));
    TRY(check_database(rules, database));
  }
  return write_file(out, image);
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
