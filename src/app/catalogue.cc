#include "app/catalogue.h"

#include <algorithm>
#include <array>

#include "base/nearest.h"
#include "check/file_check.h"
#include "check/package_check.h"

namespace packwarden {
namespace {

CatalogueEntry entry_of(const Rule& rule) {
  return {rule.id,      rule.kind, rule.severity,      rule.title,
          rule.message, rule.fix,  CheckGroup::always, &rule};
}

template <class Check>
CatalogueEntry entry_of(const Check& check) {
  const CheckInfo& info = check.info;
  return {info.id,  FindingKind::content, info.severity, info.title, info.why,
          info.fix, check.group,          nullptr};
}

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

}  // namespace

std::vector<CatalogueEntry> catalogue(const Database& database) {
  std::vector<CatalogueEntry> out(kKnownValues.begin(), kKnownValues.end());
  for (const FileCheck* check : file_checks()) out.push_back(entry_of(*check));
  for (const PackageCheck* check : package_checks()) out.push_back(entry_of(*check));
  for (const Rule& rule : database.rules().rules()) out.push_back(entry_of(rule));
  for (const Rule& rule : database.refining_rules().rules()) out.push_back(entry_of(rule));
  std::stable_sort(out.begin(), out.end(),
                   [](const auto& one, const auto& other) { return one.id < other.id; });
  // Some checks have rules of their name beside them, which find the same in text.
  const auto is_same = [](const auto& one, const auto& other) { return one.id == other.id; };
  out.erase(std::unique(out.begin(), out.end(), is_same), out.end());
  return out;
}

Result<const CatalogueEntry*> entry_called(std::string_view id,
                                           const std::vector<CatalogueEntry>& entries) {
  std::vector<std::string_view> ids;
  for (const CatalogueEntry& entry : entries) {
    if (entry.id == id) return &entry;
    ids.push_back(entry.id);
  }
  const std::string_view meant = nearest_name(id, ids);
  std::string what = "there is no rule or check of this name";
  if (!meant.empty()) what.append("; is ").append(meant).append(" meant?");
  return fail(ErrorKind::config, std::string(id), what);
}

}  // namespace packwarden
