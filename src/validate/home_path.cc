#include <algorithm>
#include <array>

#include "base/text.h"
#include "validate/all.h"
#include "validate/placeholder.h"

namespace packwarden {
namespace {

/// Users of examples, of images that builds run in, and of no person.
constexpr std::array<std::string_view, 28> kNobody = {
    "admin",  "app",      "bar",       "circleci", "default",  "example",    "foo",
    "guest",  "john",     "linuxbrew", "me",       "name",     "node",       "postgres",
    "public", "root",     "runner",    "shared",   "someone",  "travis",     "ubuntu",
    "user",   "username", "usr",       "vscode",   "web_user", "myusername", "you"};

/// Whether the path goes on from something, so that it does not begin at the root.
bool is_within_another(const Match& match) {
  if (match.whole.begin == 0) return false;
  const char before = match.text[match.whole.begin - 1];
  return is_ascii_letter(before) || is_ascii_digit(before) || before == '.' || before == '-' ||
         before == '_' || before == '}' || before == ')';
}

}  // namespace

Verdict check_home_path(const Match& match) {
  const std::string user = ascii_lower(match.secret);
  if (std::find(kNobody.begin(), kNobody.end(), user) != kNobody.end()) return Verdict::refuted;
  if (is_placeholder(user) || is_within_another(match)) return Verdict::refuted;
  return Verdict::unknown;
}

}  // namespace packwarden
