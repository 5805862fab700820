#include <cstdint>
#include <cstdlib>
#include <string>

#include "decode/source_mappings.h"

using packwarden::SourceMappings;

// What a place comes from does not depend on which others were asked for before.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string text(reinterpret_cast<const char*>(data), size);
  (void)packwarden::source_map_in(packwarden::source_map_url(text));
  auto mappings = SourceMappings::parse(text);
  if (!mappings) return 0;
  for (std::uint64_t line = 1; line < 5; ++line) {
    for (std::uint64_t column = 1; column < 40; column += 3) {
      const auto one = mappings->original_at({line, column});
      const auto other = SourceMappings(*SourceMappings::parse(text)).original_at({line, column});
      if (one.has_value() != other.has_value()) std::abort();
      if (one && (one->path != other->path || one->start != other->start)) std::abort();
    }
  }
  return 0;
}
