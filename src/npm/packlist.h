#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
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

/// What few files of a package have.
struct UnusualFile {
  std::string source;
  std::string tar_path;
  std::string link;
  std::optional<std::string> content;
};

/// A file of the package. There may be very many, so what its path tells is not kept.
struct PackedFile {
  std::string path;                            // as npm lists it
  std::uint64_t size = 0;                      // bytes in the tarball; 0 of a hard link
  std::uint32_t mode = 0;                      // as published
  FileStatus status;                           // as found; a later read can compare
  std::shared_ptr<const UnusualFile> unusual;  // mostly null

  /// Where it is beneath the package's root.
  [[nodiscard]] std::string_view source() const { return unusual ? unusual->source : path; }
  /// "package/…"
  [[nodiscard]] std::string tar_path() const;
  /// Of a hard link: the tar path of the entry that holds the content; else "".
  [[nodiscard]] std::string_view link() const;
  /// What npm writes in its place; mostly null.
  [[nodiscard]] const std::string* content() const;

  void set_link(std::string link);
  void set_content(std::string content);

  /// The size that npm lists. It reads a path that ends with a slash as a directory.
  [[nodiscard]] std::uint64_t listed_size() const;
};

/// The packed set of one package.
struct PackList {
  std::vector<PackedFile> files;      // in the order of the tarball
  std::vector<DroppedEntry> dropped;  // of the package itself, not of those that it bundles

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
