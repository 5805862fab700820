#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/span.h"
#include "finding/finding.h"

namespace packwarden {

/// Where the author's sources stand in the text of a source map (ECMA-426): the strings of
/// `sourcesContent`, with their names in `sources`. Reads no more of the text than it needs and
/// takes what is no JSON as far as it goes.
class SourceMapText {
 public:
  /// Empty where `text` holds no sources. `text` outlives the object. Index maps have several
  /// lists.
  [[nodiscard]] static SourceMapText of(std::string_view text);

  [[nodiscard]] bool empty() const { return sources_.empty(); }
  /// The source that the byte at `offset` belongs to, with its line and its column in bytes, both
  /// from 1; none: it belongs to no source. The path is as the map has it. Of ascending offsets
  /// each source is read once.
  [[nodiscard]] std::optional<Original> original_at(std::uint64_t offset);

 private:
  struct Source {
    ByteSpan content;  // between its quotes
    std::string path;
  };

  std::string_view text_;
  std::vector<Source> sources_;  // by place
  std::uint64_t read_to_ = 0;    // `place_` is that of this offset, in the source that holds it
  LineColumn place_;
};

}  // namespace packwarden
