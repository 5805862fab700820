#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "npm/char_class.h"
#include "npm/segment.h"

namespace packwarden {

/// One step of a compiled part of a glob.
struct GlobItem {
  enum class Kind : std::uint8_t {
    character,        // `character`, folded where case is ignored
    any,              // "?"
    star,             // any run, none included
    character_class,  // number `index`
    group,            // extglob number `index`
    end,              // the end of the name
    bar,              // what begins another alternative; only while it is compiled
    never,            // matches nothing
  };
  Kind kind = Kind::character;
  char32_t character = 0;
  std::size_t index = 0;
};

using GlobSequence = std::vector<GlobItem>;

/// An extglob. An alternative of a negation, type '!', refuses where it matches.
struct GlobGroup {
  char16_t type = 0;
  std::vector<GlobSequence> alternatives;
};

/// A compiled part of a glob: what npm writes as a regular expression. Immutable once compiled.
struct GlobProgram {
  CharMode mode = CharMode::units;
  LetterCase letter_case = LetterCase::ignored;
  GlobSequence items;
  std::vector<CharClass> classes;
  std::vector<GlobGroup> groups;
};

/// Whether the whole of `name` matches. Without groups it takes items times length of name at most;
/// groups follow all places at once, so that no text makes it back-track.
[[nodiscard]] bool matches_program(const GlobProgram& program, const PathName& name,
                                   MatchBudget& budget);

}  // namespace packwarden
