#include "decode/content.h"

#include <algorithm>
#include <array>
#include <cstdint>

#include "decode/byte_set.h"
#include "decode/compiled.h"
#include "decode/container.h"

namespace packwarden {
namespace {

/// 1: readable.
constexpr std::array<std::uint8_t, 256> make_readable() {
  std::array<std::uint8_t, 256> out{};
  for (std::size_t byte = ' '; byte <= '~'; ++byte) out.at(byte) = 1;
  for (const char c : {'\n', '\r', '\t'}) out.at(static_cast<unsigned char>(c)) = 1;
  return out;
}

constexpr std::array<std::uint8_t, 256> kIsReadable = make_readable();

unsigned char byte_at(std::string_view text, std::size_t at) {
  return static_cast<unsigned char>(text[at]);
}

bool is_readable_ascii(char c) {
  return kIsReadable[static_cast<unsigned char>(c)] != 0;  // NOLINT: every byte is an index
}

/// Of `size` bytes so few may be something else: one in 20.
std::size_t most_others(std::size_t size) { return size - (size * 19 + 19) / 20; }

/// Readable bytes of ASCII among those of a block. Its sum is small, and its size fixed, so that
/// compilers take many bytes at a time.
constexpr std::size_t kBlock = 128;
std::size_t readable_ascii_of_block(const char* bytes) {
  std::uint8_t sum = 0;
  for (std::size_t i = 0; i < kBlock; ++i) {
    const auto byte = static_cast<std::uint8_t>(bytes[i]);
    const auto from_blank = static_cast<std::uint8_t>(byte - ' ');
    const auto from_tab = static_cast<std::uint8_t>(byte - '\t');
    sum = static_cast<std::uint8_t>(sum +
                                    ((from_blank <= '~' - ' ') | (from_tab <= 1) | (byte == '\r')));
  }
  return sum;
}

/// Whether 19 of 20 bytes are readable ASCII; does not look further than it has to.
bool is_nearly_all_ascii(std::string_view text) {
  const std::size_t most = most_others(text.size());
  std::size_t others = 0;
  for (; text.size() >= kBlock && others <= most; text.remove_prefix(kBlock)) {
    others += kBlock - readable_ascii_of_block(text.data());
  }
  if (others > most) return false;
  for (const char c : text) others += is_readable_ascii(c) ? 0 : 1;
  return others <= most;
}

/// Bytes of a character that is not ASCII by its first one; 0: none begins so.
std::size_t size_by(unsigned char first) {
  if (first < 0xC2 || first > 0xF4) return 0;
  return first < 0xE0 ? 2 : first < 0xF0 ? 3 : 4;
}

/// Whether `second` goes on behind `first`: Unicode, table 3-7, and no control characters.
bool goes_on(unsigned char first, unsigned char second) {
  const unsigned char least = first == 0xE0 || first == 0xC2 ? 0xA0 : first == 0xF0 ? 0x90 : 0x80;
  const unsigned char most = first == 0xED ? 0x9F : first == 0xF4 ? 0x8F : 0xBF;
  return least <= second && second <= most;
}

/// Bytes of the character at `at` that is not ASCII, as many as there are before the end; 0: there
/// is none.
std::size_t character_at(std::string_view text, std::size_t at) {
  const unsigned char first = byte_at(text, at);
  const std::size_t size = std::min(size_by(first), text.size() - at);
  if (size > 1 && !goes_on(first, byte_at(text, at + 1))) return 0;
  for (std::size_t i = 2; i < size; ++i) {
    if (!goes_on(0xFF, byte_at(text, at + i))) return 0;
  }
  return size;
}

/// The same of the bytes of readable characters of any script.
bool is_nearly_all_readable(std::string_view text) {
  const std::size_t most = most_others(text.size());
  std::size_t others = 0;
  for (std::size_t at = 0; at < text.size() && others <= most;) {
    const std::size_t size = is_readable_ascii(text[at]) ? 1 : character_at(text, at);
    if (size == 0) ++others;
    at += std::max<std::size_t>(size, 1);
  }
  return others <= most;
}

/// As programs for Windows write a command: ASCII in every other byte, or the mark of the order.
bool may_begin_utf16(std::string_view begin) {
  if (begin.starts_with("\xFF\xFE") || begin.starts_with("\xFE\xFF")) return true;
  const std::size_t zero = begin[0] == '\0' ? 0 : 1;
  for (std::size_t i = 0; i < begin.size(); ++i) {
    if (i % 2 == zero ? begin[i] != '\0' : !is_readable_ascii(begin[i])) return false;
  }
  return true;
}

/// A tar begins with a name that zeros fill up.
bool may_begin_tar(std::string_view begin) {
  const auto* const name = std::find_if_not(begin.begin(), begin.end(), is_readable_ascii);
  return name != begin.begin() && std::all_of(name, begin.end(), [](char c) { return c == '\0'; });
}

/// Nearly all runs are told by their first byte or two.
bool may_begin_readable(std::string_view begin) {
  for (std::size_t at = 0; at < begin.size();) {
    const std::size_t size = is_readable_ascii(begin[at]) ? 1 : character_at(begin, at);
    if (size == 0) return false;
    at += size;
  }
  return true;
}

/// The first two bytes of the magic numbers of containers and compiled files and of byte order
/// marks.
constexpr ByteSet kFirstOfMagic("PBSM\x1F\x28\x7F\xCA\xCE\xCF\xFD\xFE\xFF");
constexpr ByteSet kSecondOfMagic("KZQE7\x8B\xB5\xED\xFA\xFE\xFF");

/// Whether the rarer ones have to be asked for.
bool may_begin_rare(std::string_view begin) {
  return (kFirstOfMagic.has(begin[0]) && kSecondOfMagic.has(begin[1])) || begin[2] == '\r' ||
         begin.find('\0') != begin.npos;
}

}  // namespace

bool is_readable(std::string_view text) {
  return is_nearly_all_ascii(text) || is_nearly_all_readable(text);
}

// What is told by the first bytes comes first.
bool is_content(std::string_view bytes) {
  return container_of(bytes) != Container::none || is_compiled(bytes) || is_readable(bytes) ||
         is_utf16(bytes);
}

bool may_begin_content(std::string_view begin) {
  if (may_begin_readable(begin)) return true;
  return may_begin_rare(begin) && (may_begin_container(begin) || may_begin_compiled(begin) ||
                                   may_begin_utf16(begin) || may_begin_tar(begin));
}

}  // namespace packwarden
