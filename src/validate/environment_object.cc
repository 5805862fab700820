#include <algorithm>
#include <array>
#include <initializer_list>
#include <span>

#include "base/text.h"
#include "validate/all.h"
#include "validate/context.h"
#include "validate/person.h"
#include "validate/rooted_path.h"

// Objects that hold the variables of a process: a name by itself tells nothing, its neighbours do.
namespace packwarden {
namespace {

/// How far from a match its neighbours may stand, in bytes.
constexpr std::size_t kReach = 4096;
/// The same name so close in front belongs to the same object, which it has told of already.
constexpr std::size_t kSame = 512;

bool is_of_name(char c) { return is_ascii_letter(c) || is_ascii_digit(c) || c == '_'; }

std::string_view around(const Match& match, std::size_t before, std::size_t after) {
  const std::size_t at = std::min<std::size_t>(match.whole.begin, match.text.size());
  const std::size_t begin = at - std::min(at, before);
  return match.text.substr(begin, at - begin + after);
}

/// Whether `name` stands in `text` as a key: a word of its own, quoted or not, and then a colon.
bool has_key(std::string_view text, std::string_view name) {
  for (std::size_t at = text.find(name); at != std::string_view::npos;
       at = text.find(name, at + 1)) {
    if (at > 0 && is_of_name(text[at - 1])) continue;
    std::size_t next = at + name.size();
    while (next < text.size() &&
           (text[next] == '\\' || text[next] == '"' || text[next] == '\'' || text[next] == ' ')) {
      ++next;
    }
    if (next < text.size() && text[next] == ':') return true;
  }
  return false;
}

std::size_t count_keys(std::string_view text, std::span<const std::string_view> names) {
  return static_cast<std::size_t>(std::count_if(
      names.begin(), names.end(), [text](std::string_view name) { return has_key(text, name); }));
}

/// The name that the match begins with.
std::string_view first_word(const Match& match) {
  const std::string_view whole = whole_of(match);
  const auto end = std::find_if_not(whole.begin(), whole.end(), is_of_name);
  return whole.substr(0, static_cast<std::size_t>(end - whole.begin()));
}

/// The value that the match ends with, between its quotes.
std::string_view last_value(const Match& match) {
  const std::string_view whole = whole_of(match);
  const std::size_t begin = whole.find_last_of("\"'") + 1;
  return whole.substr(begin, whole.find('\\', begin + 3) - begin);
}

bool is_absolute_directory(std::string_view text) {
  return text.starts_with('/') ||
         (text.size() > 2 && is_ascii_letter(text[0]) && text[1] == ':' && text[2] == '\\');
}

/// Whether `value` lists three absolute directories or more.
bool is_search_path(std::string_view value) {
  const char joint = value.starts_with('/') ? ':' : ';';
  std::size_t count = 0;
  while (!value.empty()) {
    const std::string_view part = value.substr(0, value.find(joint));
    if (is_absolute_directory(part)) ++count;
    value.remove_prefix(std::min(value.size(), part.size() + 1));
  }
  return count >= 3;
}

/// Whether `value` is a path in the home directory of a person.
bool is_home(std::string_view value) {
  for (const std::string_view start : {"/home/", "/Users/", "C:\\Users\\"}) {
    if (!value.starts_with(start)) continue;
    const std::string_view user = value.substr(start.size());
    return is_person(user.substr(0, user.find_first_of("/\\")));
  }
  return false;
}

/// Whether the text in front of the match has told of the same object.
bool is_told(const Match& match, std::string_view name) {
  return has_key(around(match, kSame, 0), name);
}

}  // namespace

Verdict check_environment_object(const Match& match) {
  constexpr std::array<std::string_view, 10> kOthers = {
      "HOME", "SHELL", "USER", "LANG", "TERM", "TMPDIR", "HOSTNAME", "OLDPWD", "SHLVL", "LOGNAME"};
  const std::string_view name = first_word(match);
  const std::string_view value = last_value(match);
  const bool is_path = ascii_lower(name) == "path";
  if (!(is_path ? is_search_path(value) : is_home(value))) return Verdict::refuted;
  if (is_told(match, name)) return Verdict::refuted;
  const std::string_view object = around(match, kReach, kReach);
  if (object.find("web_user") != std::string_view::npos) return Verdict::refuted;
  const std::size_t others = count_keys(object, kOthers) - (name == "HOME" ? 1 : 0);
  return others >= 2 ? Verdict::unknown : Verdict::refuted;
}

Verdict check_vite_object(const Match& match) {
  constexpr std::array<std::string_view, 3> kAll = {"BASE_URL", "MODE", "SSR"};
  constexpr std::array<std::string_view, 2> kOne = {"DEV", "PROD"};
  const std::string_view before = around(match, kSame, 0);
  const std::size_t last = before.rfind("VITE_");
  if (last != std::string_view::npos && before.find('{', last) == std::string_view::npos) {
    return Verdict::refuted;
  }
  const std::string_view object = around(match, kReach, kReach);
  const bool is_all = count_keys(object, kAll) == kAll.size() && count_keys(object, kOne) > 0;
  const bool is_type = object.find("MODE: string") != std::string_view::npos;
  return is_all && !is_type ? Verdict::unknown : Verdict::refuted;
}

}  // namespace packwarden
