#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

#include "base/span.h"

namespace packwarden {

/// Goes over a JSON text by its brackets and quotes alone, and makes no values: for texts that are
/// large, or of which few bytes are wanted. Linear, without recursion, safe on any bytes; does not
/// tell whether what it passes over is JSON.
class JsonScanner {
 public:
  /// From byte `at` of `text` on, which outlives this.
  JsonScanner(std::string_view text, std::size_t at);

  [[nodiscard]] std::size_t at() const { return at_; }
  /// The byte that is next; NUL at the end.
  [[nodiscard]] char next() const { return at_ < text_.size() ? text_[at_] : '\0'; }

  void skip_blanks();
  /// Takes `c` and the blanks around it; false where something else, or nothing, is next.
  bool take(char c);
  /// The bytes of one value, without blanks around it. None where there is not one byte of it.
  std::optional<ByteSpan> value();

 private:
  void skip_container();
  void skip_string();

  std::string_view text_;
  std::size_t at_;
};

/// `text` with its comments, `//` and `/* */`, as blanks of the same number of bytes and lines:
/// what is left stands where it did.
[[nodiscard]] std::string without_json_comments(std::string_view text);

/// The text that `quoted` stands for, a string of JSON with its quotes; empty where it is none.
[[nodiscard]] std::string unquoted_json(std::string_view quoted);

}  // namespace packwarden
