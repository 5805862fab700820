#include "npm/package_manager.h"

#include <algorithm>
#include <array>
#include <memory>
#include <utility>

#include "base/text.h"
#include "npm/disk_tree.h"
#include "npm/posix_path.h"

namespace packwarden {
namespace {

/// Directories above a package that are looked at.
constexpr int kMaxLevels = 64;
/// Of a yarn.lock; its version stands in its first lines.
constexpr std::uint64_t kMaxLockBytes = std::uint64_t{64} << 20U;

struct Named {
  std::string_view name;
  PackageManager manager;
};

constexpr std::array<Named, 4> kByName = {{{"npm", PackageManager::npm},
                                           {"pnpm", PackageManager::pnpm},
                                           {"yarn", PackageManager::yarn},
                                           {"bun", PackageManager::bun}}};

/// Files that only one manager writes, the telling ones first.
constexpr std::array<Named, 9> kByFile = {{{"pnpm-lock.yaml", PackageManager::pnpm},
                                           {"pnpm-workspace.yaml", PackageManager::pnpm},
                                           {"bun.lock", PackageManager::bun},
                                           {"bun.lockb", PackageManager::bun},
                                           {".yarnrc.yml", PackageManager::yarn},
                                           {"yarn.lock", PackageManager::yarn},
                                           {".yarnrc", PackageManager::yarn_classic},
                                           {"package-lock.json", PackageManager::npm},
                                           {"npm-shrinkwrap.json", PackageManager::npm}}};

/// What "yarn@1.22.22" or "yarn/1.22.22" names; the text behind the name begins with `mark`.
std::optional<PackageManager> named_in(std::string_view text, char mark) {
  for (const Named& named : kByName) {
    if (!text.starts_with(named.name) ||
        text.substr(named.name.size(), 1) != std::string(1, mark)) {
      continue;
    }
    const std::string_view version = text.substr(named.name.size() + 1);
    const bool is_classic = version.starts_with("1.") || version.starts_with("0.");
    if (named.manager == PackageManager::yarn && is_classic) return PackageManager::yarn_classic;
    return named.manager;
  }
  return std::nullopt;
}

/// yarn 1 says so on the second line of its lock file.
PackageManager writer_of_yarn_lock(const DiskTree& tree) {
  const auto text = tree.read("yarn.lock", kMaxLockBytes);
  const bool is_classic =
      text && std::string_view(*text).substr(0, 256).find("yarn lockfile v1") != std::string::npos;
  return is_classic ? PackageManager::yarn_classic : PackageManager::yarn;
}

/// One directory that may tell which manager is used.
struct ProjectDirectory {
  std::unique_ptr<DiskTree> tree;
  Json manifest;

