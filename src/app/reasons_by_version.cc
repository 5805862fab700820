#include "app/reasons_by_version.h"

#include <utility>

#include "npm/package.h"

namespace packwarden {

/// What cannot be walked over again was named when it was packed.
ReasonsByVersion ReasonsByVersion::of(const Source& source, const SourceFacts& facts,
                                      ReasonMode mode) {
  ReasonsByVersion out;
  const Package* package = source.package();
  if (mode == ReasonMode::off || package == nullptr) return out;
  for (const int npm : facts.npm_profiles) {
    Result<PackingReasons> reasons = package->reasons(npm, {});
    if (reasons) out.by_npm_.emplace(npm, *std::move(reasons));
  }
  return out;
}

std::optional<std::string> ReasonsByVersion::find(const std::string& path,
                                                  const NpmVersions& packed_by) const {
  for (const int npm : packed_by.list()) {
    const auto reasons = by_npm_.find(npm);
    if (reasons == by_npm_.end()) continue;
    const auto found = reasons->second.find(path);
    if (found != reasons->second.end()) return found->second;
  }
  return std::nullopt;
}

}  // namespace packwarden
