#include "validate/chosen_password.h"

#include <algorithm>
#include <array>
#include <string>

#include "base/text.h"
#include "validate/context.h"
#include "validate/placeholder.h"

namespace packwarden {
namespace {

constexpr std::size_t kShortest = 6;

bool is_email(std::string_view value) {
  const std::size_t at = value.find('@');
  return at != std::string_view::npos && at > 0 && value.find('.', at) != std::string_view::npos &&
         value.find('@', at + 1) == std::string_view::npos &&
         value.find_first_of("!#$%^&*") == std::string_view::npos;
}

/// Words for password: texts of user interfaces give them to names like `password`.
bool holds_word_for_password(std::string_view lower) {
  constexpr std::array<std::string_view, 24> kWords = {
      "password",   "passwd",      "passwort",   "passphrase",  "passord",   "kennwort",
      "contrasena", "contrasenya", "contrase",   "motdepasse",  "senha",     "parola",
      "parole",     "parool",      "wachtwoord", "adgangskode", "salasana",  "lozinka",
      "geslo",      "haslo",       "heslo",      "sandi",       "slaptazod", "pasahitza"};
  return std::any_of(kWords.begin(), kWords.end(), [lower](std::string_view word) {
    return lower.find(word) != std::string_view::npos;
  });
}

/// What stands in the place of a password in schemas, messages and tests of types.
bool is_word_of_programs(std::string_view lower) {
  constexpr std::array<std::string_view, 25> kWords = {
      "boolean", "correct",   "disabled", "empty",        "enabled", "expired",  "function",
      "hashed",  "incorrect", "invalid",  "length",       "missing", "mysqldb",  "mysqlroot",
      "number",  "object",    "optional", "postgres",     "prompt",  "required", "symbol",
      "unknown", "varchar",   "wrong",    "x-oauth-basic"};
  static_assert(std::is_sorted(kWords.begin(), kWords.end()));
  return std::binary_search(kWords.begin(), kWords.end(), lower);
}

bool is_name_byte(char c) {
  return is_ascii_letter(c) || is_ascii_digit(c) || c == '_' || c == '-';
}

/// The last name of a user that is given in `text`, in lower case: behind it stand only signs and
/// quotes, and a value. Nothing: none.
std::string_view value_of_user(std::string_view lower) {
  constexpr std::array<std::string_view, 4> kNames = {"user", "login", "email", "uid"};
  std::size_t at = std::string_view::npos;
  for (const std::string_view name : kNames) {
    const std::size_t found = lower.rfind(name);
    if (found != std::string_view::npos && (at == std::string_view::npos || found > at)) at = found;
  }
  if (at == std::string_view::npos) return {};
  std::string_view rest = lower.substr(at);
  const auto end = std::find_if_not(rest.begin(), rest.end(), is_name_byte);
  rest.remove_prefix(static_cast<std::size_t>(end - rest.begin()));
  const std::size_t value = rest.find_first_not_of("\"'`\\ \t:=>)]");
  if (value == std::string_view::npos || value == 0) return {};
  if (rest.substr(0, value).find_first_of(":=") == std::string_view::npos) return {};
  rest.remove_prefix(value);
  return rest.substr(0, rest.find_first_of("\"'`,; \t\r\n"));
}

/// Not so where the password repeats the name: `alice` and `alice-pass` stand in descriptions.
bool has_user_before(const Match& match) {
  constexpr std::size_t kFarthest = 120;
  const std::size_t begin = std::min<std::size_t>(match.whole.begin, match.text.size());
  const std::size_t least = begin - std::min(begin, kFarthest);
  const std::string lower = ascii_lower(match.text.substr(least, begin - least));
  const std::string_view user = value_of_user(lower);
  // Texts of an interface, descriptions and code call the user a user, or a function does.
  return user.size() >= 3 && ascii_lower(match.secret).find(user) == std::string::npos &&
         user.find("user") == std::string_view::npos &&
         user.find("name") == std::string_view::npos && !is_placeholder(user) &&
         std::all_of(user.begin(), user.end(),
                     [](char c) { return is_name_byte(c) || c == '@' || c == '.' || c == '\\'; });
}

/// `SMTP_PASS=word`: lower case is for programs.
bool is_environment_line(const Match& match, const Assignment& assignment) {
  const std::size_t begin = std::min<std::size_t>(match.whole.begin, match.text.size());
  const std::string_view name = match.text.substr(begin, 4);
  const bool is_upper = std::all_of(name.begin(), name.end(), is_ascii_upper);
  const std::string_view before = text_before(match, 1);
  return is_upper && assignment.form == ValueForm::line && before == "=";
}

}  // namespace

bool is_chosen_password(std::string_view value) {
  constexpr std::string_view kSignsOfNames = "-_.: ";
  constexpr std::string_view kEndsOfLabels = "!?*.:";
  constexpr std::string_view kSignsOfCode = "()[]{}<>\\|/\"'`";
  constexpr char kLastOfAscii = '~';
  if (value.size() < kShortest || value.front() == '#' || value.front() == '.') return false;
  if (value.find_first_of(kSignsOfCode) != std::string_view::npos) return false;
  const auto is_other = [](char c) { return c < ' ' || c > kLastOfAscii; };  // a translation
  if (std::any_of(value.begin(), value.end(), is_other) || is_email(value)) return false;
  if (holds_word_for_password(ascii_lower(value))) return false;
  if (value.find("==") != std::string_view::npos) return false;  // an expression
  const auto is_sign = [&](char c) {
    return !is_ascii_letter(c) && !is_ascii_digit(c) &&
           kSignsOfNames.find(c) == std::string_view::npos;
  };
  // So end labels and messages: `Heslo znovu!`.
  std::string_view words = value;
  while (!words.empty() && kEndsOfLabels.find(words.back()) != std::string_view::npos)
    words.remove_suffix(1);
  const bool is_label = std::all_of(words.begin(), words.end(), [&](char c) {
    return is_ascii_letter(c) || kSignsOfNames.find(c) != std::string_view::npos;
  });
  if (is_label) return false;
  // Digits at the end may number a name.
  std::string_view name = value;
  while (!name.empty() && is_ascii_digit(name.back())) name.remove_suffix(1);
  const bool is_long_number = value.size() - name.size() >= 3;
  return std::any_of(value.begin(), value.end(), is_ascii_letter) &&
         (is_long_number || std::any_of(value.begin(), value.end(), is_sign) ||
          std::any_of(name.begin(), name.end(), is_ascii_digit));
}

bool is_plain_word(std::string_view value) {
  constexpr std::size_t kLongest = 40;
  if (value.size() < kShortest || value.size() > kLongest) return false;
  const std::string lower = ascii_lower(value);
  return std::all_of(value.begin(), value.end(), is_name_byte) &&
         std::any_of(value.begin(), value.end(), is_ascii_letter) &&
         !holds_word_for_password(lower) && !is_word_of_programs(lower);
}

bool is_meant_literally(const Match& match, const Assignment& assignment) {
  if (assignment.is_listed) return false;
  if (assignment.form == ValueForm::quoted && assignment.is_compared) return true;
  return is_environment_line(match, assignment) || has_user_before(match);
}

}  // namespace packwarden
