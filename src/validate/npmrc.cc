#include <algorithm>
#include <optional>
#include <string>

#include "base/base64.h"
#include "validate/all.h"
#include "validate/placeholder.h"
#include "validate/token_checksum.h"

namespace packwarden {
namespace {

bool is_printable(std::string_view text) {
  return std::all_of(text.begin(), text.end(),
                     [](unsigned char c) { return c >= ' ' && c != 0x7F; });
}

/// The printable text that `value` encodes, or none.
std::optional<std::string> decoded_text(std::string_view value) {
  std::optional<std::string> text = decode_base64(value, Base64Alphabet::standard);
  if (!text || !is_printable(*text)) return std::nullopt;
  return text;
}

}  // namespace

// npm, docs "npmrc": `_auth` is base64 of `user:password`, `_password` base64 of the password; the
// client decodes both, so that a value that does not decode opens nothing.
Verdict check_npmrc_basic_auth(const Match& match) {
  const std::optional<std::string> text = decoded_text(match.secret);
  const std::size_t colon = text ? text->find(':') : std::string::npos;
  if (colon == std::string::npos || colon == 0) return Verdict::refuted;
  const std::string_view password = std::string_view(*text).substr(colon + 1);
  return is_placeholder(password) ? Verdict::refuted : Verdict::confirmed;
}

// That a value is base64 and printable does not make it a password for sure: `test` is both. A
// plain password, written there by mistake, leaks all the same.
Verdict check_npmrc_password(const Match& match) {
  const std::optional<std::string> text = decoded_text(match.secret);
  const bool placeholder = is_placeholder(match.secret) || (text && is_placeholder(*text));
  return placeholder ? Verdict::refuted : Verdict::unknown;
}

Verdict check_npmrc_token(const Match& match) {
  if (is_placeholder(match.secret)) return Verdict::refuted;
  return carries_checksum(match.secret) ? checksum_verdict(match.secret) : Verdict::unknown;
}

}  // namespace packwarden
