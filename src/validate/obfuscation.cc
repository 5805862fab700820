#include <algorithm>
#include <set>

#include "base/text.h"
#include "validate/all.h"
#include "validate/context.h"

namespace packwarden {
namespace {

constexpr std::string_view kHexName = "_0x";

/// How many different names of the form `_0x1a2b` are in `text`; no more than `enough`.
std::size_t count_hex_names(std::string_view text, std::size_t enough) {
  std::set<std::string_view> names;
  for (std::size_t at = text.find(kHexName); at != std::string_view::npos && names.size() < enough;
       at = text.find(kHexName, at + 1)) {
    const std::string_view digits = text.substr(at + kHexName.size(), 6);
    const auto end = std::find_if_not(digits.begin(), digits.end(),
                                      [](char c) { return hexadecimal_value(c).has_value(); });
    if (end - digits.begin() >= 4) {
      names.insert(digits.substr(0, static_cast<std::size_t>(end - digits.begin())));
    }
  }
  return names.size();
}

/// The first of many names tells of all: those behind it are found close to another.
bool begins_hex_names(const Match& match) {
  constexpr std::size_t kReach = 2048;
  constexpr std::size_t kClose = 256;
  constexpr std::size_t kEnough = 10;
  const std::size_t at = std::min<std::size_t>(match.whole.begin, match.text.size());
  const std::size_t close = std::min(at, kClose);
  if (match.text.substr(at - close, close).find(kHexName) != std::string_view::npos) return false;
  return count_hex_names(match.text.substr(at, kReach), kEnough) == kEnough;
}

/// Programs of six characters are long.
bool begins_six_characters(const Match& match) {
  constexpr std::string_view kSix = "[]()!+";
  constexpr std::size_t kEnough = 1000;
  constexpr std::size_t kClose = 8;
  const std::size_t at = std::min<std::size_t>(match.whole.begin, match.text.size());
  const auto is_one = [&](char c) { return kSix.find(c) != std::string_view::npos; };
  const std::string_view before =
      match.text.substr(at - std::min(at, kClose), std::min(at, kClose));
  if (before.size() == kClose && std::all_of(before.begin(), before.end(), is_one)) return false;
  const std::string_view after = match.text.substr(std::min(at, match.text.size()), kEnough);
  return after.size() == kEnough && std::all_of(after.begin(), after.end(), is_one);
}

}  // namespace

Verdict check_obfuscation(const Match& match) {
  const std::string_view whole = whole_of(match);
  const bool counts = whole.starts_with(kHexName) ? begins_hex_names(match)
                      : whole.starts_with("(![]") ? begins_six_characters(match)
                                                  : true;
  return counts ? Verdict::unknown : Verdict::refuted;
}

}  // namespace packwarden
