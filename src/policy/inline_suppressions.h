#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "policy/inline_suppression.h"
#include "policy/policy.h"
#include "policy/stale.h"

namespace packwarden {

/// The comments of one file that ask not to be told of something.
struct CommentedFile {
  std::string path;  // as that of its findings
  std::vector<InlineSuppression> comments;
};

/// What the comments in the files of an audit are held to.
struct InlineTerms {
  std::string today;  // YYYY-MM-DD
  bool is_ci = false;
  std::function<bool(std::string_view)> is_known;  // whether a rule or a check has this id
};

/// The suppressions in the files of one target. For policies that take them; findings of severity
/// high and critical need a last day, and secrets of these are never suppressed in continuous
/// integration.
class InlineSuppressions {
 public:
  InlineSuppressions(std::vector<CommentedFile> files, InlineTerms terms);

  /// Suppresses a finding in the bytes of a file as they are, where a comment names its rule and
  /// each of its lines. Leaves what is suppressed by other means, and remembers that its comment
  /// is no longer in vain.
  void judge(Judged& judged);

  /// The comments in vain, by place: spelt wrongly, over, or of what was not found. For after the
  /// last finding.
  [[nodiscard]] std::vector<Stale> stale() const;
  /// Why some comments did not count for what was found.
  [[nodiscard]] std::vector<std::string> notes() const;

 private:
  using Place = std::pair<std::string, std::uint64_t>;  // path and line
  struct Comment {
    std::string path;
    InlineSuppression said;
    std::set<std::string> used;     // rules
    std::set<std::string> refused;  // rules
  };

  [[nodiscard]] bool is_over(const Comment& comment) const;
  [[nodiscard]] std::string refusal_of(const Comment& comment, const Finding& finding) const;
  [[nodiscard]] Comment* comment_on(const Finding& finding, const Location& location);
  [[nodiscard]] std::vector<Comment*> comments_on(const Finding& finding);
  void add_stale(const Comment& comment, std::vector<Stale>& out) const;

  std::vector<Comment> comments_;
  std::multimap<Place, std::size_t> by_target_;
  std::vector<std::string> notes_;
  InlineTerms terms_;
};

}  // namespace packwarden
