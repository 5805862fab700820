#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/json.h"
#include "base/result.h"
#include "source/source.h"
#include "validate/generated.h"

namespace packwarden {

/// A file of a release.
struct ReleasedFile {
  std::string path;
  std::uint64_t bytes = 0;
  std::uint32_t mode = 0;
  std::string sha256;                                        // in hexadecimal
  std::optional<std::uint64_t> longest_line = std::nullopt;  // bytes; none: not known

  friend bool operator==(const ReleasedFile&, const ReleasedFile&) = default;
};

/// What of a manifest the next release is compared with.
struct ManifestFacts {
  std::vector<std::string> entry_points;  // paths that others load or run, sorted
  /// preinstall, install and postinstall: the SHA-256 of their text, in hexadecimal.
  std::vector<std::pair<std::string, std::string>> install_scripts;
  std::string engines_node;  // as it stands, in reports concealed; empty: none
};

[[nodiscard]] ManifestFacts manifest_facts(const Json& manifest);

/// An earlier release of a package.
struct Release {
  std::string name;
  std::string version;
  std::vector<ReleasedFile> files;  // sorted by path
  ManifestFacts manifest;

  /// The file of this path; null: there was none.
  [[nodiscard]] const ReleasedFile* find(std::string_view path) const;
};

/// Reads all of a package that was not opened yet. Fails at the first thing that cannot be read.
[[nodiscard]] Result<Release> read_release(Source& source, const PathConcealer& conceal);

/// Bytes of the longest line.
[[nodiscard]] std::uint64_t longest_line(std::string_view text);

/// How one file differs between two releases.
struct FileChange {
  std::string path;
  const ReleasedFile* before = nullptr;  // null: it is new
  const ReleasedFile* after = nullptr;   // null: it is gone
};

/// The files that differ in existence, content or mode, by path. Both lists are sorted by path.
[[nodiscard]] std::vector<FileChange> changes_between(const std::vector<ReleasedFile>& before,
                                                      const std::vector<ReleasedFile>& after);

}  // namespace packwarden
