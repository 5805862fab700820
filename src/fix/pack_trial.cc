#include "fix/pack_trial.h"

#include <algorithm>
#include <iterator>
#include <utility>

namespace packwarden {
namespace {

/// Appends what is in `a` and not in `b`, both sorted.
void add_missing(const std::vector<std::string>& a, const std::vector<std::string>& b,
                 std::set<std::string>& out) {
  std::set_difference(a.begin(), a.end(), b.begin(), b.end(), std::inserter(out, out.end()));
}

}  // namespace

PackTrial::PackTrial(const Package& package)
    : package_(&package), cached_(std::make_unique<CachedTree>(package.tree())) {}

Result<PackTrial> PackTrial::create(const Package& package, const std::vector<int>& npm) {
  PackTrial out(package);
  Error failure;
  std::set<std::string> all;
  for (const int version : npm) {
    Result<Packed> packed = out.pack(*out.cached_, version);
    if (!packed) {
      failure = std::move(packed.error());
      continue;
    }
    all.insert(packed->paths.begin(), packed->paths.end());
    out.before_.push_back(*std::move(packed));
  }
  if (out.before_.empty()) return fail(std::move(failure));
  out.all_packed_.assign(all.begin(), all.end());
  return out;
}

void PackTrial::begin_with(std::string manifest) { manifest_ = std::move(manifest); }

Result<PackTrial::Packed> PackTrial::pack(const FileTree& tree, int npm) const {
  TRY_ASSIGN(const std::string text,
             tree.read(package_->path_of(kManifestName), kMaxManifestBytes));
  TRY_ASSIGN(const Manifest manifest, parse_manifest(text, kManifestName));
  TRY_ASSIGN(PackList list, package_->pack_as(tree, manifest, npm, {}));
  Packed out = {npm, {}};
  for (PackedFile& file : list.files) out.paths.push_back(std::move(file.path));
  std::sort(out.paths.begin(), out.paths.end());
  return out;
}

Result<void> PackTrial::apply(const std::vector<PackEdit>& edits, OverlayTree& tree,
                              std::set<std::string>& changed) const {
  if (manifest_) {
    tree.put(package_->path_of(kManifestName), *manifest_);
    changed.insert(kManifestName);
  }
  for (const PackEdit& edit : edits) {
    TRY_ASSIGN(std::string content, edited_content(tree, package_->path_of(""), edit));
    tree.put(package_->path_of(edit.file), std::move(content));
    changed.insert(edit.file);
  }
  return {};
}

Result<PackChange> PackTrial::try_out(const std::vector<PackEdit>& edits) const {
  OverlayTree tree(*cached_);
  std::set<std::string> changed;
  TRY(apply(edits, tree, changed));
  PackChange out;
  for (const Packed& before : before_) {
    TRY_ASSIGN(const Packed after, pack(tree, before.npm));
    add_missing(after.paths, before.paths, out.gained);
    add_missing(before.paths, after.paths, out.lost);
    out.packed.insert(after.paths.begin(), after.paths.end());
  }
  return out;
}

Result<std::map<std::string, std::string>> PackTrial::contents_after(
    const std::vector<PackEdit>& edits) const {
  OverlayTree tree(*cached_);
  std::set<std::string> changed;
  TRY(apply(edits, tree, changed));
  std::map<std::string, std::string> out;
  for (const std::string& file : changed) {
    TRY_ASSIGN(out[file], tree.read(package_->path_of(file), kMaxManifestBytes));
  }
  return out;
}

bool PackTrial::has(const std::string& path) const {
  return cached_->lstat(package_->path_of(path)).has_value();
}

}  // namespace packwarden
