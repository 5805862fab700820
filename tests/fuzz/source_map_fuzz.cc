#include <cstdint>
#include <cstdlib>
#include <string>

#include "decode/source_map.h"

using packwarden::SourceMapText;

// A place does not depend on which others were asked for before.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string text(reinterpret_cast<const char*>(data), size);
  SourceMapText map = SourceMapText::of(text);
  for (std::size_t offset = 0; offset <= size; offset += 1 + size / 64) {
    const auto one = map.original_at(offset);
    const auto other = SourceMapText::of(text).original_at(offset);
    if (one.has_value() != other.has_value()) std::abort();
    if (one && (one->path != other->path || one->start != other->start)) std::abort();
  }
  return 0;
}
