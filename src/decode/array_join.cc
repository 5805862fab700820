#include <algorithm>
#include <optional>

#include "base/span.h"
#include "decode/all.h"
#include "decode/literals.h"

namespace packwarden {
namespace {

constexpr std::string_view kJoin = "].join(";
/// How far before its end an array may begin.
constexpr std::size_t kLongestArray = 16384;

/// The literal that joins: `` of `].join("")`, whose argument stands at `at`.
std::optional<ByteSpan> separator_at(std::string_view text, std::size_t at) {
  constexpr std::size_t kLongestSeparator = 8;
  at = skip_blanks(text, at);
  if (at >= text.size() || !is_quote(text[at])) return std::nullopt;
  const auto end = end_of_literal(text, at + 1);
  if (!end || *end - at - 1 > kLongestSeparator) return std::nullopt;
  return ByteSpan{at + 1, *end};
}

/// Appends the literals of the array between `begin`, behind its bracket, and `end`, with the
/// separator between. False: there is something else in it.
bool append_items(std::string_view text, std::size_t begin, std::size_t end, ByteSpan separator,
                  Decoded& out) {
  std::size_t at = skip_gap(text, begin);
  std::size_t comma = begin;
  for (bool is_first = true; at < end && is_quote(text[at]); is_first = false) {
    if (!is_first) out.append(text.substr(separator.begin, separator.size()), comma, 1);
    const auto stop = end_of_literal(text, at + 1);
    if (!stop || *stop >= end) return false;
    out.append_plain(text.substr(at + 1, *stop - at - 1), at + 1);
    comma = skip_gap(text, *stop + 1);
    if (comma >= end) return comma == end;
    if (text[comma] != ',') return false;
    at = skip_gap(text, comma + 1);
  }
  return at == end && comma > begin;  // a comma may stand behind the last one
}

/// The array that ends with the bracket at `end`, joined; empty: it is not made of literals alone.
/// The name in front comes along, so that rules see what the value is called.
Decoded joined(std::string_view text, std::size_t least, std::size_t end, ByteSpan separator) {
  constexpr std::size_t kContext = 64;
  const std::size_t first = std::max(least, end - std::min(end, kLongestArray));
  std::size_t open = end;
  while (open > first && text[open - 1] != '[') --open;
  if (open == first) return {};
  Decoded out;
  const std::size_t bracket = open - 1;
  out.source = {bracket - std::min(bracket - least, kContext), end + 1};
  out.append_plain(text.substr(out.source.begin, bracket - out.source.begin), out.source.begin);
  const std::string_view quote = text.substr(separator.begin - 1, 1);
  out.append(quote, bracket, 1);
  if (!append_items(text, open, end, separator, out)) return {};
  out.append(quote, end, 1);
  return out;
}

}  // namespace

// ["sk_live", "4eC39"].join("_").
void decode_array_joins(const MarkedText& marked, const DecodedSink& sink) {
  const std::string_view text = marked.text();
  std::size_t done = 0;
  for (std::size_t at = marked.find(Mark::join, 0); at != MarkedText::npos;
       at = marked.find(Mark::join, at + 1)) {
    if (!text.substr(at).starts_with(kJoin)) continue;
    const auto separator = separator_at(text, at + kJoin.size());
    if (!separator) continue;
    const Decoded out = joined(text, done, at, *separator);
    if (out.text.empty()) continue;
    done = at + kJoin.size();
    if (!sink(out)) return;
  }
}

}  // namespace packwarden
