#include <algorithm>
#include <array>
#include <string>

#include "base/text.h"
#include "check/all.h"
#include "check/practice.h"
#include "check/wording.h"

// What is written to logs: practice-log-sensitive-name, practice-log-environment.
namespace packwarden {
namespace {

constexpr auto kLoggers = std::to_array<std::string_view>({"console", "log", "logger"});
constexpr auto kLevels = std::to_array<std::string_view>(
    {"debug", "dir", "error", "fatal", "info", "log", "silly", "trace", "verbose", "warn"});

/// The words of a name, in lower case with a blank around each: " user api key ".
std::string words_of_name(std::string_view name) {
  std::string out = " ";
  for (std::size_t i = 0; i < name.size(); ++i) {
    const char c = name[i];
    const bool begins =
        is_ascii_upper(c) && i > 0 && (is_ascii_lower(name[i - 1]) || is_ascii_digit(name[i - 1]));
    if (begins || !(is_ascii_letter(c) || is_ascii_digit(c))) out += ' ';
    if (is_ascii_letter(c) || is_ascii_digit(c)) out += c;
  }
  return ascii_lower(out) + " ";
}

bool is_sensitive(std::string_view name) {
  constexpr auto kLast = std::to_array<std::string_view>(
      {" password ", " passwd ", " passphrase ", " secret ", " token ", " authorization ",
       " api key ", " apikey ", " secret key ", " private key ", " cookie ", " cookies "});
  // What was made unreadable, and what says no more than yes or no.
  constexpr auto kHarmless = std::to_array<std::string_view>(
      {" encrypted ", " has ", " hashed ", " is ", " mask ", " masked ", " no ", " obfuscated ",
       " opaque ", " redacted ", " should ", " show ", " use "});
  const std::string words = words_of_name(name);
  const bool is_harmless =
      std::any_of(kHarmless.begin(), kHarmless.end(),
                  [&](std::string_view word) { return words.find(word) != std::string::npos; });
  return !is_harmless && std::any_of(kLast.begin(), kLast.end(),
                                     [&](std::string_view end) { return words.ends_with(end); });
}

/// Whether a name is called, or asked for something that says little: how long it is, its kind.
bool is_value(CodeTokenSpan tokens, std::size_t at) {
  constexpr auto kFacts =
      std::to_array<std::string_view>({"column", "end", "kind", "length", "line", "loc", "name",
                                       "pos", "range", "start", "type", "value"});
  if (at > 0 && tokens[at - 1].is_sign('!')) return false;
  if (at > 0 && tokens[at - 1].is_name("typeof")) return false;
  if (at + 1 >= tokens.size()) return true;
  const CodeToken& next = tokens[at + 1];
  if (next.is_sign('(') || next.is_sign('?') || next.is_sign(':')) return false;
  return !(next.is_sign('.') && at + 2 < tokens.size() && is_one_of(tokens[at + 2].text, kFacts));
}

/// The first of them whose value would be written; null: there is none. What goes through another
/// call may be made unreadable there.
const CodeToken* sensitive_in(CodeTokenSpan argument) {
  std::size_t depth = 0;
  for (std::size_t i = 0; i < argument.size(); ++i) {
    if (argument[i].is_sign('(')) ++depth;
    if (argument[i].is_sign(')') && depth > 0) --depth;
    if (depth > 0 || argument[i].kind != CodeTokenKind::name) continue;
    if (is_sensitive(argument[i].text) && is_value(argument, i)) return &argument[i];
  }
  return nullptr;
}

void judge_names(CodeTokenSpan expression, const CheckedFile& /*file*/, PracticeHits& hits) {
  for (const CodeTokenSpan argument : arguments_of(expression, kLevels)) {
    const CodeToken* const found = sensitive_in(argument);
    if (found == nullptr) continue;
    return hits.add(Severity::note, {found->at, found->at + found->text.size()},
                    quoted(found->text, 60) + " is written.");
  }
}

void check_names(const CheckedFile& file, FileHits& hits) {
  judge_words(file, hits, kLoggers, judge_names);
}

bool is_chain(CodeTokenSpan tokens, std::string_view holder, std::string_view member) {
  return tokens.size() == 3 && tokens[0].is_name(holder) && tokens[1].is_sign('.') &&
         tokens[2].is_name(member);
}

void judge_environment(CodeTokenSpan expression, const CheckedFile& /*file*/, PracticeHits& hits) {
  constexpr auto kMethods = std::to_array<std::string_view>({"stringify"});
  const bool is_json = expression.front().is_name("JSON");
  const auto arguments =
      is_json ? arguments_of(expression, kMethods) : arguments_of(expression, kLevels);
  for (const CodeTokenSpan argument : arguments) {
    const bool is_environment = is_chain(argument, "process", "env");
    const bool is_headers = !is_json && (is_chain(argument, "req", "headers") ||
                                         is_chain(argument, "request", "headers"));
    if (!is_environment && !is_headers) continue;
    return hits.add(Severity::medium, span_of(argument),
                    is_environment ? "All of `process.env`." : "All headers of a request.");
  }
}

void check_environment(const CheckedFile& file, FileHits& hits) {
  constexpr auto kWords = std::to_array<std::string_view>({"JSON", "console", "log", "logger"});
  judge_words(file, hits, kWords, judge_environment);
}

}  // namespace

const FileCheck kPracticeLogEnvironment = {
    {"practice-log-environment", Severity::medium, "Environment or headers written as a whole",
     "Tokens and cookies are among them, and logs are read by many.",
     "Write the members that are needed."},
    Reach::code,
    {},
    check_environment,
    {},
    Joined::by_package,
    CheckGroup::practices};

const FileCheck kPracticeLogName = {
    {"practice-log-sensitive-name", Severity::note, "A log may hold a secret",
     "By its name what is written is a secret, and logs are read by many.",
     "Leave it out of what is written, or shorten it."},
    Reach::code,
    {},
    check_names,
    {},
    Joined::by_package,
    CheckGroup::practices};

}  // namespace packwarden
