#include "app/rule_files.h"

#include <fcntl.h>

#include <algorithm>
#include <map>
#include <utility>

#include "app/catalogue.h"
#include "app/subject.h"
#include "match/confirm.h"
#include "source/file_reader.h"
#include "validate/rule_faults.h"

namespace packwarden {
namespace {

std::string place_of(const std::string& file, const Rule& rule) { return file + ": " + rule.id; }

Result<void> read_into(RuleFiles& out, const std::string& path) {
  TRY_ASSIGN(const std::string text, read_whole_file(path, kMaxRuleFileBytes));
  for (Rule& rule : RuleSet::parse_file(text, path, out.faults)) {
    out.rules.push_back(std::move(rule));
    out.of.push_back(path);
  }
  if (out.rules.size() <= kMostExtraRules) return {};
  return fail(limit_error(path, "too many rules", {"rules", kMostExtraRules}));
}

/// Keeps the rules of which `is_fault` says nothing: "" where all is well.
template <class Fault>
void sift(RuleFiles& files, Fault is_fault) {
  RuleFiles kept;
  for (std::size_t i = 0; i < files.rules.size(); ++i) {
    if (std::string what = is_fault(files.rules[i]); !what.empty()) {
      files.faults.push_back({ErrorKind::config, place_of(files.of[i], files.rules[i]),
                              std::move(what), std::nullopt});
      continue;
    }
    kept.rules.push_back(std::move(files.rules[i]));
    kept.of.push_back(std::move(files.of[i]));
  }
  files.rules = std::move(kept.rules);
  files.of = std::move(kept.of);
}

void refuse_twins(RuleFiles& files) {
  std::map<std::string, int, std::less<>> seen;
  sift(files, [&](const Rule& rule) {
    return std::string(seen[rule.id]++ == 0 ? "" : "two rules have this id");
  });
}

void refuse_large_ones(RuleFiles& files) {
  sift(files, [](const Rule& rule) {
    const Result<void> outcome = check_compiles(rule);
    return outcome ? std::string() : outcome.error().what;
  });
}

/// One that refers to a rule that is refused is refused, too: hence once more.
void refuse_bad_names(RuleFiles& files, const Database& built_in) {
  for (std::size_t before = files.rules.size() + 1; before != files.rules.size();) {
    before = files.rules.size();
    std::map<std::string, const Rule*, std::less<>> own;
    for (const Rule& rule : files.rules) own[rule.id] = &rule;
    const auto find = [&](std::string_view id) {
      const auto found = own.find(id);
      return found != own.end() ? found->second : built_in.find_rule(id);
    };
    std::map<const Rule*, std::string> what;
    for (RuleFault& fault : faults_of_names(files.rules, find)) {
      what.emplace(fault.rule, std::move(fault.what));
    }
    sift(files, [&](const Rule& rule) {
      const auto found = what.find(&rule);
      return found == what.end() ? std::string() : found->second;
    });
  }
}

}  // namespace

Result<RuleFiles> read_rule_files(const std::vector<std::string>& paths, const Database& built_in) {
  RuleFiles out;
  for (const std::string& path : paths) TRY(read_into(out, path));
  refuse_twins(out);
  refuse_large_ones(out);
  refuse_bad_names(out, built_in);
  return out;
}

Result<Database> with_rule_files(Database built_in, const std::vector<std::string>& paths) {
  if (paths.empty()) return built_in;
  TRY_ASSIGN(RuleFiles files, read_rule_files(paths, built_in));
  const std::vector<CatalogueEntry> entries = catalogue(built_in);
  sift(files, [&](const Rule& rule) {
    const bool is_taken =
        std::any_of(entries.begin(), entries.end(),
                    [&](const CatalogueEntry& entry) { return entry.id == rule.id; });
    return std::string(is_taken ? "a rule or a check that is built in is called so, too" : "");
  });
  if (!files.faults.empty()) return fail(std::move(files.faults.front()));
  TRY_ASSIGN(const RuleSet extra, RuleSet::create(std::move(files.rules)));
  return Database::extended(std::move(built_in), extra);
}

}  // namespace packwarden
