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
#include "validate/rule_faults.h"

// The rule compiler, a program of the build: `rulec OUT FILE.json…` checks every rule and its
// examples against each engine and writes the image that packwarden embeds.
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

std::vector<Rule> listed(const RuleSet& rules) {
  return {rules.rules().begin(), rules.rules().end()};
}

Result<void> check_names(const RuleFiles& files) {
  const std::vector<Rule> rules = listed(files.rules);
  const auto faults =
      faults_of_names(rules, [&](std::string_view id) { return files.rules.find(id); });
  if (faults.empty()) return {};
  const RuleFault& first = faults.front();
  return fail(ErrorKind::config, files.file_of.at(first.rule->id) + ": " + first.rule->id,
              first.what);
}

Result<RuleFiles> read_rules(const std::vector<std::string>& paths) {
  RuleFiles files;
  std::vector<Rule> all;
  for (const std::string& path : paths) {
    const std::string file = path.substr(path.rfind('/') + 1);
    TRY_ASSIGN(const std::string json, read_file(path));
    TRY_ASSIGN(std::vector<Rule> rules, RuleSet::parse_file(json, file));
    for (Rule& rule : rules) {
      files.file_of[rule.id] = file;
      all.push_back(std::move(rule));
    }
  }
  TRY_ASSIGN(files.rules, RuleSet::create(std::move(all)));
  TRY(check_names(files));
  return files;
}

/// `rules` hold the examples; the database, made from the image, does not.
Result<void> check_database(const RuleSet& rules, const Database& database) {
  const std::vector<Rule> all = listed(rules);
  TRY_ASSIGN(const std::vector<RuleFault> faults, faults_of_examples(all, database));
  if (faults.empty()) return {};
  const RuleFault& first = faults.front();
  return fail(ErrorKind::config, first.rule->id,
              first.what + " with " + database.engine_name() + ": " + first.example);
}

Result<void> write_file(const std::string& path, std::string_view bytes) {
  std::ofstream out(path, std::ios::binary | std::ios::trunc);
  out.write(bytes.data(), static_cast<std::streamsize>(bytes.size())).flush();
  if (!out) return fail(ErrorKind::io, path, "cannot be written");
  return {};
}

Result<std::string> checked_image(const RuleSet& rules) {
  TRY_ASSIGN(std::string image, compile_image(rules));
  std::vector<EngineKind> kinds = engines();
  std::reverse(kinds.begin(), kinds.end());  // what a pattern means is said before what is refused
  for (const EngineKind kind : kinds) {
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
