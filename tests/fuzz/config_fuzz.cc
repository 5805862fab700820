#include <cstddef>
#include <cstdint>
#include <string_view>

#include "policy/config.h"

// Any text as a policy, and its paths matched with the text itself.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  const auto config = packwarden::parse_config(text, "packwarden.json");
  if (!config) return 0;
  for (const packwarden::Allowance& allowance : config->allow) {
    (void)allowance.path.matches(text);
    (void)allowance.path.matches("lib/a.js");
  }
  return 0;
}
