#include "npm/package_walks.h"

#include <algorithm>
#include <iterator>
#include <optional>
#include <set>
#include <string_view>
#include <utility>

#include "npm/bundle.h"
#include "npm/overrides.h"
#include "npm/package_extensions.h"
#include "npm/posix_path.h"
#include "npm/refusal.h"
#include "npm/tree_path.h"
#include "npm/workspaces.h"

namespace packwarden {
namespace {

/// npm 12 reads and runs these, and what it packs may depend on them.
Result<void> refuse_extensions(const FileTree& tree, const PackContext& context) {
  if (context.profile.extensions == Extensions::none) return {};
  for (const std::string name : {".npm-extension.mjs", ".npm-extension.cjs"}) {
    const std::string path = context.directory.empty() ? name : context.directory + "/" + name;
    if (!tree.lstat(path)) continue;
    return fail(ErrorKind::unsupported, name,
                "npm runs this file, and what it packs may depend on it");
  }
  return {};
}

/// The workspaces are dependencies of the package.
Result<void> check_names(const std::vector<Workspace>& workspaces) {
  for (const Workspace& workspace : workspaces) {
    if (workspace.has_text_name) continue;
    return npm_refuses(ErrorKind::format, workspace.path + "/package.json",
                       "\"name\" of a workspace must be a string");
  }
  return {};
}

/// How much of a package a walk goes over.
using Only = std::optional<std::string>;  // none: all of it

/// What part of a bundled package is at `path` or below it, if any is.
std::optional<Only> concerned_part(const BundledPackage& bundled, const std::string& path) {
  for (const std::string& place : {bundled.path, bundled.directory}) {
    if (is_at_or_below(place, path)) return Only();
    if (is_at_or_below(path, place)) return seen_from(place, path);
  }
  return std::nullopt;
}

/// Walks over the package and those that it bundles.
class PackageWalks {
 public:
  PackageWalks(const FileTree& tree, const Manifest& manifest, const std::vector<BinEntry>& bins,
               const PackContext& context)
      : tree_(tree), manifest_(manifest), bins_(bins), context_(context) {}

  Result<std::vector<FoundFile>> all(std::vector<DroppedEntry>* dropped) {
    TRY(prepare());
    TRY_ASSIGN(PackageWalk root, walk_root({}, dropped));
    if (bundled_.empty()) return std::move(root.files);
    add(std::move(root.files));
    for (const BundledPackage& package : bundled_) {
      TRY_ASSIGN(PackageWalk walk, walk_bundled(package, {}));
      add(std::move(walk.files));
    }
    return std::move(out_);
  }

  Result<void> hear(const WalkHearer& hearer) {
    hearer_ = &hearer;
    TRY(prepare());
    TRY(walk_root({}, nullptr));
    for (const BundledPackage& package : bundled_) TRY(walk_bundled(package, {}));
    return {};
  }

  Result<std::vector<PackageWalk>> at(const std::string& path) {
    TRY(prepare());
    std::vector<PackageWalk> out;
    TRY_ASSIGN(PackageWalk root, walk_root(path, nullptr));
    out.push_back(std::move(root));
    for (const BundledPackage& package : bundled_) {
      const auto part = concerned_part(package, path);
      if (!part) continue;
      TRY_ASSIGN(PackageWalk walk, walk_bundled(package, *part));
      out.push_back(std::move(walk));
    }
    return out;
  }

 private:
  Result<void> prepare() {
    TRY(refuse_extensions(tree_, context_));
    TRY(check_overrides(manifest_, context_.profile));
    TRY(check_package_extensions(manifest_, context_.profile));
    TRY_ASSIGN(defaults_,
               compile_rules(default_rules(), RuleSource::npm_default, context_.profile));
    TRY_ASSIGN(strict_below_,
               compile_rules(strict_rules_below_root(), RuleSource::npm_strict, context_.profile));
    TRY_ASSIGN(workspaces_, workspaces_of(tree_, context_.directory, manifest_.document));
    TRY_ASSIGN(bundled_, bundled_packages(tree_, context_.directory, manifest_, workspaces_));
    TRY(check_names(workspaces_));
    return check_bundle_overrides(tree_, context_.directory, manifest_, context_.profile,
                                  workspaces_);
  }

  [[nodiscard]] WalkRequest request(const std::string& directory, const Only& only) const {
    WalkRequest out;
    out.directory = directory;
    out.defaults = &defaults_;
    out.strict_below = &strict_below_;
    out.limits = context_.limits;
    out.limits.files -= out_.size();
    out.only = only;
    return out;
  }

