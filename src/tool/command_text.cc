#include "tool/command_text.h"

#include <algorithm>
#include <array>
#include <set>
#include <vector>

#include "base/split.h"
#include "base/text.h"

namespace packwarden {
namespace {

constexpr std::size_t kMostScripts = 64;

bool is_name_byte(char c) {
  return is_ascii_letter(c) || is_ascii_digit(c) || c == '_' || c == '-';
}

/// Without the comment at its end: behind a blank, and in no quotes.
std::string_view without_comment(std::string_view line) {
  char quote = '\0';
  char before = ' ';
  for (std::size_t at = 0; at < line.size(); before = line[at++]) {
    const char c = line[at];
    if (quote != '\0') {
      if (c == quote) quote = '\0';
    } else if (c == '"' || c == '\'') {
      quote = c;
    } else if (c == '#' && (before == ' ' || before == '\t')) {
      return line.substr(0, at);
    }
  }
  return line;
}

/// Whether a name before `rest` is that of a variable, as in `name=1`, or of a member, as in
/// `name: 1`.
bool is_named_by(std::string_view rest) {
  if (rest.starts_with('=')) return true;
  return rest.starts_with(':') && (rest.size() == 1 || rest[1] == ' ');
}

std::vector<std::string_view> words_of(std::string_view text) {
  return words_between(text, " \t\r\n;&|()'\"");
}

/// Where the command that `at` is in begins in `line`, or where what stands before it ends.
std::size_t begin_of_command(std::string_view line, std::size_t at) {
  const std::size_t sign = line.substr(0, at).find_last_of(";&|(`");
  return sign == std::string_view::npos ? 0 : sign + 1;
}

/// Whether what stands in front of the name takes it as a word: `echo packwarden`, `npm i
/// packwarden`.
bool is_only_named(std::string_view before) {
  constexpr std::array<std::string_view, 10> kTakers = {
      "echo", "printf", "which", "install", "i", "add", "uninstall", "remove", "update", "man"};
  const std::vector<std::string_view> words = words_of(before);
  return std::any_of(words.begin(), words.end(),
                     [&](std::string_view word) { return is_one_of(word, kTakers); });
}

/// Whether what stands behind the name is a command that lets everything pass.
bool is_harmless(std::string_view behind) {
  constexpr std::array<std::string_view, 13> kCommands = {
      "list",   "why",    "explain", "rules", "doctor",   "completions", "man",
      "schema", "config", "init",    "hook",  "baseline", "help"};
  constexpr std::array<std::string_view, 3> kAnswers = {"--help", "-h", "--version"};
  if (behind.starts_with('@')) behind.remove_prefix(std::min(behind.find(' '), behind.size()));
  const std::vector<std::string_view> words =
      words_of(behind.substr(0, behind.find_first_of(";&|")));
  const bool has_answer = std::any_of(
      words.begin(), words.end(), [&](std::string_view word) { return is_one_of(word, kAnswers); });
  return has_answer || (!words.empty() && is_one_of(words.front(), kCommands));
}

/// Where a word of the program's name ends in `line` that calls it so that it may refuse; npos:
/// there is none.
std::size_t end_of_call(std::string_view line) {
  constexpr std::string_view kName = "packwarden";
  constexpr std::string_view kWrapper = "-publish";
  line = without_comment(line);
  for (std::size_t at = line.find(kName); at != std::string_view::npos;
       at = line.find(kName, at + 1)) {
    if (at > 0 && is_name_byte(line[at - 1])) continue;
    std::size_t end = at + kName.size();
    if (line.substr(end).starts_with(kWrapper)) end += kWrapper.size();
    const char next = end < line.size() ? line[end] : ' ';
    const bool is_file = next == '.' && end + 1 < line.size() && is_name_byte(line[end + 1]);
    if (is_name_byte(next) || is_file || is_named_by(line.substr(end))) continue;
    const std::size_t begin = begin_of_command(line, at);
    if (is_only_named(line.substr(begin, at - begin)) || is_harmless(line.substr(end))) continue;
    return end;
  }
  return std::string_view::npos;
}

/// `use(line)` for each line that is no comment, until one gives true.
template <class Use>
bool any_line(std::string_view text, Use use) {
  while (!text.empty()) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    const std::string_view line = trimmed(text.substr(0, end));
    if (!line.starts_with('#') && !line.starts_with("//") && use(line)) return true;
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return false;
}

/// The scripts that a command line names: `npm run build`, `yarn build`, `pnpm run -r build`.
std::vector<std::string_view> scripts_run_by(std::string_view text, const Json& scripts) {
  constexpr std::array<std::string_view, 4> kManagers = {"bun", "npm", "pnpm", "yarn"};
  constexpr std::array<std::string_view, 3> kRun = {"run", "run-script", "rum"};
  std::vector<std::string_view> out;
  const std::vector<std::string_view> words = words_of(text);
  for (std::size_t i = 0; i < words.size(); ++i) {
    if (!is_one_of(words[i], kManagers)) continue;
    std::size_t next = i + 1;
    while (next < words.size() && (is_one_of(words[next], kRun) || words[next].starts_with('-'))) {
      ++next;
    }
    if (next < words.size() && scripts.find(words[next]) != nullptr) out.push_back(words[next]);
  }
  return out;
}

std::string_view behind_call(std::string_view line) {
  const std::size_t end = end_of_call(line);
  return end == std::string_view::npos ? std::string_view() : line.substr(end);
}

/// `! packwarden`.
bool is_negated(std::string_view line) {
  const std::size_t end = end_of_call(line);
  if (end == std::string_view::npos) return false;
  const std::size_t begin = begin_of_command(line, end);
  return trimmed(line.substr(begin, end - begin)).starts_with("! ");
}

}  // namespace

bool calls_packwarden(std::string_view text) {
  return any_line(
      text, [](std::string_view line) { return end_of_call(line) != std::string_view::npos; });
}

std::string publishing_command(std::string_view text) {
  constexpr std::array<std::string_view, 12> kCommands = {
      "npm publish",   "npm stage publish",  "pnpm publish",     "pnpm -r publish",
      "yarn publish",  "yarn npm publish",   "bun publish",      "changeset publish",
      "lerna publish", "nx release publish", "semantic-release", "release-it"};
  std::string out;
  any_line(text, [&](std::string_view line) {
    for (const std::string_view command : kCommands) {
      const std::size_t at = line.find(command);
      if (at == std::string_view::npos || (at > 0 && is_name_byte(line[at - 1]))) continue;
      out = command;
      return true;
    }
    return false;
  });
  return out;
}

std::string with_scripts(std::string_view text, const Json& manifest) {
  std::string out(text);
  const Json* scripts = manifest.find("scripts");
  if (scripts == nullptr) return out;
  std::set<std::string_view> seen;
  std::vector<std::string_view> open = {text};
  while (!open.empty() && seen.size() < kMostScripts) {
    const std::string_view next = open.back();
    open.pop_back();
    for (const std::string_view name : scripts_run_by(next, *scripts)) {
      const std::string* script = scripts->find(name)->string();
      if (script == nullptr || !seen.insert(name).second) continue;
      out.append("\n").append(*script);
      open.push_back(*script);
    }
  }
  return out;
}

bool drops_status(std::string_view text) {
  return any_line(text, [](std::string_view line) {
    std::string_view rest = trimmed(behind_call(line));
    if (rest.ends_with(';')) rest.remove_suffix(1);  // nothing behind it
    if (rest.find_first_of(";|") != std::string_view::npos || is_negated(line)) return true;
    const std::size_t sign = rest.find('&');  // in the background, unless it is `2>&1` or `&&`
    return sign != std::string_view::npos && rest.substr(sign, 2) != "&&" &&
           (sign == 0 || rest[sign - 1] != '>');
  });
}

bool goes_on_after(std::string_view text) {
  return any_line(text, [](std::string_view line) {
    const std::size_t next = behind_call(line).find("&&");
    return next != std::string_view::npos;
  });
}

}  // namespace packwarden
