#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "policy/baseline_file.h"

// Any text as a baseline. What is written of one that was read is read as the same.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  const auto file = packwarden::parse_baseline(text, "b");
  if (!file) return 0;
  const std::string written = packwarden::baseline_text(*file);
  const auto again = packwarden::parse_baseline(written, "b");
  if (!again || packwarden::baseline_text(*again) != written) std::abort();
  return 0;
}
