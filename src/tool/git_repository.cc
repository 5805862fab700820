#include "tool/git_repository.h"

#include <algorithm>
#include <charconv>
#include <cstdlib>
#include <memory>
#include <string_view>
#include <utility>

#include "npm/posix_path.h"
#include "source/git_process.h"

namespace packwarden {
namespace {

constexpr std::uint64_t kLongestAnswer = std::uint64_t{64} << 10U;

Result<std::string> ask_git(std::vector<std::string> arguments) {
  TRY_ASSIGN(GitProcess git, GitProcess::start(std::move(arguments), GitPlace::caller));
  return git.answer("", kLongestAnswer, kGitPatience);
}

/// The one line that git answers.
Result<std::string> line_of_git(std::vector<std::string> arguments) {
  TRY_ASSIGN(std::string answer, ask_git(std::move(arguments)));
  if (!answer.ends_with('\n'))
    return fail(ErrorKind::format, "git", "does not say what it was asked");
  answer.pop_back();
  return answer;
}

/// A value of core.hooksPath, and in which file it stands.
struct ConfiguredPath {
  std::string scope;  // "local", "worktree", "global", "system"
  std::string value;
};

/// The part of `text` up to the next NUL, which is taken away.
std::string next_field(std::string_view& text) {
  const std::size_t end = std::min(text.find('\0'), text.size());
  std::string out(text.substr(0, end));
  text.remove_prefix(std::min(end + 1, text.size()));
  return out;
}

/// The last one counts. That of the command line is what packwarden gives git, so that git itself
/// runs no hook.
Result<ConfiguredPath> configured_hooks_path() {
  TRY_ASSIGN(const std::string answer, ask_git({"config", "-z", "--show-scope", "--type=path",
                                                "--get-all", "core.hooksPath"}));
  ConfiguredPath out;
  for (std::string_view left = answer; !left.empty();) {
    std::string scope = next_field(left);
    std::string value = next_field(left);
    if (scope != "command") out = {std::move(scope), std::move(value)};
  }
  return out;
}

int number_at(std::string_view text, std::size_t at) {
  int out = 0;
  if (at < text.size()) std::from_chars(text.data() + at, text.data() + text.size(), out);
  return out;
}

/// Of "git version 2.54.1".
bool is_since_2_54(std::string_view version) {
  constexpr std::string_view kBefore = "git version ";
  if (!version.starts_with(kBefore)) return false;
  version.remove_prefix(kBefore.size());
  const int major = number_at(version, 0);
  const std::size_t dot = version.find('.');
  const int minor = dot == std::string_view::npos ? 0 : number_at(version, dot + 1);
  return major > 2 || (major == 2 && minor >= 54);
}

/// Git runs hooks at the top of the work tree, and takes the path from there.
void place_hooks(const ConfiguredPath& configured, GitRepository& out) {
  if (configured.scope.empty()) {
    out.hooks = join_paths(out.common_directory, "hooks");
    return;
  }
  const bool is_absolute = configured.value.starts_with('/');
  out.hooks =
      is_absolute ? normalize_path(configured.value) : join_paths(out.top, configured.value);
  while (out.hooks.size() > 1 && out.hooks.ends_with('/')) out.hooks.pop_back();
  const bool is_own = configured.scope == "local" || configured.scope == "worktree";
  out.hooks_origin = is_own ? HooksPathOrigin::repository : HooksPathOrigin::elsewhere;
}

}  // namespace

std::string without_links(const std::string& path) {
  const std::unique_ptr<char, decltype(&std::free)> real(::realpath(path.c_str(), nullptr),
                                                         &std::free);
  return real ? std::string(real.get()) : path;
}

Result<GitRepository> repository_here() {
  GitRepository out;
  TRY_ASSIGN(out.top, line_of_git({"rev-parse", "--show-toplevel"}));
  TRY_ASSIGN(out.common_directory, line_of_git({"rev-parse", "--git-common-dir"}));
  out.top = without_links(out.top);
  out.common_directory = without_links(out.common_directory);  // git says it as seen from here
  TRY_ASSIGN(const ConfiguredPath configured, configured_hooks_path());
  place_hooks(configured, out);
  TRY_ASSIGN(const std::string version, line_of_git({"version"}));
  out.has_configured_hooks = is_since_2_54(version);
  return out;
}

Result<std::string> local_git_config(std::vector<std::string> arguments) {
  arguments.insert(arguments.begin(), {"config", "--local"});
  return ask_git(std::move(arguments));
}

}  // namespace packwarden
