#include "base/rarity.h"

#include <algorithm>
#include <array>

namespace packwarden {
namespace {

constexpr std::array<std::uint8_t, 256> make_rarity() {
  constexpr std::string_view kCommon = " etrnaoisl/*cdpu\"m.hf,;gybv=()x_w'k";  // in programs
  std::array<std::uint8_t, 256> out{};
  out.fill(kRarest);
  for (std::size_t i = 0; i < kCommon.size(); ++i) {
    out.at(static_cast<unsigned char>(kCommon[i])) = static_cast<std::uint8_t>(i);
  }
  return out;
}

constexpr std::array<std::uint8_t, 256> kRarity = make_rarity();

/// Words that programs are full of.
constexpr std::string_view kWords =
    "the function object content .com/ parse github path request view transfer default source "
    "https:// config sync convert client server version entry prototype under specific active "
    "boolean session connection type return context value if (export option attribute from catch "
    "number private public string message ";
constexpr std::size_t kPart = 4;

constexpr std::uint32_t hash_of(std::string_view part) {
  std::uint32_t value = 0;
  for (const char c : part) value = value << 8U | static_cast<unsigned char>(c);
  return value * 2654435761U >> 17U;  // Knuth's multiplicative hash
}

/// By hash, whether a part of a word has it.
constexpr std::array<bool, 32768> make_parts() {
  std::array<bool, 32768> out{};
  for (std::size_t i = 0; i + kPart <= kWords.size(); ++i) {
    out.at(hash_of(kWords.substr(i, kPart))) = true;
  }
  return out;
}

constexpr std::array<bool, 32768> kParts = make_parts();

}  // namespace

std::uint8_t byte_rarity(char c) {
  return kRarity[static_cast<unsigned char>(c)];  // NOLINT: every byte is an index
}

double text_rarity(std::string_view text) {
  constexpr double kRarestBits = 9;
  constexpr double kBitsOfWord = 9;
  constexpr double kBitsOfSame = 1.5;  // bytes like the one before are no accident
  double bits = 0;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const std::uint8_t rarity = byte_rarity(text[i]);
    const double own = rarity == kRarest ? kRarestBits : 4 + rarity / 8.0;
    bits += i > 0 && text[i] == text[i - 1] ? kBitsOfSame : own;
  }
  const bool in_word = text.size() == kPart && kParts.at(hash_of(text));
  return in_word ? std::min(bits, kBitsOfWord) : bits;
}

}  // namespace packwarden
