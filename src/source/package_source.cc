#include "source/package_source.h"

#include <algorithm>
#include <map>
#include <set>
#include <tuple>
#include <utility>

#include "npm/tar_path.h"
#include "source/limits.h"
#include "source/package_origins.h"
#include "source/package_surroundings.h"

namespace packwarden {
namespace {

Entry entry_of(const PackedFile& file, NpmVersions versions, std::uint64_t index,
               std::string bytes) {
  Entry entry;
  entry.path = file.path;
  entry.mode = file.mode;
  entry.index = index;
  entry.packed_by = versions;
  entry.kind = file.link().empty() ? EntryKind::file : EntryKind::hard_link;
  entry.bytes = file.link().empty() ? std::move(bytes) : listed_path(file.link());
  return entry;
}

/// Whether two versions of npm write the same entry.
bool is_same(const PackedFile& a, const PackedFile& b) {
  const auto facts = [](const PackedFile& file) {
    const std::string* content = file.content();
    return std::tuple(file.source(), file.link(), file.mode, content != nullptr,
                      content != nullptr ? std::string_view(*content) : std::string_view());
  };
  return facts(a) == facts(b);
}

}  // namespace

/// The tarball as it grows, if somebody wants it and as long as every entry of it could be read.
class PackageSource::Tarball {
 public:
  explicit Tarball(const PackageOptions& options) {
    if (!options.tarball) return;
    writer_.emplace(
        [this, &options](std::string_view bytes) {
          written_ += bytes.size();
          return options.tarball(bytes);
        },
        options.compression);
  }

  Result<void> add(const PackedFile& file, std::string_view bytes) {
    if (!writer_ || !is_complete_) return {};
    return writer_->write({file.tar_path(), std::string(file.link()), file.mode, file.size}, bytes);
  }

  /// One of its entries cannot be read.
  void give_up() { is_complete_ = false; }

  /// Its size, if it is whole.
  Result<std::optional<std::uint64_t>> finish() {
    if (!writer_ || !is_complete_) return std::optional<std::uint64_t>();
    TRY(writer_->finish());
    return std::optional(written_);
  }