  Result<PackageWalk> walk_root(const Only& only, std::vector<DroppedEntry>* dropped) {
    TRY_ASSIGN(const PackageRules package,
               package_rules(tree_, context_.directory, manifest_, bins_, context_.profile));
    WalkRequest walk = request(context_.directory, only);
    walk.root_lists = {&defaults_, &context_.inherited};
    if (context_.profile.global_ignore_file == GlobalIgnoreFile::read) {
      walk.root_lists.push_back(&context_.global);
    }
    walk.package = &package;
    walk.dropped = dropped;
    if (!workspaces_.empty()) walk.nested_manifests = NestedManifests::read_as_rules;
    return run(std::move(walk), {}, manifest_);
  }

  /// Only links are judged like a package that is packed: what is installed was packed before.
  Result<PackageWalk> walk_bundled(const BundledPackage& bundled, const Only& only) {
    const std::string directory = beneath(context_.directory, bundled.directory);
    Profile profile = context_.profile;
    profile.patches = Patches::published;  // those of the root only
    TRY_ASSIGN(const PackageRules package,
               package_rules(tree_, directory, bundled.manifest,
                             bins_of(tree_, directory, bundled.manifest), profile,
                             bundled.is_link() ? PackageRoot::link : PackageRoot::directory));
    WalkRequest walk = request(directory, only);
    walk.package = &package;
    if (bundled.is_link()) {
      walk.root_lists = {&defaults_};
    } else {
      walk.root_ignore_files = RootIgnoreFiles::passed_over;
    }
    PackageWalk out;
    out.path = bundled.path;
    out.directory = bundled.directory;
    return run(std::move(walk), std::move(out), bundled.manifest);
  }

  Result<PackageWalk> run(WalkRequest request, PackageWalk out, const Manifest& manifest) {
    if (hearer_ != nullptr) {
      request.steps = [&](WalkStep step) { (*hearer_)(out, manifest, std::move(step)); };
    } else if (request.only) {
      request.steps = [&](WalkStep step) { out.steps.push_back(std::move(step)); };
    }
    TRY_ASSIGN(out.files, walk_package(tree_, request));
    if (out.path.empty()) return out;
    for (FoundFile& file : out.files) TRY(place_bundled(out, file));
    return out;
  }

  /// Gives a file of a bundled package its place in the whole. In its name npm puts slashes for
  /// backslashes, and packs what is there.
  [[nodiscard]] Result<void> place_bundled(const PackageWalk& walk, FoundFile& file) const {
    std::string path = file.path;
    std::replace(path.begin(), path.end(), '\\', '/');
    std::string source = beneath(walk.directory, path);
    if (path != file.path) {
      source = normalize_path(source);
      const auto status = tree_.lstat(beneath(context_.directory, source));
      if (!status || status->type != FileType::regular) {
        return npm_refuses(ErrorKind::unsupported, beneath(walk.path, file.path),
                           "npm cannot pack a bundled file with a backslash in its name");
      }
      file.status = *status;
    }
    file.path = beneath(walk.path, path);
    if (source != file.path) file.source = std::make_unique<const std::string>(std::move(source));
    return {};
  }

  void add(std::vector<FoundFile> files) {
    for (FoundFile& file : files) {
      if (paths_.insert(file.path).second) out_.push_back(std::move(file));
    }
  }

  const FileTree& tree_;
  const Manifest& manifest_;
  const std::vector<BinEntry>& bins_;
  const PackContext& context_;
  RuleList defaults_;
  RuleList strict_below_;
  std::vector<Workspace> workspaces_;
  std::vector<BundledPackage> bundled_;
  std::set<std::string> paths_;
  std::vector<FoundFile> out_;
  const WalkHearer* hearer_ = nullptr;
};

}  // namespace

Result<std::vector<FoundFile>> find_packed_files(const FileTree& tree, const Manifest& manifest,
                                                 const std::vector<BinEntry>& bins,
                                                 const PackContext& context,
                                                 std::vector<DroppedEntry>* dropped) {
  return PackageWalks(tree, manifest, bins, context).all(dropped);
}

Result<void> hear_walks(const FileTree& tree, const Manifest& manifest, const PackContext& context,
                        const WalkHearer& hearer) {
  const std::vector<BinEntry> bins = bins_of(tree, context.directory, manifest);
  return PackageWalks(tree, manifest, bins, context).hear(hearer);
}

Result<std::vector<PackageWalk>> walk_to_path(const FileTree& tree, const Manifest& manifest,
                                              const PackContext& context, const std::string& path) {
  const std::vector<BinEntry> bins = bins_of(tree, context.directory, manifest);
  return PackageWalks(tree, manifest, bins, context).at(path);
}

}  // namespace packwarden
