#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/json.h"
#include "base/result.h"
#include "npm/field_lines.h"
#include "npm/file_tree.h"
#include "npm/javascript.h"

namespace packwarden {

constexpr const char* kManifestName = "package.json";

/// A larger package.json is a limit error.
constexpr std::uint64_t kMaxManifestBytes = std::uint64_t{8} << 20U;

/// A program that the package installs.
struct BinEntry {
  std::string name;
  std::string target;  // '/'-separated, without "./" and ".."
};

/// package.json as `npm pack` reads it (src/npm/README.md section 2).
struct Manifest {
  std::string name;
  std::string version;  // a number as JavaScript prints it
  /// The entries of `files`; of a text its characters. Empty: there is no list. An empty list is
  /// one, and leaves out all but the files that are always in.
  std::optional<std::vector<std::string>> files;
  std::string main;     // as text, whatever its type; "" is none
  std::string browser;  // the same
  std::vector<BinEntry> bins;
  /// `directories.bin`, cleaned like a target; "" is the package's root. Empty where `bin` counts.
  std::optional<std::string> directories_bin;
  std::vector<std::string> bundled;  // names of bundled dependencies, in order
  Json document;                     // the whole text, an object
  JsonLayout layout;                 // of the text
  FieldLines lines;                  // the same
};

/// The text of a package.json as JSON, whatever it holds. What is no JSON npm refuses.
[[nodiscard]] Result<Json> parse_package_json(std::string_view text, std::string_view where);

/// The package.json in the root of `tree`, not interpreted. None where npm cannot read it.
[[nodiscard]] std::optional<Json> package_json_in(const FileTree& tree);

/// Parses `text`; `where` names it in errors, which say in which line and column JSON broke off.
/// Fails where npm refuses to pack: no JSON, no name or version, fields of impossible types.
[[nodiscard]] Result<Manifest> parse_manifest(std::string_view text, std::string_view where);

/// The same of an installed package, which needs neither name nor version. What is no JSON object,
/// or has programs that npm cannot read, is an empty manifest.
[[nodiscard]] Result<Manifest> parse_installed_manifest(std::string_view text,
                                                        std::string_view where);

/// Fails where npm cannot read the programs that a package.json names.
[[nodiscard]] Result<void> check_bins(const Json& document, std::string_view where);

/// The name of the file that npm writes: "@scope/name" 1.0.0 is "scope-name-1.0.0.tgz".
[[nodiscard]] std::string tarball_filename(const Manifest& manifest);

}  // namespace packwarden
