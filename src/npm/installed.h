#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "base/json.h"
#include "base/result.h"
#include "npm/file_tree.h"
#include "npm/manifest.h"

namespace packwarden {

/// What is installed for a package, in node_modules below `directory` of `tree`, which both outlive
/// it. All other paths are relative to that directory, "" being the package itself.
class InstalledPackages {
 public:
  InstalledPackages(const FileTree& tree, std::string directory)
      : tree_(tree), directory_(std::move(directory)) {}

  /// Where Node.js would find the package `name` for the one at `from`, but no further up than the
  /// package itself, or for one outside of it the directory that both are in; none where it is not
  /// installed.
  [[nodiscard]] Result<std::optional<std::string>> find(std::string from,
                                                        const std::string& name) const;

  /// `path`, or where it leads as a link, out of the package, too.
  [[nodiscard]] Result<std::string> real_directory(const std::string& path) const;

  /// The package.json in a directory. Without a readable one it is an empty manifest.
  [[nodiscard]] Result<Manifest> read_manifest(const std::string& directory) const;
  /// The same, not interpreted; null where it is no JSON.
  [[nodiscard]] Result<Json> read_document(const std::string& directory) const;

  /// Whether npm finds the directory as an installed package: not below names with a dot.
  [[nodiscard]] static bool is_in_modules(std::string_view directory);

  /// The limit error of too many packages, of which `path` would be one more than `count`.
  [[nodiscard]] static Result<void> check_count(const std::string& path, std::size_t count);

 private:
  [[nodiscard]] std::string from_package(std::string_view path) const;
  [[nodiscard]] std::string in_tree(const std::string& path) const;
  [[nodiscard]] Result<std::optional<std::string>> read(const std::string& directory) const;

  const FileTree& tree_;
  std::string directory_;
};

}  // namespace packwarden
