#pragma once

#include <span>
#include <string_view>

namespace packwarden {

/// A word of reports that is no rule and no check: a status, or the kind of a problem.
struct ExplainTopic {
  std::string_view name;
  std::string_view title;
  std::string_view why;  // what it means
  std::string_view fix;  // what to do
};

/// All of them: the statuses, then the kinds of problems.
[[nodiscard]] std::span<const ExplainTopic> explain_topics();

}  // namespace packwarden
