#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

#include "base/span.h"

namespace packwarden {

/// What a part of a program is.
enum class CodePlace : std::uint8_t { code, text, comment, pattern };

/// A part of a program: code between others, one literal of text (of a template the part between
/// expressions), one comment, one regular expression; with its quotes.
struct CodePart {
  CodePlace place = CodePlace::code;
  ByteSpan span;
};

/// Tells code from literals and comments in JavaScript, TypeScript and what is like them. Does not
/// parse: where a slash may begin an expression or divide, the token before decides. Linear in the
/// bytes, safe on any of them.
class CodeParts {
 public:
  /// `text` outlives this.
  explicit CodeParts(std::string_view text) : text_(text) {}

  /// The part that holds the byte at `offset`, which is inside the text and not before that of the
  /// call before.
  [[nodiscard]] CodePart at(std::uint64_t offset);

 private:
  [[nodiscard]] CodePart next();
  [[nodiscard]] std::size_t end_of_code(std::size_t at);
  [[nodiscard]] bool begins_part(std::size_t at) const;
  [[nodiscard]] bool may_begin_pattern(std::size_t slash) const;
  void count_brace(char brace);
  [[nodiscard]] CodePart rest_of_template(std::size_t begin, std::size_t at);

  std::string_view text_;
  std::size_t at_ = 0;
  CodePart last_;
  std::size_t braces_ = 0;              // open ones
  std::vector<std::size_t> templates_;  // how many were open where an expression in one began
  bool is_in_template_ = false;         // the next byte goes on with a template
};

}  // namespace packwarden
