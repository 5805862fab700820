#include "npm/pack_run.h"

#include <sys/stat.h>

#include <algorithm>
#include <memory>
#include <optional>
#include <utility>

#include "npm/directory.h"
#include "npm/disk_tree.h"
#include "npm/javascript.h"
#include "npm/manifest.h"
#include "npm/posix_path.h"
#include "npm/project_settings.h"
#include "npm/refusal.h"
#include "npm/tree_glob.h"
#include "npm/workspaces.h"

namespace packwarden {
namespace {

/// Comparing `--workspace` with the workspaces.
constexpr std::uint64_t kMaxSteps = 100'000'000;

bool is_there(const std::string& path, mode_t type) {
  struct stat status = {};
  return ::stat(path.c_str(), &status) == 0 && (status.st_mode & S_IFMT) == type;
}

/// The project of a directory, and the root of workspaces that it is one of.
struct Project {
  std::string prefix;                   // a real path
  std::optional<std::string> implicit;  // the workspace, beneath `prefix`
};

/// The workspaces that the package.json in `directory` names; none where it cannot be read: npm
/// looks further up then.
Result<std::vector<Workspace>> workspaces_above(const std::string& directory) {
  const auto tree = DiskTree::open(directory);
  if (!tree) return std::vector<Workspace>();
  const auto manifest = package_json_in(**tree);
  if (!manifest || !check_bins(*manifest, kManifestName)) return std::vector<Workspace>();
  auto workspaces = workspaces_of(**tree, "", *manifest);
  if (!workspaces) workspaces.error().where = join_paths(directory, workspaces.error().where);
  return workspaces;
}

/// src/npm/README.md section 1, "prefix": the nearest directory that looks like a project, and a
/// root above it that names it a workspace.
Result<Project> find_project(const std::string& start, WorkspaceScope scope) {
  std::optional<std::string> nearest;
  for (std::string at = start;; at = directory_name(at)) {
    const bool has_manifest = is_there(join_paths(at, kManifestName), S_IFREG);
    if (!nearest && (has_manifest || is_there(join_paths(at, "node_modules"), S_IFDIR))) {
      nearest = at;
      if (scope == WorkspaceScope::none) break;
    } else if (nearest && has_manifest) {
      TRY_ASSIGN(const std::vector<Workspace> workspaces, workspaces_above(at));
      for (const Workspace& workspace : workspaces) {
        if (join_paths(at, workspace.path) == *nearest) return Project{at, workspace.path};
      }
    }
    if (at == "/") break;
  }
  return Project{nearest.value_or(start), std::nullopt};
}

/// Chooses workspaces as `--workspace` says: by name, by path, or all directly in a directory.
class Choice {
 public:
  /// Paths of `--workspace` are relative to `start`.
  Choice(const Project& project, const std::string& start) : project_(project), start_(start) {}

  Result<void> add(const std::vector<Workspace>& workspaces, const std::string& filter) {
    TRY_ASSIGN(const TreeGlob below, TreeGlob::compile(filter + "/*", DotNames::hidden, kOption));
    for (const Workspace& workspace : workspaces) {
      const bool is_chosen = workspace.name == filter || is_path_of(workspace, filter) ||
                             below.matches(relative_path(start_, path_of(workspace)), steps_);
      if (is_chosen) add(workspace);
    }
    if (!steps_.exhausted()) return {};
    return fail(
        limit_error(kOption, "the patterns take too many steps", {"match-steps", kMaxSteps}));
  }

  void add_root(const Json& manifest) {
    const Json* name = manifest.find("name");
    if (name != nullptr) root_name_ = javascript_text(*name);
    chosen_.push_back("");
  }

  /// npm keeps them by name, so that a workspace with the name of the root takes its place.
  void add(const Workspace& workspace) {
    if (std::find(chosen_.begin(), chosen_.end(), workspace.path) != chosen_.end()) return;
    if (root_name_ == workspace.name) {
      chosen_.front() = workspace.path;
    } else {
      chosen_.push_back(workspace.path);
    }
  }

  [[nodiscard]] const std::vector<std::string>& chosen() const { return chosen_; }

 private:
  static constexpr const char* kOption = "--workspace";

  [[nodiscard]] std::string path_of(const Workspace& workspace) const {
    return join_paths(project_.prefix, workspace.path);
  }

  /// Whether `filter` is the path of the workspace or of the directory that it is in.
  [[nodiscard]] bool is_path_of(const Workspace& workspace, const std::string& filter) const {
    const std::string path = path_of(workspace);
    std::string named =
        filter.starts_with('/') ? normalize_path(filter) : join_paths(start_, filter);
    while (named.size() > 1 && named.back() == '/') named.pop_back();
    return named == path || (named != project_.prefix && named == directory_name(path));
  }

