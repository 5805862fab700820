#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

namespace re2 {
class RE2;
}

namespace packwarden {

/// `bytes` as JavaScript holds a text: UTF-16, each maximal invalid sequence as U+FFFD.
[[nodiscard]] std::u16string to_utf16(std::string_view bytes);

/// `units` as UTF-8; a lone surrogate becomes U+FFFD.
[[nodiscard]] std::string to_utf8(std::u16string_view units);

/// The code points of `units`; a lone surrogate stands for itself.
[[nodiscard]] std::u32string code_points(std::u16string_view units);

/// The one-to-one mappings of Unicode 17.0 as ECMAScript's toUpperCase and toLowerCase apply them;
/// `c` itself where there is none or where the result is longer.
[[nodiscard]] char32_t simple_upper(char32_t c);
[[nodiscard]] char32_t simple_lower(char32_t c);

/// String.prototype.toLowerCase (ECMA-262 22.1.3.28) with its two contexts, U+0130 and final sigma.
[[nodiscard]] std::u16string lower_case(std::u16string_view text);

/// Whether `unit` is equal to its own upper-case form: true for capitals and for all without case.
[[nodiscard]] bool is_own_upper_case(char16_t unit);

/// A representative of the units that `unit` is equal to in a regular expression with the flag `i`
/// (ECMA-262 22.2.2.7.3, Canonicalize without `u`): ASCII in lower case, all else in upper case.
[[nodiscard]] char16_t fold_unit(char16_t unit);

/// The same with the flags `iu`, that is by simple case folding.
[[nodiscard]] char32_t fold_code_point(char32_t c);

/// The units, or code points, that `fold_unit` or `fold_code_point` maps to what `c` is mapped to,
/// `c` included.
[[nodiscard]] std::u32string fold_class_of_unit(char16_t c);
[[nodiscard]] std::u32string fold_class_of_code_point(char32_t c);

/// Tests for general categories of Unicode. Immutable.
class CategoryTest {
 public:
  /// `categories` is the body of a class in RE2's syntax, such as `\p{L}\p{Nl}`.
  explicit CategoryTest(const char* categories);
  CategoryTest(const CategoryTest&) = delete;
  CategoryTest& operator=(const CategoryTest&) = delete;
  ~CategoryTest();

  [[nodiscard]] bool contains(char32_t c) const;

 private:
  std::unique_ptr<re2::RE2> expression_;
};

}  // namespace packwarden
