#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/json.h"
#include "base/json_place.h"
#include "check/package_check.h"

namespace packwarden {

/// The fields of package.json that name what is loaded or run.
enum class EntryField : std::uint8_t {
  bin,
  browser,
  directories_bin,
  exports,
  imports,
  jsdelivr,
  main,
  man,
  module,
  types,
  typings,
  unpkg,
};

/// "directories.bin"; else the name of the field.
[[nodiscard]] std::string_view name_of(EntryField field);

/// A target in one of them. Borrows the manifest.
struct EntryPoint {
  EntryField field = EntryField::main;
  std::vector<JsonStep> steps;  // to `value`
  /// A key of `exports` ("." where it has no sub-paths) or of `imports`, the name of a program,
  /// what `browser` replaces; of the other fields "".
  std::string_view subpath;
  std::vector<std::string_view> conditions;  // of `exports` and `imports`, outermost first
  /// Mostly a string. Null takes a sub-path out of `exports`, false a file out of `browser`; what
  /// else it may be is a mistake.
  const Json* value = nullptr;

  /// The text of `value`; "" where it is none.
  [[nodiscard]] std::string_view target() const;
};

/// All targets, field by field in the order of `EntryField`, each in the order of the text. At most
/// 20,000, no deeper than 32 conditions; more are left out. A `bin` that is one string has the name
/// of the package as its sub-path.
[[nodiscard]] std::vector<EntryPoint> entry_points(const Json& manifest);

/// Who loads a package by its name.
enum class Loader : std::uint8_t { import_statement, require_call };

/// What Node.js loads for the name of the package.
struct RootEntry {
  const Json* value = nullptr;          // the `value` of an EntryPoint; null: no field says it
  std::vector<std::string> candidates;  // '/'-separated paths: the first that is packed is loaded.
                                        // Empty: Node.js refuses before it looks for a file
};

/// By `exports`, else by `main` (Node.js, "Modules: Packages", and 22's conditions).
[[nodiscard]] RootEntry root_entry(const Json& manifest, Loader loader);

/// The target that Node.js selects below `target`, a value of `exports` or `imports`, for a set of
/// conditions ("default" need not be among them): a string or null in it. A null pointer: none.
[[nodiscard]] const Json* select_target(const Json& target,
                                        const std::vector<std::string_view>& conditions);

/// The value of a sub-path in `exports`; "." is also what `exports` without sub-paths is. A null
/// pointer: there is none by this very name.
[[nodiscard]] const Json* exported(const Json& manifest, std::string_view subpath);

/// Whether a condition is one that Node.js, a runtime, a bundler or TypeScript sets by itself. What
/// is behind others is for the authors of the package.
[[nodiscard]] bool is_common_condition(std::string_view condition);

/// `target` as a path in the package: without "./", "..", double slashes and a slash in front.
[[nodiscard]] std::string target_path(std::string_view target);

/// The file that the target of `entry` leads to, after what its readers try where there is none of
/// that very name (endings, `index.js`, declarations beside); of a directory something in it. Null:
/// nothing of it is packed. Of a target with `*`, and of the name of a package, the answer means
/// nothing.
[[nodiscard]] const PackedPath* packed_target(const PackageView& package, const EntryPoint& entry);

}  // namespace packwarden
