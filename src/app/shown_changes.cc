#include "app/shown_changes.h"

#include <algorithm>
#include <string_view>
#include <utility>
#include <vector>

#include "base/text.h"
#include "npm/posix_path.h"
#include "npm/tree_path.h"

namespace packwarden {
namespace {

bool is_secret(const Finding& finding) {
  return finding.kind == FindingKind::secret || finding.rule_id.starts_with("sec-");
}

void add_spans(const Finding& finding, const std::string& path, std::vector<ByteSpan>& out) {
  if (finding.location.path == path) out.push_back(finding.location.span);
  for (const AlsoAt& also : finding.also) {
    if (also.location.path == path) out.push_back(also.location.span);
  }
}

/// Where secrets are in `text`, the content of the file at `path`.
Result<std::vector<ByteSpan>> secrets_in(const std::string& path, std::string_view text,
                                         Inspector& inspector) {
  std::vector<Finding> found;
  TRY(inspector.inspect(path, text, found));
  std::vector<ByteSpan> out;
  for (const Finding& finding : found) add_spans(finding, path, out);
  return out;
}

/// A mark by which CI services know commands: `##[`, `##vso[`.
bool has_command_mark(std::string_view line) {
  for (std::size_t at = line.find("##"); at != std::string_view::npos;
       at = line.find("##", at + 1)) {
    std::string_view rest = line.substr(at + 2);
    while (!rest.empty() && is_ascii_letter(rest.front())) rest.remove_prefix(1);
    if (rest.starts_with('[')) return true;
  }
  return false;
}

/// Whether a line of a diff can be printed as it is.
bool is_inert(std::string_view line) {
  const std::string_view content = trimmed(line.substr(std::min<std::size_t>(1, line.size())));
  if (content.starts_with("::") || has_command_mark(line)) return false;
  std::string plain(line);
  std::erase_if(plain, [](char c) { return c == '\t' || c == '\r' || c == '\\'; });
  return escape_for_display(plain) == plain;
}

bool all_inert(std::string_view diff) {
  while (!diff.empty()) {
    const std::size_t end = std::min(diff.find('\n'), diff.size());
    if (!is_inert(diff.substr(0, end))) return false;
    diff.remove_prefix(std::min(end + 1, diff.size()));
  }
  return true;
}

/// The path of the file from the working directory, or else from the package.
std::string path_in_diff(const std::string& directory, const std::string& file) {
  if (file.starts_with('/')) return file.substr(1);  // a diff names no absolute files
  std::string path = join_paths(directory, file);
  return path.starts_with('/') || leads_up(path) ? file : path;
}

}  // namespace

Result<ShownChanges> shown_changes(std::span<const FileChangeText> changes,
                                   const std::string& directory, std::span<const Judged> findings,
                                   Inspector& inspector) {
  ShownChanges out;
  for (const FileChangeText& change : changes) {
    TRY_ASSIGN(auto before, secrets_in(change.path, change.before.value_or(""), inspector));
    TRY_ASSIGN(const auto after, secrets_in(change.path, change.after, inspector));
    for (const Judged& judged : findings) {
      if (is_secret(judged.finding)) add_spans(judged.finding, change.path, before);
    }
    const std::string diff =
        unified_diff({path_in_diff(directory, change.path), change.before, change.after});
    const bool names_secret = inspector.conceal(change.path) != change.path;
    if (names_secret || diff_shows(change, before, after) || !all_inert(diff)) {
      out.withheld.push_back(change.path);
    } else {
      out.diff += diff;
    }
  }
  return out;
}

}  // namespace packwarden
