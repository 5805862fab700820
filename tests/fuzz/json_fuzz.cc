#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "base/json.h"

// Whatever parses is printed, parses again and prints the same.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  const auto json = packwarden::parse_json(text, "fuzz", {.comments = size % 2 == 1});
  if (!json) return 0;
  const std::string printed = packwarden::to_text(*json, -1);
  const auto again = packwarden::parse_json(printed, "fuzz");
  if (!again || packwarden::to_text(*again, -1) != printed) std::abort();
  return 0;
}
