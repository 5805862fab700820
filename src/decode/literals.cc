#include "decode/literals.h"

#include <algorithm>

namespace packwarden {

bool is_quote(char c) { return c == '"' || c == '\'' || c == '`'; }

bool is_blank(char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r'; }

std::size_t skip_blanks(std::string_view text, std::size_t at) {
  constexpr std::size_t kMost = 64;
  const std::size_t most = std::min(text.size(), at + kMost);
  while (at < most && is_blank(text[at])) ++at;
  return at;
}

std::optional<std::size_t> end_of_literal(std::string_view text, std::size_t begin) {
  constexpr std::size_t kLongest = 4096;
  const char quote = text[begin - 1];
  const std::string_view literal = text.substr(begin, kLongest);
  for (std::size_t i = 0; i < literal.size() && literal[i] != '\n'; ++i) {
    if (literal[i] == '\\') {
      ++i;
    } else if (literal[i] == quote) {
      return begin + i;
    }
  }
  return std::nullopt;
}

}  // namespace packwarden
