#include "validate/known_guard.h"

#include <algorithm>
#include <array>
#include <span>
#include <string>
#include <vector>

#include "base/text.h"
#include "validate/placeholder.h"
#include "validate/randomness.h"

namespace packwarden {
namespace {

using Words = std::span<const std::string_view>;

/// Parts of names whose values are chosen by people, and may be words.
constexpr std::array<std::string_view, 9> kPasswords = {
    "mnemonic", "pass", "passphrase", "passwd", "password", "passwords", "phrase", "pw", "pwd"};

/// Parts of names whose values are random.
constexpr std::array<std::string_view, 20> kSecrets = {
    "apikey", "auth",   "bearer",  "connection", "cookie",  "credential", "credentials",
    "creds",  "dsn",    "jwt",     "key",        "keys",    "pat",        "private",
    "salt",   "secret", "secrets", "seed",       "session", "token"};

/// Words that are written together with others: `NPMTOKEN`, `DBPASSWORD`.
constexpr std::array<std::string_view, 3> kPasswordEndings = {"passphrase", "passwd", "password"};
constexpr std::array<std::string_view, 7> kSecretEndings = {
    "accesskey", "apikey", "credentials", "privatekey", "secret", "secretkey", "token"};

/// Last parts of names: the value is not the secret itself, but something about it, or names it.
constexpr std::array<std::string_view, 67> kSomethingElse = {
    "alg",      "algorithm", "alias",       "arn",      "audience", "branch",   "commit",
    "count",    "dir",       "domain",      "email",    "enabled",  "endpoint", "expires",
    "expiry",   "file",      "fingerprint", "header",   "hint",     "host",     "id",
    "ids",      "issuer",    "label",       "length",   "limit",    "max",      "message",
    "method",   "min",       "mode",        "name",     "path",     "pattern",  "placeholder",
    "policy",   "port",      "prefix",      "provider", "question", "ref",      "regex",
    "region",   "reset",     "rotation",    "rule",     "rules",    "scope",    "scopes",
    "sha",      "size",      "slug",        "sock",     "socket",   "status",   "store",
    "strategy", "text",      "timeout",     "title",    "ttl",      "type",     "uri",
    "url",      "user",      "username",    "version"};

/// What bundlers put into programs on purpose (Vite, Next.js, Create React App, Vue CLI, Gatsby,
/// Expo, Nuxt, Angular, Storybook), and what npm sets from the published package.json itself.
constexpr std::array<std::string_view, 8> kPublicStarts = {
    "gatsby_",    "ng_app_",    "npm_package_", "preact_app_",
    "react_app_", "storybook_", "vite_",        "vue_app_"};
constexpr std::array<std::string_view, 3> kPublicWords = {"anon", "public", "publishable"};
constexpr std::array<std::string_view, 4> kPublicParts = {"pub_key", "pubkey", "site_key",
                                                          "sitekey"};

bool has(Words words, std::string_view word) {
  return std::find(words.begin(), words.end(), word) != words.end();
}

/// The words of a name in lower case: "npm", "auth", "token" of `NPM_AUTH_TOKEN` and
/// `npmAuthToken`.
std::vector<std::string> words_of(std::string_view name) {
  std::vector<std::string> words(1);
  char before = '\0';
  for (const char c : name) {
    const bool is_in_word = is_ascii_letter(c) || is_ascii_digit(c);
    const bool begins = is_ascii_upper(c) && is_ascii_lower(before);
    if ((!is_in_word || begins) && !words.back().empty()) words.emplace_back();
    if (is_in_word) words.back() += ascii_lower({&c, 1});
    before = c;
  }
  if (words.back().empty() && words.size() > 1) words.pop_back();
  return words;
}

bool any_word(const std::vector<std::string>& words, Words whole, Words endings) {
  return std::any_of(words.begin(), words.end(), [&](const std::string& word) {
    return has(whole, word) || std::any_of(endings.begin(), endings.end(),
                                           [&](auto ending) { return word.ends_with(ending); });
  });
}

enum class NameKind : std::uint8_t { password, secret, other, harmless };

NameKind kind_of(std::string_view name) {
  const std::vector<std::string> words = words_of(name);
  if (is_public_name(name) || has(kSomethingElse, words.back())) return NameKind::harmless;
  if (any_word(words, kPasswords, kPasswordEndings)) return NameKind::password;
  return any_word(words, kSecrets, kSecretEndings) ? NameKind::secret : NameKind::other;
}

/// RFC 3986, section 3.1.
bool is_scheme(std::string_view text) {
  return !text.empty() && std::all_of(text.begin(), text.end(), [](char c) {
    return is_ascii_letter(c) || is_ascii_digit(c) || c == '+' || c == '-' || c == '.';
  });
}

/// The password in `scheme://user:password@host` (RFC 3986, section 3.2.1), "" of an address
/// without one; none of another text.
std::optional<std::string_view> password_in_address(std::string_view value) {
  const std::size_t scheme = value.find("://");
  if (scheme == std::string_view::npos || !is_scheme(value.substr(0, scheme))) return std::nullopt;
  const std::string_view rest = value.substr(scheme + 3);
  const std::string_view user =
      rest.substr(0, rest.substr(0, rest.find_first_of("/?#")).rfind('@'));
  const std::size_t colon = user.find(':');
  const bool has_password = user.size() < rest.size() && colon != std::string_view::npos;
  return has_password ? user.substr(colon + 1) : std::string_view();
}

/// `/home/…`, `./…`, `C:\…`. Base64, too, may begin with a slash, but hardly with such a name.
bool is_path(std::string_view value) {
  if (value.starts_with("./") || value.starts_with("../") || value.starts_with("~/")) return true;
  if (value.size() > 2 && value[1] == ':' && (value[2] == '\\' || value[2] == '/')) return true;
  constexpr std::size_t kLongestTop = 12;
  const std::size_t end = value.find('/', 1);
  return value.starts_with('/') && end != std::string_view::npos && end <= kLongestTop &&
         std::all_of(value.begin() + 1, value.begin() + static_cast<std::ptrdiff_t>(end),
                     is_ascii_letter);
}

bool is_number(std::string_view value) {
  return value.find_first_not_of("0123456789.,:+-_ ") == std::string_view::npos;
}

/// Whether something else than a setting is written so, whatever the name says. Documents in JSON
/// look like templates, which are not as long.
bool is_worth_a_look(std::string_view value, std::size_t shortest) {
  constexpr std::size_t kLongestPlaceholder = 128;
  return value.size() >= shortest && !is_number(value) && !is_path(value) &&
         (value.size() > kLongestPlaceholder || !is_placeholder(value));
}

/// Far from all words and names: nine of ten random values of eight bytes are, 97 of 100 of twelve.
bool is_rather_random(std::string_view value) {
  constexpr double kEnough = 10;
  return randomness(value) >= kEnough;
}

/// A sentence, or what nobody guesses.
bool is_good_password(std::string_view value) {
  constexpr std::size_t kLong = 16;
  constexpr std::size_t kLongerThanWords = 12;
  return value.size() >= kLong || !is_guessable(value) ||
         (value.size() >= kLongerThanWords && is_rather_random(value));
}

/// Letters and digits in the form of RFC 9562, section 4.
bool is_uuid(std::string_view value) {
  constexpr std::size_t kLength = 36;
  return value.size() == kLength && value[8] == '-' && value[13] == '-' && value[18] == '-' &&
         value[23] == '-';
}

/// A key that stands alone, and no list, host or sentence.
bool is_random_word(std::string_view value) {
  const auto belongs = [](char c) {
    return is_ascii_letter(c) || is_ascii_digit(c) ||
           std::string_view("_+/=-").find(c) != std::string_view::npos;
  };
  return is_random(value) && !is_uuid(value) && std::all_of(value.begin(), value.end(), belongs);
}

/// How bad it is that a value of such a name is published; none: the value is a setting.
std::optional<Severity> severity_of(KnownOrigin origin, NameKind kind, std::string_view value) {
  switch (kind) {
    case NameKind::password:
      return is_good_password(value) ? std::optional(Severity::critical) : std::nullopt;
    case NameKind::secret:
      return is_rather_random(value) ? std::optional(Severity::critical) : std::nullopt;
    case NameKind::other:
      return origin == KnownOrigin::dotenv && is_random_word(value)
                 ? std::optional(Severity::medium)
                 : std::nullopt;
    case NameKind::harmless:
      break;
  }
  return std::nullopt;
}

std::size_t shortest_of(KnownOrigin origin) { return origin == KnownOrigin::environment ? 12 : 8; }

}  // namespace

bool is_public_name(std::string_view name) {
  const std::string lower = ascii_lower(name);
  const bool starts = std::any_of(kPublicStarts.begin(), kPublicStarts.end(),
                                  [&](std::string_view start) { return lower.starts_with(start); });
  const bool holds =
      std::any_of(kPublicParts.begin(), kPublicParts.end(),
                  [&](std::string_view part) { return lower.find(part) != std::string::npos; });
  return starts || holds || any_word(words_of(name), kPublicWords, {});
}

bool speaks_of_secret(std::string_view name, std::string_view value) {
  value = trimmed(value);
  if (is_placeholder(value)) return false;
  if (const auto password = password_in_address(value)) {
    return !is_public_name(name) && !is_placeholder(*password);
  }
  const NameKind kind = kind_of(name);
  if (kind == NameKind::other) return is_random_word(value);
  return kind != NameKind::harmless && !is_path(value);
}

bool may_be_shown(std::string_view name) {
  constexpr std::size_t kLongest = 100;
  if (name.empty() || name.size() > kLongest) return false;
  const NameKind kind = kind_of(name);
  return kind == NameKind::password || kind == NameKind::secret || !is_random(name);
}

std::optional<GuardedValue> guarded_value(KnownOrigin origin, std::string_view name,
                                          std::string_view value) {
  value = trimmed(value);
  const auto password = password_in_address(value);
  if (password) {
    const bool counts = !is_public_name(name) && is_worth_a_look(*password, shortest_of(origin)) &&
                        is_good_password(*password);
    return counts ? std::optional(GuardedValue{*password, Severity::critical}) : std::nullopt;
  }
  if (!is_worth_a_look(value, shortest_of(origin))) return std::nullopt;
  const auto severity = severity_of(origin, kind_of(name), value);
  return severity ? std::optional(GuardedValue{value, *severity}) : std::nullopt;
}

}  // namespace packwarden
