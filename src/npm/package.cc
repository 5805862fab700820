#include "npm/package.h"

#include <algorithm>
#include <optional>
#include <utility>

#include "npm/dev_engines.h"
#include "npm/directory.h"
#include "npm/posix_path.h"
#include "npm/refusal.h"
#include "npm/tree_path.h"
#include "npm/workspaces.h"

namespace packwarden {
namespace {

/// The manager that will publish the package in `directory`, a path on disk.
std::optional<ManagerInUse> manager_for(std::optional<PackageManager> publisher,
                                        const std::string& directory) {
  std::optional<ManagerInUse> found = manager_of(directory);
  if (!publisher || (found && found->manager == *publisher)) return found;
  return ManagerInUse{*publisher, "it runs this", found ? found->workspace_root : std::string()};
}

}  // namespace

Package::Package(RequestedPackage request, Publisher publisher, std::unique_ptr<DiskTree> tree)
    : request_(std::move(request)), publisher_(std::move(publisher)), tree_(std::move(tree)) {}

Result<Package> Package::open(RequestedPackage request, Publisher publisher) {
  TRY_ASSIGN(std::unique_ptr<DiskTree> tree, DiskTree::open(request.root));
  Package package(std::move(request), std::move(publisher), std::move(tree));
  TRY(package.read());
  return package;
}

Result<void> Package::read() {
  TRY(read_manifest());
  for (const std::string& note : {request_.note, publisher_.note}) {
    if (!note.empty()) notes_.push_back(note);
  }
  TRY_ASSIGN(const std::string directory_on_disk,
             real_path(join_paths(request_.root, request_.directory)));
  const auto used = manager_for(publisher_.manager, directory_on_disk);
  if (!used) return {};
  publisher_.manager = used->manager;
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
  if (!has_entry(entries, kManifestName)) {
    return npm_refuses(
        ErrorKind::config, shown(),
        "there is no package.json in this directory; to search files that are no package, "
        "use `packwarden scan " +
            shown() + "`");
  }
  TRY_ASSIGN(const std::string text, tree_->read(path_of(kManifestName), kMaxManifestBytes));
  const std::string where = join_paths(shown(), kManifestName);
  TRY_ASSIGN(manifest_, parse_manifest(text, where));
  return {};
}

std::string Package::path_of(const std::string& source) const {
  return beneath(request_.directory, source);
}

/// npm looks at `devEngines` before all else, and passes over a package.json that it cannot read.
/// Other package managers are asked for by that very field.
Result<void> Package::check_prefix(const Profile& profile) const {
  if (publisher_.manager && *publisher_.manager != PackageManager::npm) return {};
  const auto tree = DiskTree::open(request_.prefix);
  if (!tree) return {};
  const auto document = package_json_in(**tree);
  return document ? check_dev_engines(*document, profile, publisher_.host) : Result<void>();
}

Result<PackContext> Package::context_for(int npm, const WalkLimits& limits) const {
  const std::optional<Profile> profile = profile_of(npm);
  if (!profile) {
    return fail(ErrorKind::config, shown(),
                "the packing rules of npm " + std::to_string(npm) + " are not known");
  }
  TRY(check_prefix(*profile));
  PackContext context;
  context.profile = *profile;
  context.directory = request_.directory;
  if (request_.chosen) {
    TRY_ASSIGN(context.inherited, workspace_rules(*tree_, request_.workspace, *request_.chosen));
  }
  context.limits = limits;
  if (!publisher_.global_ignore_file.empty()) {
    TRY(append_ignore_file(publisher_.global_ignore_file, "npm's global ignore file",
                           context.global));
  }
  return context;
}

Result<PackList> Package::pack(int npm, const WalkLimits& limits) const {
  return pack_as(*tree_, manifest_, npm, limits);
}

Result<PackList> Package::pack_as(const FileTree& tree, const Manifest& manifest, int npm,
                                  const WalkLimits& limits) const {
  TRY_ASSIGN(const PackContext context, context_for(npm, limits));
  return packlist(tree, manifest, context);
}

Result<PackingReasons> Package::reasons(int npm, const WalkLimits& limits) const {
  TRY_ASSIGN(const PackContext context, context_for(npm, limits));
  return packing_reasons(*tree_, manifest_, context);
}

Result<Explanation> Package::explain(const std::string& path, int npm) const {
  TRY_ASSIGN(const PackContext context, context_for(npm, {}));
  return packwarden::explain(*tree_, manifest_, context, path);
}

}  // namespace packwarden
