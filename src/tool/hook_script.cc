#include "tool/hook_script.h"

#include <algorithm>
#include <cstddef>
#include <utility>
#include <vector>

#include "base/split.h"
#include "base/text.h"
#include "tool/command_text.h"

namespace packwarden {
namespace {

constexpr std::string_view kShell = "#!/bin/sh\n";

// How blocks begin: all alike up to the first comma.
constexpr std::string_view kAnyBegin = "# >>> packwarden";
constexpr std::string_view kBegin =
    "# >>> packwarden >>> by `packwarden hook install`; `packwarden hook uninstall` takes it out\n";
constexpr std::string_view kBeginBesideOthers =
    "# >>> packwarden, beside others >>> by `packwarden hook install`; `packwarden hook uninstall` "
    "takes it out\n";
/// The last line of the others had no end; the one in front of the block is the block's.
constexpr std::string_view kBeginBehindOpenLine =
    "# >>> packwarden, behind an open line >>> by `packwarden hook install`; `packwarden hook "
    "uninstall` takes it out\n";
constexpr std::string_view kEnd = "# <<< packwarden <<<\n";

constexpr std::string_view kKeepStatus =
    "packwarden=$?; [ \"$packwarden\" -eq 0 ] || exit \"$packwarden\"\n";

// Native first: Node.js takes longer to start than most commits take to examine.
constexpr std::string_view kFind = R"sh(case "$(uname -sm)" in
  'Linux x86_64') packwarden=linux-x64 ;;
  'Linux aarch64') packwarden=linux-arm64 ;;
  'Darwin x86_64') packwarden=darwin-x64 ;;
  'Darwin arm64') packwarden=darwin-arm64 ;;
esac
packwarden=node_modules/@packwarden/${packwarden:-none}/bin/packwarden
[ -x "$packwarden" ] || packwarden=node_modules/.bin/packwarden
[ -x "$packwarden" ] || packwarden=packwarden
packwarden=${PACKWARDEN_BIN:-$packwarden}
)sh";

constexpr std::string_view kCallOfPreCommit = R"sh(if ! command -v "$packwarden" >/dev/null; then
  echo "packwarden: $packwarden is not there, so nothing was examined: npm install --save-dev packwarden" >&2
  (exit 2)
else
  "$packwarden" staged --quiet
fi || {
  packwarden=$?; echo "packwarden: status $packwarden. To commit all the same: git commit --no-verify, or for one rule" \
    "PACKWARDEN_SKIP=rule-id PACKWARDEN_SKIP_REASON=why git commit" >&2; exit "$packwarden"
}
)sh";

// Lines of references hold no secret, and what is in a variable is not expanded again.
constexpr std::string_view kCallOfPrePush = R"sh(packwarden_refs=$(cat)
if ! command -v "$packwarden" >/dev/null; then
  echo "packwarden: $packwarden is not there, so nothing was examined: npm install --save-dev packwarden" >&2
  (exit 2)
elif [ -n "$packwarden_refs" ]; then
  printf '%s\n' "$packwarden_refs" | "$packwarden" range --quiet --pre-push "$1"
fi || {
  packwarden=$?; echo "packwarden: status $packwarden. To push all the same: git push --no-verify" >&2; exit "$packwarden"
}
[ -z "$packwarden_refs" ] || exec <<PACKWARDEN
$packwarden_refs
PACKWARDEN
)sh";

std::string block(GitHook hook, std::string_view begin) {
  const bool is_commit = hook == GitHook::pre_commit;
  std::string out(begin);
  if (is_commit) out += kKeepStatus;
  out += kFind;
  out += is_commit ? kCallOfPreCommit : kCallOfPrePush;
  return out + std::string(kEnd);
}

/// Where the line that begins with `mark` begins, at or behind `from`.
std::size_t find_line(std::string_view text, std::string_view mark, std::size_t from) {
  std::size_t at = text.find(mark, from);
  while (at != std::string_view::npos && at > 0 && text[at - 1] != '\n') {
    at = text.find(mark, at + 1);
  }
  return at;
}

/// A block, from its first byte to behind its last one.
struct BlockPlace {
  std::size_t begin = 0;
  std::size_t end = 0;
};

Result<std::optional<BlockPlace>> find_block(std::string_view text, const std::string& where) {
  const std::size_t begin = find_line(text, kAnyBegin, 0);
  if (begin == std::string_view::npos) return std::nullopt;
  const std::size_t end = find_line(text, kEnd, begin);
  const bool is_damaged = end == std::string_view::npos ||
                          find_line(text, kAnyBegin, begin + 1) != std::string_view::npos;
  if (is_damaged) {
    return fail(ErrorKind::config, where,
                "holds a block of packwarden that has no end, or two: take it out by hand");
  }
  return BlockPlace{begin, end + kEnd.size()};
}

/// The program that `#!` names, without directory and `env`; "" where there is no such line.
std::string interpreter_of(std::string_view text) {
  if (!text.starts_with("#!")) return {};
  std::string_view line = text.substr(2, std::min(text.find('\n'), text.size()) - 2);
  std::string name;
  while (!(line = trimmed(line)).empty()) {
    const std::size_t end = std::min(line.find_first_of(" \t"), line.size());
    const std::string_view word = line.substr(0, end);
    line.remove_prefix(end);
    if (!name.empty() && (name != "env" || word.starts_with('-'))) continue;
    name = word.substr(word.rfind('/') + 1);
  }
  return name;
}

