#include <algorithm>

#include "validate/all.h"
#include "validate/context.h"
#include "validate/placeholder.h"

namespace packwarden {
namespace {

constexpr std::string_view kBase64 =
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

bool has_any(std::string_view text, char first, char last) {
  return std::any_of(text.begin(), text.end(),
                     [first, last](char c) { return c >= first && c <= last; });
}

}  // namespace

// Forty random base64 characters lack one of these kinds once in a thousand keys; a SHA-1 in
// hexadecimal, a path and an identifier nearly always do.
Verdict check_aws_secret_key(const Match& match) {
  const std::string_view key = match.secret;
  const bool mixed = has_any(key, 'A', 'Z') && has_any(key, 'a', 'z') && has_any(key, '0', '9');
  const bool longer = touches(match, kBase64) || text_after(match, 1) == "=";
  return !mixed || longer || is_placeholder(key) ? Verdict::refuted : Verdict::unknown;
}

}  // namespace packwarden
