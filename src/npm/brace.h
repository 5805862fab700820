#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"

namespace packwarden {

/// What becomes of escapes of characters that mean nothing to braces. npm's `glob` has a copy of
/// the expansion that makes each a dot: `\[{a,b}` is ".a" and ".b".
enum class OtherEscapes : std::uint8_t { kept, dots };

/// The alternatives that a pattern with braces stands for, in order, without repetition: "a{b,c}"
/// is "ab" and "ac" (src/npm/README.md section 3, step 2; the rules of bash 4.3). A pattern without
/// a closed brace is returned as it is, escapes included; where braces are looked at, `\\`, `\{`,
/// `\}`, `\,` and `\.` lose their backslash. May be empty: "{,}" stands for nothing.
/// npm cuts off silently at 100,000 alternatives; here 10,000 are a limit error that names `where`.
[[nodiscard]] Result<std::vector<std::u16string>> expand_braces(std::u16string_view pattern,
                                                                std::string_view where,
                                                                OtherEscapes others);

}  // namespace packwarden
