#include "policy/shown_policy.h"

#include <string_view>

namespace packwarden {
namespace {

std::string name_of_group(CheckGroup group) {
  for (const NamedGroup& row : named_groups()) {
    if (row.group == group) return std::string(row.name);
  }
  return "";
}

std::string value_of(const Allowance& allowance) {
  const std::string until = allowance.until.empty() ? "" : " (until " + allowance.until + ")";
  return allowance.rule + " at " + allowance.path.text() + ": " + allowance.reason + until;
}

ShownSetting shown(std::string_view key, const Switch& setting) {
  return {std::string(key), setting.is_on ? "on" : "off", setting.where};
}

}  // namespace

std::vector<ShownSetting> shown_settings(const Policy& policy) {
  const Config& config = policy.config();
  std::vector<ShownSetting> out;
  out.push_back({"failOn", std::string(name_of(policy.fail_on())), config.fail_on->where});
  out.push_back(shown("failOnStale", *config.fail_on_stale));
  out.push_back(shown("inlineSuppressions", *config.inline_suppressions));
  for (const SeverityChange& change : config.severities) {
    out.push_back(
        {"severities", change.rule + ": " + std::string(name_of(change.severity)), change.where});
  }
  for (const SeverityChange& least : policy.least_severities()) {
    out.push_back({"severities",
                   least.rule + ": " + std::string(name_of(least.severity)) + " or worse",
                   least.where});
  }
  for (const GroupWanted& wanted : config.groups) {
    out.push_back({"groups", name_of_group(wanted.group), wanted.where});
  }
  for (const BudgetKept& kept : config.budgets) {
    out.push_back(
        {"budgets", kept.budget.what + "=" + std::to_string(kept.budget.most), kept.where});
  }
  for (const Allowance& allowance : config.allow) {
    out.push_back({"allow", value_of(allowance), allowance.where});
  }
  return out;
}

}  // namespace packwarden
