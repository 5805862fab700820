#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace packwarden {

/// A comment in a file that asks not to be told of a finding:
/// `packwarden-ignore-next-line RULE[, RULE] -- REASON [until YYYY-MM-DD]`, or
/// `packwarden-ignore-line …` for the line that it stands on.
struct InlineSuppression {
  std::vector<std::string> rules;
  std::string reason;
  std::string until;         // the last day, YYYY-MM-DD; "": for good
  std::uint64_t line = 0;    // of the comment, from 1
  std::uint64_t target = 0;  // the line that it is about
  std::string mistake;       // why it does not count, without a full stop; "": it does
};

/// All of them in `text`, in order, whatever stands in front of them: comments of any language do.
/// What ends a comment, and a line, ends one. Where one is spelt wrongly it says what is wrong.
/// None of a text with a NUL byte: that is no text. Behind the 1,000th there is one more, which
/// says so. Costs a search where there is none.
[[nodiscard]] std::vector<InlineSuppression> inline_suppressions_in(std::string_view text);

}  // namespace packwarden