  [[nodiscard]] bool has(std::string_view name) const {
    return tree->lstat(std::string(name)).has_value();
  }
};

std::optional<ProjectDirectory> project_at(const std::string& path) {
  auto tree = DiskTree::open(path);
  if (!tree) return std::nullopt;
  Json manifest = package_json_in(**tree).value_or(Json());
  return ProjectDirectory{std::move(*tree), std::move(manifest)};
}

/// What `devEngines.packageManager` asks for, if that is one thing.
std::optional<PackageManager> manager_of_engines(const Json& manifest) {
  const Json* engines = manifest.find("devEngines");
  const Json* manager = engines == nullptr ? nullptr : engines->find("packageManager");
  const Json* name = manager == nullptr ? nullptr : manager->find("name");
  if (name == nullptr || name->string() == nullptr) return std::nullopt;
  return named_in(*name->string() + "@", '@');
}

std::optional<ManagerInUse> manager_in(const ProjectDirectory& project) {
  const Json* field = project.manifest.find("packageManager");
  if (field != nullptr && field->string() != nullptr) {
    if (const auto manager = named_in(*field->string(), '@')) {
      return ManagerInUse{*manager, "packageManager in package.json", ""};
    }
  }
  if (const auto manager = manager_of_engines(project.manifest)) {
    return ManagerInUse{*manager, "devEngines in package.json", ""};
  }
  for (const Named& file : kByFile) {
    if (!project.has(file.name)) continue;
    const bool is_lock = file.name == "yarn.lock";
    return ManagerInUse{is_lock ? writer_of_yarn_lock(*project.tree) : file.manager,
                        std::string(file.name), ""};
  }
  return std::nullopt;
}

bool is_workspace_root(const ProjectDirectory& project) {
  return project.manifest.find("workspaces") != nullptr || project.has("pnpm-workspace.yaml");
}

bool has_license(const Result<std::vector<DirectoryEntry>>& entries) {
  return entries && std::any_of(entries->begin(), entries->end(), [](const DirectoryEntry& entry) {
           const std::string name = ascii_lower(entry.name);
           return name.starts_with("license") || name.starts_with("licence");
         });
}

/// pnpm copies the license of the workspace root into a package that has none.
bool gets_license_of_root(const ManagerInUse& used, const FileTree& tree,
                          const std::string& directory) {
  if (used.workspace_root.empty() || has_license(tree.list(directory))) return false;
  const auto root = project_at(used.workspace_root);
  return root && has_license(root->tree->list(""));
}

/// The ways in which pnpm differs (npm-packlist with another manifest).
std::vector<std::string> ways_of_pnpm(const ManagerInUse& used, const Manifest& manifest,
                                      const FileTree& tree, const std::string& directory) {
  std::vector<std::string> out = {"it rewrites package.json"};
  if (manifest.files && (manifest.main.starts_with("./") || manifest.browser.starts_with("./"))) {
    out.emplace_back("it packs the main file that begins with \"./\"");
  }
  if (!manifest.bins.empty()) out.emplace_back("it makes every program executable");
  if (!manifest.bundled.empty()) {
    out.emplace_back("it finds bundled dependencies in the directories above, too");
  }
  if (gets_license_of_root(used, tree, directory)) {
    out.emplace_back("it adds the license of the workspace root");
  }
  return out;
}

std::vector<std::string> ways_of_yarn() {
  return {"it rewrites package.json", "it packs symbolic links",
          "it takes the most specific pattern and not the last"};
}

std::vector<std::string> ways_of_yarn_classic(const Manifest& manifest) {
  std::vector<std::string> out = {"a \"!\" pattern keeps a file whatever comes later",
                                  "it reads .yarnignore, and ignore files beside \"files\", too"};
  if (manifest.files && !manifest.bins.empty()) {
    out.emplace_back("it leaves out programs that \"files\" does not name");
  }
  return out;
}

std::vector<std::string> ways_of(const ManagerInUse& used, const Manifest& manifest,
                                 const FileTree& tree, const std::string& directory) {
  switch (used.manager) {
    case PackageManager::npm:
      break;
    case PackageManager::pnpm:
      return ways_of_pnpm(used, manifest, tree, directory);
    case PackageManager::yarn_classic:
      return ways_of_yarn_classic(manifest);
    case PackageManager::yarn:
      return ways_of_yarn();
    case PackageManager::bun:
      return {"its rules are its own"};
  }
  return {};
}

}  // namespace

std::string_view name_of(PackageManager manager) {
  switch (manager) {
    case PackageManager::npm:
      return "npm";
    case PackageManager::pnpm:
      return "pnpm";
    case PackageManager::yarn_classic:
    case PackageManager::yarn:
      return "yarn";
    case PackageManager::bun:
      return "bun";
  }
  return "npm";
}

std::optional<PackageManager> calling_manager(std::string_view user_agent) {
  return named_in(user_agent, '/');
}

std::optional<ManagerInUse> manager_of(const std::string& directory) {
  const auto own = project_at(directory);
  if (!own) return std::nullopt;
  if (auto found = manager_in(*own)) return found;
  std::string at = directory;
  for (int level = 0; level < kMaxLevels && at != "/"; ++level) {
    at = directory_name(at);
    const auto project = project_at(at);
    if (!project || !is_workspace_root(*project)) continue;
    auto found = manager_in(*project);
    if (!found) continue;
    found->workspace_root = at;
    return found;
  }
  return std::nullopt;
}

std::optional<std::string> published_directory(const Manifest& manifest) {
  const Json* config = manifest.document.find("publishConfig");
  const Json* field = config == nullptr ? nullptr : config->find("directory");
  if (field == nullptr || field->string() == nullptr) return std::nullopt;
  std::string path = join_paths(".", *field->string());
  while (path.ends_with('/')) path.pop_back();
  const bool leaves =
      path.empty() || path.starts_with('/') || path == ".." || path.starts_with("../");
  if (leaves || path == "." || path.find('\0') != std::string::npos) return std::nullopt;
  return path;
}

std::string packing_note(const ManagerInUse& used, const Manifest& manifest, const FileTree& tree,
                         const std::string& directory) {
  const std::vector<std::string> ways = ways_of(used, manifest, tree, directory);
  if (ways.empty()) return {};
  const std::string name(name_of(used.manager));
  std::string out =
      "this package uses " + name + " (" + used.evidence + "), which packs otherwise than npm: ";
  for (std::size_t i = 0; i < ways.size(); ++i) {
    if (i > 0) out += i + 1 == ways.size() ? ", and " : ", ";
    out += ways[i];
  }
  const std::string pack = used.manager == PackageManager::bun ? "bun pm pack" : name + " pack";
  return out + ". Audit the tarball that `" + pack + "` writes";
}

}  // namespace packwarden
