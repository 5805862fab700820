#include "npm/ignore_file.h"

#include <algorithm>
#include <array>
#include <iterator>
#include <utility>

#include "base/text.h"

namespace packwarden {
namespace {

/// More in one list are a limit error: each rule is asked for each file.
constexpr std::size_t kMaxRules = 50'000;
constexpr std::size_t kMaxParts = 200'000;

/// White space and line ends of ECMAScript, which `trim` takes away, in UTF-8.
constexpr std::array<std::string_view, 25> kBlanks = {
    " ",      "\t",     "\v",     "\f",     "\r",     "\n",     "\u00A0", "\uFEFF", "\u1680",
    "\u2000", "\u2001", "\u2002", "\u2003", "\u2004", "\u2005", "\u2006", "\u2007", "\u2008",
    "\u2009", "\u200A", "\u2028", "\u2029", "\u202F", "\u205F", "\u3000"};

std::string_view trimmed(std::string_view text) {
  const auto first = [&] {
    return std::find_if(kBlanks.begin(), kBlanks.end(),
                        [&](std::string_view blank) { return text.starts_with(blank); });
  };
  const auto last = [&] {
    return std::find_if(kBlanks.begin(), kBlanks.end(),
                        [&](std::string_view blank) { return text.ends_with(blank); });
  };
  for (auto blank = first(); blank != kBlanks.end(); blank = first()) {
    text.remove_prefix(blank->size());
  }
  for (auto blank = last(); blank != kBlanks.end(); blank = last()) {
    text.remove_suffix(blank->size());
  }
  return text;
}

Result<void> append_line(std::string_view line, const RuleOrigin& origin, RuleList& rules) {
  const std::string_view text = trimmed(line);
  if (text.empty() || text.front() == '#') return {};
  if (rules.patterns.size() == kMaxRules) {
    return fail(limit_error(origin.where, "there are too many rules", {"rules", kMaxRules}));
  }
  TRY_ASSIGN(PackPattern pattern, PackPattern::compile(text, origin.text()));
  rules.parts += pattern.parts();
  if (rules.parts > kMaxParts) {
    return fail(limit_error(origin.where, "the rules are too large", {"rule-parts", kMaxParts}));
  }
  rules.patterns.push_back(std::move(pattern));
  rules.labels.push_back({std::string(text), origin});
  return {};
}

/// Calls `take` with each line and its number, counted from 1, until it fails.
template <class Take>
Result<void> for_each_line(std::string_view text, Take take) {
  for (std::uint64_t number = 1;; ++number) {
    const std::size_t end = text.find('\n');
    TRY(take(text.substr(0, end), number));
    if (end == std::string_view::npos) return {};
    text.remove_prefix(end + 1);
  }
}

}  // namespace

void RuleList::append(RuleList other) {
  std::move(other.patterns.begin(), other.patterns.end(), std::back_inserter(patterns));
  std::move(other.labels.begin(), other.labels.end(), std::back_inserter(labels));
  parts += other.parts;
}

std::string_view name_of(RuleSource source) {
  switch (source) {
    case RuleSource::npm_default:
      return "npm-default";
    case RuleSource::npm_strict:
      return "npm-strict";
    case RuleSource::manifest:
      return "manifest";
    case RuleSource::ignore_file:
      return "ignore-file";
    case RuleSource::workspace_ignore_file:
      return "workspace-ignore-file";
    case RuleSource::workspace:
      return "workspace";
  }
  return "";
}

std::string RuleOrigin::text() const {
  std::string out = source == RuleSource::workspace ? "workspace " + where : where;
  if (line != 0) out += ":" + std::to_string(line);
  if (!field.empty()) out += " (" + field + ")";
  return out;
}

Result<void> append_ignore_file(std::string_view text, std::string_view where, RuleList& rules) {
  return for_each_line(to_valid_utf8(text), [&](std::string_view line, std::uint64_t number) {
    return append_line(line, {RuleSource::ignore_file, std::string(where), number, {}}, rules);
  });
}

Result<void> append_rule(std::string_view text, const RuleOrigin& origin, RuleList& rules) {
  return for_each_line(
      text, [&](std::string_view line, std::uint64_t) { return append_line(line, origin, rules); });
}

}  // namespace packwarden
