#include "npm/packing_reasons.h"

#include <algorithm>
#include <utility>

#include "npm/package_walks.h"
#include "npm/rule_turns.h"
#include "npm/tar_path.h"
#include "npm/tree_path.h"

namespace packwarden {
namespace {

/// As `packlist` lists it. In the name of a bundled file npm puts slashes for backslashes.
std::string listed(const PackageWalk& walk, std::string path) {
  if (!walk.path.empty()) std::replace(path.begin(), path.end(), '\\', '/');
  path = beneath(walk.path, path);
  return listed_path(tar_path(path.starts_with('@') ? "./" + path : path));
}

std::string place_of(const RuleOrigin& origin) {
  return origin.source == RuleSource::npm_strict ? "npm (always)" : origin.text();
}

std::string reason_of(const PackageWalk& walk, const Manifest& manifest, WalkStep step) {
  if (step.turns.empty()) return {};
  RuleTurn turn = std::move(step.turns.back());
  rebase(walk.directory, turn);
  const std::string text = written_text(turn, manifest.files.value_or(std::vector<std::string>()));
  return place_of(turn.origin) + (text.empty() ? "" : ": \"" + text + "\"");
}

}  // namespace

Result<PackingReasons> packing_reasons(const FileTree& tree, const Manifest& manifest,
                                       const PackContext& context) {
  PackingReasons out;
  TRY(hear_walks(tree, manifest, context,
                 [&](const PackageWalk& walk, const Manifest& own, WalkStep step) {
                   if (!step.included) return;
                   std::string path = listed(walk, step.path);
                   out.try_emplace(std::move(path), reason_of(walk, own, std::move(step)));
                 }));
  return out;
}

}  // namespace packwarden