bool is_shell(std::string_view text) {
  static constexpr std::array<std::string_view, 7> kShells = {"",    "ash", "bash", "dash",
                                                              "ksh", "sh",  "zsh"};
  if (text.find('\0') != std::string_view::npos || text.find('\r') != std::string_view::npos) {
    return false;
  }
  return std::find(kShells.begin(), kShells.end(), interpreter_of(text)) != kShells.end();
}

/// The words of a line, roughly: commands that stand behind `&&`, `then` and the like are words of
/// their own.
std::vector<std::string_view> words_of(std::string_view line) {
  std::vector<std::string_view> out = words_between(line, " \t;&|(){}`");
  const auto comment = std::find_if(out.begin(), out.end(),
                                    [](std::string_view word) { return word.starts_with('#'); });
  out.erase(comment, out.end());
  return out;
}

bool is_failure(std::string_view status) {
  const bool is_number = std::all_of(status.begin(), status.end(), is_ascii_digit);
  return !status.empty() && is_number && status.find_first_not_of('0') != std::string_view::npos;
}

/// `|| exit` and `|| exit $?`: the status is that of what failed.
bool passes_failure_on(std::string_view line, std::string_view exit, std::string_view status) {
  const auto at = static_cast<std::size_t>(exit.data() - line.data());
  const bool is_after_failure = trimmed(line.substr(0, at)).ends_with("||");
  return is_after_failure && (status.empty() || status == "$?" || status == "\"$?\"");
}

/// `exit` with anything that may be no failure, and `exec` of a program: what stands behind them is
/// not reached.
bool line_ends_script(std::string_view line) {
  const std::vector<std::string_view> words = words_of(line);
  for (std::size_t i = 0; i < words.size(); ++i) {
    const std::string_view next = i + 1 < words.size() ? words[i + 1] : "";
    const bool is_safe = is_failure(next) || passes_failure_on(line, words[i], next);
    if (words[i] == "exit" && !is_safe) return true;
    const bool is_redirection = next.find_first_of("<>") != std::string_view::npos;
    if (words[i] == "exec" && !is_redirection) return true;
  }
  return false;
}

bool ends_early(std::string_view text) {
  const std::vector<std::string> lines = lines_of(text);
  return std::any_of(lines.begin(), lines.end(), line_ends_script);
}

Result<void> check_takes_block(std::string_view text, GitHook hook, const std::string& where) {
  std::string why;
  if (!is_shell(text)) {
    why = "is no script of a POSIX shell, and is left alone";
  } else if (hook == GitHook::pre_commit && ends_early(text)) {
    why = "may end by `exit` or `exec` before its last line, and is left alone";
  } else if (hook == GitHook::pre_commit && trimmed(text).ends_with('\\')) {
    why = "ends in the middle of a command, and is left alone";
  }
  if (why.empty()) return {};
  return fail(ErrorKind::config, where, why);
}

/// Behind the line that names the shell.
std::size_t begin_of_commands(std::string_view text) {
  return text.starts_with("#!") ? std::min(text.find('\n'), text.size() - 1) + 1 : 0;
}

std::string with_new_block(std::string text, GitHook hook) {
  const std::size_t at = hook == GitHook::pre_push ? begin_of_commands(text) : text.size();
  const bool is_open = at > 0 && text[at - 1] != '\n';
  const std::string added =
      is_open ? "\n" + block(hook, kBeginBehindOpenLine) : block(hook, kBeginBesideOthers);
  return text.insert(at, added);
}

}  // namespace

std::string_view name_of(GitHook hook) {
  return hook == GitHook::pre_commit ? "pre-commit" : "pre-push";
}

std::string arguments_for(GitHook hook) {
  return hook == GitHook::pre_commit ? "staged" : "range --pre-push \"$1\"";
}

std::string hook_file(GitHook hook) { return std::string(kShell) + block(hook, kBegin); }

Result<std::string> with_hook_block(std::string text, GitHook hook, const Json& manifest,
                                    const std::string& where) {
  TRY_ASSIGN(const std::optional<BlockPlace> old, find_block(text, where));
  if (!old && calls_packwarden(with_scripts(text, manifest))) return text;
  if (!old) {
    TRY(check_takes_block(text, hook, where));
    return with_new_block(std::move(text), hook);
  }
  const std::size_t line_end = text.find('\n', old->begin) + 1;
  const std::string begin = text.substr(old->begin, line_end - old->begin);
  return text.replace(old->begin, old->end - old->begin, block(hook, begin));
}

Result<std::optional<HookWithoutBlock>> without_hook_block(std::string text,
                                                           const std::string& where) {
  TRY_ASSIGN(const std::optional<BlockPlace> place, find_block(text, where));
  if (!place) return std::nullopt;
  const std::string_view from = std::string_view(text).substr(place->begin);
  const bool is_own_file = from.starts_with(kBegin);
  std::size_t begin = place->begin;
  if (from.starts_with(kBeginBehindOpenLine) && begin > 0) --begin;
  text.erase(begin, place->end - begin);
  const bool is_ours = is_own_file && text == kShell;
  return HookWithoutBlock{std::move(text), is_ours};
}

}  // namespace packwarden
