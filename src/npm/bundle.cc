#include "npm/bundle.h"

#include <algorithm>
#include <map>
#include <optional>
#include <set>
#include <string_view>
#include <utility>

#include "npm/installed.h"

namespace packwarden {
namespace {

/// The names that an object field of a manifest has.
std::vector<std::string> names_in(const Manifest& manifest, std::string_view field) {
  std::vector<std::string> out;
  const Json* members = manifest.document.find(field);
  if (members == nullptr || members->object() == nullptr) return out;
  for (const auto& [name, value] : *members->object()) out.push_back(name);
  return out;
}

/// Whether npm reads a package's development dependencies: of the root, and of what only links lead
/// to.
enum class Top : std::uint8_t { no, yes };

/// A package whose dependencies are to be bundled.
struct Dependent {
  std::string directory;  // not a link, relative to the root
  const Manifest* manifest = nullptr;
  Top top = Top::no;
};

class BundleCollector {
 public:
  BundleCollector(const FileTree& tree, std::string directory)
      : installed_(tree, std::move(directory)) {}

  Result<std::vector<BundledPackage>> collect(const Manifest& root,
                                              const std::vector<Workspace>& workspaces) {
    std::map<std::string, bool> edges = edges_of(root, Top::yes);
    for (const Workspace& workspace : workspaces) edges[workspace.name] = true;
    seen_.insert("");
    TRY(add_all({"", &root, Top::yes}, root.bundled, edges));
    // The packages that are added meanwhile are looked at too.
    for (std::size_t i = 0; i < dependents_.size(); ++i) {
      const auto [place, top] = dependents_[i];
      const BundledPackage package = out_[place];
      std::vector<std::string> names = names_in(package.manifest, "dependencies");
      for (std::string& name : names_in(package.manifest, "optionalDependencies")) {
        names.push_back(std::move(name));
      }
      TRY(add_all({package.directory, &package.manifest, top}, names,
                  edges_of(package.manifest, top)));
    }
    return std::move(out_);
  }

 private:
  /// What a package depends on, and whether npm bundles it. Of a name that stands in several fields
  /// the last counts.
  static std::map<std::string, bool> edges_of(const Manifest& manifest, Top top) {
    std::map<std::string, bool> out;
    for (const std::string& name : names_in(manifest, "peerDependencies")) out[name] = false;
    for (const std::string& name : names_in(manifest, "dependencies")) out[name] = true;
    for (const std::string& name : names_in(manifest, "optionalDependencies")) out[name] = true;
    if (top == Top::no) return out;
    for (const std::string& name : names_in(manifest, "devDependencies")) out[name] = false;
    return out;
  }

  Result<void> add_all(const Dependent& dependent, const std::vector<std::string>& names,
                       const std::map<std::string, bool>& edges) {
    for (const std::string& name : names) {
      const auto edge = edges.find(name);
      if (edge == edges.end() || !edge->second) continue;
      TRY_ASSIGN(const std::optional<std::string> path, installed_.find(dependent.directory, name));
      if (path && paths_.insert(*path).second) TRY(add(*path));
    }
    return {};
  }

  Result<void> add(const std::string& path) {
    TRY(InstalledPackages::check_count(path, out_.size()));
    BundledPackage package;
    package.path = path;
    TRY_ASSIGN(package.directory, installed_.real_directory(path));
    TRY_ASSIGN(package.manifest, installed_.read_manifest(package.directory));
    const Top top = package.is_link() && !InstalledPackages::is_in_modules(package.directory)
                        ? Top::yes
                        : Top::no;
    if (seen_.insert(package.directory).second) dependents_.emplace_back(out_.size(), top);
    out_.push_back(std::move(package));
    return {};
  }

  InstalledPackages installed_;
  std::vector<BundledPackage> out_;
  std::vector<std::pair<std::size_t, Top>> dependents_;  // by their place in `out_`
  std::set<std::string> paths_;
  std::set<std::string> seen_;  // directories
};

}  // namespace

Result<std::vector<BundledPackage>> bundled_packages(const FileTree& tree,
                                                     const std::string& directory,
                                                     const Manifest& manifest,
                                                     const std::vector<Workspace>& workspaces) {
  if (manifest.bundled.empty()) return std::vector<BundledPackage>();
  return BundleCollector(tree, directory).collect(manifest, workspaces);
}

}  // namespace packwarden
