#include "decode/name.h"

#include <algorithm>
#include <utility>

#include "base/text.h"
#include "decode/literals.h"

namespace packwarden {
namespace {

constexpr std::size_t kReach = 64;

bool is_of_name(char c) {
  return is_ascii_letter(c) || is_ascii_digit(c) || c == '_' || c == '-' || c == '$' || c == '.';
}

/// Where the bytes begin that end at `at` and pass a test, at most 64.
template <class Test>
std::size_t begin_of(std::string_view text, std::size_t at, Test test) {
  const std::size_t least = at - std::min(at, kReach);
  while (at > least && test(text[at - 1])) --at;
  return at;
}

bool ends_with(std::string_view text, std::size_t at, std::string_view what) {
  return text.substr(0, at).ends_with(what);
}

/// Where the value begins whose content is at `at`: at its quote.
std::size_t begin_of_literal(std::string_view text, std::size_t at) {
  if (at > 0 && is_quote(text[at - 1])) --at;
  return ends_with(text, at, "\\") ? at - 1 : at;
}

/// Where the calls begin that the value at `at` is the first argument of: at `new Buffer(`.
std::size_t begin_of_calls(std::string_view text, std::size_t at) {
  constexpr int kMostCalls = 3;
  for (int calls = 0; calls < kMostCalls; ++calls) {
    const std::size_t bracket = begin_of(text, at, is_blank);
    if (!ends_with(text, bracket, "(")) break;
    at = begin_of(text, bracket - 1, is_of_name);
    const std::size_t before = begin_of(text, at, is_blank);
    if (ends_with(text, before, "new")) at = before - 3;
  }
  return at;
}

/// A text that names and values could be read from would be read so already.
bool is_word(std::string_view text) {
  constexpr std::size_t kLongest = 1024;
  const std::string_view value = text.substr(0, text.find_last_not_of('=') + 1);
  return text.size() <= kLongest && std::all_of(value.begin(), value.end(), [](char c) {
           return c > ' ' && c <= '~' && c != '=' && c != '\\' && !is_quote(c);
         });
}

}  // namespace

ByteSpan name_before(std::string_view text, std::size_t at) {
  const auto one_of = [](std::string_view set) {
    return [set](char c) { return set.find(c) != std::string_view::npos; };
  };
  const std::size_t end = begin_of_calls(text, begin_of_literal(text, at));
  const std::size_t behind_sign = begin_of(text, end, is_blank);
  const std::size_t sign = begin_of(text, behind_sign, one_of("=:>!"));
  if (sign == behind_sign) return {at, at};
  const std::size_t behind_name = begin_of(text, begin_of(text, sign, is_blank), one_of("\"'`\\]"));
  const std::size_t name = begin_of(text, behind_name, is_of_name);
  if (name == behind_name) return {at, at};
  const std::size_t opened = begin_of(text, name, one_of("\"'`\\["));
  // `const`, or the blanks that a line begins with.
  return {begin_of(text, opened, [](char c) { return is_of_name(c) || c == ' ' || c == '\t'; }),
          end};
}

Decoded with_name(std::string_view text, std::size_t at, Decoded value) {
  const ByteSpan name = is_word(value.text) ? name_before(text, at) : ByteSpan{at, at};
  if (name.size() == 0) return value;
  Decoded out;
  out.source = {name.begin, value.source.end};
  out.append_plain(text.substr(name.begin, name.size()), name.begin);
  out.append("\"", name.end, value.source.begin - name.end);
  for (Piece piece : value.pieces) {
    piece.decoded += out.text.size();
    out.pieces.push_back(piece);
  }
  out.text += value.text;
  out.append("\"", value.source.end, 0);
  return out;
}

}  // namespace packwarden
