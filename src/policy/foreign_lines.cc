#include <algorithm>
#include <charconv>
#include <functional>
#include <utility>

#include "base/text.h"
#include "policy/foreign.h"
#include "policy/path_expression.h"

// Files of one suppression a line.
namespace packwarden {
namespace {

/// Calls `take` with each line that says something, without blanks around it, and with its place.
Result<void> read_lines(std::string_view text, const std::string& where,
                        const std::function<void(std::string_view, const std::string&)>& take) {
  std::size_t number = 0;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t end = std::min(text.find('\n', at), text.size());
    const std::string_view line = trimmed(text.substr(at, end - at));
    at = end + 1;
    if (++number > kMaxForeignItems) {
      return fail(limit_error(where, "a file with too many lines", {"lines", kMaxForeignItems}));
    }
    if (!line.empty() && line.front() != '#') take(line, where + ":" + std::to_string(number));
  }
  return {};
}

bool is_commit(std::string_view text) {
  return text.size() == 40 &&
         std::all_of(text.begin(), text.end(), [](char c) { return hexadecimal_value(c); });
}

/// What stands behind the last ':' of `text`, which loses both; all of it where there is none.
std::string_view take_last(std::string_view& text) {
  const std::size_t colon = text.rfind(':');
  const std::string_view out = text.substr(colon + 1);
  text = colon == std::string_view::npos ? std::string_view() : text.substr(0, colon);
  return out;
}

/// "COMMIT:FILE:RULE:LINE", or without the commit. Empty: it is neither.
std::optional<ForeignSuppression> suppression_of(std::string_view fingerprint) {
  ForeignSuppression out;
  const std::string_view line = take_last(fingerprint);
  const auto [end, error] = std::from_chars(line.data(), line.data() + line.size(), out.line);
  if (error != std::errc() || end != line.data() + line.size() || out.line == 0)
    return std::nullopt;
  out.reason = "gitleaks: " + escape_for_display(take_last(fingerprint));
  const std::size_t colon = fingerprint.find(':');
  if (colon != std::string_view::npos && is_commit(fingerprint.substr(0, colon))) {
    fingerprint.remove_prefix(colon + 1);
  }
  out.path = fingerprint;
  if (out.path.empty()) return std::nullopt;
  return out;
}

}  // namespace

Result<ForeignPolicy> read_gitleaks_ignore(std::string_view text, const std::string& where) {
  ForeignPolicy out;
  TRY(read_lines(text, where, [&](std::string_view line, const std::string& place) {
    auto suppression = suppression_of(line);
    if (!suppression) {
      out.not_carried_over.push_back(
          {place, "a line",
           "is no fingerprint of gitleaks: FILE:RULE:LINE, or a commit before it"});
      return;
    }
    suppression->where = place;
    out.suppressions.push_back(*std::move(suppression));
  }));
  return out;
}

Result<ForeignPolicy> read_secretlint_ignore(std::string_view text, const std::string& where) {
  ForeignPolicy out;
  TRY(read_lines(text, where, [&](std::string_view line, const std::string& place) {
    Result<std::vector<std::string>> patterns = patterns_of_ignore_line(line);
    if (!patterns) {
      out.not_carried_over.push_back({place, "a path", patterns.error().what});
      return;
    }
    ForeignSuppression suppression;
    suppression.where = place;
    suppression.reason = "secretlint ignores it";
    suppression.patterns = *std::move(patterns);
    out.suppressions.push_back(std::move(suppression));
  }));
  return out;
}

}  // namespace packwarden
