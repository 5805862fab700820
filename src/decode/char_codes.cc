#include <algorithm>
#include <optional>
#include <utility>

#include "base/text.h"
#include "decode/all.h"
#include "decode/content.h"
#include "decode/literals.h"
#include "decode/name.h"
#include "decode/units.h"

namespace packwarden {
namespace {

constexpr std::size_t kShortest = 16;  // codes
constexpr unsigned long kLastCode = 0x10FFFF;

/// Reads `65,` or `0x41 )`: a code, the blanks and the comma behind it.
struct Code {
  unsigned long value = 0;
  std::size_t size = 0;  // with what follows
  bool goes_on = false;
};

std::optional<Code> code_at(std::string_view text, std::size_t at) {
  constexpr std::size_t kMostDigits = 7;  // of 0x10FFFF, in either form
  const std::string_view prefix = text.substr(std::min(at, text.size()), 2);
  const bool is_hexadecimal = prefix == "0x" || prefix == "0X";
  const std::size_t begin = at + (is_hexadecimal ? 2 : 0);
  Code code;
  std::size_t end = begin;
  for (; end < text.size() && end - begin < kMostDigits; ++end) {
    const auto digit = hexadecimal_value(text[end]);
    if (!digit || (!is_hexadecimal && *digit > 9)) break;
    code.value = code.value * (is_hexadecimal ? 16 : 10) + *digit;
  }
  if (end == begin) return std::nullopt;
  end = skip_blanks(text, end);
  code.goes_on = text.substr(end).starts_with(',');
  if (code.goes_on) end = skip_blanks(text, end + 1);
  code.size = end - at;
  return code;
}

/// The codes from `at` on.
Decoded codes_at(std::string_view text, std::size_t at) {
  Decoded out;
  out.source.begin = at;
  for (auto code = code_at(text, at); code && code->value <= kLastCode && !out.is_full();
       code = code_at(text, at)) {
    out.append(utf8_of(code->value), at, code->size);
    at += code->size;
    if (!code->goes_on) break;
  }
  out.source.end = at;
  return out;
}

/// Moves `at` behind `what`, if it stands there.
bool skip(std::string_view text, std::size_t& at, std::string_view what) {
  const bool stands = text.substr(at).starts_with(what);
  if (stands) at += what.size();
  return stands;
}

/// Where the list begins that `(null, [65, 66])` or `([65, 66])` holds.
std::optional<std::size_t> list_in(std::string_view text, std::size_t at) {
  constexpr std::size_t kReach = 48;
  const std::size_t list = text.substr(at, kReach).find_first_of("[)");
  if (list == std::string_view::npos || text[at + list] == ')') return std::nullopt;
  return skip_blanks(text, at + list + 1);
}

/// Where the first code stands behind `from`: of CharCode(65), CharCode.apply(null, [65]),
/// CodePoint(...[65]), ["fromCharCode"](65), and of from([65]).
std::optional<std::size_t> codes_behind_from(std::string_view text, std::size_t at) {
  const bool is_text = skip(text, at, "CharCode") || skip(text, at, "CodePoint");
  if (!is_text) return skip(text, at, "(") ? list_in(text, at) : std::nullopt;
  at = std::min(text.find_first_not_of("\"'`\\]", at), text.size());
  const bool is_applied = skip(text, at, ".apply");
  at = skip_blanks(text, at);
  if (!skip(text, at, "(")) return std::nullopt;
  at = skip_blanks(text, at);
  return is_applied || skip(text, at, "...") ? list_in(text, at) : at;
}

/// Where `String.from` or `String["from` begins, which ends at `at`.
std::size_t begin_of_call(std::string_view text, std::size_t at) {
  constexpr std::size_t kLongest = 32;
  const std::size_t least = at - std::min(at, kLongest);
  const auto is_of_call = [](char c) {
    return is_ascii_letter(c) || is_ascii_digit(c) || c == '_' || c == '.' || c == '$' ||
           c == '[' || is_quote(c);
  };
  while (at > least && is_of_call(text[at - 1])) --at;
  return at;
}

}  // namespace

// String.fromCharCode(65, 66), and Buffer.from([65, 66]). Other lists of numbers are too common to
// be looked at.
void decode_char_codes(const MarkedText& marked, const DecodedSink& sink) {
  const std::string_view text = marked.text();
  for (std::size_t at = marked.find(Mark::from_call, 0); at != MarkedText::npos;
       at = marked.find(Mark::from_call, at + 1)) {
    const std::size_t behind = at + 1;
    if (!text.substr(0, behind).ends_with("from")) continue;
    for (auto begin = codes_behind_from(text, behind); begin;) {
      Decoded out = codes_at(text, *begin);
      begin = out.is_full() ? std::optional<std::size_t>(out.next_begin()) : std::nullopt;
      if (out.text.size() < kShortest || !is_readable(out.text)) continue;
      if (!sink(with_name(text, begin_of_call(text, behind), std::move(out)))) return;
    }
  }
}

}  // namespace packwarden
