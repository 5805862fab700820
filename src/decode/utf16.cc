#include <algorithm>

#include "decode/all.h"
#include "decode/content.h"
#include "decode/units.h"

namespace packwarden {
namespace {

enum class ByteOrder : std::uint8_t { none, little, big };

/// By the byte order mark; without one by where the zeros of ASCII are.
ByteOrder order_of(std::string_view text) {
  constexpr std::size_t kTaste = 4096;
  if (text.size() < 4) return ByteOrder::none;
  if (text.starts_with("\xFF\xFE")) return ByteOrder::little;
  if (text.starts_with("\xFE\xFF")) return ByteOrder::big;
  const std::string_view taste = text.substr(0, std::min(kTaste, text.size() / 2 * 2));
  if (taste.find('\0') == std::string_view::npos) return ByteOrder::none;
  std::size_t even = 0;
  std::size_t odd = 0;
  for (std::size_t i = 0; i + 1 < taste.size(); i += 2) {
    even += taste[i] == '\0' ? 1 : 0;
    odd += taste[i + 1] == '\0' ? 1 : 0;
  }
  const std::size_t units = taste.size() / 2;
  if (odd * 10 >= units * 7 && even * 10 < units) return ByteOrder::little;
  if (even * 10 >= units * 7 && odd * 10 < units) return ByteOrder::big;
  return ByteOrder::none;
}

unsigned long unit_at(std::string_view text, std::size_t at, ByteOrder order) {
  const unsigned long first = static_cast<unsigned char>(text[at]);
  const unsigned long second = static_cast<unsigned char>(text[at + 1]);
  return order == ByteOrder::little ? first | second << 8U : first << 8U | second;
}

Decoded decoded_from(std::string_view text, std::size_t at, ByteOrder order) {
  Decoded out;
  out.source.begin = at;
  while (at + 1 < text.size() && !out.is_full()) {
    unsigned long point = unit_at(text, at, order);
    std::size_t size = 2;
    if (point >= 0xD800 && point < 0xDC00 && at + 3 < text.size()) {
      const unsigned long low = unit_at(text, at + 2, order);
      if (low >= 0xDC00 && low < 0xE000) {
        point = 0x10000 + ((point - 0xD800) << 10U) + (low - 0xDC00);
        size = 4;
      }
    }
    out.append(utf8_of(point), at, size);
    at += size;
  }
  out.source.end = at;
  return out;
}

}  // namespace

bool is_utf16(std::string_view text) { return order_of(text) != ByteOrder::none; }

void decode_utf16(const MarkedText& marked, const DecodedSink& sink) {
  const std::string_view text = marked.text();
  const ByteOrder order = order_of(text);
  if (order == ByteOrder::none) return;
  for (std::size_t begin = 0; begin + 1 < text.size();) {
    const Decoded out = decoded_from(text, begin, order);
    begin = out.is_full() ? out.next_begin() : text.size();
    if (!sink(out)) return;
  }
}

}  // namespace packwarden
