#include "app/catalogue.h"

#include <algorithm>
#include <array>
#include <utility>

#include "app/stale_findings.h"
#include "app/verify.h"
#include "base/nearest.h"
#include "check/file_check.h"
#include "check/package_check.h"

namespace packwarden {
namespace {

CatalogueEntry entry_of(const Rule& rule) {
  return {rule.id,      rule.kind, rule.severity,      rule.title,
          rule.message, rule.fix,  CheckGroup::always, &rule};
}

CatalogueEntry entry_of(const CheckInfo& info, CheckGroup group = CheckGroup::always) {
  return {info.id, FindingKind::content, info.severity, info.title, info.why, info.fix, group,
          nullptr};
}

constexpr std::array<CheckInfo, 2> kNeverAllowed = {kStaleSuppression, kVerify};

/// What is found without a rule or a check (validate/known_values.h).
constexpr std::array<CatalogueEntry, 2> kKnownValues = {{
    {"env-dotenv-value-match", FindingKind::secret, Severity::critical,
     "Value of an environment file",
     "The value of a file such as .env that is not packed stands in a packed file.",
     "Read it at run time, and rotate it if it was published.", CheckGroup::always, nullptr},
    {"env-value-match", FindingKind::secret, Severity::critical, "Value of the environment",
     "The value of a variable whose name speaks of a secret stands in a packed file.",
     "Read it at run time, and rotate it if it was published.", CheckGroup::always, nullptr},
}};

template <class Checks>
bool has_check(const Checks& checks, std::string_view id) {
  return std::any_of(checks.begin(), checks.end(),
                     [id](const auto* check) { return check->info.id == id; });
}

}  // namespace

bool may_be_allowed(std::string_view id) {
  return std::none_of(kNeverAllowed.begin(), kNeverAllowed.end(),
                      [id](const CheckInfo& info) { return info.id == id; });
}

bool is_known_id(std::string_view id, const Database& database) {
  return database.find_rule(id) != nullptr || has_check(file_checks(), id) ||
         has_check(package_checks(), id) ||
         std::any_of(kKnownValues.begin(), kKnownValues.end(),
                     [id](const CatalogueEntry& entry) { return entry.id == id; });
}

std::vector<CatalogueEntry> catalogue(const Database& database) {
  std::vector<CatalogueEntry> out(kKnownValues.begin(), kKnownValues.end());
  for (const FileCheck* check : file_checks()) out.push_back(entry_of(check->info, check->group));
  for (const PackageCheck* check : package_checks())
    out.push_back(entry_of(check->info, check->group));
  for (const Rule& rule : database.rules().rules()) out.push_back(entry_of(rule));
  for (const Rule& rule : database.refining_rules().rules()) out.push_back(entry_of(rule));
  for (const CheckInfo& info : kNeverAllowed) out.push_back(entry_of(info));
  std::stable_sort(out.begin(), out.end(),
                   [](const auto& one, const auto& other) { return one.id < other.id; });
  // Some checks have rules of their name beside them, which find the same in text.
  const auto is_same = [](const auto& one, const auto& other) { return one.id == other.id; };
  out.erase(std::unique(out.begin(), out.end(), is_same), out.end());
  return out;
}

Error unknown_id(std::string_view id, std::string where,
                 const std::vector<CatalogueEntry>& entries) {
  std::vector<std::string_view> ids;
  for (const CatalogueEntry& entry : entries) ids.push_back(entry.id);
  return {ErrorKind::config, std::move(where),
          "there is no rule or check called \"" + std::string(id) + "\"" + did_you_mean(id, ids),
          std::nullopt};
}

Result<const CatalogueEntry*> entry_called(std::string_view id,
                                           const std::vector<CatalogueEntry>& entries) {
  const auto found = std::find_if(entries.begin(), entries.end(),
                                  [id](const CatalogueEntry& entry) { return entry.id == id; });
  if (found == entries.end()) return fail(unknown_id(id, "", entries));
  return &*found;
}

}  // namespace packwarden
