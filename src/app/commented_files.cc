#include "app/commented_files.h"

#include <algorithm>
#include <array>
#include <string>
#include <utility>

#include "app/catalogue.h"
#include "app/stale_findings.h"
#include "base/text.h"

namespace packwarden {
namespace {

/// Whether the path is that of a member of an archive which a source opened.
bool is_in_archive(std::string_view path) {
  constexpr std::array<std::string_view, 3> kMarks = {".tar!", ".tar.gz!", ".tgz!"};
  const std::string lower = ascii_lower(path);
  return std::any_of(kMarks.begin(), kMarks.end(),
                     [&](std::string_view mark) { return lower.find(mark) != std::string::npos; });
}

}  // namespace

CommentMode comments_in(SourceKind kind, const Policy& policy) {
  const bool is_of_another = kind == SourceKind::tarball || kind == SourceKind::standard_input;
  return policy.takes_inline_suppressions() && !is_of_another ? CommentMode::heeded
                                                              : CommentMode::ignored;
}

std::optional<CommentedFile> comments_of(const Entry& entry, Inspector& inspector) {
  if (entry.kind != EntryKind::file || is_in_archive(entry.path)) return std::nullopt;
  CommentedFile out{entry.path, inline_suppressions_in(entry.bytes)};
  if (out.comments.empty()) return std::nullopt;
  for (InlineSuppression& comment : out.comments) {
    comment.reason = inspector.conceal(comment.reason);
  }
  return out;
}

InlineSuppressions inline_suppressions(std::vector<CommentedFile> files, const Policy& policy,
                                       const Database& database, bool is_ci) {
  const auto is_known = [&database](std::string_view id) { return is_known_id(id, database); };
  return {std::move(files), {policy.today(), is_ci, is_known}};
}

void report_comments(const InlineSuppressions& comments, const Policy& policy,
                     TargetReport& report) {
  const std::vector<std::string> notes = comments.notes();
  report.notes.insert(report.notes.end(), notes.begin(), notes.end());
  report_stale(comments.stale(), stale_mode(policy), report);
}

}  // namespace packwarden
