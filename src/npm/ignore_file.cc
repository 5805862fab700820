#include "npm/ignore_file.h"

#include <algorithm>
#include <utility>

#include "base/text.h"
#include "npm/javascript.h"

namespace packwarden {
namespace {

/// More in one list are a limit error: each rule is asked for each file.
constexpr std::size_t kMaxRules = 50'000;
constexpr std::size_t kMaxParts = 200'000;

Result<void> append_line(std::string_view line, const RuleOrigin& origin, RuleList& rules) {
  const std::string_view text = trim_blanks(line);
  if (text.empty() || text.front() == '#') return {};
  if (rules.patterns.size() == kMaxRules) {
    return fail(limit_error(origin.where, "there are too many rules", {"rules", kMaxRules}));
  }
  TRY_ASSIGN(PackPattern pattern, PackPattern::compile(text, origin.text()));
  if (rules.parts + pattern.parts() > kMaxParts) {
    return fail(limit_error(origin.where, "the rules are too large", {"rule-parts", kMaxParts}));
  }
  rules.add(std::move(pattern), {std::string(text), origin});
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

void RuleList::add(PackPattern pattern, RuleLabel label) {
  parts += pattern.parts();
  guards.push_back(pattern.guard());
  patterns.push_back(std::move(pattern));
  labels.push_back(std::move(label));
}

void RuleList::append(RuleList other) {
  guards.insert(guards.end(), other.guards.begin(), other.guards.end());
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

std::optional<std::size_t> RuleOrigin::files_entry() const {
  constexpr std::string_view kEntry = "files[";
  if (source != RuleSource::manifest || !field.starts_with(kEntry)) return std::nullopt;
  return std::stoul(field.substr(kEntry.size()));
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

void append_paths(PathSet paths, bool negated, std::string text, const RuleOrigin& origin,
                  RuleList& rules) {
  rules.add(PackPattern::of_paths(std::move(paths), negated), {std::move(text), origin});
}

}  // namespace packwarden