  const Project& project_;
  const std::string& start_;
  MatchBudget steps_{kMaxSteps};
  std::vector<std::string> chosen_;
  std::optional<std::string> root_name_;  // where the root is chosen
};

tl::unexpected<Error> no_workspaces(const PackRequest& request, const std::string& prefix) {
  std::string names;
  for (const std::string& name : request.workspaces) names += (names.empty() ? "" : ", ") + name;
  const std::string what = names.empty()
                               ? "names no workspaces that exist"
                               : "names no workspace that --workspace or .npmrc chooses: " + names;
  return fail(ErrorKind::config, join_paths(prefix, kManifestName), what);
}

/// The request with what the `.npmrc` of the project adds where the options say nothing.
Result<PackRequest> with_settings(PackRequest request, ProjectSettings settings,
                                  const Project& project) {
  const bool names_workspaces = !request.workspaces.empty() || settings.workspaces;
  if (request.workspaces.empty() && settings.workspaces) {
    request.workspaces = std::move(*settings.workspaces);
  }
  if (request.scope == WorkspaceScope::implicit && settings.all_workspaces) {
    request.scope = *settings.all_workspaces ? WorkspaceScope::all : WorkspaceScope::none;
  }
  if (settings.include_root) request.root = WorkspaceRoot::included;
  if (request.scope == WorkspaceScope::none && (names_workspaces || project.implicit)) {
    return npm_refuses(ErrorKind::config, project.prefix,
                       "a workspace is chosen, and workspaces are turned off, by the options or "
                       "by .npmrc: npm takes only one of both");
  }
  return request;
}

/// The paths of the workspaces to pack, beneath the prefix of `project`; empty: no run for any.
Result<std::vector<std::string>> chosen_workspaces(const PackRequest& request,
                                                   const Project& project, const DiskTree& tree,
                                                   const std::string& start) {
  const bool asks = !request.workspaces.empty() || request.scope == WorkspaceScope::all;
  if (!asks && !project.implicit) return std::vector<std::string>();
  TRY_ASSIGN(const std::string text, tree.read(kManifestName, kMaxManifestBytes));
  const std::string where = join_paths(project.prefix, kManifestName);
  TRY_ASSIGN(const Json manifest, parse_package_json(text, where));
  TRY(check_bins(manifest, where));
  TRY_ASSIGN(const std::vector<Workspace> workspaces, workspaces_of(tree, "", manifest));
  Choice choice(project, start);
  if (request.root == WorkspaceRoot::included) choice.add_root(manifest);
  for (const std::string& filter : request.workspaces) TRY(choice.add(workspaces, filter));
  if (request.workspaces.empty()) {
    for (const Workspace& workspace : workspaces) {
      if (!project.implicit || *project.implicit == workspace.path) choice.add(workspace);
    }
  }
  if (choice.chosen().empty()) return no_workspaces(request, project.prefix);
  return choice.chosen();
}

Result<std::vector<RequestedPackage>> run_for_workspaces(const Project& project,
                                                         const DiskTree& tree,
                                                         const std::vector<std::string>& chosen) {
  TRY_ASSIGN(const std::string current, real_path("."));
  std::vector<RequestedPackage> out;
  for (const std::string& path : chosen) {
    RequestedPackage package;
    package.shown = relative_path(current, join_paths(project.prefix, path));
    package.root = project.prefix;
    package.workspace = path;
    TRY_ASSIGN(package.directory, tree.real_directory(path));
    package.prefix = project.prefix;
    // Only the rules of the root itself depend on them.
    package.chosen = path.empty() ? chosen : std::vector<std::string>();
    out.push_back(std::move(package));
  }
  return out;
}

/// That npm packs a directory that it is told otherwise than from within, if it does.
std::string note_on_workspace(const std::string& directory) {
  const auto start = real_path(directory);
  if (!start) return {};
  const auto project = find_project(*start, WorkspaceScope::implicit);
  if (!project || !project->implicit || join_paths(project->prefix, *project->implicit) != *start) {
    return {};
  }
  const auto tree = DiskTree::open(project->prefix);
  if (!tree) return {};
  const auto rules = workspace_rules(**tree, *project->implicit, {});
  if (!rules || rules->patterns.empty()) return {};
  return "this is what `npm pack " + directory +
         "` packs. Run inside of the directory, which is a workspace, npm also heeds the ignore "
         "files above it: --workspace " +
         directory + " does so";
}

}  // namespace

RequestedPackage single_package(const std::string& directory) {
  RequestedPackage out;
  out.shown = out.root = out.prefix = directory;
  return out;
}

Result<std::vector<RequestedPackage>> packages_of_run(const PackRequest& request) {
  RequestedPackage single = single_package(request.directory);
  if (request.directory != "." && !request.asks_for_workspaces()) {
    single.note = note_on_workspace(request.directory);
    return std::vector{std::move(single)};
  }
  TRY_ASSIGN(const std::string start, real_path(request.directory));
  TRY_ASSIGN(const Project project, find_project(start, request.scope));
  TRY_ASSIGN(const ProjectSettings settings, project_settings_in(project.prefix));
  TRY_ASSIGN(const PackRequest whole, with_settings(request, settings, project));
  std::vector<RequestedPackage> out{std::move(single)};
  out.front().prefix = project.prefix;
  if (whole.scope != WorkspaceScope::none) {
    TRY_ASSIGN(const std::unique_ptr<DiskTree> tree, DiskTree::open(project.prefix));
    TRY_ASSIGN(const std::vector<std::string> chosen,
               chosen_workspaces(whole, project, *tree, start));
    if (!chosen.empty()) {
      TRY_ASSIGN(out, run_for_workspaces(project, *tree, chosen));
    }
  }
  if (settings.chooses()) out.front().note = "the .npmrc of the project chooses among workspaces";
  return out;
}

}  // namespace packwarden
