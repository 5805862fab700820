#include "tool/git_repository.h"

#include <fcntl.h>

#include <algorithm>
#include <charconv>
#include <string_view>
#include <utility>

#include "base/descriptor.h"
#include "npm/directory.h"
#include "npm/posix_path.h"
#include "source/file_reader.h"
#include "source/git_process.h"

namespace packwarden {
namespace {

constexpr std::uint64_t kLongestAnswer = std::uint64_t{64} << 10U;

/// Whom to ask: git in the directory of this process, as it was started, or in another one.
struct Git {
  GitPlace place = GitPlace::caller;
  const Descriptor* directory = nullptr;

  [[nodiscard]] Result<std::string> ask(std::vector<std::string> arguments) const {
    TRY_ASSIGN(GitProcess git, GitProcess::start(std::move(arguments), place, directory));
    return git.answer("", kLongestAnswer, kGitPatience);
  }

  /// The one line that it answers.
  [[nodiscard]] Result<std::string> line(std::vector<std::string> arguments) const {
    TRY_ASSIGN(std::string answer, ask(std::move(arguments)));
    if (!answer.ends_with('\n'))
      return fail(ErrorKind::format, "git", "does not say what it was asked");
    answer.pop_back();
    return answer;
  }
};

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
Result<ConfiguredPath> configured_hooks_path(const Git& git) {
  TRY_ASSIGN(const std::string answer, git.ask({"config", "-z", "--show-scope", "--type=path",
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

/// `directory` is that in which git is asked.
Result<GitRepository> repository_of(const Git& git, const std::string& directory) {
  GitRepository out;
  TRY_ASSIGN(out.top, git.line({"rev-parse", "--show-toplevel"}));
  TRY_ASSIGN(const std::string common, git.line({"rev-parse", "--git-common-dir"}));
  out.top = without_links(out.top);
  // Git says it as seen from there.
  out.common_directory =
      without_links(common.starts_with('/') ? common : join_paths(directory, common));
  TRY_ASSIGN(const ConfiguredPath configured, configured_hooks_path(git));
  place_hooks(configured, out);
  TRY_ASSIGN(const std::string version, git.line({"version"}));
  out.has_configured_hooks = is_since_2_54(version);
  // It fails where there is none.
  out.configured_commands =
      git.ask({"config", "--get-regexp", "^hook\\..*\\.command$"}).value_or("");
  return out;
}

}  // namespace

std::string without_links(const std::string& path) { return real_path(path).value_or(path); }

Result<GitRepository> repository_here() { return repository_of(Git(), "."); }

Result<GitRepository> repository_at(const std::string& directory) {
  TRY_ASSIGN(const Descriptor opened,
             open_directory(AT_FDCWD, directory, Links::follow, directory));
  return repository_of(Git{GitPlace::directory, &opened}, directory);
}

Result<std::string> local_git_config(std::vector<std::string> arguments) {
  arguments.insert(arguments.begin(), {"config", "--local"});
  return Git().ask(std::move(arguments));
}

}  // namespace packwarden
