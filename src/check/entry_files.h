#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "check/entry_manifest.h"
#include "check/package_check.h"

// Which files the entry points of a package are, and in which module system they are read.
namespace packwarden {

/// What the file shows of its module system.
[[nodiscard]] ModuleSigns signs_of(const PackageView& package, const PackedPath& file);

/// The file that a field such as `main` leads to: that of this name, else with `.js`, else
/// `index.js` in it. Null: none is packed.
[[nodiscard]] const PackedPath* find_main_file(const PackageView& package, std::string_view target);

/// Whether a format is expected of a file of this name: `.js`, `.mjs`, `.cjs`.
[[nodiscard]] bool is_linted(std::string_view path);

/// The ending of a name that is no language's: ".mjsx", ".cjsx", ".mtsx", ".ctsx"; "" without one.
[[nodiscard]] std::string_view invalid_jsx_ending(std::string_view path);

/// How Node.js reads the file of this name (Node.js, "Modules: Packages", section "Determining
/// module system"): by its ending, else by the next package.json above it that is JSON. React
/// Native's `.native.js` is read as what stands before it.
[[nodiscard]] ModuleFormat expected_format(const PackageView& package, std::string_view path);
/// How TypeScript reads declarations: `.d.mts`, `.d.cts`, else as above.
[[nodiscard]] ModuleFormat expected_declaration_format(const PackageView& package,
                                                       std::string_view path);

/// What a file is written in, where it is not what it is read as.
[[nodiscard]] std::optional<ModuleFormat> mismatch_of(const PackageView& package,
                                                      const PackedPath& file);
/// Whether ES modules in a file of this name are meant for bundlers alone.
[[nodiscard]] bool is_for_bundlers(std::string_view path);
/// Whether the file is packed a second time, with the ending of its format in place of `.js`.
[[nodiscard]] bool has_twin(const PackageView& package, std::string_view path, ModuleFormat format);

/// The packed files behind the targets of one package.
class TargetFiles {
 public:
  /// Both outlive this.
  TargetFiles(const PackageView& package, const PublishedField& exports);

  /// The files of the target that `node` is, a string: that of its name, or all that its `*` stands
  /// for, but those that `exports` takes out by a null. A folder is what is in it. None: of
  /// 5,000,000 names that are compared in all, no more were left.
  [[nodiscard]] std::optional<std::vector<const PackedPath*>> find(const TargetNode& node);

 private:
  [[nodiscard]] bool is_taken_out(const TargetNode& node, std::string_view matched) const;
  [[nodiscard]] std::optional<std::vector<const PackedPath*>> find_matching(
      const TargetNode& node, const std::string& pattern);

  const PackageView& package_;
  std::vector<std::string_view> taken_out_;  // keys
  std::size_t compared_ = 0;
};

/// Whether the target of `node`, a string, may be a file of the package: of `imports` it is the
/// name of another one unless it begins with a dot.
[[nodiscard]] bool names_a_file(const TargetNode& node);

}  // namespace packwarden
