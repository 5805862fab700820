#include "npm/package.h"

#include <algorithm>
#include <optional>
#include <utility>

#include "npm/directory.h"
#include "npm/posix_path.h"
#include "npm/workspaces.h"

namespace packwarden {
namespace {

constexpr const char* kManifest = "package.json";

/// The manager that will publish the package in `directory`, a path on disk.
std::optional<ManagerInUse> manager_for(std::optional<PackageManager> publisher,
                                        const std::string& directory) {
  std::optional<ManagerInUse> found = manager_of(directory);
  if (!publisher || (found && found->manager == *publisher)) return found;
  return ManagerInUse{*publisher, "it runs this", found ? found->workspace_root : std::string()};
}

}  // namespace

Package::Package(RequestedPackage request, std::unique_ptr<DiskTree> tree)
    : request_(std::move(request)), tree_(std::move(tree)) {}

Result<Package> Package::open(RequestedPackage request, std::optional<PackageManager> publisher) {
  TRY_ASSIGN(std::unique_ptr<DiskTree> tree, DiskTree::open(request.root));
  Package package(std::move(request), std::move(tree));
  TRY(package.read(publisher));
  return package;
}

Result<void> Package::read(std::optional<PackageManager> publisher) {
  TRY(read_manifest());
  if (!request_.note.empty()) notes_.push_back(request_.note);
  TRY_ASSIGN(const std::string directory_on_disk,
             real_path(join_paths(request_.root, request_.directory)));
  const auto used = manager_for(publisher, directory_on_disk);
  if (!used) return {};
  std::string note = packing_note(*used, manifest_, *tree_, request_.directory);
  if (!note.empty()) notes_.push_back(std::move(note));
  const auto directory = published_directory(manifest_);
  if (used->manager != PackageManager::pnpm || !directory) return {};
  notes_.push_back("pnpm publishes " + *directory + ", as publishConfig.directory says");
  request_.directory = path_of(*directory);
  request_.shown = join_paths(shown(), *directory);
  return read_manifest();
}

Result<void> Package::read_manifest() {
  TRY_ASSIGN(const std::vector<DirectoryEntry> entries, tree_->list(request_.directory));
  const bool found = std::any_of(entries.begin(), entries.end(), [](const DirectoryEntry& entry) {
    return entry.name == kManifest;
  });
  if (!found) {
    return fail(ErrorKind::config, shown(),
                "there is no package.json in this directory; to search files that are no package, "
                "use `packwarden scan " +
                    shown() + "`");
  }
  TRY_ASSIGN(const std::string text, tree_->read(path_of(kManifest), kMaxManifestBytes));
  const std::string where = join_paths(shown(), kManifest);
  TRY_ASSIGN(manifest_, parse_manifest(text, where));
  return {};
}

std::string Package::path_of(const std::string& source) const {
  return beneath(request_.directory, source);
}

Result<PackList> Package::pack(int npm, const WalkLimits& limits) const {
  const std::optional<Profile> profile = profile_of(npm);
  if (!profile) {
    return fail(ErrorKind::config, shown(),
                "the packing rules of npm " + std::to_string(npm) + " are not known");
  }
  PackContext context;
  context.profile = *profile;
  context.directory = request_.directory;
  if (request_.chosen) {
    TRY_ASSIGN(context.inherited, workspace_rules(*tree_, request_.directory, *request_.chosen));
  }
  context.limits = limits;
  return packlist(*tree_, manifest_, context);
}

}  // namespace packwarden
