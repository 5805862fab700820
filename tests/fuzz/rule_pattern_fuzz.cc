#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "rule/pattern.h"

// What is printed for RE2 parses again and prints the same; the superset is never wider. Needles
// are few, and long enough to be looked for.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  const auto pattern = packwarden::Pattern::parse(text, "fuzz");
  if (!pattern) return 0;
  if (pattern->superset_width() > pattern->max_width()) std::abort();
  const packwarden::Needles needles = pattern->needles();
  if (needles.nearest > needles.farthest || needles.any.size() > 256) std::abort();
  for (const packwarden::Needle& needle : needles.any) {
    if (needle.text.size() < packwarden::Needles::kShortest) std::abort();
    if (needle.text.size() != needle.fold.size()) std::abort();
  }
  const std::string printed = pattern->confirm();
  const auto again = packwarden::Pattern::parse(printed, "fuzz");
  if (again && again->confirm() != printed) std::abort();
  return 0;
}
