#include <algorithm>
#include <array>

#include "base/text.h"
#include "validate/all.h"
#include "validate/context.h"
#include "validate/placeholder.h"
#include "validate/randomness.h"

// Values of variables whose names say what they are: the bytes of the value decide.
namespace packwarden {
namespace {

/// The name that a pattern begins with: what stands in front of the first byte that is of none.
std::string_view name_of_match(const Match& match) {
  const std::string_view whole = whole_of(match);
  const auto end = std::find_if(whole.begin(), whole.end(), [](char c) {
    return !is_ascii_upper(c) && !is_ascii_digit(c) && c != '_';
  });
  return whole.substr(0, static_cast<std::size_t>(end - whole.begin()));
}

template <std::size_t size>
bool has_any_of(std::string_view text, const std::array<std::string_view, size>& parts) {
  return std::any_of(parts.begin(), parts.end(), [text](std::string_view part) {
    return text.find(part) != std::string_view::npos;
  });
}

/// Parts of a name which say that the value only has to do with a secret.
bool names_no_value(std::string_view name) {
  constexpr std::array<std::string_view, 16> kParts = {
      "ADDRESS", "CONTRACT", "MINT", "URL",  "URI",  "HOST",    "PATH",     "ROUTE",
      "EMAIL",   "NAME",     "_ID",  "TYPE", "NODE", "EXPIRES", "ENDPOINT", "DECIMALS"};
  return has_any_of(name, kParts);
}

/// Whether the value is of a form that is made for browsers.
bool is_made_public(std::string_view value) {
  constexpr std::array<std::string_view, 5> kStarts = {"pk.", "pk_", "pub", "AIza",
                                                       "sb_publishable_"};
  return std::any_of(kStarts.begin(), kStarts.end(),
                     [value](std::string_view start) { return value.starts_with(start); });
}

/// `20` bytes in hexadecimal behind `0x`: everybody may know it.
bool is_chain_address(std::string_view value) {
  constexpr std::size_t kLength = 42;
  return value.size() == kLength && value.starts_with("0x");
}

bool says_chosen(std::string_view name) {
  constexpr std::array<std::string_view, 2> kParts = {"PASSWORD", "SECRET"};
  return has_any_of(name, kParts);
}

bool looks_like_address(std::string_view value) {
  return value.find("://") != std::string_view::npos || value.starts_with('/') ||
         value.find('@') != std::string_view::npos;
}

/// `9f1c7a42-3be8-…`: services issue tokens of that form.
bool is_uuid_token(std::string_view value) {
  constexpr std::size_t kLength = 36;
  const auto belongs = [](char c) { return c == '-' || hexadecimal_value(c).has_value(); };
  return value.size() == kLength && value[8] == '-' && value[13] == '-' &&
         std::all_of(value.begin(), value.end(), belongs);
}

}  // namespace

Verdict check_random_value(const Match& match) {
  const std::string_view value = match.secret;
  if (is_placeholder(value) || value.starts_with("process.env")) return Verdict::refuted;
  return is_uuid_token(value) || is_random_key(value) ? Verdict::unknown : Verdict::refuted;
}

Verdict check_public_prefix(const Match& match) {
  const std::string_view name = name_of_match(match);
  const std::string_view value = match.secret;
  if (names_no_value(name) || is_placeholder(value) || is_made_public(value) ||
      is_chain_address(value) || looks_like_address(value)) {
    return Verdict::refuted;
  }
  const bool is_secret = is_random_key(value) || (says_chosen(name) && !is_guessable(value));
  return is_secret ? Verdict::unknown : Verdict::refuted;
}

}  // namespace packwarden
