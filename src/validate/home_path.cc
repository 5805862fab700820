#include <array>

#include "base/text.h"
#include "validate/all.h"
#include "validate/person.h"
#include "validate/placeholder.h"
#include "validate/rooted_path.h"

namespace packwarden {
namespace {

/// Users of examples, of images that builds run in, and of no person.
constexpr std::array<std::string_view, 39> kNobody = {
    "admin",         "app",      "bar",         "build",       "builder",   "buildkite-agent",
    "buildozer",     "circleci", "default",     "distiller",   "example",   "foo",
    "gitlab-runner", "guest",    "jenkins",     "john",        "linuxbrew", "me",
    "myusername",    "name",     "node",        "openharmony", "postgres",  "public",
    "root",          "runner",   "runneradmin", "shared",      "someone",   "travis",
    "ubuntu",        "user",     "username",    "usr",         "vscode",    "vsts",
    "vstsagent",     "web_user", "you"};

}  // namespace

bool is_within_another(const Match& match) {
  if (match.whole.begin == 0 || match.whole.begin > match.text.size()) return false;
  const char before = match.text[match.whole.begin - 1];
  return is_ascii_letter(before) || is_ascii_digit(before) || before == '.' || before == '-' ||
         before == '_' || before == '}' || before == ')';
}

bool is_person(std::string_view user) {
  const std::string folded = ascii_lower(user);
  return !is_one_of(folded, kNobody) && !is_placeholder(folded);
}

Verdict check_home_path(const Match& match) {
  if (!is_person(match.secret) || is_within_another(match)) return Verdict::refuted;
  return Verdict::unknown;
}

Verdict check_rooted_path(const Match& match) {
  return is_within_another(match) ? Verdict::refuted : Verdict::unknown;
}

}  // namespace packwarden
