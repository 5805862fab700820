#include <cstdint>
#include <cstring>
#include <string_view>

#include "base/span.h"
#include "decode/all.h"

namespace packwarden {
namespace {

constexpr std::size_t kShortest = 16;  // characters

bool is_printable(char c) { return (c >= ' ' && c <= '~') || c == '\t'; }

/// Whether a character of two bytes, ASCII and zero, stands at `at`.
bool is_character(std::string_view text, std::size_t at) {
  return at + 1 < text.size() && is_printable(text[at]) && text[at + 1] == '\0';
}

/// Whether every other one of the eight bytes is a zero, and the others are not all zeros.
bool may_be_within(const char* bytes) {
  std::uint64_t eight = 0;
  std::memcpy(&eight, bytes, sizeof(eight));
  constexpr std::uint64_t kEveryOther = 0x00FF00FF00FF00FF;
  return ((eight & kEveryOther) == 0) != ((eight & ~kEveryOther) == 0);
}

/// The next run of such characters that is long enough and ends behind `at`; an empty one at the
/// end. One of them holds eight bytes that are looked at, wherever it begins: most of a text is
/// stepped over.
ByteSpan next_run(std::string_view text, std::size_t at, std::size_t least) {
  constexpr std::size_t kEight = sizeof(std::uint64_t);
  constexpr std::size_t kStep = 2 * kShortest - kEight;
  for (; at + kEight <= text.size(); at += kStep) {
    if (!may_be_within(text.data() + at)) continue;
    std::size_t begin = text[at] == '\0' ? at + 1 : at;
    std::size_t end = begin;
    while (is_character(text, end)) end += 2;
    while (begin >= least + 2 && is_character(text, begin - 2)) begin -= 2;
    if (end - begin >= 2 * kShortest) return {begin, end};
  }
  return {text.size(), text.size()};
}

bool holds_zeros(std::string_view text) {
  constexpr std::size_t kTaste = 4096;
  return text.substr(0, kTaste).find('\0') != std::string_view::npos;
}

}  // namespace

// Programs for Windows and databases keep strings of UTF-16 between other bytes. Big-endian ones
// are read, too, from their second byte on.
void decode_wide_strings(const MarkedText& marked, const DecodedSink& sink) {
  const std::string_view text = marked.text();
  if (!holds_zeros(text)) return;
  for (ByteSpan run = next_run(text, 0, 0); run.size() > 0;
       run = next_run(text, run.end, run.end)) {
    Decoded out;
    out.source = run;
    out.pieces.push_back({0, run.begin, 1, 2});
    for (std::size_t at = run.begin; at < run.end; at += 2) out.text += text[at];
    if (!sink(out)) return;
  }
}

}  // namespace packwarden
