#include "check/check_group.h"

#include <algorithm>
#include <array>

namespace packwarden {
namespace {

constexpr std::array kGroups = {
    NamedGroup{"names", "names that may be taken for those of known packages", CheckGroup::names,
               ""},
    NamedGroup{
        "practices", "security practices of Node.js, as far as a package tells",
        CheckGroup::practices,
        "Practices: where data flows, what a server adds and what is set at run time cannot be "
        "told from a package; that is for ESLint, Semgrep or CodeQL."},
    NamedGroup{"provenance", "whether this run of CI can attest where a package is built",
               CheckGroup::provenance,
               "Provenance: npm can attest runs of GitHub Actions and GitLab CI/CD; outside of one "
               "nothing can be told."},
};

}  // namespace

std::span<const NamedGroup> named_groups() { return kGroups; }

const NamedGroup* find_group(std::string_view name) {
  const auto* const found = std::find_if(kGroups.begin(), kGroups.end(),
                                         [&](const NamedGroup& row) { return row.name == name; });
  return found == kGroups.end() ? nullptr : found;
}

}  // namespace packwarden
