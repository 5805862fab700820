#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "base/result.h"

namespace packwarden {

/// How much a package may be, as its authors promise themselves.
struct Budget {
  std::string what;        // "files": how many; "size": all bytes, unpacked; else a glob: its bytes
  std::uint64_t most = 0;  // files, or bytes
};

/// "files=200", "size=1.5MB", "dist/**=300kB": the number is of files, or of bytes in powers of
/// 1,000 (B, kB, MB, GB). Fails where it is something else.
[[nodiscard]] Result<Budget> parse_budget(std::string_view text);

}  // namespace packwarden
