#include "policy/foreign_match.h"

#include <algorithm>
#include <map>
#include <tuple>
#include <utility>

#include "policy/path_pattern.h"

namespace packwarden {
namespace {

bool is_of(const ForeignSuppression& suppression, const FoundSecret& secret) {
  if (suppression.digest && suppression.digest != secret.digest) return false;
  return suppression.line == 0 ||
         (secret.first_line <= suppression.line && suppression.line <= secret.last_line);
}

class Matching {
 public:
  explicit Matching(std::span<const FoundSecret> found) : found_(found) {
    for (const FoundSecret& secret : found) by_path_.emplace(secret.place.path, &secret);
  }

  CarriedOver run(const ForeignPolicy& policy) {
    out_.rest = policy.not_carried_over;
    for (const ForeignSuppression& suppression : policy.suppressions) {
      const bool is_carried =
          suppression.patterns.empty() ? add_entries(suppression) : add_allowances(suppression);
      if (is_carried) {
        out_.sources.push_back(suppression.where);
      } else {
        out_.rest.push_back({suppression.where, what(suppression), why(suppression)});
      }
    }
    for (auto& [identity, entry] : entries_) out_.entries.push_back(std::move(entry));
    for (auto& [rule_and_path, one] : allowances_) out_.allowances.push_back(std::move(one));
    return std::move(out_);
  }

 private:
  bool add_entries(const ForeignSuppression& suppression) {
    bool is_there = false;
    const auto consider = [&](const FoundSecret& secret) {
      if (!is_of(suppression, secret)) return;
      is_there = true;
      BaselineEntry entry = secret.place;
      entry.reason = suppression.reason;
      entries_.try_emplace({entry.rule, entry.path, entry.fingerprint}, std::move(entry));
    };
    if (suppression.path.empty()) {
      std::for_each(found_.begin(), found_.end(), consider);
      return is_there;
    }
    const auto [begin, end] = by_path_.equal_range(baseline_path(suppression.path));
    std::for_each(begin, end, [&](const auto& row) { consider(*row.second); });
    return is_there;
  }

  bool add_allowances(const ForeignSuppression& suppression) {
    bool is_there = false;
    for (const std::string& pattern : suppression.patterns) {
      const Result<PathPattern> compiled = PathPattern::compile(pattern, suppression.where);
      if (!compiled) continue;
      for (const FoundSecret& secret : found_) {
        const std::string& rule = secret.place.rule;
        if (!suppression.rule.empty() && suppression.rule != rule) continue;
        if (!compiled->matches(secret.place.path)) continue;
        is_there = true;
        allowances_.try_emplace(
            {rule, pattern},
            ProposedAllowance{rule, pattern, suppression.reason, suppression.where});
      }
    }
    return is_there;
  }

  static std::string what(const ForeignSuppression& suppression) {
    if (!suppression.patterns.empty()) return "paths";
    if (suppression.path.empty()) return "a value";
    return "a value in " + baseline_path(suppression.path);
  }

  [[nodiscard]] std::string why(const ForeignSuppression& suppression) const {
    if (!suppression.patterns.empty() && !suppression.rule.empty()) {
      return "no rule of this name finds anything there now: it is not needed, or another rule is "
             "meant";
    }
    if (!suppression.patterns.empty()) return "nothing is found there now: it is not needed";
    if (suppression.path.empty()) return "is not found now: it is not needed";
    const bool is_another = by_path_.contains(baseline_path(suppression.path));
    return is_another ? "is not found there now; what is found there is something else"
                      : "is not found there now: it is not needed";
  }

  std::span<const FoundSecret> found_;
  std::multimap<std::string, const FoundSecret*> by_path_;
  std::map<std::tuple<std::string, std::string, std::string>, BaselineEntry> entries_;
  std::map<std::pair<std::string, std::string>, ProposedAllowance> allowances_;
  CarriedOver out_;
};

}  // namespace

CarriedOver carried_over(const ForeignPolicy& policy, std::span<const FoundSecret> found) {
  return Matching(found).run(policy);
}

}  // namespace packwarden
