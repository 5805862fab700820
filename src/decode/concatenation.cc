#include <algorithm>
#include <optional>

#include "decode/all.h"
#include "decode/literals.h"

namespace packwarden {
namespace {

constexpr std::size_t kLongestLiteral = 4096;
constexpr int kMostBrackets = 4;

/// Behind the blanks, comments and brackets of one kind at `at`.
std::size_t skip_brackets(std::string_view text, std::size_t at, char bracket) {
  at = skip_gap(text, at);
  for (int i = 0; i < kMostBrackets && text.substr(at).starts_with(bracket); ++i) {
    at = skip_gap(text, at + 1);
  }
  return at;
}

/// Where the literal goes on that ends with the quote at `at`: behind `" + "`, also `") + ("`.
std::optional<std::size_t> behind_joint(std::string_view text, std::size_t at) {
  std::size_t next = skip_brackets(text, at + 1, ')');
  if (next >= text.size() || text[next] != '+') return std::nullopt;
  next = skip_brackets(text, next + 1, '(');
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

/// The quote in front of the plus at `plus`, with nothing but blanks, comments and closing brackets
/// between.
std::optional<std::size_t> quote_before(std::string_view text, std::size_t plus,
                                        std::size_t least) {
  std::size_t at = before_gap(text, plus);
  for (int i = 0; i < kMostBrackets && at > 0 && text[at - 1] == ')'; ++i) {
    at = before_gap(text, at - 1);
  }
  if (at <= least || !is_quote(text[at - 1])) return std::nullopt;
  return at - 1;
}

/// Where the brackets open that are around the literal whose quote is at `quote`; a call's are none
/// of them.
std::size_t begin_of_brackets(std::string_view text, std::size_t quote) {
  constexpr std::string_view kBehind = "=:( \t\n";
  std::size_t begin = quote;
  for (int i = 0; i < kMostBrackets; ++i) {
    const std::size_t at = before_blanks(text, begin);
    if (at < 2 || text[at - 1] != '(' || kBehind.find(text[at - 2]) == kBehind.npos) break;
    begin = at - 1;
  }
  return begin;
}

/// The literals that are joined behind the one that ends with the quote at `end`. Returns the quote
/// behind the last of them.
std::size_t append_joined(std::string_view text, std::size_t end, Decoded& out) {
  for (auto next = behind_joint(text, end); next && !out.is_full();
       next = behind_joint(text, end)) {
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
    const std::size_t context = std::max(begin_of_brackets(text, *first - 1), done);
    out.source.begin = context - std::min(context - done, kContext);
    out.append_plain(text.substr(out.source.begin, context - out.source.begin), out.source.begin);
    out.append_plain(text.substr(*first - 1, *quote + 1 - *first), *first - 1);
    const std::size_t end = append_joined(text, *quote, out);
    if (end == *quote) continue;
    out.append_plain(text.substr(end, 1), end);
    out.source.end = end + 1;
    done = out.is_full() ? out.next_begin() - 1 : end + 1;  // at a quote
    if (!sink(out)) return;
  }
}

}  // namespace packwarden
