#include "npm/package.h"

#include <algorithm>
#include <optional>
#include <utility>

#include "npm/workspaces.h"

namespace packwarden {
namespace {

constexpr const char* kManifest = "package.json";

std::string beneath(const std::string& directory, const std::string& path) {
  if (directory.empty()) return path;
  return directory + (directory.ends_with('/') ? "" : "/") + path;
}

/// Other package managers pack by other rules; the report says so.
void note_package_manager(const Manifest& manifest, std::vector<std::string>& notes) {
  const Json* field = manifest.document.find("packageManager");
  if (field == nullptr || field->string() == nullptr) return;
  for (const std::string_view name : {"pnpm", "yarn", "bun"}) {
    if (!field->string()->starts_with(std::string(name) + "@")) continue;
    notes.push_back("package.json names " + std::string(name) +
                    " as package manager, which packs by other rules than npm: audit the tarball "
                    "that it makes");
  }
}

}  // namespace

Package::Package(RequestedPackage request, std::unique_ptr<DiskTree> tree)
    : request_(std::move(request)), tree_(std::move(tree)) {}

Result<Package> Package::open(RequestedPackage request) {
  TRY_ASSIGN(std::unique_ptr<DiskTree> tree, DiskTree::open(request.root));
  Package package(std::move(request), std::move(tree));
  TRY(package.read());
  return package;
}

Result<void> Package::read() {
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
  const std::string where = shown() == "." ? kManifest : beneath(shown(), kManifest);
  TRY_ASSIGN(manifest_, parse_manifest(text, where));
  note_package_manager(manifest_, notes_);
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
