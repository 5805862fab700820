#include "source/staged_files.h"

#include <algorithm>
#include <string_view>
#include <utility>

#include "npm/directory.h"
#include "npm/posix_path.h"
#include "source/git_process.h"

namespace packwarden {
namespace {

constexpr std::uint64_t kMostListed = std::uint64_t{256} << 20U;

/// Where paths of the command line are seen from.
struct Place {
  std::string top;     // of the work tree, absolute, without links
  std::string prefix;  // of this directory below it: "" or "src/"
};

Result<Place> place_in_work_tree() {
  constexpr std::uint64_t kLongest = std::uint64_t{16} << 10U;
  TRY_ASSIGN(GitProcess git, GitProcess::start({"rev-parse", "--show-prefix", "--show-toplevel"},
                                               GitPlace::caller));
  TRY_ASSIGN(const std::string answer, git.answer("", kLongest, kGitPatience));
  const std::size_t end = answer.find('\n');
  if (end == std::string::npos || !answer.ends_with('\n')) {
    return fail(ErrorKind::format, "git", "does not say where the work tree is");
  }
  return Place{answer.substr(end + 1, answer.size() - end - 2), answer.substr(0, end)};
}

/// The path without links but for its last part, which may be a link that is staged.
std::string without_links(const std::string& path) {
  const auto directory = real_path(std::string(directory_name(path)));
  return directory ? join_paths(*directory, base_name(path)) : path;
}

/// As seen from the top of the work tree; "" for the top itself.
std::string path_in_tree(const std::string& path, const Place& place) {
  std::string out =
      path.starts_with('/') ? normalize_path(path) : normalize_path(place.prefix + path);
  if (out == place.top || out == place.top + "/") return "";
  if (path.starts_with('/') && !out.starts_with(place.top + "/")) out = without_links(out);
  if (out.starts_with(place.top + "/")) out = out.substr(place.top.size() + 1);
  if (out == "." || out == "./") return "";
  return out;
}

bool is_at_or_below(std::string_view path, std::string_view named) {
  if (named.empty() || path == named) return true;
  if (named.ends_with('/')) return path.starts_with(named);
  return path.starts_with(named) && path.substr(named.size()).starts_with('/');
}

Result<void> narrow(std::vector<GitChange>& changes, const std::vector<std::string>& paths) {
  if (paths.empty()) return {};
  TRY_ASSIGN(const Place place, place_in_work_tree());
  std::vector<std::string> named;
  for (const std::string& path : paths) named.push_back(path_in_tree(path, place));
  std::erase_if(changes, [&](const GitChange& change) {
    return std::none_of(named.begin(), named.end(),
                        [&](const std::string& one) { return is_at_or_below(change.path, one); });
  });
  if (!changes.empty()) return {};
  return fail(ErrorKind::config, paths.front(),
              paths.size() == 1 ? "is not staged" : "is not staged, nor are the others");
}

/// While branches are merged, what the other one has was there before, too.
void add_merged_versions(std::vector<GitChange>& changes) {
  for (GitChange& change : changes) {
    const bool can_be_asked = change.path.find('\n') == std::string::npos;
    if (can_be_asked) change.before.push_back("MERGE_HEAD:" + change.path);
  }
}

/// Outside of a repository `git diff` speaks of something else.
tl::unexpected<Error> refusal_of(Error error) {
  if (auto place = place_in_work_tree(); !place) return fail(std::move(place.error()));
  return fail(std::move(error));
}

}  // namespace

Result<std::string> top_of_work_tree() {
  TRY_ASSIGN(Place place, place_in_work_tree());
  return std::move(place.top);
}

Result<GitScope> staged_files(const std::vector<std::string>& paths) {
  TRY_ASSIGN(GitProcess git,
             GitProcess::start({"diff", "--cached", "--raw", "-z", "--no-abbrev", "--no-ext-diff",
                                "--no-textconv", "--no-renames", "--no-relative",
                                "--ignore-submodules=none", "--no-color", "--diff-filter=d"},
                               GitPlace::caller));
  Result<std::string> answer = git.answer("", kMostListed, kGitPatience);
  if (!answer) return refusal_of(std::move(answer.error()));
  GitScope out;
  TRY_ASSIGN(out.changes, parse_git_changes(*answer));
  TRY(narrow(out.changes, paths));
  add_merged_versions(out.changes);
  out.facts.kind = SourceKind::staged;
  out.facts.may_be_empty = true;
  return out;
}

}  // namespace packwarden
