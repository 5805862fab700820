#include "validate/assignment.h"

#include <algorithm>
#include <array>

#include "base/text.h"
#include "validate/context.h"

namespace packwarden {
namespace {

/// Longer names are cut.
constexpr std::size_t kLongestName = 100;

bool is_name_byte(char c) {
  return is_ascii_letter(c) || (c >= '0' && c <= '9') || c == '_' || c == '-' || c == '.';
}

std::string plain(std::string_view name) {
  std::string out = ascii_lower(name);
  std::erase_if(out, [](char c) { return c == '_' || c == '-' || c == '.'; });
  return out;
}

/// Where the name begins that the match is in.
std::size_t name_begin(std::string_view text, std::size_t at) {
  const std::size_t least = at - std::min(at, kLongestName);
  while (at > least && is_name_byte(text[at - 1])) --at;
  return at;
}

std::size_t name_end(std::string_view text, std::size_t at, std::size_t most) {
  while (at < most && is_name_byte(text[at])) ++at;
  return at;
}

/// What is behind the key words that `name` begins with: "id" of `secretKeyId` and `API_KEY_ID`.
std::string tail_of(std::string_view name) {
  // What begins with another comes first.
  constexpr std::array<std::string_view, 15> kWords = {
      "auth",     "bearer",     "credentials", "credential", "key",
      "passcode", "passphrase", "password",    "passwd",     "passwort",
      "pass",     "pwd",        "secrets",     "secret",     "token"};
  const std::string whole = plain(name);
  std::string_view rest = whole;
  for (bool found = true; found;) {
    found = false;
    for (const std::string_view word : kWords) {
      if (!rest.starts_with(word)) continue;
      rest.remove_prefix(word.size());
      found = true;
      break;
    }
  }
  return std::string(rest);
}

/// What stands before a name at the begin of a line that gives it a value.
bool is_line_start(std::string_view before) {
  constexpr std::array<std::string_view, 6> kWords = {"export", "set", "setx",
                                                      "ENV",    "ARG", "env:"};
  const std::size_t line = before.find_last_of("\r\n");
  if (line != std::string_view::npos) before.remove_prefix(line + 1);
  constexpr std::string_view kMarks = " \t#/*;-$\"'";
  const std::size_t begin = before.find_first_not_of(kMarks);
  if (begin == std::string_view::npos) return true;
  before.remove_prefix(begin);
  const std::size_t end = before.find_last_not_of(" \t\"'");
  return std::find(kWords.begin(), kWords.end(), before.substr(0, end + 1)) != kWords.end();
}

bool is_line_end(std::string_view after) {
  const std::size_t at = after.find_first_not_of(" \t\\");
  return at == std::string_view::npos || after[at] == '\n' || after[at] == '\r' || after[at] == '#';
}

/// Whether blanks, quotes or the signs of an address stand around `name=value`.
bool is_word(std::string_view text, std::size_t begin, std::string_view after) {
  constexpr std::string_view kBefore = " \t\n\"'`?&";
  constexpr std::string_view kAfter = " \t\r\n\"'`&#\\";
  const bool begins = begin == 0 || kBefore.find(text[begin - 1]) != std::string_view::npos;
  return begins && (after.empty() || kAfter.find(after.front()) != std::string_view::npos);
}

constexpr std::string_view kQuotes = "\"'`";

/// Whether the quote in front of the value ends it, too, and is not the second of `name="",…`. In a
/// string of JSON quotes stand behind backslashes.
bool is_between_quotes(const Match& match, std::string_view after) {
  const std::string_view pair = text_before(match, 2);
  const std::string_view quote = pair.starts_with('\\') ? pair : text_before(match, 1);
  const std::string_view before = text_before(match, 2 * quote.size());
  const bool is_second = before.size() == 2 * quote.size() && before.starts_with(quote);
  return after.starts_with(quote) && !is_second;
}

ValueForm form_of(const Match& match, std::size_t begin_of_name) {
  constexpr std::size_t kLongestLine = 200;
  const std::string_view before = text_before(match, 1);
  const std::string_view after = text_after(match, kLongestLine);
  if (before.empty()) return ValueForm::unclear;
  if (before == ">") {
    const bool is_tag = begin_of_name > 0 && (match.text[begin_of_name - 1] == '<' ||
                                              match.text[begin_of_name - 1] == ':');
    return is_tag && after.starts_with("</") ? ValueForm::quoted : ValueForm::unclear;
  }
  if (kQuotes.find(before.front()) != std::string_view::npos) {
    return is_between_quotes(match, after) ? ValueForm::quoted : ValueForm::unclear;
  }
  // So ends a line of a program.
  if (match.secret.ends_with(',') || match.secret.ends_with(';')) return ValueForm::unclear;
  const std::size_t least = begin_of_name - std::min(begin_of_name, kLongestLine);
  const bool is_line = is_line_start(match.text.substr(least, begin_of_name - least));
  if (is_line && is_line_end(after)) return ValueForm::line;
  return before == "=" && is_word(match.text, begin_of_name, after) ? ValueForm::word
                                                                    : ValueForm::unclear;
}

}  // namespace

Assignment assignment_of(const Match& match) {
  const std::size_t most = std::min<std::size_t>(match.span.begin, match.text.size());
  const std::size_t word = std::min<std::size_t>(match.whole.begin, most);
  const std::size_t begin = name_begin(match.text, word);
  const std::size_t end = name_end(match.text, word, most);
  Assignment out;
  out.name = plain(match.text.substr(begin, end - begin));
  out.tail = tail_of(match.text.substr(word, end - word));
  out.form = form_of(match, begin);
  const std::string_view between = match.text.substr(end, most - end);
  out.is_compared = between.find("==") != std::string_view::npos ||
                    between.find("!=") != std::string_view::npos ||
                    between.find(" is ") != std::string_view::npos;
  out.is_listed = between.find(',') != std::string_view::npos;
  out.is_argument = out.is_listed && begin > 1 && match.text[begin - 2] == '(';
  return out;
}

bool names_password(const Assignment& assignment) {
  constexpr std::array<std::string_view, 16> kTails = {
      "",     "prod",    "production", "dev",   "development", "test",   "testing", "staging",
      "live", "default", "value",      "plain", "text",        "base64", "root",    "admin"};
  constexpr std::array<std::string_view, 20> kOwners = {
      "admin", "app",  "auth",  "basic", "cert",  "db",    "email", "ftp",  "http", "key",
      "login", "mail", "mongo", "mysql", "proxy", "redis", "root",  "smtp", "sql",  "user"};
  std::string_view tail = assignment.tail;
  while (!tail.empty() && tail.back() >= '0' && tail.back() <= '9') tail.remove_suffix(1);
  if (std::find(kTails.begin(), kTails.end(), tail) == kTails.end()) return false;
  std::string_view name = assignment.name;
  name.remove_suffix(assignment.tail.size());
  if (!name.ends_with("pass")) return true;
  name.remove_suffix(4);
  return name.empty() ||
         std::any_of(kOwners.begin(), kOwners.end(),
                     [name](std::string_view owner) { return name.ends_with(owner); });
}

bool names_something_else(const Assignment& assignment) {
  constexpr std::array<std::string_view, 32> kWords = {
      "public",   "publishable", "sitekey",   "csrf",      "xsrf",      "continuation",
      "nextpage", "nexttok",     "pagetoken", "cachekey",  "partition", "translation",
      "i18n",     "sortkey",     "objectkey", "s3key",     "storekey",  "indexkey",
      "foreign",  "primary",     "integrity", "awssecret", "awsaccess", "fingerprint",
      "checksum", "keycode",     "keyboard",  "keyframe",  "pubkey",    "clearkey",
      "badge",    "symkey"};
  constexpr std::array<std::string_view, 38> kTails = {
      "id",      "ids",        "name",    "names",       "uri",    "url",    "path",   "file",
      "type",    "field",      "header",  "param",       "length", "len",    "size",   "expires",
      "expiry",  "expiration", "version", "arn",         "label",  "prefix", "suffix", "selector",
      "class",   "format",     "hash",    "digest",      "hint",   "salt",   "policy", "regex",
      "pattern", "algorithm",  "index",   "placeholder", "title",  "count"};
  const auto holds = [&](std::string_view word) {
    return assignment.name.find(word) != std::string::npos;
  };
  if (std::any_of(kWords.begin(), kWords.end(), holds)) return true;
  return std::any_of(kTails.begin(), kTails.end(),
                     [&](std::string_view tail) { return assignment.tail.ends_with(tail); });
}

}  // namespace packwarden
