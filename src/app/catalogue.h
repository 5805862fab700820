#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "check/check_group.h"
#include "finding/finding.h"
#include "match/database.h"
#include "rule/rule.h"

namespace packwarden {

/// One thing that is looked for. Its texts belong to the database, or to the program.
struct CatalogueEntry {
  std::string_view id;
  FindingKind kind = FindingKind::secret;
  Severity severity = Severity::high;
  std::string_view title;
  std::string_view why;
  std::string_view fix;
  CheckGroup group = CheckGroup::always;  // of checks
  const Rule* rule = nullptr;             // null: it is a check
};

/// All that reports may name, by id: rules, checks, and what nobody may allow. The entries do not
/// outlive `database`.
[[nodiscard]] std::vector<CatalogueEntry> catalogue(const Database& database);

/// Whether a policy may accept findings of `id`: not that something is not what was audited, nor
/// that a suppression is in vain.
[[nodiscard]] bool may_be_allowed(std::string_view id);

/// Whether a rule or a check is called `id`: one that is misspelt must not look like one that found
/// nothing. What `verify` finds and suppressions in vain are not among them, as nobody may allow
/// these.
[[nodiscard]] bool is_known_id(std::string_view id, const Database& database);

/// The error where `id`, which stands at `where`, is none of `entries`: it names one that may be
/// meant.
[[nodiscard]] Error unknown_id(std::string_view id, std::string where,
                               const std::vector<CatalogueEntry>& entries);

/// The one called `id`. Fails where none is, and names one that may be meant.
[[nodiscard]] Result<const CatalogueEntry*> entry_called(
    std::string_view id, const std::vector<CatalogueEntry>& entries);

}  // namespace packwarden
