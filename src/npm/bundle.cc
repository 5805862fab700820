#include "npm/bundle.h"

#include <algorithm>
#include <map>
#include <optional>
#include <set>
#include <string_view>
#include <utility>

#include "npm/posix_path.h"

namespace packwarden {
namespace {

constexpr std::size_t kMaxPackages = 20'000;

/// "name" or "@scope/name", as directories of node_modules that npm reads.
bool is_installable(std::string_view name) {
  if (name.starts_with('@')) {
    const std::size_t slash = name.find('/');
    if (slash == std::string_view::npos) return false;
    name.remove_prefix(slash + 1);
  }
  return !name.empty() && !name.starts_with('.') && name.find('/') == std::string_view::npos &&
         name.find('\0') == std::string_view::npos;
}

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
      : tree_(tree), directory_(std::move(directory)) {}

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
      if (edge == edges.end() || !edge->second || !is_installable(name)) continue;
      TRY_ASSIGN(const std::optional<std::string> path, find(dependent.directory, name));
      if (path && paths_.insert(*path).second) TRY(add(*path));
    }
    return {};
  }

  /// Where Node.js would find the package, but no further up than the root, or for what is outside
  /// of it the directory that both are in.
  Result<std::optional<std::string>> find(std::string from, const std::string& name) const {
    while (true) {
      const std::string modules = beneath(from, "node_modules");
      const auto status = tree_.lstat(in_tree(modules));
      if (status && status->type == FileType::link) {
        return fail(ErrorKind::unsupported, modules,
                    "a link to installed packages is not followed");
      }
      const std::string path = modules + "/" + name;
      if (status && tree_.lstat(in_tree(path))) return path;
      if (from.empty() || from == ".." || from.ends_with("/..")) return std::nullopt;
      from = from.find('/') == std::string::npos ? "" : std::string(directory_name(from));
    }
  }

  Result<void> add(const std::string& path) {
    if (out_.size() == kMaxPackages) {
      return fail(limit_error(path, "there are too many bundled packages",
                              {"bundled-packages", kMaxPackages}));
    }
    BundledPackage package;
    package.path = path;
    TRY_ASSIGN(package.directory, real_directory(path));
    TRY_ASSIGN(package.manifest, read_manifest(package.directory));
    const Top top = package.is_link() && !is_in_modules(package.directory) ? Top::yes : Top::no;
    if (seen_.insert(package.directory).second) dependents_.emplace_back(out_.size(), top);
    out_.push_back(std::move(package));
    return {};
  }

  Result<std::string> real_directory(const std::string& path) const {
    TRY_ASSIGN(const FileStatus status, tree_.lstat(in_tree(path)));
    if (status.type != FileType::link) return path;
    TRY_ASSIGN(const std::string real, tree_.real_directory(in_tree(path)));
    return from_package(real);
  }

  /// A path of the tree as one relative to the package.
  [[nodiscard]] std::string from_package(std::string_view path) const {
    // Both begin below as many directories as either climbs out of.
    std::string base = "/";
    for (std::string_view rest = path; leads_up(rest);
         rest.remove_prefix(std::min<std::size_t>(rest.size(), 3))) {
      base += "up/";
    }
    std::string out = relative_path(base + directory_, normalize_path(base + std::string(path)));
    return out == "." ? std::string() : out;
  }

  /// Whether npm finds the directory as an installed package, too: not below names with a dot.
  static bool is_in_modules(std::string_view directory) {
    while (directory.starts_with("../")) directory.remove_prefix(3);
    std::string_view above = directory_name(directory);
    if (base_name(above).starts_with('@')) above = directory_name(above);
    return base_name(above) == "node_modules" && !directory.starts_with('.') &&
           directory.find("/.") == std::string_view::npos;
  }

  /// A package without a readable package.json is bundled all the same.
  Result<Manifest> read_manifest(const std::string& directory) const {
    const std::string path = beneath(directory, "package.json");
    const auto text = tree_.read(in_tree(path), kMaxManifestBytes);
    if (!text && text.error().kind == ErrorKind::io) return Manifest();
    if (!text) return fail(text.error());
    return parse_installed_manifest(*text, path);
  }

  [[nodiscard]] std::string in_tree(const std::string& path) const {
    return beneath(directory_, path);
  }

  const FileTree& tree_;
  std::string directory_;
  std::vector<BundledPackage> out_;
  std::vector<std::pair<std::size_t, Top>> dependents_;  // by their place in `out_`
  std::set<std::string> paths_;
  std::set<std::string> seen_;  // directories
};

/// The packages that `overrides` names at any depth, without versions.
void append_overridden(const Json& overrides, std::set<std::string>& names) {
  if (overrides.object() == nullptr) return;
  for (const auto& [key, value] : *overrides.object()) {
    names.insert(key.substr(0, key.find('@', 1)));
    append_overridden(value, names);
  }
}

/// "node_modules/a/node_modules/@s/b" is "@s/b".
std::string name_of(const BundledPackage& package) {
  const std::size_t modules = package.path.rfind("node_modules/");
  return package.path.substr(modules + std::string_view("node_modules/").size());
}

}  // namespace

Result<std::vector<BundledPackage>> bundled_packages(const FileTree& tree,
                                                     const std::string& directory,
                                                     const Manifest& manifest,
                                                     const std::vector<Workspace>& workspaces) {
  if (manifest.bundled.empty()) return std::vector<BundledPackage>();
  return BundleCollector(tree, directory).collect(manifest, workspaces);
}

Result<void> check_overrides(const Manifest& manifest, const std::vector<BundledPackage>& bundled) {
  const Json* overrides = manifest.document.find("overrides");
  if (overrides == nullptr || bundled.empty()) return {};
  std::set<std::string> names;
  append_overridden(*overrides, names);
  for (const BundledPackage& package : bundled) {
    if (names.count(name_of(package)) == 0) continue;
    return fail(ErrorKind::unsupported, "package.json overrides",
                "npm refuses to override a package that is bundled: " + name_of(package));
  }
  return {};
}

}  // namespace packwarden
