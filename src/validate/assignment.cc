#include "validate/assignment.h"

#include <algorithm>
#include <array>
#include <cstdint>

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
  constexpr std::array<std::string_view, 17> kWords = {
      "identified", "auth",       "bearer",   "credentials", "credential", "key",
      "passcode",   "passphrase", "password", "passwd",      "passwort",   "pass",
      "pwd",        "pw",         "secrets",  "secret",      "token"};
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

/// How a line begins that gives a name a value.
enum class LineStart : std::uint8_t { none, name, command };

/// Of the line that ends with `before`, up to a name: there may be marks of lists and comments in
/// front of it, or a command that sets variables.
LineStart line_start(std::string_view before) {
  constexpr std::array<std::string_view, 8> kCommands = {"export",  "set", "setx", "set -x",
                                                         "set -gx", "ENV", "ARG",  "env:"};
  constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";
  const std::size_t line = before.find_last_of("\r\n");
  if (line != std::string_view::npos) before.remove_prefix(line + 1);
  if (before.starts_with(kByteOrderMark)) before.remove_prefix(kByteOrderMark.size());
  constexpr std::string_view kMarks = " \t#/*;-$\"'";
  const std::size_t begin = before.find_first_not_of(kMarks);
  if (begin == std::string_view::npos) return LineStart::name;
  before.remove_prefix(begin);
  const std::size_t end = before.find_last_not_of(" \t\"'");
  const bool is_command = is_one_of(before.substr(0, end + 1), kCommands);
  return is_command ? LineStart::command : LineStart::none;
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

/// A name, and where it stands: `begin` and `end` in the text.
struct Name {
  std::size_t begin = 0;
  std::size_t end = 0;
};

/// What stands between a name and its value.
std::string_view between(const Match& match, const Name& name) {
  const std::size_t most = std::min<std::size_t>(match.span.begin, match.text.size());
  return match.text.substr(name.end, most - name.end);
}

/// `name: API_KEY` and `value: …`, `key="…" value="…"`, `variable "…" { default = "…"`.
bool is_pair(std::string_view between) {
  constexpr std::array<std::string_view, 3> kKeys = {"value", "content", "default"};
  const std::string lower = ascii_lower(between);
  return std::any_of(kKeys.begin(), kKeys.end(), [&lower](std::string_view key) {
    return lower.find(key) != std::string::npos;
  });
}

/// `token: |` or `>`, and the value on the next line.
bool is_block(std::string_view between) {
  return between.find_first_of("|>") != std::string_view::npos &&
         between.find('\n') != std::string_view::npos;
}

/// Between tags: `<apiKey>…</`, `<string name="api_key">…</`, `<key>ApiKey</key><string>…</`.
bool is_in_tag(const Match& match, const Name& name, std::string_view after) {
  if (!after.starts_with("</")) return false;
  const std::string_view joint = between(match, name);
  const char before = name.begin == 0 ? ' ' : match.text[name.begin - 1];
  const bool is_attribute =
      joint.size() > 1 && kQuotes.find(joint.front()) != std::string_view::npos;
  return before == '<' || before == ':' || is_attribute || joint.ends_with("<string>") ||
         joint.ends_with("<value>");
}

/// `"X-Api-Key: …"`: the quotes are around both.
bool is_quoted_header(const Match& match, const Name& name, std::string_view after) {
  if (name.begin == 0 || after.empty()) return false;
  const char quote = match.text[name.begin - 1];
  const std::string_view joint = between(match, name);
  return (quote == '"' || quote == '\'') && after.front() == quote && joint.starts_with(':') &&
         joint.find_first_of(kQuotes) == std::string_view::npos;
}

/// `${API_KEY:-…}` of shells and `${api.key:…}` of Spring: the value of what is not set.
bool is_default(const Match& match, const Name& name) {
  const std::string_view after = text_after(match, 1);
  const std::string_view joint = between(match, name);
  return (joint == ":-" || joint == ":") && match.text.substr(0, name.begin).ends_with("${") &&
         (after.starts_with('}') || match.secret.ends_with('}'));
}

/// `--api-key …`
bool is_shell_word(const Match& match, const Name& name, std::string_view after) {
  const std::string_view joint = between(match, name);
  const bool is_option = match.text.substr(name.begin).starts_with("--");
  const bool ends =
      after.empty() || std::string_view(" \t\r\n\\").find(after.front()) != std::string_view::npos;
  return is_option && joint == " " && ends;
}

/// Of `type="password" placeholder="…"`: the value is that of another name.
bool is_next_attribute(std::string_view joint) {
  const bool begins = !joint.empty() && kQuotes.find(joint.front()) != std::string_view::npos;
  return begins && !is_pair(joint) && joint.find(' ') != std::string_view::npos &&
         std::any_of(joint.begin(), joint.end(), is_ascii_letter);
}

/// Of `you can pass "…"`: a sentence tells to pass something.
bool is_told_to_pass(std::string_view text, const Name& name, std::string_view joint) {
  const bool is_bare = joint.find_first_not_of(" \t\"'`\\") == std::string_view::npos &&
                       joint.find_first_of(" \t") != std::string_view::npos;
  return is_bare && plain(text.substr(name.begin, name.end - name.begin)).ends_with("pass");
}

/// `==`, `!=`, and the verb of a sentence.
bool is_comparison(std::string_view joint) {
  constexpr std::array<std::string_view, 3> kSigns = {"==", "!=", " is "};
  return std::any_of(kSigns.begin(), kSigns.end(), [joint](std::string_view sign) {
    return joint.find(sign) != std::string_view::npos;
  });
}

/// `PGPASSWORD=… psql`, `docker run -e MYSQL_PWD=…`: so the environment of a command is written.
bool is_variable_of_command(std::string_view text, const Name& name, std::string_view joint) {
  const std::string_view whole = text.substr(name.begin, name.end - name.begin);
  const char before = name.begin == 0 ? '\n' : text[name.begin - 1];
  return joint == "=" && (before == ' ' || before == '\n') &&
         std::none_of(whole.begin(), whole.end(), is_ascii_lower) &&
         whole.find_first_of("-.") == std::string_view::npos;
}

/// The form of a value that stands between no quotes of its own.
ValueForm form_without_quotes(const Match& match, const Name& name, std::string_view after) {
  constexpr std::size_t kLongestLine = 200;
  const std::string_view joint = between(match, name);
  if (is_quoted_header(match, name, after)) return ValueForm::quoted;
  // So ends a line of a program.
  if (match.secret.ends_with(',') || match.secret.ends_with(';')) return ValueForm::unclear;
  if (is_default(match, name)) return ValueForm::variable;
  if (is_shell_word(match, name, after)) return ValueForm::word;
  if (is_pair(joint) || is_block(joint)) {
    return joint.find('\n') != std::string_view::npos && is_line_end(after) ? ValueForm::line
                                                                            : ValueForm::unclear;
  }
  // An empty value does not go on in the next line.
  if (joint.find_first_not_of(" \t:=>\"'`]*") != std::string_view::npos) return ValueForm::unclear;
  const std::size_t least = name.begin - std::min(name.begin, kLongestLine);
  const LineStart start = line_start(match.text.substr(least, name.begin - least));
  const bool is_assigned = joint.find_first_not_of(" \t") != std::string_view::npos;
  const LineStart needed = is_assigned ? LineStart::name : LineStart::command;
  if (start >= needed && is_line_end(after)) return ValueForm::line;
  if (!joint.ends_with('=') || !is_word(match.text, name.begin, after)) return ValueForm::unclear;
  return is_variable_of_command(match.text, name, joint) ? ValueForm::variable : ValueForm::word;
}

ValueForm form_of(const Match& match, const Name& name) {
  constexpr std::size_t kFarthest = 200;
  const std::string_view before = text_before(match, 1);
  const std::string_view after = text_after(match, kFarthest);
  if (before.empty()) return ValueForm::unclear;
  if (before == ">") return is_in_tag(match, name, after) ? ValueForm::quoted : ValueForm::unclear;
  if (kQuotes.find(before.front()) != std::string_view::npos) {
    const std::string_view joint = between(match, name);
    const bool is_own = is_between_quotes(match, after) && !is_next_attribute(joint) &&
                        !is_told_to_pass(match.text, name, joint);
    return is_own ? ValueForm::quoted : ValueForm::unclear;
  }
  return form_without_quotes(match, name, after);
}

/// What is called with the name as its first argument: "define" of `define( 'NAME', …`.
std::string_view callee(std::string_view text, std::size_t begin_of_name) {
  std::string_view before = text.substr(0, begin_of_name);
  if (before.empty() || kQuotes.find(before.back()) == std::string_view::npos) return {};
  before.remove_suffix(1);
  while (before.ends_with(' ')) before.remove_suffix(1);
  if (!before.ends_with('(')) return {};
  before.remove_suffix(1);
  const std::size_t least = before.size() - std::min<std::size_t>(before.size(), 40);
  std::size_t begin = before.size();
  while (begin > least && is_name_byte(before[begin - 1])) --begin;
  return before.substr(begin);
}

/// Functions that give their first argument the second one as its value, or take it where there is
/// none.
bool is_setter(std::string_view called) {
  constexpr std::array<std::string_view, 13> kEnds = {
      "define",  "setproperty", "setenv", "putenv",      "setitem",   ".set",      ".put",
      ".append", "putstring",   "getenv", "environ.get", "env.fetch", "config.get"};
  const std::string lower = ascii_lower(called);
  return lower == "env" || std::any_of(kEnds.begin(), kEnds.end(), [&lower](std::string_view end) {
           return lower.ends_with(end);
         });
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
  const Name name{begin, end};
  out.form = form_of(match, name);
  out.is_default = is_default(match, name);
  const std::string_view joint = between(match, name);
  out.is_compared = !out.name.ends_with("pass") && is_comparison(joint);
  out.is_listed = joint.find(',') != std::string_view::npos && !is_pair(joint);
  // In `"some pass", "…"` it is no name, and in a long text of base64 neither.
  const bool is_whole = begin > 0 && kQuotes.find(match.text[begin - 1]) != std::string_view::npos;
  if (out.is_listed && !is_whole) out.form = ValueForm::unclear;
  const std::string_view called = callee(match.text, begin);
  out.is_argument = out.is_listed && !called.empty();
  out.is_definition = out.is_argument && is_setter(called);
  return out;
}

bool names_password(const Assignment& assignment) {
  constexpr std::array<std::string_view, 16> kTails = {
      "",     "prod",    "production", "dev",   "development", "test",   "testing", "staging",
      "live", "default", "value",      "plain", "text",        "base64", "root",    "admin"};
  constexpr std::array<std::string_view, 61> kOwners = {
      "account",  "admin",  "ansible", "api",      "app",    "auth",     "basic",   "become",
      "cert",     "client", "cron",    "database", "db",     "deploy",   "email",   "ftp",
      "git",      "host",   "http",    "imap",     "jdbc",   "jenkins",  "key",     "keystore",
      "ldap",     "login",  "mail",    "mariadb",  "master", "mongo",    "mq",      "mssql",
      "mysql",    "net",    "oracle",  "pg",       "pop",    "postgres", "proxy",   "rabbit",
      "rabbitmq", "redis",  "root",    "router",   "sa",     "server",   "service", "site",
      "smtp",     "sql",    "ssh",     "ssl",      "store",  "sudo",     "system",  "truststore",
      "user",     "vpn",    "web",     "wifi",     "wlan"};
  std::string_view tail = assignment.tail;
  while (!tail.empty() && tail.back() >= '0' && tail.back() <= '9') tail.remove_suffix(1);
  if (!is_one_of(tail, kTails)) return false;
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
