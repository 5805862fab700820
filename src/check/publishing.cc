#include <algorithm>
#include <array>

#include "base/text.h"
#include "check/all.h"
#include "check/licence.h"
#include "check/release.h"
#include "npm/version_range.h"

namespace packwarden {
namespace {

bool is_true(const Json* value) { return value != nullptr && value->truthy(); }

/// A member of `publishConfig` as text; "" where it is none.
std::string_view publishing_text(const PackageView& package, std::string_view key) {
  const Json* publishing = package.manifest().find("publishConfig");
  const Json* value = publishing == nullptr ? nullptr : publishing->find(key);
  const std::string* text = value == nullptr ? nullptr : value->string();
  return text == nullptr ? std::string_view() : std::string_view(*text);
}

/// The package.json of another package below the root that is packed with it, as it is where all of
/// a monorepo is; null: none.
const PackedPath* packed_workspace(const PackageView& package) {
  const auto files = package.files();
  const auto found = std::find_if(files.begin(), files.end(), [](const PackedPath& file) {
    constexpr std::string_view kEnd = "/package.json";
    if (!file.path.ends_with(kEnd) || file.path.find("node_modules/") != std::string::npos) {
      return false;
    }
    return std::count(file.path.begin(), file.path.end(), '/') == 2;
  });
  return found == files.end() ? nullptr : &*found;
}

void judge_private(const PackageView& package, PackageHits& hits) {
  const Json& manifest = package.manifest();
  if (is_true(manifest.find("private"))) {
    return hits.add_in_manifest(
        {package.package() == nullptr ? hits.severity() : Severity::note,
         "npm refuses to publish a private package, after all of its scripts have run.", ""},
        {"private"});
  }
  if (!is_true(manifest.find("workspaces"))) return;
  const PackedPath* workspace = packed_workspace(package);
  if (workspace == nullptr) return;
  hits.add_in_manifest({package.package() == nullptr ? hits.severity() : Severity::note,
                        "It is a root of workspaces, and `" + escape_for_display(workspace->path) +
                            "` is packed with it.",
                        "Publish from the directory of the package, or set `private` in the root."},
                       {"workspaces"});
}

void judge_access(const PackageView& package, PackageHits& hits) {
  const std::string text = licence_text(package.manifest());
  const bool is_public = publishing_text(package, "access") == "public";
  if (!is_public || licence_class(package.manifest()) != LicenceClass::closed) return;
  hits.add_in_manifest(
      {hits.severity(),
       "`license` is `" + escape_for_display(to_valid_utf8(std::string_view(text).substr(0, 100))) +
           "`, and `publishConfig.access` is public.",
       ""},
      {"publishConfig", "access"});
}

/// Another major version goes on beside the newest one.
void compare_versions(const PackageView& package, const SemanticVersion& version,
                      PackageHits& hits) {
  if (package.previous() == nullptr) return;
  const auto before = SemanticVersion::parse(package.previous()->version);
  if (!before || version > *before) return;
  const bool goes_on_beside = version.major < before->major;
  hits.add_in_manifest(
      {goes_on_beside ? Severity::note : hits.severity(),
       "The release before is " + to_text(*before) + ".", "Give it a higher version."},
      {"version"});
}

void judge_version(const PackageView& package, PackageHits& hits) {
  const auto version = SemanticVersion::parse(package.text_in_manifest("version"));
  if (!version) return;
  compare_versions(package, *version, hits);
  if (version->major == 0 && version->minor == 0 && version->patch == 0) {
    return hits.add_in_manifest(
        {hits.severity(), "Version 0.0.0 is what a package has before anybody gives it one.",
         "Give it a version."},
        {"version"});
  }
  if (version->prerelease.empty() || !publishing_text(package, "tag").empty()) return;
  hits.add_in_manifest(
      {hits.severity(),
       "It is a prerelease: npm 11 refuses it without a tag, earlier versions make it the latest.",
       "Set `publishConfig.tag`, or publish with `--tag next`."},
      {"version"});
}

/// Fields that only those who work on the package need.
constexpr std::array<std::string_view, 14> kNoise = {
    "ava", "commitlint", "eslintConfig", "husky",    "jest",        "lint-staged", "mocha",
    "nyc", "overrides",  "pnpm",         "prettier", "resolutions", "volta",       "xo"};

void list_noise(const PackageView& package, PackageHits& hits) {
  std::string names;
  std::string_view first;
  for (const std::string_view key : kNoise) {
    if (package.manifest().find(key) == nullptr) continue;
    if (first.empty()) first = key;
    names += (names.empty() ? "`" : ", `") + std::string(key) + "`";
  }
  if (names.empty()) return;
  hits.add_in_manifest({hits.severity(), "There is " + names + ".", ""}, {first});
}

}  // namespace

const PackageCheck kAccessMismatch = {
    {"pkg-access-mismatch", Severity::medium, "Closed licence, public package",
     "What is not for everybody can be had by everybody.",
     "Set `publishConfig.access` to restricted, or name an open licence."},
    judge_access};

const PackageCheck kConfigNoise = {
    {"pkg-config-noise", Severity::note, "Settings of development in package.json",
     "They do nothing for those who install the package.",
     "Keep them in files of their own, which are not packed."},
    list_noise};

const PackageCheck kPrivate = {
    {"pkg-private", Severity::high, "Package that is not to be published", "It says so itself.",
     "Take `private` out, or publish another package."},
    judge_private};

const PackageCheck kVersionOrder = {
    {"pkg-version-order", Severity::medium, "Version that cannot be the next one",
     "npm refuses it at the end, or gives it to everybody who asks for the latest.",
     "Give it the next version, or a tag."},
    judge_version};

}  // namespace packwarden
