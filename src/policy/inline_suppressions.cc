#include "policy/inline_suppressions.h"

#include <algorithm>

#include "base/text.h"

namespace packwarden {
namespace {

/// What is not given away for a comment where everybody can see that there is one.
bool is_of_secret(const Finding& finding) {
  return finding.kind == FindingKind::secret || finding.rule_id.starts_with("cred-") ||
         finding.rule_id.starts_with("sec-");
}

std::string place_of(const std::string& path, std::uint64_t line) {
  return path + ":" + std::to_string(line);
}

}  // namespace

InlineSuppressions::InlineSuppressions(std::vector<CommentedFile> files, InlineTerms terms)
    : terms_(std::move(terms)) {
  std::stable_sort(files.begin(), files.end(),
                   [](const auto& a, const auto& b) { return a.path < b.path; });
  for (CommentedFile& file : files) {
    for (InlineSuppression& said : file.comments) {
      if (said.mistake.empty()) by_target_.emplace(Place{file.path, said.target}, comments_.size());
      comments_.push_back({file.path, std::move(said), {}, {}});
    }
  }
}

bool InlineSuppressions::is_over(const Comment& comment) const {
  return !comment.said.until.empty() && comment.said.until < terms_.today;
}

/// Why the comment does not count for the finding; "" where it does.
std::string InlineSuppressions::refusal_of(const Comment& comment, const Finding& finding) const {
  if (finding.severity < Severity::high) return "";
  const std::string severity(name_of(finding.severity));
  if (terms_.is_ci && is_of_secret(finding)) {
    return "in continuous integration no comment suppresses a secret of severity " + severity;
  }
  if (!comment.said.until.empty()) return "";
  return "for severity " + severity + " the reason ends with a last day, as in until 2027-06-30";
}

/// The comment that counts for the finding at `location`; null: none does.
InlineSuppressions::Comment* InlineSuppressions::comment_on(const Finding& finding,
                                                            const Location& location) {
  if (!location.via.empty()) return nullptr;
  const auto [begin, end] = by_target_.equal_range({location.path, location.start.line});
  for (auto at = begin; at != end; ++at) {
    Comment& comment = comments_[at->second];
    if (!is_one_of(finding.rule_id, comment.said.rules) || is_over(comment)) continue;
    const std::string refusal = refusal_of(comment, finding);
    if (refusal.empty()) return &comment;
    if (comment.refused.insert(finding.rule_id).second) {
      notes_.push_back(place_of(comment.path, comment.said.line) +
                       ": the comment does not count for `" + finding.rule_id + "`: " + refusal +
                       ".");
    }
  }
  return nullptr;
}

/// Those that count, one for each place of the finding; none where a place has none.
std::vector<InlineSuppressions::Comment*> InlineSuppressions::comments_on(const Finding& finding) {
  std::vector<Comment*> out = {comment_on(finding, finding.location)};
  for (const AlsoAt& also : finding.also) out.push_back(comment_on(finding, also.location));
  const bool is_everywhere = std::find(out.begin(), out.end(), nullptr) == out.end();
  return is_everywhere ? out : std::vector<Comment*>();
}

void InlineSuppressions::judge(Judged& judged) {
  const std::vector<Comment*> comments = comments_on(judged.finding);
  for (Comment* comment : comments) comment->used.insert(judged.finding.rule_id);
  if (comments.empty() || judged.suppressed) return;
  const Comment& first = *comments.front();
  judged.suppressed = "inline " + place_of(first.path, first.said.line) + ": " + first.said.reason;
  judged.fails = false;
}

void InlineSuppressions::add_stale(const Comment& comment, std::vector<Stale>& out) const {
  const auto add = [&](std::string what) {
    out.push_back({comment.path, comment.said.line, std::move(what)});
  };
  if (!comment.said.mistake.empty()) {
    return add("this suppression does not count: " + comment.said.mistake + ".");
  }
  if (is_over(comment)) {
    return add("this suppression ended on " + comment.said.until +
               ". Remove it, or give it a later day.");
  }
  for (const std::string& rule : comment.said.rules) {
    if (!terms_.is_known(rule)) {
      add("this suppression names `" + rule + "`, and no rule or check is called so.");
    } else if (!comment.used.contains(rule) && !comment.refused.contains(rule)) {
      add("what this suppression allows of `" + rule + "` was not found. Remove it if it is gone.");
    }
  }
}

std::vector<Stale> InlineSuppressions::stale() const {
  std::vector<Stale> out;
  for (const Comment& comment : comments_) add_stale(comment, out);
  return out;
}

std::vector<std::string> InlineSuppressions::notes() const { return notes_; }

}  // namespace packwarden
