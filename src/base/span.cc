#include "base/span.h"

#include <algorithm>
#include <cstddef>

namespace packwarden {

LineColumn line_column(std::string_view text, std::uint64_t offset) {
  return line_column_from(text, 0, LineColumn{}, offset);
}

LineColumn line_column_from(std::string_view text, std::uint64_t known_offset, LineColumn known,
                            std::uint64_t offset) {
  const std::size_t end = std::min<std::size_t>(offset, text.size());
  const std::size_t begin = std::min<std::size_t>(known_offset, end);
  const std::string_view between = text.substr(begin, end - begin);
  const auto lines = static_cast<std::uint64_t>(std::count(between.begin(), between.end(), '\n'));
  if (lines == 0) return {known.line, known.column + between.size()};
  return {known.line + lines, between.size() - between.rfind('\n')};
}

}  // namespace packwarden
