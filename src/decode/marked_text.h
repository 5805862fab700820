#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "base/span.h"

namespace packwarden {

/// What decoders look for. The order is that of the bits of a block.
enum class Mark : std::uint8_t {
  base64_run,  // 24 bytes or more of the alphabets of base64, one behind the other
  hex_run,     // the same of hexadecimal digits
  escape,      // a backslash in front of what may go on as an escape
  percent,     // a percent sign in front of a hexadecimal digit
  entity,      // an ampersand in front of what may go on as an entity
  joint,       // a plus in front of a quote, a bracket, a comment or a blank
  from_call,   // the m of what may go on as fromCharCode, fromCodePoint or from(
  join         // the bracket of what may go on as ].join
};

/// What a processor is asked for: tests ask for both.
enum class Instructions : std::uint8_t { fastest, portable };

/// A text, and the parts of it in which decoders have to look: they are found for all of them in
/// one pass, many bytes at a time, because in nearly all of a text there is nothing to decode.
class MarkedText {
 public:
  /// `text` outlives this.
  explicit MarkedText(std::string_view text, Instructions instructions = Instructions::fastest);

  [[nodiscard]] std::string_view text() const { return text_; }
  /// Holds all bytes that are not ASCII; empty: there are none.
  [[nodiscard]] ByteSpan beyond_ascii() const { return beyond_ascii_; }

  /// The first byte at `at` or behind it that may be the one that makes a mark, which is no run;
  /// npos: there is none. It has the right value: what stands around it is told by whoever asks.
  [[nodiscard]] std::size_t find(Mark mark, std::size_t at) const;
  static constexpr std::size_t npos = std::string_view::npos;

  /// The next run at `at` or behind it, as long as it goes; an empty one at the end.
  [[nodiscard]] ByteSpan next_run(Mark mark, std::size_t at) const;

  /// The next part that has a mark all along, at `at` or behind it; an empty one at the end. It
  /// holds whole blocks of 64 bytes, so that there may be more in it.
  [[nodiscard]] ByteSpan next_part(Mark mark, std::size_t at) const;

  /// Bytes of the shortest run that is marked.
  static constexpr std::size_t kShortestRun = 24;
  /// Whether a base64_run may hold the byte.
  [[nodiscard]] static bool is_of_base64(char c);

 private:
  [[nodiscard]] std::size_t next_block(Mark mark, std::size_t block) const;

  std::string_view text_;
  Instructions instructions_;
  std::string blocks_;     // for each 64 bytes a bit for each mark; then zeros
  unsigned char all_ = 0;  // the bits of all blocks
  ByteSpan beyond_ascii_;
};

}  // namespace packwarden
