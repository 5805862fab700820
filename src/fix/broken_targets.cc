#include "fix/broken_targets.h"

#include <array>
#include <optional>

#include "check/all.h"

namespace packwarden {

PackageView::Reader PackedView::reader_of(const Package& package) {
  return [&package](const std::string& path, std::uint64_t limit) -> std::optional<std::string> {
    Result<std::string> bytes = package.tree().read(package.path_of(path), limit);
    if (!bytes) return std::nullopt;
    return *std::move(bytes);
  };
}

std::set<std::pair<std::string, std::string>> broken_targets(const PackageView& package) {
  std::set<std::pair<std::string, std::string>> out;
  for (const PackageCheck* check :
       std::array{&kBinTargets, &kEntryMissing, &kScriptTargetMissing}) {
    std::vector<Finding> found;
    PackageHits hits(check->info, package, found);
    check->run(package, hits);
    for (Finding& one : found) out.emplace(std::move(one.rule_id), std::move(one.message));
  }
  return out;
}

}  // namespace packwarden
