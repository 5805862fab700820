#include <algorithm>
#include <cstring>

#include "decode/all.h"

namespace packwarden {
namespace {

constexpr std::size_t kShortest = 16;  // characters

bool is_printable(char c) { return (c >= ' ' && c <= '~') || c == '\t'; }

/// Behind the last of the characters of two bytes, ASCII and zero, that stand from `at` on.
std::size_t end_of_run(std::string_view text, std::size_t at) {
  while (at + 1 < text.size() && is_printable(text[at]) && text[at + 1] == '\0') at += 2;
  return at;
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
  for (std::size_t zero = text.find('\0'); zero != std::string_view::npos;
       zero = text.find('\0', zero + 1)) {
    if (zero == 0 || !is_printable(text[zero - 1])) continue;
    const std::size_t begin = zero - 1;
    const std::size_t end = end_of_run(text, begin);
    zero = end - 1;
    if (end - begin < 2 * kShortest) continue;
    Decoded out;
    out.source = {begin, end};
    out.pieces.push_back({0, begin, 1, 2});
    for (std::size_t at = begin; at < end; at += 2) out.text += text[at];
    if (!sink(out)) return;
  }
}

}  // namespace packwarden
