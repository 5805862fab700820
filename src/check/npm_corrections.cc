#include <algorithm>

#include "base/text.h"
#include "check/all.h"
#include "npm/corrections.h"
#include "npm/manifest.h"

namespace packwarden {
namespace {

constexpr std::size_t kMostNamed = 5;
constexpr std::size_t kMostFindings = 20;

bool is_member(const Json& manifest, std::string_view block, std::string_view key) {
  const Json* members = manifest.find(block);
  return members != nullptr && members->find(key) != nullptr;
}

bool has_private_key(const Json& manifest) {
  const Json::Object& members = *manifest.object();
  return std::any_of(members.begin(), members.end(),
                     [](const auto& member) { return member.first.starts_with('_'); });
}

bool has_optional_duplicate(const Json& manifest) {
  const Json* optional = manifest.find("optionalDependencies");
  if (optional == nullptr || optional->object() == nullptr) return false;
  return std::any_of(
      optional->object()->begin(), optional->object()->end(),
      [&](const auto& member) { return is_member(manifest, "dependencies", member.first); });
}

/// What npm changes without a word.
std::vector<std::string> silent_corrections(const PackageView& package) {
  const Json& manifest = package.manifest();
  std::vector<std::string> out;
  if (has_private_key(manifest)) out.emplace_back("keys that begin with `_` are taken out");
  if (has_optional_duplicate(manifest)) {
    out.emplace_back("optional dependencies are taken out of `dependencies`");
  }
  if (package.find("server.js") != nullptr && !is_member(manifest, "scripts", "start")) {
    out.emplace_back("`start` is set to run `server.js`");
  }
  const Json* contributors = manifest.find("contributors");
  if (package.find("AUTHORS") != nullptr && (contributors == nullptr || !contributors->truthy())) {
    out.emplace_back("`contributors` is read from `AUTHORS`");
  }
  return out;
}

/// "a; b; and 3 more."
std::string listed(const std::vector<std::string>& corrections) {
  std::string out;
  for (std::size_t i = 0; i < std::min(corrections.size(), kMostNamed); ++i) {
    out += (i == 0 ? "" : "; ") + corrections[i];
  }
  if (corrections.size() > kMostNamed) {
    out += "; and " + grouped(corrections.size() - kMostNamed) + " more";
  }
  return out + ".";
}

void add_summary(const std::vector<std::string>& corrections, PackageHits& hits) {
  if (corrections.empty()) return;
  hits.add({hits.severity(), "What changes: " + listed(corrections), ""}, kManifestName);
}

void run(const PackageView& package, PackageHits& hits) {
  const Corrections corrected = npm_corrections(package.manifest());
  if (corrected.is_refused) {
    return hits.add({Severity::medium, "npm refuses its name or its version.",
                     "Set `name` and `version` to ones that npm takes."},
                    kManifestName);
  }
  std::vector<std::string> summary;
  std::size_t found = 0;
  for (const Correction& correction : corrected.made) {
    const bool changes = correction.effect == CorrectionEffect::behaviour;
    if (!changes || package.manifest().find(correction.field) == nullptr) {
      summary.push_back(correction.what);
    } else if (++found <= kMostFindings) {
      hits.add_in_manifest({Severity::medium, "What changes: " + correction.what + ".", ""},
                           {std::string_view(correction.field)});
    }
  }
  for (std::string& silent : silent_corrections(package)) summary.push_back(std::move(silent));
  add_summary(summary, hits);
}

}  // namespace

const PackageCheck kNpmCorrections = {
    {"pkg-npm-corrections", Severity::note, "Manifest that npm corrects",
     "The registry gets another manifest than the tarball holds.",
     "Run `npm pkg fix`, and commit what it changes."},
    run};

}  // namespace packwarden
