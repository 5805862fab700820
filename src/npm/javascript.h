#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/json.h"

namespace packwarden {

// What JavaScript makes of a JSON value where npm turns it into text.

/// The text of a value that is put into a string.
[[nodiscard]] std::string javascript_text(const Json& value);

/// `text` without the white space and the line ends of ECMAScript (12.2, 12.3) at its ends. UTF-8.
[[nodiscard]] std::string_view trim_blanks(std::string_view text);

/// What stands between white space; nothing of a text that is blank. UTF-8.
[[nodiscard]] std::vector<std::string_view> words_of(std::string_view text);

/// Whether an assignment to an object of JavaScript makes a property of that name. `__proto__` is
/// none, where it was not one before (ECMA-262 B.2.2.1).
[[nodiscard]] inline bool makes_property(std::string_view name) { return name != "__proto__"; }

/// How npm lays out a JSON text that it writes back.
struct JsonLayout {
  std::string newline;
  std::string indent;  // "": all in one line
};

/// The layout that npm reads off a text: the line ends behind the first bracket and the blanks
/// behind those. All empty where no line ends there.
[[nodiscard]] JsonLayout layout_of(std::string_view text);

/// ECMA-262 25.5.2, JSON.stringify, and a line end. Names that are numbers come first, as objects
/// of JavaScript have them.
[[nodiscard]] std::string stringify(const Json& value, const JsonLayout& layout);

}  // namespace packwarden
