#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "policy/foreign.h"
#include "policy/path_pattern.h"

// The first byte chooses the format; the rest is a file of it. Whatever it allows by path is a
// pattern.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size == 0) return 0;
  const auto formats = packwarden::foreign_formats();
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  const auto& format = formats[(data[0] - std::size_t{'0'}) % formats.size()];
  const auto policy = format.read(text.substr(1), "f");
  if (!policy) return 0;
  for (const packwarden::ForeignSuppression& one : policy->suppressions) {
    for (const std::string& pattern : one.patterns) {
      if (!packwarden::PathPattern::compile(pattern, "f")) std::abort();
    }
  }
  return 0;
}
