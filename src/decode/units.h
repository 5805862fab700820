#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

#include "decode/decoder.h"
#include "decode/marked_text.h"

namespace packwarden {

/// One encoded unit: the bytes it stands for, and how many bytes it takes.
struct EncodedUnit {
  std::string bytes;
  std::size_t size = 0;
};

/// Reads the unit that begins at `at`, if one does.
using UnitReader = std::optional<EncodedUnit> (*)(std::string_view text, std::size_t at);

/// Decodes the parts of a text in which units stand that begin with `mark`: each part reaches from
/// blank or quote to blank or quote around them, at most 4 KiB to either side of a unit. Parts that
/// hold no unit of printable ASCII are left alone: nothing that is written so hides a secret.
void decode_units(const MarkedText& text, Mark mark, UnitReader read, const DecodedSink& sink);

/// UTF-8 of a code point; U+FFFD of a surrogate and of what is above U+10FFFF.
[[nodiscard]] std::string utf8_of(unsigned long code_point);

}  // namespace packwarden
