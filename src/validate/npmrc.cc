#include <algorithm>
#include <optional>
#include <string>

#include "base/base64.h"
#include "base/text.h"
#include "validate/all.h"
#include "validate/placeholder.h"
#include "validate/token_checksum.h"

namespace packwarden {
namespace {

bool is_text(std::string_view bytes) {
  const auto is_control = [](unsigned char c) { return c < ' ' || c == 0x7F; };
  return std::none_of(bytes.begin(), bytes.end(), is_control) && to_valid_utf8(bytes) == bytes;
}

/// The text that `value` encodes, or none when it does not decode to one.
std::optional<std::string> decoded_text(std::string_view value) {
  std::optional<std::string> text = decode_base64(value, Base64Alphabet::standard);
  if (!text || !is_text(*text)) return std::nullopt;
  return text;
}

/// `.npmrc` is an ini file: a bare `_auth` is a key only where a line begins, be it in a string
/// literal. Elsewhere, as in `this._auth = x`, it is a name in a program.
bool is_key(const Match& match) {
  const std::string_view before = match.text.substr(0, match.whole.begin);
  if (match.text.substr(before.size(), 1) != "_" || before.empty() || before == "\xEF\xBB\xBF")
    return true;
  return before.ends_with('\n') || before.ends_with('\r') || before.ends_with("\\n");
}

}  // namespace

// npm, docs "npmrc": `_auth` is base64 of `user:password`, `_password` base64 of the password; the
// client decodes both, so that a value that does not decode opens nothing.
Verdict check_npmrc_basic_auth(const Match& match) {
  if (!is_key(match)) return Verdict::refuted;
  const std::optional<std::string> text = decoded_text(match.secret);
  const std::size_t colon = text ? text->find(':') : std::string::npos;
  if (colon == std::string::npos || colon == 0) return Verdict::refuted;
  const std::string_view password = std::string_view(*text).substr(colon + 1);
  return is_placeholder(password) ? Verdict::refuted : Verdict::confirmed;
}

// That a value is base64 of a text does not make it a password for sure: `test` is both.
Verdict check_npmrc_password(const Match& match) {
  if (!is_key(match)) return Verdict::refuted;
  const std::optional<std::string> text = decoded_text(match.secret);
  const bool hollow = !text || is_placeholder(match.secret) || is_placeholder(*text);
  return hollow ? Verdict::refuted : Verdict::unknown;
}

// Registries issue no tokens of letters alone that are shorter than a word or two: `bearerToken`.
Verdict check_npmrc_token(const Match& match) {
  constexpr std::size_t kLongestName = 16;
  if (!is_key(match)) return Verdict::refuted;
  const bool is_name = match.secret.size() <= kLongestName &&
                       std::all_of(match.secret.begin(), match.secret.end(), is_ascii_letter);
  if (is_name || is_placeholder(match.secret)) return Verdict::refuted;
  return carries_checksum(match.secret) ? checksum_verdict(match.secret) : Verdict::unknown;
}

}  // namespace packwarden
