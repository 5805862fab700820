#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/result.h"
#include "npm/file_tree.h"
#include "npm/ignore_file.h"
#include "npm/manifest.h"
#include "npm/profile.h"
#include "npm/walker.h"

namespace packwarden {

/// What the packed set depends on besides the tree and its manifest.
struct PackContext {
  Profile profile;
  std::string directory;  // of the package, beneath the tree's root; "" is the root
  RuleList inherited;     // of a run for workspaces: what `workspace_rules` says
  RuleList global;        // the lines of npm 12's global ignore file; other versions have none
  WalkLimits limits;
};

/// A file of the package.
struct PackedFile {
  std::string source;      // where it is beneath the package's root
  std::string path;        // as npm lists it; mostly the same
  std::string tar_path;    // "package/…"
  std::string link;        // of a hard link: the tar path of the entry that holds the content
  std::uint32_t mode = 0;  // as published
  std::uint64_t size = 0;  // bytes in the tarball; 0 of a hard link
  FileStatus status;       // as found; a later read can compare
  std::optional<std::string> content;  // what npm writes in its place

  /// The size that npm lists. It reads a path that ends with a slash as a directory.
  [[nodiscard]] std::uint64_t listed_size() const;
};

/// The packed set of one package.
struct PackList {
  std::vector<PackedFile> files;  // in the order of the tarball

  /// The files in the order of npm's `--json`, by their place in `files`.
  [[nodiscard]] std::vector<std::size_t> json_order() const;
  /// npm's `unpackedSize`.
  [[nodiscard]] std::uint64_t unpacked_size() const;
};

/// Which files `npm pack` puts in the tarball of the package whose manifest is `manifest`. Fails
/// where npm fails, and at limits.
[[nodiscard]] Result<PackList> packlist(const FileTree& tree, const Manifest& manifest,
                                        const PackContext& context);

}  // namespace packwarden
