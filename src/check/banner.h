#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/span.h"

namespace packwarden {

/// A comment that survives minifying: `/*! name v1.2.3 …`, `@license`.
struct Banner {
  std::string name;     // in lower case, words with single blanks; "" where none is plain
  std::string version;  // "1.2.3"; "" without one
  ByteSpan bytes;       // of the comment, up to its first 400 bytes
};

/// Those in a program, at most 100: those with `!`, then the others.
[[nodiscard]] std::vector<Banner> banners_in(std::string_view text);

/// "jquery" and "1.12.4" of "jquery-1.12.4.min.js", a file name in lower case.
[[nodiscard]] std::optional<Banner> banner_of_name(std::string_view name);

}  // namespace packwarden
