#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

#include "base/span.h"
#include "check/code_places.h"

namespace packwarden {

/// What a token of a program is.
enum class CodeTokenKind : std::uint8_t {
  name,     // keywords, too
  number,   // as it is written
  text,     // a literal with its quotes; of a template the part between expressions
  pattern,  // a regular expression
  sign,     // one byte of any other kind
};

/// A token. Borrows from the program.
struct CodeToken {
  CodeTokenKind kind = CodeTokenKind::sign;
  std::string_view text;
  std::size_t at = 0;  // its first byte in the program

  [[nodiscard]] bool is_sign(char sign) const {
    return kind == CodeTokenKind::sign && text.front() == sign;
  }
  [[nodiscard]] bool is_name(std::string_view name) const {
    return kind == CodeTokenKind::name && text == name;
  }
  /// What a literal stands for, escapes as they are written; none of another token, of a template
  /// with expressions and of a literal that is not closed.
  [[nodiscard]] std::optional<std::string_view> literal() const;
};

using CodeTokenSpan = std::span<const CodeToken>;

/// Reads the tokens of JavaScript, TypeScript and what is like them; blanks and comments are passed
/// over. Linear in the bytes, safe on any of them.
class CodeTokens {
 public:
  /// `program` outlives this.
  explicit CodeTokens(std::string_view program) : program_(program), parts_(program) {}

  /// None at the end.
  [[nodiscard]] std::optional<CodeToken> next();

 private:
  [[nodiscard]] CodeToken in_code(std::size_t end) const;

  std::string_view program_;
  CodeParts parts_;
  std::size_t at_ = 0;
};

/// Looks at single places of a program. The work is bounded by its size, however many places there
/// are.
class CodeSight {
 public:
  /// `program` outlives this.
  explicit CodeSight(std::string_view program)
      : program_(program), left_(kLooksPerByte * program.size() + kMostBytes) {}

  /// The expression that begins at `at`, where a token of code does: up to the comma, the semicolon
  /// or the bracket that ends it, or to the next statement; its first 400 tokens or 8 KiB of a
  /// longer one. Places are in the program. Empty when too much was looked at already.
  [[nodiscard]] std::vector<CodeToken> expression_at(std::size_t at);

 private:
  static constexpr std::size_t kMostBytes = std::size_t{8} << 10U;
  static constexpr std::size_t kLooksPerByte = 16;

  std::string_view program_;
  std::size_t left_;  // bytes that may still be read
};

/// The parts between commas of what stands in the bracket that `tokens` begins with; empty where it
/// begins with none. Behind the end of the tokens a bracket that is open is taken for closed.
[[nodiscard]] std::vector<CodeTokenSpan> parts_in_bracket(CodeTokenSpan tokens);

/// How many tokens the bracket takes that `tokens` begins with, with both of its ends; 0 where it
/// begins with none.
[[nodiscard]] std::size_t size_of_bracket(CodeTokenSpan tokens);

/// What is given to `key`, the first of `tokens`: what follows a colon or an assignment behind it
/// and a bracket that it may stand in; empty where nothing is.
[[nodiscard]] CodeTokenSpan value_given(CodeTokenSpan tokens);

/// The value of a member of the object literal that `tokens` are; empty where they are no object,
/// or it has no such member.
[[nodiscard]] CodeTokenSpan member_of(CodeTokenSpan tokens, std::string_view name);

/// Whether they say no more than `false` or `!1`. A comma, a semicolon or a bracket may follow.
[[nodiscard]] bool is_false(CodeTokenSpan tokens);

/// A number in decimal or hexadecimal notation, with separators or an exponent; none of anything
/// else, and of what is above 2^53.
[[nodiscard]] std::optional<double> number_of(CodeTokenSpan tokens);

/// The bytes that they take; there is one token at least.
[[nodiscard]] ByteSpan span_of(CodeTokenSpan tokens);

}  // namespace packwarden
