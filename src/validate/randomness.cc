#include "validate/randomness.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdint>

#include "validate/text_model.h"

namespace packwarden {
namespace {

constexpr std::string_view kDigits = "0123456789";
constexpr std::string_view kLower = "abcdefghijklmnopqrstuvwxyz";
constexpr std::string_view kUpper = "ABCDEFGHIJKLMNOPQRSTUVWXYZ";

constexpr std::array<std::uint8_t, 256> make_places() {
  std::array<std::uint8_t, 256> places{};
  places.fill(static_cast<std::uint8_t>(kModelOther));
  for (std::size_t i = 0; i < kModelSymbols.size(); ++i) {
    places.at(static_cast<unsigned char>(kModelSymbols[i])) = static_cast<std::uint8_t>(i);
  }
  return places;
}

constexpr std::array<std::uint8_t, 256> kPlaces = make_places();

bool has_only(std::string_view value, std::string_view first, std::string_view second) {
  return std::all_of(value.begin(), value.end(), [&](char c) {
    return first.find(c) != std::string_view::npos || second.find(c) != std::string_view::npos;
  });
}

bool has_any(std::string_view value, std::string_view letters) {
  return value.find_first_of(letters) != std::string_view::npos;
}

/// How many characters the smallest usual alphabet has that holds `value`.
double alphabet_size(std::string_view value) {
  constexpr std::string_view kLowerHex = "abcdef";
  constexpr std::string_view kUpperHex = "ABCDEF";
  constexpr double kPrintable = 80;  // what passwords are made of
  while (value.ends_with('=')) value.remove_suffix(1);
  if (has_only(value, kDigits, {})) return 10;
  if (has_only(value, kDigits, kLowerHex) || has_only(value, kDigits, kUpperHex)) return 16;
  if (has_only(value, kDigits, kLower) || has_only(value, kDigits, kUpper)) return 36;
  const bool is_plain = std::all_of(value.begin(), value.end(), [](char c) {
    return has_any({&c, 1}, kDigits) || has_any({&c, 1}, kLower) || has_any({&c, 1}, kUpper) ||
           has_any({&c, 1}, "+/-_");
  });
  if (!is_plain) return kPrintable;
  return has_any(value, "+/-_") ? 64 : 62;
}

/// `acme_9f2c…`, `APP-123-9f2c…`: the longest part of a key that is put together.
std::string_view longest_part(std::string_view value) {
  constexpr std::string_view kJoints = "_-.:";
  std::string_view longest;
  while (!value.empty()) {
    const std::string_view part = value.substr(0, value.find_first_of(kJoints));
    if (part.size() > longest.size()) longest = part;
    value.remove_prefix(std::min(value.size(), part.size() + 1));
  }
  return longest;
}

}  // namespace

double randomness(std::string_view value) {
  constexpr double kPartsOfABit = 8;
  double surprise = 0;
  std::size_t before = kModelStart;
  for (const char c : value) {
    const std::size_t place = kPlaces.at(static_cast<unsigned char>(c));
    surprise += kSurprise.at(before).at(place) / kPartsOfABit;
    before = place;
  }
  return surprise - static_cast<double>(value.size()) * std::log2(alphabet_size(value));
}

bool is_random(std::string_view value) {
  constexpr std::size_t kShortest = 15;
  constexpr double kEnough = 20;
  return value.size() >= kShortest && randomness(value) >= kEnough;
}

bool is_random_key(std::string_view value) {
  constexpr std::size_t kShortestPart = 24;
  if (is_random(value)) return true;
  const std::string_view part = longest_part(value);
  return part.size() >= kShortestPart && part.size() < value.size() && is_random(part);
}

}  // namespace packwarden