 private:
  bool is_complete_ = true;
  std::uint64_t written_ = 0;
  std::optional<TarWriter> writer_;
};

PackageSource::PackageSource(RequestedPackage package, PackageOptions options)
    : request_(std::move(package)), options_(std::move(options)) {}

PackageSource::PackageSource(const std::string& directory, PackageOptions options)
    : PackageSource(RequestedPackage{directory, directory, "", std::nullopt, ""},
                    std::move(options)) {}

Result<SourceFacts> PackageSource::open() {
  TRY_ASSIGN(package_, Package::open(request_, options_.publisher));
  TRY(pack());
  SourceFacts facts;
  facts.kind = SourceKind::package;
  facts.root = package_->shown();
  facts.name = package_->manifest().name;
  facts.version = package_->manifest().version;
  facts.filename = tarball_filename(package_->manifest());
  facts.npm_profiles = versions_.list();
  facts.notes = package_->notes();
  facts.notes.insert(facts.notes.end(), notes_.begin(), notes_.end());
  return facts;
}

Result<void> PackageSource::pack() {
  WalkLimits limits;
  limits.files = options_.limits.entries;
  limits.path_bytes = options_.limits.path_bytes;
  limits.path_depth = options_.limits.path_depth;
  std::vector<Error> refusals;
  for (const int npm : options_.npm) {
    Result<PackList> list = package_->pack(npm, limits);
    if (list) {
      merge(*std::move(list), npm);
      versions_.add(npm);
      continue;
    }
    if (options_.npm.size() > 1) {
      list.error().what = "npm " + std::to_string(npm) + ": " + list.error().what;
    }
    (list.error().is_refusal ? refusals : failures_).push_back(std::move(list.error()));
  }
  if (versions_.list().empty())
    return fail(failures_.empty() ? refusals.front() : failures_.front());
  // What npm does not publish cannot leak.
  for (const Error& refusal : refusals) notes_.push_back(refusal.where + ": " + refusal.what);
  return {};
}

/// Adds what was not packed by an earlier version.
void PackageSource::merge(PackList list, int npm) {
  for (DroppedEntry& entry : list.dropped) {
    const auto place = std::lower_bound(
        dropped_.begin(), dropped_.end(), entry,
        [](const DroppedEntry& a, const DroppedEntry& b) { return a.path < b.path; });
    if (place == dropped_.end() || place->path != entry.path)
      dropped_.insert(place, std::move(entry));
  }
  std::multimap<std::string, std::size_t> places;
  for (std::size_t i = 0; i < packed_.size(); ++i) places.emplace(packed_[i].file.path, i);
  for (PackedFile& file : list.files) {
    const auto [first, last] = places.equal_range(file.path);
    const auto same = std::find_if(
        first, last, [&](const auto& place) { return is_same(packed_[place.second].file, file); });
    if (same == last) {
      packed_.push_back({std::move(file), {}, npm == options_.npm.front()});
      packed_.back().versions.add(npm);
    } else {
      packed_[same->second].versions.add(npm);
    }
  }
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
  TRY_ASSIGN(const Descriptor opened,
             package_->tree().open_file(package_->path_of(std::string(file.source()))));
  TRY_ASSIGN(std::string bytes, read_on(opened.get(), {}, file.size, file.size, file.path));
  TRY_ASSIGN(const FileStatus after, DiskTree::status(opened, file.path));
  if (bytes.size() != file.size || after != file.status) {
    return fail(ErrorKind::io, file.path, "changed while the package was read");
  }
  return bytes;
}

Result<std::string> PackageSource::content_of(const PackedFile& file, std::uint64_t total) const {
  TRY(check_limits(file, total));
  if (!file.link().empty()) return std::string();
  if (file.content() != nullptr) return *file.content();
  return read_file(file);
}

/// Of several versions of a file the first counts.
void PackageSource::index_by_path() {
  by_path_.reserve(packed_.size());
  for (const Packed& packed : packed_) {
    if (packed.file.link().empty()) by_path_.try_emplace(packed.file.path, &packed);
  }
}

std::optional<std::string> PackageSource::find(const std::string& path, std::uint64_t limit) {
  if (by_path_.empty()) index_by_path();
  const auto packed = by_path_.find(path);
  if (packed == by_path_.end() || packed->second->file.size > limit) return std::nullopt;
  Result<std::string> bytes = content_of(packed->second->file, 0);
  return bytes ? std::optional(*std::move(bytes)) : std::nullopt;
}

std::vector<Origin> PackageSource::origins() const {
  std::vector<std::string_view> paths;
  paths.reserve(packed_.size());
  for (const Packed& packed : packed_) paths.push_back(packed.file.source());
  return origins_of(*package_, paths);
}

Result<void> PackageSource::read(const EntrySink& sink, const ProblemSink& problems) {
  for (const Error& failure : failures_) problems({failure, 0});
  Tarball tarball(options_);
  std::uint64_t total = 0;
  for (std::size_t i = 0; i < packed_.size(); ++i) {
    const Packed& packed = packed_[i];
    Result<std::string> bytes = content_of(packed.file, total);
    if (!bytes) {
      if (packed.is_in_tarball) tarball.give_up();
      problems({std::move(bytes.error()), packed.file.size});
      continue;
    }
    total += packed.file.size;
    if (packed.is_in_tarball) TRY(tarball.add(packed.file, *bytes));
    if (!sink(entry_of(packed.file, packed.versions, i, std::move(*bytes)))) return {};
  }
  TRY_ASSIGN(tar_bytes_, tarball.finish());
  return {};
}

void PackageSource::read_beside(Beside what, const EntrySink& sink,
                                const ProblemSink& problems) const {
  std::set<std::string> packed;
  for (const Packed& file : packed_)
    packed.insert(package_->path_of(std::string(file.file.source())));
  const PackageSurroundings surroundings(*package_, std::move(packed));
  if (what == Beside::settings) {
    surroundings.read_settings(sink, problems);
  } else {
    surroundings.read_public_text(sink);
  }
}

}  // namespace packwarden
