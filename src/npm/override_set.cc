#include "npm/override_set.h"

#include <optional>

#include "npm/package_spec.h"
#include "npm/refusal.h"
#include "npm/version_range.h"

namespace packwarden {
namespace {

constexpr const char* kField = "package.json overrides";

tl::unexpected<Error> refuse(const std::string& what) {
  return npm_refuses(ErrorKind::format, kField, "npm refuses this package: " + what);
}

/// npm dies at a text that is no range, other than where it reads the fields of dependencies.
Result<bool> intersect(std::string_view first, std::string_view second) {
  const auto left = VersionRange::parse(first, kField);
  const auto right = VersionRange::parse(second, kField);
  for (const auto* range : {&left, &right}) {
    if (*range) continue;
    if (range->error().kind == ErrorKind::limit) return fail(range->error());
    return refuse("npm cannot compare a version with an override of the package");
  }
  return left->intersects(*right);
}

/// Whether a rule for versions in `key_range` holds for what `spec` asks for. What tells no version
/// may be any; of repositories it is none.
Result<bool> concerns(const PackageSpec& spec, const std::string& key_range) {
  if (spec.kind == SpecKind::git && spec.range.empty()) return false;
  const bool tells_versions =
      spec.kind == SpecKind::git || spec.kind == SpecKind::range || spec.kind == SpecKind::version;
  return tells_versions ? intersect(spec.range, key_range) : true;
}

}  // namespace

Result<OverrideSet> OverrideSet::parse(const Json& overrides, const Profile& profile) {
  OverrideSet out;
  const bool counts =
      overrides.object() != nullptr ||
      (overrides.array() != nullptr && profile.override_rules != OverrideRules::objects_only);
  if (counts) TRY(out.add_members(kRoot, overrides));
  return out;
}

Result<void> OverrideSet::add_members(std::size_t parent, const Json& overrides) {
  if (overrides.object() != nullptr) {
    for (const auto& [key, value] : *overrides.object()) {
      if (key != ".") TRY(add(parent, key, value));
    }
  }
  if (overrides.array() == nullptr) return {};
  for (std::size_t i = 0; i < overrides.array()->size(); ++i) {
    TRY(add(parent, std::to_string(i), (*overrides.array())[i]));
  }
  return {};
}

Result<void> OverrideSet::add(std::size_t parent, const std::string& key, const Json& overrides) {
  if (overrides.is_null()) return refuse("an override must not be null");
  TRY_ASSIGN(const PackageSpec spec, parse_package_spec(key, kField));
  if (spec.name.empty()) return refuse("the key of an override names no package");
  Rule rule{spec.name, spec.text, spec.text, true, parent};
  const Json* own = overrides.string() != nullptr ? &overrides : overrides.find(".");
  if (own != nullptr && own->string() != nullptr) {
    rule.value = own->string()->empty() ? "*" : *own->string();
  } else if (own != nullptr && own->truthy()) {
    rule.has_text = false;
  }
  const std::size_t number = rules_.size();
  by_name_[{parent, rule.name}].push_back(number);
  ++counts_[rule.name];
  rules_.push_back(std::move(rule));
  return add_members(number, overrides);
}

std::size_t OverrideSet::count(const std::string& name) const {
  const auto found = counts_.find(name);
  return found == counts_.end() ? 0 : found->second;
}

Result<std::size_t> OverrideSet::rule_for(std::size_t from, const std::string& name,
                                          std::string_view spec) const {
  std::optional<PackageSpec> asked;
  const auto holds = [&](std::size_t number) -> Result<bool> {
    const std::string& key_range = rules_[number].key_range;
    if (key_range == "*") return true;
    if (!asked) {
      TRY_ASSIGN(asked, parse_package_spec(name + "@" + std::string(spec), kField));
    }
    return concerns(*asked, key_range);
  };
  for (std::size_t level = from;; level = rules_[level].parent) {
    const auto named = by_name_.find({level, name});
    std::vector<std::size_t> candidates;
    if (named != by_name_.end()) candidates = named->second;
    if (level != kRoot && rules_[level].name == name) candidates.push_back(level);
    for (const std::size_t candidate : candidates) {
      TRY_ASSIGN(const bool is_it, holds(candidate));
      if (is_it) return candidate;
    }
    if (level == kRoot) return from;
  }
}

bool OverrideSet::compares(const std::string& name) const {
  const auto named = by_name_.find({kRoot, name});
  return named != by_name_.end() && rules_[named->second.front()].key_range != "*";
}

bool OverrideSet::is_above(std::size_t upper, std::size_t lower) const {
  while (lower != upper && lower != kRoot) lower = rules_[lower].parent;
  return lower == upper;
}

std::size_t OverrideSet::combined(std::size_t first, std::size_t second) const {
  if (is_above(first, second)) return second;
  if (is_above(second, first) || contradict(first, second)) return first;
  while (!is_above(second, first)) second = rules_[second].parent;
  return second;
}

/// Whether two rules for one key, each in sight of one of the two, cannot both be met.
bool OverrideSet::contradict(std::size_t first, std::size_t second) const {
  const auto in_sight = [&](std::size_t level) {
    std::map<std::pair<std::string, std::string>, std::size_t> out;
    for (;; level = rules_[level].parent) {
      const auto begin = by_name_.lower_bound({level, ""});
      for (auto named = begin; named != by_name_.end() && named->first.first == level; ++named) {
        for (const std::size_t number : named->second) {
          out.try_emplace({rules_[number].name, rules_[number].key_range}, number);
        }
      }
      if (level == kRoot) return out;
      out.try_emplace({rules_[level].name, rules_[level].key_range}, level);
    }
  };
  const auto others = in_sight(second);
  for (const auto& [key, number] : in_sight(first)) {
    const auto other = others.find(key);
    if (other == others.end() || other->second == number) continue;
    const Rule& left = rules_[number];
    const Rule& right = rules_[other->second];
    if (left.value.starts_with('$') || right.value.starts_with('$')) continue;
    const auto left_range = VersionRange::parse(left.value, kField);
    const auto right_range = VersionRange::parse(right.value, kField);
    if (left_range && right_range && !left_range->intersects(*right_range)) return true;
  }
  return false;
}

}  // namespace packwarden
