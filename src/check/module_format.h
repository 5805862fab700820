#pragma once

#include <cstdint>
#include <string_view>

namespace packwarden {

/// The module system that a file of JavaScript is written for.
enum class ModuleFormat : std::uint8_t {
  unknown,  // it neither imports nor exports anything
  esm,
  commonjs,
  mixed,  // signs of both: no statement
};

/// "ES modules" or "CommonJS"; "" of the others.
[[nodiscard]] std::string_view name_of(ModuleFormat format);

/// Whether the name is that of a program that Node.js or a bundler reads as it is.
[[nodiscard]] bool is_javascript(std::string_view path);

/// What a file of JavaScript shows of itself.
struct ModuleSigns {
  bool has_esm = false;       // a statement `import` or `export`, or `import.meta`
  bool has_commonjs = false;  // `require(`, `module.exports`, `exports.x`, `global.x`
  /// It sets `exports.__esModule`, and `exports.default` to neither `exports` nor a literal object.
  bool sets_interop_default = false;
  bool has_flow_pragma = false;

  [[nodiscard]] ModuleFormat format() const;
  friend bool operator==(const ModuleSigns&, const ModuleSigns&) = default;
};

/// Looks for the signs in `code`, not in comments, literals and regular expressions; behind its
/// first megabyte it takes all for code. A statement counts where white space, a semicolon or (of
/// ES modules) a closing brace is in front of it: what a bundler wraps decides by itself at run
/// time. Linear, safe on any bytes.
[[nodiscard]] ModuleSigns module_signs(std::string_view code);

/// What the shortest beginning of `code` shows that shows a sign: of most files the first lines.
/// The whole is written in this format, or has signs of both.
[[nodiscard]] ModuleFormat first_module_format(std::string_view code);

}  // namespace packwarden
