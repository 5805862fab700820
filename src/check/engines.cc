#include <optional>

#include "base/text.h"
#include "check/all.h"
#include "check/release.h"
#include "npm/version_range.h"

namespace packwarden {
namespace {

/// Versions of Node.js up to 60.30.0 stand for all.
constexpr std::uint64_t kMostMajor = 60;
constexpr std::uint64_t kMostMinor = 30;

/// A version that one range allows and the other does not; the lowest.
std::optional<SemanticVersion> dropped(const VersionRange& before, const VersionRange& now) {
  for (std::uint64_t major = 0; major <= kMostMajor; ++major) {
    for (std::uint64_t minor = 0; minor <= kMostMinor; ++minor) {
      const SemanticVersion version{major, minor, 0, {}};
      if (before.allows(version) && !now.allows(version)) return version;
    }
  }
  return std::nullopt;
}

/// Whether the version says that something is no longer as it was.
bool is_new_major(const PackageView& package) {
  const auto now = SemanticVersion::parse(package.text_in_manifest("version"));
  const auto before = SemanticVersion::parse(package.previous()->version);
  if (!now || !before) return false;
  return now->major > before->major || (now->major == 0 && now->minor > before->minor);
}

void compare(const PackageView& package, std::string_view node, PackageHits& hits) {
  if (package.previous() == nullptr) return;
  const auto before = VersionRange::parse(package.previous()->manifest.engines_node, "before");
  const auto now = VersionRange::parse(node, "now");
  if (package.previous()->manifest.engines_node.empty() || !before || !now) return;
  const auto version = dropped(*before, *now);
  if (!version) return;
  hits.add_in_manifest(
      {is_new_major(package) ? hits.severity() : Severity::medium,
       "The release before allows Node.js " + to_text(*version) + ", this one does not.",
       "Widen `engines.node` again, or give the package a new major version."},
      {"engines", "node"});
}

void run(const PackageView& package, PackageHits& hits) {
  const Json* engines = package.manifest().find("engines");
  const Json* node = engines == nullptr ? nullptr : engines->find("node");
  if (node == nullptr) return hits.add_in_manifest({hits.severity(), "", ""}, {"engines"});
  if (node->string() != nullptr) compare(package, *node->string(), hits);
}

}  // namespace

const PackageCheck kEngines = {
    {"pkg-engines", Severity::note, "Range of Node.js versions that is missing or narrower",
     "Without `engines.node` users learn of a dropped version when something breaks.",
     "Declare `engines.node` in package.json."},
    run};

}  // namespace packwarden
