#include <algorithm>
#include <optional>

#include "decode/all.h"
#include "decode/literals.h"

namespace packwarden {
namespace {

constexpr std::size_t kLongestLiteral = 4096;
constexpr std::size_t kLongestJoint = 64;

/// Where the literal goes on that ends with the quote at `at`: behind `" + "`.
std::optional<std::size_t> behind_joint(std::string_view text, std::size_t at) {
  std::size_t next = skip_blanks(text, at + 1);
  if (next >= text.size() || text[next] != '+') return std::nullopt;
  next = skip_blanks(text, next + 1);
  if (next >= text.size() || !is_quote(text[next])) return std::nullopt;
  return next + 1;
}

/// Where the literal begins that ends with the quote at `end`.
std::optional<std::size_t> begin_of_literal(std::string_view text, std::size_t end,
                                            std::size_t least) {
  const char quote = text[end];
  for (std::size_t at = end; at > least && end - at < kLongestLiteral; --at) {
    if (text[at - 1] == '\n') return std::nullopt;
    if (text[at - 1] == quote) return at;
  }
  return std::nullopt;
}

/// The quote in front of the plus at `plus`, with nothing but blanks between.
std::optional<std::size_t> quote_before(std::string_view text, std::size_t plus,
                                        std::size_t least) {
  const std::size_t first = std::max(least, plus - std::min(plus, kLongestJoint));
  std::size_t at = plus;
  while (at > first && is_blank(text[at - 1])) --at;
  if (at == least || !is_quote(text[at - 1])) return std::nullopt;
  return at - 1;
}

/// The literals that are joined behind the one that ends with the quote at `end`. Returns the quote
/// behind the last of them.
std::size_t append_joined(std::string_view text, std::size_t end, Decoded& out) {
  for (auto next = behind_joint(text, end); next; next = behind_joint(text, end)) {
    const auto stop = end_of_literal(text, *next);
    if (!stop) break;
    out.append_plain(text.substr(*next, *stop - *next), *next);
    end = *stop;
  }
  return end;
}

}  // namespace

// "sk_live_" + "4eC39". The name in front of the first literal comes along, so that rules see what
// the value is called.
void decode_concatenations(const MarkedText& marked, const DecodedSink& sink) {
  constexpr std::size_t kContext = 64;
  const std::string_view text = marked.text();
  std::size_t done = 0;
  for (std::size_t plus = marked.find(Mark::joint, 0); plus != MarkedText::npos;
       plus = marked.find(Mark::joint, std::max(plus + 1, done))) {
    const auto quote = quote_before(text, plus, done);
    const auto first = quote ? begin_of_literal(text, *quote, done) : std::nullopt;
    if (!first) continue;
    Decoded out;
    out.source.begin = *first - std::min(*first - done, kContext);
    out.append_plain(text.substr(out.source.begin, *quote - out.source.begin), out.source.begin);
    const std::size_t end = append_joined(text, *quote, out);
    if (end == *quote) continue;
    out.append_plain(text.substr(end, 1), end);
    out.source.end = done = end + 1;
    if (!sink(out)) return;
  }
}

}  // namespace packwarden
