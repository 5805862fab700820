#include "source/commit_range.h"

#include <fcntl.h>

#include <algorithm>
#include <unordered_set>
#include <utility>

#include "base/shell_word.h"
#include "base/split.h"
#include "base/text.h"
#include "source/file_reader.h"
#include "source/git_objects.h"
#include "source/git_process.h"

namespace packwarden {
namespace {

constexpr std::uint64_t kMostListed = std::uint64_t{256} << 20U;
constexpr std::uint64_t kMostShort = std::uint64_t{64} << 10U;
constexpr std::uint64_t kLargestCommit = std::uint64_t{16} << 20U;

Result<std::string> ask_git(std::vector<std::string> arguments, std::string_view input,
                            std::uint64_t most) {
  TRY_ASSIGN(GitProcess git, GitProcess::start(std::move(arguments), GitPlace::caller));
  return git.answer(input, most, kGitPatience);
}

bool is_shallow() {
  const auto answer = ask_git({"rev-parse", "--is-shallow-repository"}, "", kMostShort);
  return answer && answer->starts_with("true");
}

/// The commits whose parents a shallow clone does not have.
std::unordered_set<std::string> cut_commits() {
  std::unordered_set<std::string> out;
  const auto answer = ask_git({"rev-parse", "--git-path", "shallow"}, "", kMostShort);
  if (!answer) return out;
  const std::string path(trimmed(*answer));
  const FileBytes text = FileReader(kMostListed).read(AT_FDCWD, path, Links::follow, path);
  if (!text) return out;
  for (std::string& line : lines_of(*text)) out.insert(std::move(line));
  return out;
}

/// What a remote calls the base; "" where only this clone could say it. Somebody may paste it.
std::string name_at_remote(const std::string& base) {
  constexpr std::string_view kOrigin = "origin/";
  if (!is_plain_shell_word(base) || base == "HEAD") return "";
  return " " + (base.starts_with(kOrigin) ? base.substr(kOrigin.size()) : base);
}

/// What to do about a base that is not there.
tl::unexpected<Error> missing_history(const std::string& where, const std::string& base) {
  const bool shallow = is_shallow();
  const std::string fetch = shallow ? "git fetch --unshallow origin" : "git fetch origin";
  return fail(ErrorKind::config, where,
              "this clone does not hold where the range begins. Fetch it and run this again: " +
                  fetch + (base.empty() ? "" : name_at_remote(base)) +
                  (shallow ? " (in CI: check out the whole history)" : ""));
}

/// The commit that a revision names; "" where there is none.
Result<std::string> commit_called(const std::string& revision, GitObjects& objects) {
  TRY_ASSIGN(const auto object, objects.read(revision + "^{commit}", kLargestCommit));
  return object && object->type == "commit" ? object->id : std::string();
}

Result<std::vector<std::string>> known_commits(const std::vector<std::string>& revisions,
                                               const std::string& range, GitObjects& objects) {
  std::vector<std::string> out;
  for (const std::string& revision : revisions) {
    TRY_ASSIGN(std::string commit, commit_called(revision, objects));
    if (commit.empty()) return fail(ErrorKind::config, range, "there is no commit " + revision);
    out.push_back(std::move(commit));
  }
  return out;
}

/// The bases, each of which has history in common with the tips.
Result<std::vector<std::string>> base_commits(const CommitRange& range,
                                              const std::vector<std::string>& tips,
                                              GitObjects& objects) {
  std::vector<std::string> out;
  for (const std::string& base : range.bases) {
    TRY_ASSIGN(std::string commit, commit_called(base, objects));
    if (commit.empty()) return missing_history(range.text, base);
    for (const std::string& tip : tips) {
      if (ask_git({"merge-base", commit, tip}, "", kMostShort)) continue;
      if (is_shallow()) return missing_history(range.text, base);
    }
    out.push_back(std::move(commit));
  }
  return out;
}

/// A push to an address has no branches of its own: then those of all remotes count.
std::string remotes_option(const std::string& remote) {
  const std::string all = "--remotes";
  return is_plain_shell_word(remote) ? all + "=" + remote : all;
}

Result<std::vector<std::string>> commits_of(const CommitRange& range,
                                            const std::vector<std::string>& tips,
                                            const std::vector<std::string>& bases) {
  std::string input;
  for (const std::string& tip : tips) input += tip + "\n";
  for (const std::string& base : bases) input += "^" + base + "\n";
  std::vector<std::string> arguments = {"rev-list", "--stdin"};
  if (!range.remote.empty()) {
    arguments.insert(arguments.end(), {"--not", remotes_option(range.remote)});
  }
  TRY_ASSIGN(const std::string answer, ask_git(std::move(arguments), input, kMostListed));
  return lines_of(answer);
}

/// What another commit is checked out than the one that was to be looked into has no secrets of it.
Result<void> check_holds(const CommitRange& range, const std::vector<std::string>& tips) {
  if (range.held.empty()) return {};
  for (const std::string& tip : tips) {
    if (ask_git({"merge-base", "--is-ancestor", range.held, tip}, "", kMostShort)) continue;
    return fail(ErrorKind::config, range.text,
                "does not hold the commit of the pull request, " + range.held.substr(0, 12) +
                    ": check that out, or its merge, with the whole history, and run this again");
  }
  return {};
}

/// A commit without its parents would look as if it added all files there are.
Result<void> check_history(const CommitRange& range, const std::vector<std::string>& commits) {
  if (commits.empty() || !is_shallow()) return {};
  const std::unordered_set<std::string> cut = cut_commits();
  const bool is_cut = std::any_of(commits.begin(), commits.end(),
                                  [&](const std::string& commit) { return cut.contains(commit); });
  if (!is_cut) return {};
  return missing_history(range.text, range.bases.empty() ? "" : range.bases.front());
}

Result<std::vector<GitChange>> changes_of(const std::vector<std::string>& commits) {
  if (commits.empty()) return std::vector<GitChange>();
  std::string input;
  for (const std::string& commit : commits) input += commit + "\n";
  TRY_ASSIGN(const std::string answer,
             ask_git({"diff-tree", "--stdin", "-r", "-c", "--root", "--raw", "-z", "--no-abbrev",
                      "--no-renames", "--no-ext-diff", "--no-textconv", "--no-relative",
                      "--ignore-submodules=none", "--diff-filter=d"},
                     input, kMostListed));
  return parse_git_changes(answer);
}

/// What would not name one commit.
bool is_option(std::string_view revision) {
  return revision.starts_with('-') || revision.starts_with('^');
}

}  // namespace

Result<CommitRange> parse_commit_range(std::string_view text) {
  const std::size_t dots = text.find("..");
  const std::string_view first = text.substr(0, dots);
  std::string_view second = dots == std::string_view::npos ? "" : text.substr(dots + 2);
  if (second.starts_with('.')) second.remove_prefix(1);
  const bool is_odd = text.find_first_of(" \t\n\r:\\") != std::string_view::npos ||
                      second.find("..") != std::string_view::npos || second.starts_with('.') ||
                      is_option(first) || is_option(second) || text.empty();
  if (is_odd) {
    return fail(ErrorKind::config, std::string(text),
                "is no range of commits: name one as origin/main..HEAD");
  }
  if (first.empty()) {
    return fail(
        ErrorKind::config, std::string(text),
        "names no commit in front of the dots: is a variable empty? HEAD..TIP says from HEAD");
  }
  CommitRange out;
  out.text = dots == std::string_view::npos ? std::string(text) + "..HEAD" : std::string(text);
  out.bases = {std::string(first)};
  out.tips = {second.empty() ? "HEAD" : std::string(second)};
  return out;
}

Result<CommitRange> pushed_range(std::string_view lines, const std::string& remote) {
  CommitRange out;
  out.text = "push to " + remote;
  out.remote = remote;
  for (const std::string& line : lines_of(lines)) {
    if (line.empty()) continue;  // of nothing that is pushed a shell makes an empty line
    const std::vector<std::string_view> words = split(line, ' ');
    if (words.size() != 4 || !is_git_id(words[1]) || !is_git_id(words[3])) {
      return fail(ErrorKind::format, "standard input",
                  "is not what git tells a pre-push hook: LOCAL-REF ID REMOTE-REF ID");
    }
    if (!is_null_git_id(words[1])) out.tips.emplace_back(words[1]);
  }
  return out;
}

Result<GitScope> files_of_commits(const CommitRange& range) {
  GitScope out;
  out.facts.kind = SourceKind::range;
  out.facts.root = range.text;
  out.facts.may_be_empty = true;
  if (range.tips.empty()) return out;
  GitObjects objects(GitPlace::caller);
  TRY_ASSIGN(const auto tips, known_commits(range.tips, range.text, objects));
  TRY_ASSIGN(const auto bases, base_commits(range, tips, objects));
  TRY(check_holds(range, tips));
  TRY_ASSIGN(const auto commits, commits_of(range, tips, bases));
  TRY(check_history(range, commits));
  TRY_ASSIGN(out.changes, changes_of(commits));
  std::reverse(out.changes.begin(), out.changes.end());  // the oldest first: who added it
  out.facts.notes.push_back(std::to_string(commits.size()) +
                            (commits.size() == 1 ? " commit." : " commits."));
  return out;
}

}  // namespace packwarden
