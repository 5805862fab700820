#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>

#include "npm/disk_tree.h"
#include "npm/manifest.h"
#include "npm/packlist.h"
#include "source/source.h"
#include "source/tar_writer.h"

namespace packwarden {

struct PackageOptions {
  int npm = 11;  // whose packing rules; a major version that has a profile
  SourceLimits limits;
  ByteSink tarball;  // takes the uncompressed tarball while the files are read; may be empty
};

/// The files that npm would pack of a directory, in the order of the tarball. Only files beneath
/// the root are read, and no link is followed.
class PackageSource : public Source {
 public:
  /// `root` as typed.
  explicit PackageSource(std::string root, PackageOptions options = {});

  [[nodiscard]] Result<SourceFacts> open() override;
  [[nodiscard]] Result<void> read(const EntrySink& sink, const ProblemSink& problems) override;

  /// After `open`.
  [[nodiscard]] const Manifest& manifest() const { return manifest_; }
  [[nodiscard]] const PackList& packed() const { return packed_; }
  /// After `read`: the size of the uncompressed tarball. None when an entry could not be read.
  [[nodiscard]] std::optional<std::uint64_t> tar_bytes() const { return tar_bytes_; }

 private:
  [[nodiscard]] Result<std::string> read_manifest() const;
  [[nodiscard]] Result<std::string> read_file(const PackedFile& file) const;
  [[nodiscard]] Result<std::string> content_of(const PackedFile& file, std::uint64_t total) const;
  [[nodiscard]] Result<void> check_limits(const PackedFile& file, std::uint64_t total) const;

  std::string root_;
  PackageOptions options_;
  std::unique_ptr<DiskTree> tree_;
  Manifest manifest_;
  PackList packed_;
  std::optional<std::uint64_t> tar_bytes_;
};

}  // namespace packwarden
