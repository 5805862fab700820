#include "policy/inline_suppression.h"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string_view>

// Any text as a file. Whatever counts has rules and a reason, and stands on a line that there is.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  const auto lines = static_cast<std::uint64_t>(std::count(text.begin(), text.end(), '\n')) + 1;
  std::uint64_t before = 1;
  for (const packwarden::InlineSuppression& one : packwarden::inline_suppressions_in(text)) {
    if (one.line < before || one.line > lines) std::abort();
    before = one.line;
    if (!one.mistake.empty()) continue;
    if (one.rules.empty() || one.reason.empty()) std::abort();
    if (one.target != one.line && one.target != one.line + 1) std::abort();
  }
  return 0;
}
