#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "rule/pattern.h"

// What is printed for RE2 parses again and prints the same; the superset is never wider.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  const auto pattern = packwarden::Pattern::parse(text, "fuzz");
  if (!pattern) return 0;
  if (pattern->superset_width() > pattern->max_width()) std::abort();
  const std::string printed = pattern->confirm();
  const auto again = packwarden::Pattern::parse(printed, "fuzz");
  if (again && again->confirm() != printed) std::abort();
  return 0;
}
