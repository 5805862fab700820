#pragma once

#include <cstdint>
#include <functional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/span.h"
#include "decode/marked_text.h"

namespace packwarden {

/// From byte `decoded` on, each `decoded_unit` bytes of a decoded text come from `source_unit`
/// bytes of its source, up to the next piece.
struct Piece {
  std::uint64_t decoded = 0;
  std::uint64_t source = 0;
  std::uint32_t decoded_unit = 1;
  std::uint32_t source_unit = 1;
};

/// What a decoder made of a part of a text.
struct Decoded {
  std::string text;
  ByteSpan source;            // the part
  std::vector<Piece> pieces;  // by `decoded`, the first at 0; none: all of it comes from all
  std::string member;         // of an archive, its path: raw bytes
  std::string_view unread;    // why a part of an archive cannot be read; then it has no text

  /// Appends `bytes`, which come from `source_size` bytes at `source_begin`, as one unit. None are
  /// left out.
  void append(std::string_view bytes, std::uint64_t source_begin, std::uint64_t source_size);
  /// Appends bytes that stand in the source as they are.
  void append_plain(std::string_view bytes, std::uint64_t source_begin);

  /// Whether it has so many pieces that what follows belongs into another one: they would take more
  /// memory than the source does.
  [[nodiscard]] bool is_full() const;
  /// Where in the source that one begins: some pieces before the end, so that nothing is cut in
  /// two.
  [[nodiscard]] std::uint64_t next_begin() const;

  /// Whether all of the text comes from all of what is around it, as in an archive.
  [[nodiscard]] bool is_member() const { return pieces.empty(); }
  /// The smallest part of the source that holds all that `span` of the text came from.
  [[nodiscard]] ByteSpan in_source(ByteSpan span) const;

 private:
  [[nodiscard]] bool goes_on(const Piece& next) const;
};

/// Takes what was decoded; false: no more is wanted.
using DecodedSink = std::function<bool(const Decoded&)>;

/// What a decoder makes of a text: other forms of parts of it, or the files that it holds.
enum class Yield : std::uint8_t { parts, members };

/// A way to read encoded text. Finds the parts of a text that may be encoded so, and decodes them.
/// Pure, linear in the text, safe on any bytes.
struct Decoder {
  std::string_view name;  // reports print it: it never changes
  std::string_view description;
  void (*run)(const MarkedText& text, const DecodedSink& sink);
  Yield yield = Yield::parts;
};

/// All decoders, sorted by name.
[[nodiscard]] std::span<const Decoder> decoders();

}  // namespace packwarden
