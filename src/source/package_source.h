#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

#include "npm/pack_run.h"
#include "npm/package.h"
#include "npm/packlist.h"
#include "source/source.h"
#include "source/tar_writer.h"

namespace packwarden {

struct PackageOptions {
  /// Whose packing rules: major versions of npm that have a profile, at least one. Of several, what
  /// any of them packs is read, and each entry says which.
  std::vector<int> npm = {11};
  Publisher publisher;
  SourceLimits limits;
  ByteSink tarball;  // takes the tarball of the first of `npm`; may be empty
  TarCompression compression = TarCompression::none;  // of the tarball
};

/// The files that npm would pack of a directory, in the order of the tarball. Only files beneath
/// the root of the workspaces, or else of the package, are read, and no link is followed.
class PackageSource : public Source {
 public:
  explicit PackageSource(RequestedPackage package, PackageOptions options = {});
  /// A directory that is packed by itself, as typed.
  explicit PackageSource(const std::string& directory, PackageOptions options = {});

  /// Where only some of the versions pack the package, the others become notes if they refuse it,
  /// and else problems of `read`.
  [[nodiscard]] Result<SourceFacts> open() override;
  [[nodiscard]] Result<void> read(const EntrySink& sink, const ProblemSink& problems) override;
  /// See package_surroundings.h.
  void read_beside(Beside what, const EntrySink& sink, const ProblemSink& problems) const override;

  [[nodiscard]] std::optional<std::string> find(const std::string& path,
                                                std::uint64_t limit) override;
  [[nodiscard]] const Package* package() const override { return package_ ? &*package_ : nullptr; }
  [[nodiscard]] std::span<const DroppedEntry> dropped() const override { return dropped_; }
  /// Asks git, where there is a work tree.
  [[nodiscard]] std::vector<Origin> origins() const override;

  /// After `read`: how many bytes the sink took. None when an entry of it could not be
  /// read, and without a sink for it.
  [[nodiscard]] std::optional<std::uint64_t> tar_bytes() const { return tar_bytes_; }

 private:
  /// A file, and who packs it.
  struct Packed {
    PackedFile file;
    NpmVersions versions;
    bool is_in_tarball = false;
  };

  class Tarball;

  [[nodiscard]] Result<void> pack();
  void index_by_path();
  void merge(PackList list, int npm);
  [[nodiscard]] Result<std::string> read_file(const PackedFile& file) const;
  [[nodiscard]] Result<std::string> content_of(const PackedFile& file, std::uint64_t total) const;
  [[nodiscard]] Result<void> check_limits(const PackedFile& file, std::uint64_t total) const;

  RequestedPackage request_;
  PackageOptions options_;
  std::optional<Package> package_;
  std::vector<Packed> packed_;
  std::unordered_map<std::string_view, const Packed*> by_path_;  // once something is looked for
  std::vector<DroppedEntry> dropped_;
  NpmVersions versions_;            // that can pack it
  std::vector<Error> failures_;     // of those of which it is not known what they pack
  std::vector<std::string> notes_;  // on those that refuse it
  std::optional<std::uint64_t> tar_bytes_;
};

}  // namespace packwarden
