#include "base/text.h"

#include <algorithm>
#include <array>
#include <cstdio>
#include <cstring>

namespace packwarden {
namespace {

constexpr char32_t kInvalid = CodePoint::kInvalid;

/// What may follow a lead byte (Unicode 15.0, table 3-7): the range of the second byte, the length.
struct Lead {
  std::size_t length = 0;
  unsigned char low = 0x80;
  unsigned char high = 0xBF;
};

Lead lead_of(unsigned char byte) {
  if (byte >= 0xC2 && byte <= 0xDF) return {2};
  if (byte == 0xE0) return {3, 0xA0, 0xBF};
  if (byte == 0xED) return {3, 0x80, 0x9F};
  if (byte >= 0xE1 && byte <= 0xEF) return {3};
  if (byte == 0xF0) return {4, 0x90, 0xBF};
  if (byte >= 0xF1 && byte <= 0xF3) return {4};
  if (byte == 0xF4) return {4, 0x80, 0x8F};
  return {};
}

bool breaks_a_display(char32_t c) {
  return c < 0x20 || (c >= 0x7F && c <= 0x9F) ||       // C0, DEL, C1
         c == 0x061C || c == 0x200E || c == 0x200F ||  // directional marks
         (c >= 0x2028 && c <= 0x202E) ||               // separators, embeddings, overrides
         (c >= 0x2066 && c <= 0x2069) || c == 0xFEFF;  // isolates, byte order mark
}

bool is_wide(char32_t c) {
  return (c >= 0x1100 && c <= 0x115F) || (c >= 0x2E80 && c <= 0xA4CF) ||
         (c >= 0xAC00 && c <= 0xD7A3) || (c >= 0xF900 && c <= 0xFAFF) ||
         (c >= 0xFE30 && c <= 0xFE6F) || (c >= 0xFF00 && c <= 0xFF60) ||
         (c >= 0x1F300 && c <= 0x1FAFF) || (c >= 0x20000 && c <= 0x3FFFD);
}

bool is_combining(char32_t c) {
  return (c >= 0x0300 && c <= 0x036F) || (c >= 0x200B && c <= 0x200D) ||
         (c >= 0x20D0 && c <= 0x20FF) || (c >= 0xFE00 && c <= 0xFE0F);
}

std::string formatted(const char* format, unsigned value) {
  std::array<char, 24> buffer{};
  const int length = std::snprintf(buffer.data(), buffer.size(), format, value);
  return {buffer.data(), static_cast<std::size_t>(length)};
}

}  // namespace

CodePoint code_point_at(std::string_view text, std::size_t offset) {
  const auto byte_at = [&](std::size_t i) { return static_cast<unsigned char>(text[i]); };
  const unsigned char first = byte_at(offset);
  if (first < 0x80) return {first, 1};
  const Lead lead = lead_of(first);
  if (lead.length == 0) return {};
  char32_t value = first & (0xFFU >> (lead.length + 1));
  for (std::size_t i = 1; i < lead.length; ++i) {
    if (offset + i >= text.size()) return {kInvalid, i};
    const unsigned char next = byte_at(offset + i);
    const unsigned char low = i == 1 ? lead.low : 0x80;
    const unsigned char high = i == 1 ? lead.high : 0xBF;
    if (next < low || next > high) return {kInvalid, i};
    value = (value << 6U) | (next & 0x3FU);
  }
  return {value, lead.length};
}

bool is_ascii(std::string_view bytes) { return find_non_ascii(bytes, 0) == bytes.size(); }

std::size_t find_non_ascii(std::string_view bytes, std::size_t at) {
  constexpr std::uint64_t kHighBits = 0x8080808080808080;
  constexpr std::size_t kWords = 8;  // at once: what is in one line of the cache
  std::array<std::uint64_t, kWords> words{};
  for (; bytes.size() - at >= sizeof words; at += sizeof words) {
    std::memcpy(words.data(), bytes.data() + at, sizeof words);
    std::uint64_t all = 0;
    for (const std::uint64_t word : words) all |= word;
    if ((all & kHighBits) != 0) break;
  }
  while (at < bytes.size() && static_cast<unsigned char>(bytes[at]) < 0x80) ++at;
  return at;
}

std::string to_valid_utf8(std::string_view bytes) {
  if (is_ascii(bytes)) return std::string(bytes);
  std::string out;
  out.reserve(bytes.size());
  for (std::size_t i = 0; i < bytes.size();) {
    const CodePoint point = code_point_at(bytes, i);
    out +=
        point.value == kInvalid ? std::string_view("\xEF\xBF\xBD") : bytes.substr(i, point.length);
    i += point.length;
  }
  return out;
}

std::string escape_for_display(std::string_view name) {
  std::string out;
  out.reserve(name.size());
  for (std::size_t i = 0; i < name.size();) {
    const CodePoint point = code_point_at(name, i);
    const std::string_view raw = name.substr(i, point.length);
    i += point.length;
    if (point.value == kInvalid) {
      for (const char byte : raw) out += formatted("\\x%02X", static_cast<unsigned char>(byte));
    } else if (breaks_a_display(point.value)) {
      out += formatted(point.value < 0x100 ? "\\x%02X" : "\\u{%04X}", point.value);
    } else {
      out += raw == "\\" ? std::string_view("\\\\") : raw;
    }
  }
  return out;
}

std::size_t display_width(std::string_view text) {
  std::size_t width = 0;
  for (std::size_t i = 0; i < text.size();) {
    const CodePoint point = code_point_at(text, i);
    i += point.length;
    if (is_combining(point.value)) continue;
    width += is_wide(point.value) ? 2 : 1;
  }
  return width;
}

std::optional<unsigned char> hexadecimal_octet(std::string_view text, std::size_t at) {
  if (text.size() < at + 2) return std::nullopt;
  const auto high = hexadecimal_value(text[at]);
  const auto low = hexadecimal_value(text[at + 1]);
  if (!high || !low) return std::nullopt;
  return static_cast<unsigned char>(*high * 16 + *low);
}

std::string percent_decoded(std::string_view text) {
  std::string out;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const auto octet = text[i] == '%' ? hexadecimal_octet(text, i + 1) : std::nullopt;
    if (octet) {
      out += static_cast<char>(*octet);
      i += 2;
    } else {
      out += text[i];
    }
  }
  return out;
}

