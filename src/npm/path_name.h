#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "npm/char_class.h"

namespace packwarden {

/// One component of a path in the forms that globs compare. Make it once for many globs, which all
/// treat case as it does.
struct PathName {
  std::u16string text;
  std::u16string folded;  // fold_unit of each unit; `text` where case is kept
  std::u16string lower;   // lower_case, where `folded` is something else
  /// Bits of the name, its first and its last unit, the same for names that are equal but for case.
  std::uint64_t fingerprint = 0;

  /// lower_case of `text`.
  [[nodiscard]] const std::u16string& lower_case() const { return lower.empty() ? folded : lower; }
};

[[nodiscard]] PathName path_name(std::string_view bytes,
                                 LetterCase letter_case = LetterCase::ignored);

/// Makes `name` the one of `bytes`, in the memory that it already has.
void assign_name(std::string_view bytes, LetterCase letter_case, PathName& name);

/// fold_unit of each unit.
[[nodiscard]] std::u16string folded_text(std::u16string_view text);

// Bits of a name: what matches it can require some of them, so that most comparisons are spared.

/// The bits of a whole name of ASCII, in folded form; 0 of "".
[[nodiscard]] std::uint64_t fingerprint_of_name(std::u16string_view folded);

/// Those of them that the first and the last unit make, folded; 0 of what is not ASCII.
[[nodiscard]] std::uint64_t first_fingerprint(char32_t unit);
[[nodiscard]] std::uint64_t last_fingerprint(char32_t unit);

}  // namespace packwarden
