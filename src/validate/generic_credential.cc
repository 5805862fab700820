#include <algorithm>
#include <array>
#include <string>

#include "base/base64.h"
#include "base/text.h"
#include "validate/all.h"
#include "validate/assignment.h"
#include "validate/chosen_password.h"
#include "validate/placeholder.h"
#include "validate/randomness.h"

namespace packwarden {
namespace {

bool is_hexadecimal(char c) { return hexadecimal_value(c).has_value(); }

/// RFC 9562. An identifier, as a rule; some services issue keys of that form.
bool is_uuid(std::string_view value) {
  constexpr std::size_t kLength = 36;
  if (value.size() != kLength) return false;
  for (std::size_t i = 0; i < value.size(); ++i) {
    const bool is_hyphen = i == 8 || i == 13 || i == 18 || i == 23;
    if (is_hyphen ? value[i] != '-' : !is_hexadecimal(value[i])) return false;
  }
  return true;
}

/// A variable, as shells and templates have it.
bool is_variable(std::string_view value) {
  return value.size() > 1 && value.front() == '$' &&
         (is_ascii_letter(value[1]) || value[1] == '{' || value[1] == '(' || value[1] == '_');
}

bool names_key(std::string_view name) {
  constexpr std::array<std::string_view, 6> kNames = {"apikey",    "apitoken",     "apisecret",
                                                      "secretkey", "clientsecret", "accesstoken"};
  return std::any_of(kNames.begin(), kNames.end(),
                     [name](std::string_view end) { return name.ends_with(end); });
}

/// `a1b2c3d4-e5f6-g7h8`, `d4c3b2a1-f6e5`: letters and digits in turn that count up or down, as
/// documentation has it. Joints do not matter.
bool is_counted_out(std::string_view value) {
  constexpr std::size_t kPairs = 7;
  std::string plain = ascii_lower(value);
  std::erase_if(plain, [](char c) { return c == '-' || c == '_'; });
  std::size_t pairs = 0;
  for (std::size_t i = 0; i + 3 < plain.size(); ++i) {
    const bool is_pair = is_ascii_lower(plain[i]) && is_ascii_digit(plain[i + 1]);
    const int letters = plain[i + 2] - plain[i];
    const int digits = plain[i + 3] - plain[i + 1];
    if (is_pair && letters == digits && (letters == 1 || letters == -1)) ++pairs;
  }
  return pairs >= kPairs;
}

/// `Secret123`: where a program or a sentence says that this is the password, it is one.
bool has_number_behind(std::string_view value) {
  constexpr std::size_t kDigits = 3;
  return value.size() > kDigits && std::all_of(value.end() - kDigits, value.end(), is_ascii_digit);
}

/// Digests that name content or hide a password, references to other values, escapes.
bool is_no_secret(std::string_view value) {
  constexpr std::array<std::string_view, 15> kBegins = {
      "sha256-", "sha384-", "sha512-", "{SHA",   "{SSHA", "{MD5",  "sha1$", "sha256$",
      "pbkdf2",  "scrypt:", "$argon2", "$apr1$", "$2",    "data:", "^"};
  return is_placeholder(value) || is_counted_out(value) || is_variable(value) ||
         value.find("://") != std::string_view::npos ||
         std::any_of(kBegins.begin(), kBegins.end(),
                     [value](std::string_view begin) { return value.starts_with(begin); });
}

/// What says which passwords are allowed, a piece of code between two strings, or what decodes to
/// something else: that is examined, too.
bool is_rule_or_code(std::string_view value) {
  constexpr std::array<std::string_view, 13> kParts = {
      "[^", "[a-z", "[A-Z", "[0-9", "\\d", "\\w", "\\s", "(?", "=>", "</", "\\x", "\\u", "&#"};
  const bool is_joined = value.front() == '+' || value.back() == '+';
  return (is_joined && value.find_first_of("\"'`") != std::string_view::npos) ||
         std::any_of(kParts.begin(), kParts.end(), [value](std::string_view part) {
           return value.find(part) != std::string_view::npos;
         });
}

/// A text that somebody wrote, in base64.
bool is_encoded_text(std::string_view value) {
  const auto is_text = [](char c) { return (c >= ' ' && c <= '~') || c == '\n' || c == '\t'; };
  const auto decoded = decode_base64(value, Base64Alphabet::standard);
  return decoded && std::all_of(decoded->begin(), decoded->end(), is_text);
}

/// `options.password1`, `!isLast`, `a?.b`: what programs give to names.
bool is_expression(std::string_view value) {
  const auto belongs = [](char c) {
    return is_ascii_letter(c) || is_ascii_digit(c) || c == '_' || c == '.' || c == '?' ||
           c == '$' || c == '!';
  };
  return std::all_of(value.begin(), value.end(), belongs) &&
         (value.front() == '!' || value.find('.') != std::string_view::npos);
}

/// The start of a public key in DER (RFC 5480; RFC 8017; RFC 8410), in base64.
bool is_public_key(std::string_view value) {
  constexpr std::array<std::string_view, 6> kStarts = {"MFkwEw", "MIIBIj", "MIICIj",
                                                       "MIGfMA", "MCowBQ", "MFwwDQ"};
  return std::any_of(kStarts.begin(), kStarts.end(),
                     [value](std::string_view start) { return value.starts_with(start); });
}

/// Ids and the first digits of digests are shorter than keys in hexadecimal.
bool is_short_number(std::string_view value) {
  constexpr std::size_t kShortestKey = 24;
  return value.size() < kShortestKey && std::all_of(value.begin(), value.end(), is_hexadecimal);
}

/// `HS256,RS256`, `SCRAM-SHA-256`: what stands beside keys and passwords in calls.
bool names_algorithm(std::string_view value) {
  constexpr std::array<std::string_view, 15> kBegins = {
      "HS256", "HS384", "HS512", "RS256", "RS384", "RS512", "ES256", "ES384",
      "ES512", "PS256", "PS384", "PS512", "SHA-",  "HMAC",  "SCRAM"};
  return std::any_of(kBegins.begin(), kBegins.end(),
                     [value](std::string_view begin) { return value.starts_with(begin); });
}

/// The first value of `password=VALUE,host=NAME`.
std::string_view first_of_list(std::string_view value) {
  return value.substr(0, value.find_first_of(",;&"));
}

/// The value where it ends in front of the bracket of `${NAME:-value}` or in front of a list.
std::string_view value_of_line(std::string_view value, const Assignment& assignment) {
  if (assignment.is_default && value.ends_with('}')) value.remove_suffix(1);
  return first_of_list(value);
}

/// What a generator makes of all signs there are: four kinds of characters, and no habit in them.
bool is_generated_password(std::string_view value) {
  constexpr std::size_t kShortest = 10;
  constexpr double kEnough = 12;
  const auto has = [value](auto&& is_kind) {
    return std::any_of(value.begin(), value.end(), is_kind);
  };
  const auto is_sign = [](char c) { return !is_ascii_letter(c) && !is_ascii_digit(c); };
  return value.size() >= kShortest && has(is_ascii_lower) && has(is_ascii_upper) &&
         has(is_ascii_digit) && has(is_sign) && randomness(value) >= kEnough;
}

/// From the key word on that the match begins with.
std::string_view text_from_word(const Match& match) {
  return match.text.substr(std::min<std::size_t>(match.whole.begin, match.text.size()));
}

/// `secret: "…"` is left to the rule of keys, unless a person chose it: then it holds signs that
/// keys do not have, or is a word that something is compared with.
bool is_left_to_keys(const Match& match, const Assignment& assignment) {
  if (ascii_lower(text_from_word(match).substr(0, 6)) != "secret") return false;
  const bool is_key = std::all_of(match.secret.begin(), match.secret.end(), [](char c) {
    return is_ascii_letter(c) || is_ascii_digit(c) ||
           std::string_view("_+/=.~%-").find(c) != std::string_view::npos;
  });
  return is_key && !assignment.is_compared;
}

}  // namespace

Verdict check_generic_secret(const Match& match) {
  const Assignment assignment = assignment_of(match);
  const std::string_view value = match.secret;
  // Many a hash is called a key, and nothing more.
  const bool is_hash =
      assignment.name == "key" && std::all_of(value.begin(), value.end(), is_hexadecimal);
  const bool is_id = is_uuid(value) && !names_key(assignment.name);
  const bool looks_random = is_uuid(value) || is_random_key(value);
  const bool counts = assignment.form != ValueForm::unclear && !is_id &&
                      (assignment.is_argument || !assignment.is_listed) &&
                      !names_something_else(assignment) && !is_hash && !is_no_secret(value) &&
                      !is_short_number(value) && !is_encoded_text(value) && !is_public_key(value) &&
                      looks_random;
  return counts ? Verdict::unknown : Verdict::refuted;
}

Verdict check_random(const Match& match) {
  const bool counts = !is_no_secret(match.secret) && is_random(match.secret);
  return counts ? Verdict::unknown : Verdict::refuted;
}

Verdict check_generic_password(const Match& match) {
  const Assignment assignment = assignment_of(match);
  if (is_left_to_keys(match, assignment)) return Verdict::refuted;
  const bool is_line = assignment.form == ValueForm::line || assignment.form == ValueForm::variable;
  const bool is_login = assignment.form == ValueForm::word && is_meant_literally(match, assignment);
  if (!is_line && !is_login && assignment.form != ValueForm::quoted) return Verdict::refuted;
  const std::string_view value = is_line ? value_of_line(match.secret, assignment) : match.secret;
  const bool is_chosen = (!assignment.is_listed || assignment.is_definition) &&
                         is_chosen_password(value) && !(is_line && is_expression(value));
  const bool is_stated = assignment.is_compared && has_number_behind(value);
  const bool is_word = is_plain_word(value) && is_meant_literally(match, assignment);
  const std::string_view from_word = text_from_word(match);
  // `img_pw` is none, `DB_PW` is one.
  const bool is_abbreviation = from_word.starts_with("_pw") && !from_word.starts_with("_pwd");
  const bool counts = names_password(assignment) && !names_something_else(assignment) &&
                      !is_abbreviation && !is_uuid(value) && (is_stated || !is_no_secret(value)) &&
                      !is_encoded_text(value) && !is_rule_or_code(value) &&
                      (is_random(value) || is_generated_password(value) || is_chosen || is_word);
  return counts ? Verdict::unknown : Verdict::refuted;
}

Verdict check_password_argument(const Match& match) {
  const std::string_view value = match.secret;
  const bool is_option = value.starts_with('-') || value.starts_with('@');
  const bool counts = !is_option && !names_algorithm(value) && !is_no_secret(value) &&
                      !is_expression(value) && (is_random(value) || is_chosen_password(value));
  return counts ? Verdict::unknown : Verdict::refuted;
}

}  // namespace packwarden
