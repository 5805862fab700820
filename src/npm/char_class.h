#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

namespace packwarden {

/// The classes of POSIX as npm's globs translate them, to general categories of Unicode.
enum class PosixClass : std::uint8_t {
  alnum,
  alpha,
  ascii,
  blank,
  cntrl,
  digit,
  graph,
  lower,
  print,
  punct,
  space,
  upper,
  word,
  xdigit
};

/// Both ends are in it.
struct UnitRange {
  char32_t first = 0;
  char32_t last = 0;
};

/// Whether a character is compared as a UTF-16 unit or as a code point: the flag `u` of the regular
/// expression that npm makes.
enum class CharMode : std::uint8_t { units, code_points };

/// Whether letters are equal that differ in case only: rules ignore it, globs over the files of a
/// tree do not.
enum class LetterCase : std::uint8_t { ignored, kept };

/// A bracket expression. Immutable after parsing.
struct CharClass {
  bool has_members = false;  // `ranges` and `classes` count
  bool negated = false;      // they are what it does not match
  std::vector<UnitRange> ranges;
  std::vector<PosixClass> classes;  // those said by what they hold
  bool complements_negated = false;
  std::vector<PosixClass> complements;  // `graph`: said by what it leaves out

  /// Whether the character `c` of a name is in it.
  [[nodiscard]] bool contains(char32_t c, CharMode mode, LetterCase letter_case) const;
};

/// What stands at a "[".
struct BracketExpression {
  enum class Kind : std::uint8_t {
    literal,  // it is not closed: the bracket is an ordinary character
    one,      // it holds one character: `character`, without any magic
    never,    // nothing is in it: the rest of the part matches nothing
    character_class,
  };
  Kind kind = Kind::literal;
  char16_t character = 0;
  CharClass character_class;
  bool unicode = false;    // a class forces code points on the whole part
  std::size_t length = 1;  // units of the pattern that it takes
};

/// Parses the bracket expression at `position`, where `glob` has a "[" (src/npm/README.md section
/// 3, step 4).
[[nodiscard]] BracketExpression parse_bracket(std::u16string_view glob, std::size_t position);

/// Puts the surrogate halves that a class lists one after the other together to code points.
void join_surrogates(CharClass& character_class);

}  // namespace packwarden
