#include <algorithm>
#include <array>
#include <map>
#include <set>
#include <span>

#include "base/text.h"
#include "check/all.h"
#include "check/checked_file.h"
#include "check/packed_packages.h"
#include "check/wording.h"

namespace packwarden {
namespace {

constexpr std::size_t kMostNamed = 5;
constexpr std::array<std::string_view, 4> kBlocks = {"dependencies", "devDependencies",
                                                     "optionalDependencies", "peerDependencies"};

bool is_test(const std::string& path) { return CheckedFile(path, "", 0).is_test(); }

bool has_dependencies(const Json& manifest) {
  return std::any_of(kBlocks.begin(), kBlocks.end(), [&](std::string_view block) {
    const Json* members = manifest.find(block);
    return members != nullptr && members->object() != nullptr;
  });
}

void find_nested(const PackageView& package, PackageHits& hits) {
  std::vector<std::string> paths;
  for (const PackedPackage& nested : package.packages()) {
    const bool is_installed = !module_of(nested.path).empty();
    if (is_installed || nested.name.empty() || !has_dependencies(nested.manifest)) continue;
    paths.push_back(nested.path);
  }
  if (paths.empty()) return;
  hits.add(
      {hits.severity(),
       "There " + std::string(paths.size() == 1 ? "is " : "are ") + listed(paths, kMostNamed) + ".",
       ""},
      paths.front());
}

/// The names that npm would bundle; nothing of a package that says nothing of it.
std::vector<std::string> bundled_names(const Json& manifest) {
  const Json* field = manifest.find("bundleDependencies");
  if (field == nullptr) field = manifest.find("bundledDependencies");
  if (field != nullptr && field->boolean() != nullptr && *field->boolean()) {
    field = manifest.find("dependencies");
  }
  std::vector<std::string> out;
  if (field == nullptr) return out;
  if (field->object() != nullptr) {
    for (const auto& [name, unused] : *field->object()) out.push_back(name);
  } else if (field->array() != nullptr) {
    for (const Json& name : *field->array()) {
      if (name.string() != nullptr) out.push_back(*name.string());
    }
  }
  return out;
}

/// What is needed by those packages, and by what they need.
std::set<std::string, std::less<>> needed_by(std::vector<std::string> names,
                                             std::span<const PackedPackage> packed) {
  std::multimap<std::string_view, const PackedPackage*> by_name;
  for (const PackedPackage& one : packed) by_name.emplace(one.installed_as(), &one);
  std::set<std::string, std::less<>> out;
  while (!names.empty()) {
    const std::string name = std::move(names.back());
    names.pop_back();
    if (!out.insert(name).second) continue;
    const auto [begin, end] = by_name.equal_range(name);
    for (auto one = begin; one != end; ++one) {
      for (const std::string_view block : kBlocks) {
        const Json* members = one->second->manifest.find(block);
        if (members == nullptr || members->object() == nullptr) continue;
        for (const auto& [needed, unused] : *members->object()) names.push_back(needed);
      }
    }
  }
  return out;
}

void find_missing(const PackageView& package, const std::vector<std::string>& names,
                  PackageHits& hits) {
  const Json* optional = package.manifest().find("optionalDependencies");
  std::set<std::string> missing;
  for (const std::string& name : names) {
    const bool may_be_missing = optional != nullptr && optional->find(name) != nullptr;
    if (!may_be_missing && !package.has_directory("node_modules/" + name + "/")) {
      missing.insert(name);
    }
  }
  if (missing.empty()) return;
  hits.add_in_manifest(
      {hits.severity(), "Nothing is packed of " + listed(missing, kMostNamed) + ".", ""},
      {"bundleDependencies"});
}

/// "name" of "node_modules/name/…"; "" of other paths.
std::string_view root_module(std::string_view path) {
  constexpr std::string_view kModules = "node_modules/";
  if (!path.starts_with(kModules)) return {};
  path.remove_prefix(kModules.size());
  std::size_t end = path.find('/');
  if (path.starts_with('@') && end != std::string_view::npos) end = path.find('/', end + 1);
  return end == std::string_view::npos ? std::string_view() : path.substr(0, end);
}

/// Packages in the root's `node_modules` that nothing bundled needs.
void find_unlisted(const PackageView& package, const std::vector<std::string>& names,
                   std::span<const PackedPackage> packed, PackageHits& hits) {
  const auto needed = needed_by(names, packed);
  std::set<std::string> unlisted;
  std::string first;
  for (const PackedPath& file : package.files()) {
    const std::string_view name = root_module(file.path);
    if (name.empty() || name.starts_with('.') || needed.contains(name)) continue;
    if (first.empty()) first = file.path;
    unlisted.emplace(name);
  }
  if (unlisted.empty()) return;
  hits.add({hits.severity(),
            "Neither `bundleDependencies` nor what it names asks for " +
                listed(unlisted, kMostNamed) + ".",
            "Take the directory out, or name the packages in `bundleDependencies`."},
           first);
}

/// With or without a package.json: bundlers that keep the modules apart write none.
void find_elsewhere(const PackageView& package, PackageHits& hits) {
  std::set<std::string> names;
  std::string first;
  for (const PackedPath& file : package.files()) {
    const std::string_view module = module_of(file.path);
    const bool is_in_root = file.path.starts_with("node_modules/");
    if (module.empty() || is_in_root || module.starts_with('.') || is_test(file.path)) continue;
    if (first.empty()) first = file.path;
    names.emplace(module);
  }
  if (names.empty()) return;
  hits.add({Severity::note,
            "Not in the root, there are " + counted(names.size(), "package") +
                " below a `node_modules`: " + listed(names, kMostNamed) + ".",
            "Build without them, or bundle them with `bundleDependencies`."},
           first);
}

void find_several_versions(std::span<const PackedPackage> packed, PackageHits& hits) {
  std::map<std::string_view, std::set<std::string_view>> versions;
  for (const PackedPackage& one : packed) {
    if (!one.installed_as().empty() && !one.version.empty() && !is_test(one.path)) {
      versions[one.installed_as()].insert(one.version);
    }
  }
  std::set<std::string> names;
  for (const auto& [name, all] : versions) {
    if (all.size() > 1) names.emplace(name);
  }
  if (names.empty()) return;
  hits.add_in_manifest(
      {Severity::note, "There are several versions of " + listed(names, kMostNamed) + ".",
       "Run `npm dedupe` before packing."},
      {"bundleDependencies"});
}

void compare_bundle(const PackageView& package, PackageHits& hits) {
  const std::vector<std::string> names = bundled_names(package.manifest());
  const std::span<const PackedPackage> packed = package.packages();
  find_missing(package, names, hits);
  find_unlisted(package, names, packed, hits);
  find_elsewhere(package, hits);
  find_several_versions(packed, hits);
}

}  // namespace

const PackageCheck kBundleMismatch = {
    {"pkg-bundle-mismatch", Severity::medium, "Bundle that is not what it says",
     "What is packed of other packages and what `bundleDependencies` says differ: something is "
     "missing, or old.",
     "Install in the directory of the package before packing."},
    compare_bundle};

const PackageCheck kNestedManifest = {
    {"pkg-nested-manifest", Severity::note, "Another package within",
     "A package.json with dependencies below the root is one of another package, a fixture or a "
     "template.",
     "Leave its directory out with `files`, if it is not meant to be there."},
    find_nested};

}  // namespace packwarden