void append_utf8(char32_t code_point, std::string& out) {
  constexpr char32_t kReplacement = 0xFFFD;
  const bool is_surrogate = code_point >= 0xD800 && code_point < 0xE000;
  const char32_t c = is_surrogate || code_point > 0x10FFFF ? kReplacement : code_point;
  const auto put = [&](char32_t byte) {
    out += static_cast<char>(static_cast<unsigned char>(byte));
  };
  if (c < 0x80) return put(c);
  if (c < 0x800) {
    put(0xC0 | (c >> 6U));
  } else if (c < 0x10000) {
    put(0xE0 | (c >> 12U));
    put(0x80 | ((c >> 6U) & 0x3FU));
  } else {
    put(0xF0 | (c >> 18U));
    put(0x80 | ((c >> 12U) & 0x3FU));
    put(0x80 | ((c >> 6U) & 0x3FU));
  }
  put(0x80 | (c & 0x3FU));
}

std::string_view trimmed(std::string_view text, std::string_view around) {
  const std::size_t begin = text.find_first_not_of(around);
  if (begin == std::string_view::npos) return {};
  return text.substr(begin, text.find_last_not_of(around) - begin + 1);
}

std::string ascii_lower(std::string_view text) {
  std::string out(text);
  for (char& c : out) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  }
  return out;
}

std::string grouped(std::uint64_t count) {
  std::string digits = std::to_string(count);
  for (std::size_t i = digits.size(); i > 3; i -= 3) digits.insert(i - 3, 1, ',');
  return digits;
}

std::string counted(std::uint64_t count, std::string_view noun) {
  return grouped(count) + " " + std::string(noun) + (count == 1 ? "" : "s");
}

std::string human_bytes(std::uint64_t bytes) {
  constexpr std::array<const char*, 5> kUnits = {"B", "kB", "MB", "GB", "TB"};
  if (bytes < 1000) return std::to_string(bytes) + " B";
  auto value = static_cast<double>(bytes);
  std::size_t unit = 0;
  // 999.95 would be printed as 1000.0, so it already belongs to the next unit.
  while (value >= 999.95 && unit + 1 < kUnits.size()) {
    value /= 1000;
    ++unit;
  }
  std::array<char, 32> buffer{};
  std::snprintf(buffer.data(), buffer.size(), "%.1f %s", value, kUnits.at(unit));
  return buffer.data();
}

}  // namespace packwarden
