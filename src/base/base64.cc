#include "base/base64.h"

#include <array>
#include <cstddef>
#include <utility>

namespace packwarden {
namespace {

constexpr std::size_t kGroup = 4;  // characters that stand for three bytes

/// What each character stands for; kNone where it stands for nothing.
using Values = std::array<std::uint8_t, 256>;
constexpr std::uint8_t kNone = 0x80;

constexpr Values make_values(std::string_view last_two) {
  constexpr std::string_view kFirst =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";
  Values out{};
  out.fill(kNone);
  for (std::size_t i = 0; i < kFirst.size(); ++i) {
    out.at(static_cast<unsigned char>(kFirst[i])) = static_cast<std::uint8_t>(i);
  }
  for (std::size_t i = 0; i < last_two.size(); ++i) {
    out.at(static_cast<unsigned char>(last_two[i])) = static_cast<std::uint8_t>(62 + i % 2);
  }
  return out;
}

constexpr Values kStandard = make_values("+/");
constexpr Values kUrl = make_values("-_");
constexpr Values kEither = make_values("+/-_");

const Values& values_of(Base64Alphabet alphabet) {
  if (alphabet == Base64Alphabet::standard) return kStandard;
  return alphabet == Base64Alphabet::url ? kUrl : kEither;
}

std::uint32_t value_of(const Values& values, char c) {
  return values[static_cast<unsigned char>(c)];  // NOLINT: a byte is within
}

/// What decoding came upon beside bytes.
struct Faults {
  bool has_other_characters = false;
  bool has_unused_bits = false;  // that are set
};

/// Appends the whole bytes of the two or three characters behind the last group.
Faults append_rest(std::string_view rest, const Values& values, std::string& out) {
  if (rest.size() < 2) return {!rest.empty(), false};
  const std::uint32_t first = value_of(values, rest[0]);
  const std::uint32_t second = value_of(values, rest[1]);
  const std::uint32_t third = rest.size() == 3 ? value_of(values, rest[2]) : 0;
  out += static_cast<char>((first << 2U | second >> 4U) & 0xFFU);
  if (rest.size() == 3) out += static_cast<char>((second << 4U | third >> 2U) & 0xFFU);
  const std::uint32_t unused = rest.size() == 3 ? third & 0x3U : second & 0xFU;
  return {((first | second | third) & kNone) != 0, unused != 0};
}

/// Appends what `digits`, without padding, stand for. Characters of no value spoil their group.
Faults append_decoded(std::string_view digits, const Values& values, std::string& out) {
  const std::size_t groups = digits.size() / kGroup;
  out.resize(groups * 3);
  const char* from = digits.data();
  char* to = out.data();
  std::uint32_t seen = 0;
  for (std::size_t i = 0; i < groups; ++i, from += kGroup, to += 3) {
    const std::uint32_t a = value_of(values, from[0]);
    const std::uint32_t b = value_of(values, from[1]);
    const std::uint32_t c = value_of(values, from[2]);
    const std::uint32_t d = value_of(values, from[3]);
    seen |= a | b | c | d;
    to[0] = static_cast<char>((a << 2U | b >> 4U) & 0xFFU);
    to[1] = static_cast<char>((b << 4U | c >> 2U) & 0xFFU);
    to[2] = static_cast<char>((c << 6U | d) & 0xFFU);
  }
  Faults faults = append_rest(digits.substr(groups * kGroup), values, out);
  faults.has_other_characters |= (seen & kNone) != 0;
  return faults;
}

}  // namespace

std::optional<std::string> decode_base64(std::string_view text, Base64Alphabet alphabet) {
  const std::string_view digits = text.substr(0, text.find_last_not_of('=') + 1);
  const std::size_t padding = (kGroup - digits.size() % kGroup) % kGroup;
  const std::size_t given = text.size() - digits.size();
  if (padding == kGroup - 1 || (given != 0 && given != padding)) return std::nullopt;
  std::string out;
  const Faults faults = append_decoded(digits, values_of(alphabet), out);
  if (faults.has_other_characters || faults.has_unused_bits) return std::nullopt;
  return out;
}

std::string decode_base64_prefix(std::string_view text, Base64Alphabet alphabet) {
  if (std::optional<std::string> bytes = decode_base64(text, alphabet)) return *std::move(bytes);
  if (text.size() <= kGroup) return {};
  const std::size_t last = (text.size() - 1) % kGroup + 1;
  text.remove_suffix(last);
  return decode_base64(text, alphabet).value_or(std::string());
}

std::string encode_base64(std::string_view bytes) {
  constexpr std::string_view kDigits =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
  std::string out;
  for (std::size_t at = 0; at < bytes.size(); at += 3) {
    std::uint32_t group = 0;
    for (std::size_t i = at; i < at + 3; ++i) {
      group = group << 8U | (i < bytes.size() ? static_cast<unsigned char>(bytes[i]) : 0U);
    }
    for (unsigned digit = 0; digit < kGroup; ++digit) {
      const bool is_there = at + digit <= bytes.size();
      out += is_there ? kDigits[group >> (18U - 6U * digit) & 63U] : '=';
    }
  }
  return out;
}

std::string decode_base64_run(std::string_view digits) {
  std::string out;
  (void)append_decoded(digits, kEither, out);  // what stands behind the last byte does not matter
  return out;
}

}  // namespace packwarden
