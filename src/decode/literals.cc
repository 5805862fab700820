#include "decode/literals.h"

#include <algorithm>

namespace packwarden {
namespace {

constexpr std::size_t kMostBlanks = 64;
constexpr std::size_t kLongestGap = 128;

}  // namespace

bool is_quote(char c) { return c == '"' || c == '\'' || c == '`'; }

bool is_blank(char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r'; }

std::size_t skip_blanks(std::string_view text, std::size_t at) {
  const std::size_t most = std::min(text.size(), at + kMostBlanks);
  while (at < most && is_blank(text[at])) ++at;
  return at;
}

std::size_t skip_gap(std::string_view text, std::size_t at) {
  const std::string_view near = text.substr(0, at + kLongestGap);
  for (at = skip_blanks(near, at); near.substr(std::min(at, near.size())).starts_with('/');
       at = skip_blanks(near, at)) {
    const bool is_line = near.substr(at + 1).starts_with('/');
    if (!is_line && !near.substr(at + 1).starts_with('*')) break;
    const std::size_t end = is_line ? near.find('\n', at) : near.find("*/", at + 2);
    if (end == std::string_view::npos) break;
    at = end + (is_line ? 1 : 2);
  }
  return at;
}

std::size_t before_blanks(std::string_view text, std::size_t at) {
  const std::size_t least = at - std::min(at, kMostBlanks);
  while (at > least && is_blank(text[at - 1])) --at;
  return at;
}

std::size_t before_gap(std::string_view text, std::size_t at) {
  const std::size_t least = at - std::min(at, kLongestGap / 2);
  at = before_blanks(text, at);
  while (at > least && text.substr(least, at - least).ends_with("*/")) {
    const std::size_t begin = text.substr(least, at - 2 - least).rfind("/*");
    if (begin == std::string_view::npos) return at;
    at = before_blanks(text, least + begin);
  }
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
