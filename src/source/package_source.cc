#include "source/package_source.h"

#include <algorithm>
#include <utility>

#include "npm/tar_path.h"
#include "source/limits.h"

namespace packwarden {
namespace {

constexpr const char* kManifest = "package.json";

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

Entry entry_of(const PackedFile& file, std::uint64_t index, std::string bytes) {
  Entry entry;
  entry.path = file.path;
  entry.mode = file.mode;
  entry.index = index;
  entry.kind = file.link.empty() ? EntryKind::file : EntryKind::hard_link;
  entry.bytes = file.link.empty() ? std::move(bytes) : listed_path(file.link);
  return entry;
}

}  // namespace

PackageSource::PackageSource(std::string root, PackageOptions options)
    : root_(std::move(root)), options_(std::move(options)) {}

Result<std::string> PackageSource::read_manifest() const {
  TRY_ASSIGN(const std::vector<DirectoryEntry> entries, tree_->list(""));
  const bool found = std::any_of(entries.begin(), entries.end(), [](const DirectoryEntry& entry) {
    return entry.name == kManifest;
  });
  if (!found) {
    return fail(ErrorKind::config, root_,
                "there is no package.json in this directory; to search files that are no package, "
                "use `packwarden scan " +
                    root_ + "`");
  }
  return tree_->read(kManifest, kMaxManifestBytes);
}

Result<SourceFacts> PackageSource::open() {
  const std::optional<Profile> profile = profile_of(options_.npm);
  if (!profile) {
    return fail(ErrorKind::config, root_,
                "the packing rules of npm " + std::to_string(options_.npm) + " are not known");
  }
  TRY_ASSIGN(tree_, DiskTree::open(root_));
  TRY_ASSIGN(const std::string text, read_manifest());
  const std::string where =
      root_ == "." ? kManifest : root_ + (root_.ends_with('/') ? "" : "/") + kManifest;
  TRY_ASSIGN(manifest_, parse_manifest(text, where));
  PackContext context;
  context.profile = *profile;
  context.limits.files = options_.limits.entries;
  context.limits.path_bytes = options_.limits.path_bytes;
  context.limits.path_depth = options_.limits.path_depth;
  TRY_ASSIGN(packed_, packlist(*tree_, manifest_, context));
  SourceFacts facts;
  facts.kind = SourceKind::package;
  facts.root = root_;
  facts.name = manifest_.name;
  facts.version = manifest_.version;
  facts.filename = tarball_filename(manifest_);
  facts.npm_profiles = {options_.npm};
  note_package_manager(manifest_, facts.notes);
  return facts;
}

Result<void> PackageSource::check_limits(const PackedFile& file, std::uint64_t total) const {
  const SourceLimits& limits = options_.limits;
  if (file.size > limits.entry_bytes) {
    return fail(entry_too_large(file.path, limits.entry_bytes));
  }
  if (file.size > limits.total_bytes - std::min(total, limits.total_bytes)) {
    return fail(
        limit_error(file.path, "the package is too large", {"total-bytes", limits.total_bytes}));
  }
  return {};
}

Result<std::string> PackageSource::read_file(const PackedFile& file) const {
  TRY_ASSIGN(const Descriptor opened, tree_->open_file(file.source));
  TRY_ASSIGN(std::string bytes, read_on(opened.get(), {}, file.size, file.size, file.path));
  TRY_ASSIGN(const FileStatus after, DiskTree::status(opened, file.path));
  if (bytes.size() != file.size || after != file.status) {
    return fail(ErrorKind::io, file.path, "changed while the package was read");
  }
  return bytes;
}

Result<std::string> PackageSource::content_of(const PackedFile& file, std::uint64_t total) const {
  TRY(check_limits(file, total));
  if (!file.link.empty()) return std::string();
  if (file.content) return *file.content;
  return read_file(file);
}

Result<void> PackageSource::read(const EntrySink& sink, const ProblemSink& problems) {
  std::uint64_t written = 0;
  TarWriter tarball(
      [&](std::string_view bytes) {
        written += bytes.size();
        return !options_.tarball || options_.tarball(bytes);
      },
      TarCompression::none);
  bool complete = true;
  std::uint64_t total = 0;
  for (std::size_t i = 0; i < packed_.files.size(); ++i) {
    const PackedFile& file = packed_.files[i];
    Result<std::string> bytes = content_of(file, total);
    if (!bytes) {
      complete = false;
      problems({std::move(bytes.error()), file.size});
      continue;
    }
    total += file.size;
    if (complete) TRY(tarball.write({file.tar_path, file.link, file.mode, file.size}, *bytes));
    if (!sink(entry_of(file, i, std::move(*bytes)))) return {};
  }
  if (!complete) return {};
  TRY(tarball.finish());
  tar_bytes_ = written;
  return {};
}

}  // namespace packwarden
