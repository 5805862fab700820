#include "validate/placeholder.h"

#include <algorithm>
#include <array>
#include <string>

#include "base/text.h"
#include "validate/all.h"
#include "validate/documented_sample.h"

namespace packwarden {
namespace {

/// Anywhere in a value they mean that something else is put in there.
constexpr std::array<std::string_view, 13> kTemplateMarks = {
    "${",  "$(",  "#{", "{{",          "}}",          "<%",        "%>",
    "***", "...", "…",  "process.env", "import.meta", "os.environ"};

/// A value that starts with one of these tells its reader what to write.
constexpr std::array<std::string_view, 22> kInstructions = {
    "change-",  "change_",   "dummy",   "enter-",  "enter_", "example-",    "example_", "fake-",
    "fake_",    "insert-",   "insert_", "my-",     "my_",    "placeholder", "redacted", "replace-",
    "replace_", "replaceme", "sample-", "sample_", "xxx",    "your"};

/// Values that are one of these, with or without digits behind. Sorted.
constexpr std::array<std::string_view, 58> kWords = {"admin",
                                                     "apikey",
                                                     "auth",
                                                     "authtoken",
                                                     "bar",
                                                     "baz",
                                                     "changeit",
                                                     "changeme",
                                                     "credential",
                                                     "dbpass",
                                                     "dbpassword",
                                                     "default",
                                                     "demo",
                                                     "example",
                                                     "false",
                                                     "flabada",
                                                     "foo",
                                                     "foobar",
                                                     "foobared",
                                                     "guest",
                                                     "hidden",
                                                     "key",
                                                     "letmein",
                                                     "localhost",
                                                     "mypass",
                                                     "mypassword",
                                                     "mysecret",
                                                     "mysecretpass",
                                                     "mysecretpassword",
                                                     "mytoken",
                                                     "name",
                                                     "none",
                                                     "null",
                                                     "pass",
                                                     "passphrase",
                                                     "passwd",
                                                     "password",
                                                     "placeholder",
                                                     "psw",
                                                     "pw",
                                                     "pwd",
                                                     "qwerty",
                                                     "root",
                                                     "sample",
                                                     "secret",
                                                     "secretpassword",
                                                     "string",
                                                     "supersecret",
                                                     "test",
                                                     "testing",
                                                     "testpassword",
                                                     "todo",
                                                     "token",
                                                     "true",
                                                     "undefined",
                                                     "user",
                                                     "username",
                                                     "xyzzy"};

static_assert(std::is_sorted(kWords.begin(), kWords.end()));

bool is_name_byte(char c) {
  return is_ascii_lower(c) || is_ascii_upper(c) || is_ascii_digit(c) || c == '_';
}

bool has_template_mark(std::string_view value) {
  return std::any_of(kTemplateMarks.begin(), kTemplateMarks.end(), [value](std::string_view mark) {
    return value.find(mark) != std::string_view::npos;
  });
}

bool is_name(std::string_view text) {
  return !text.empty() && !is_ascii_digit(text.front()) &&
         std::all_of(text.begin(), text.end(), is_name_byte);
}

/// `<name>`, `[name]`, `{name}`, `(name)`, `%NAME%`.
bool is_wrapped(char first, std::string_view inner, char last) {
  if (first == '%' && last == '%') return is_name(inner);
  return (first == '<' && last == '>') || (first == '[' && last == ']') ||
         (first == '{' && last == '}') || (first == '(' && last == ')');
}

/// Also `$NAME`, `:name` and `%s`, as whole values.
bool is_reference(std::string_view value) {
  if (value.size() < 2) return false;
  if (is_wrapped(value.front(), value.substr(1, value.size() - 2), value.back())) return true;
  if (value.front() == '%') return value.size() == 2;
  return (value.front() == '$' || value.front() == ':') && is_name(value.substr(1));
}

bool starts_as_an_instruction(std::string_view lower) {
  return std::any_of(kInstructions.begin(), kInstructions.end(),
                     [lower](std::string_view start) { return lower.starts_with(start); });
}

bool is_word(std::string_view lower) {
  // `secret123!` is one; who adds more signs chose something.
  constexpr std::size_t kMostSigns = 2;
  std::size_t signs = 0;
  while (!lower.empty() && !is_ascii_lower(lower.back())) {
    if (!is_ascii_digit(lower.back()) && ++signs > kMostSigns) return false;
    lower.remove_suffix(1);
  }
  return std::binary_search(kWords.begin(), kWords.end(), lower);
}

/// `randompassword`, `your_db_passwd`: letters that speak of a password.
bool names_a_password(std::string_view lower) {
  const bool is_name = std::all_of(lower.begin(), lower.end(), [](char c) {
    return is_ascii_lower(c) || c == '_' || c == '-' || c == '.';
  });
  return is_name && (lower.find("password") != std::string_view::npos ||
                     lower.find("passwd") != std::string_view::npos);
}

/// More than half of the value is one character. No random value of this length is.
bool is_one_character(std::string_view lower) {
  if (lower.size() < 4) return false;
  std::array<std::size_t, 256> counts{};
  for (const char c : lower) ++counts[static_cast<unsigned char>(c)];
  return *std::max_element(counts.begin(), counts.end()) * 2 > lower.size();
}

/// `abcdefgh`, `12345678`, `aBcDeF`: most neighbours are equal or next to each other.
bool is_alphabet(std::string_view lower) {
  constexpr std::size_t kShortest = 8;
  if (lower.size() < kShortest) return false;
  std::size_t near = 0;
  for (std::size_t i = 1; i < lower.size(); ++i) {
    const int step = lower[i] - lower[i - 1];
    if (step >= -1 && step <= 1) ++near;
  }
  return near * 10 > (lower.size() - 1) * 6;
}

/// A text of at most eight bytes over and over.
bool is_repetition(std::string_view lower) {
  constexpr std::size_t kLongestPeriod = 8;
  constexpr std::size_t kShortest = 12;
  if (lower.size() < kShortest) return false;
  for (std::size_t period = 1; period <= kLongestPeriod && period * 2 <= lower.size(); ++period) {
    if (lower.substr(period) == lower.substr(0, lower.size() - period)) return true;
  }
  return false;
}

/// How AWS and others end the values of their documentation.
bool ends_as_an_example(std::string_view value) {
  return value.ends_with("EXAMPLE") || value.ends_with("EXAMPLEKEY");
}

/// The value with digits and signs that are read as letters replaced by these.
std::string spelled_out(std::string value) {
  constexpr std::string_view kSigns = "013457@$";
  constexpr std::string_view kLetters = "oleastas";
  // The digits behind a word are no letters: is_word() drops them.
  const std::size_t end = value.find_last_of("abcdefghijklmnopqrstuvwxyz") + 1;
  for (std::size_t i = 0; i < end; ++i) {
    const std::size_t sign = kSigns.find(value[i]);
    if (sign != std::string_view::npos) value[i] = kLetters[sign];
  }
  return value;
}

std::size_t kinds_of_characters(std::string_view value) {
  std::array<bool, 4> kinds{};
  for (const char c : value)
    kinds.at(is_ascii_lower(c) ? 0 : is_ascii_upper(c) ? 1 : is_ascii_digit(c) ? 2 : 3) = true;
  return static_cast<std::size_t>(std::count(kinds.begin(), kinds.end(), true));
}

}  // namespace

bool is_placeholder(std::string_view value) {
  constexpr std::string_view kAround = " \t\r\n\f\v\"'`";
  value = trimmed(value, kAround);
  if (value.empty() || has_template_mark(value) || is_reference(value)) return true;
  const std::string lower = ascii_lower(value);
  return starts_as_an_instruction(lower) || is_word(lower) || names_a_password(lower) ||
         is_one_character(lower) || is_alphabet(lower) || is_repetition(lower) ||
         ends_as_an_example(value) || is_documented_sample(value);
}

bool is_guessable(std::string_view password) {
  constexpr std::size_t kShortest = 8;
  return password.size() < kShortest || kinds_of_characters(password) < 3 ||
         is_placeholder(password) || is_word(spelled_out(ascii_lower(password)));
}

Verdict check_placeholder(const Match& match) {
  return is_placeholder(match.secret) ? Verdict::refuted : Verdict::unknown;
}

}  // namespace packwarden
