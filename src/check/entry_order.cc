#include <algorithm>
#include <string>

#include "base/text.h"
#include "check/all.h"
#include "check/entry_manifest.h"

// In an object of conditions the first that holds is taken: their order decides what is loaded.
namespace packwarden {
namespace {

constexpr std::size_t kNone = std::string_view::npos;

/// Which member of the object has this key; kNone: none has it.
std::size_t index_of(const Json::Object& conditions, std::string_view key) {
  const auto found = std::find_if(conditions.begin(), conditions.end(),
                                  [&](const auto& member) { return member.first == key; });
  return found == conditions.end() ? kNone : static_cast<std::size_t>(found - conditions.begin());
}

void add_at(const TargetNode& node, std::string_view key, const std::string& detail,
            PackageHits& hits) {
  std::vector<JsonStep> steps = node.steps;
  steps.emplace_back(key);
  hits.add_in_manifest({hits.severity(), "`" + shown_steps(steps) + "` " + detail, ""}, steps);
}

/// Calls `judge` with each object of conditions of a field.
template <class Judge>
void judge_objects(const PackageView& package, std::string_view field, Judge judge) {
  visit_targets(published_field(package.manifest(), field), [&](const TargetNode& node) {
    const Json::Object* conditions = node.value->object();
    if (conditions != nullptr) judge(node, *conditions);
  });
}

void find_early_default(const PackageView& package, std::string_view field, PackageHits& hits) {
  judge_objects(package, field, [&](const TargetNode& node, const Json::Object& conditions) {
    const std::size_t place = index_of(conditions, "default");
    if (place == kNone || place + 1 == conditions.size()) return;
    add_at(node, "default", "stands before `" + escape_for_display(conditions.back().first) + "`.",
           hits);
  });
}

void find_late_module(const PackageView& package, std::string_view field, PackageHits& hits) {
  judge_objects(package, field, [&](const TargetNode& node, const Json::Object& conditions) {
    const std::size_t module = index_of(conditions, "module");
    const std::size_t require = index_of(conditions, "require");
    if (module == kNone || require == kNone || module < require) return;
    add_at(node, "module", "stands behind `require`.", hits);
  });
}

bool is_typescript(std::string_view path) {
  return (path.ends_with(".ts") && !path.ends_with(".d.ts")) || path.ends_with(".tsx");
}

/// Whether the value is, or holds, a file of TypeScript, which has its types in itself.
bool holds_typescript(const Json& value) {
  if (value.string() != nullptr) return is_typescript(*value.string());
  if (value.array() != nullptr) {
    return std::any_of(value.array()->begin(), value.array()->end(), holds_typescript);
  }
  if (value.object() == nullptr) return false;
  return std::any_of(value.object()->begin(), value.object()->end(),
                     [](const auto& member) { return holds_typescript(member.second); });
}

/// The condition that TypeScript takes before it comes to `types`; "" where there is none.
std::string_view hides_types(const Json::Object& conditions, std::size_t types) {
  std::string_view first;
  for (std::size_t i = 0; i < types; ++i) {
    const auto& [key, value] = conditions[i];
    if (key.starts_with("types") || holds_typescript(value)) continue;
    if (value.string() == nullptr && has_key_within(value, "types")) return "";
    if (first.empty()) first = key;
  }
  return first;
}

void find_late_types(const PackageView& package, PackageHits& hits) {
  judge_objects(package, "exports", [&](const TargetNode& node, const Json::Object& conditions) {
    const std::size_t types = index_of(conditions, "types");
    if (types == kNone) return;
    const std::string_view before = hides_types(conditions, types);
    if (before.empty()) return;
    add_at(node, "types", "stands behind `" + escape_for_display(before) + "`.", hits);
  });
}

}  // namespace

const PackageCheck kEntryExportsDefaultLast = {
    {"entry-exports-default-last", Severity::medium, "Conditions behind `default`",
     "`default` always holds: what stands behind it is never loaded.",
     "Move `default` to the end of its object."},
    [](const PackageView& package, PackageHits& hits) {
      find_early_default(package, "exports", hits);
    }};

const PackageCheck kEntryExportsModuleOrder = {
    {"entry-exports-module-order", Severity::medium, "`module` behind `require`",
     "A bundler that resolves `require` takes the first that holds, and never comes to `module`: "
     "it then loads the package twice.",
     "Move `module` in front of `require`."},
    [](const PackageView& package, PackageHits& hits) {
      find_late_module(package, "exports", hits);
    }};

const PackageCheck kEntryImportsDefaultLast = {
    {"entry-imports-default-last", Severity::medium, "Conditions behind `default` in `imports`",
     "`default` always holds: what stands behind it is never loaded.",
     "Move `default` to the end of its object."},
    [](const PackageView& package, PackageHits& hits) {
      find_early_default(package, "imports", hits);
    }};

const PackageCheck kEntryImportsModuleOrder = {
    {"entry-imports-module-order", Severity::medium, "`module` behind `require` in `imports`",
     "A bundler that resolves `require` takes the first that holds, and never comes to `module`.",
     "Move `module` in front of `require`."},
    [](const PackageView& package, PackageHits& hits) {
      find_late_module(package, "imports", hits);
    }};

const PackageCheck kEntryTypesFirst = {
    {"entry-types-first", Severity::medium, "`types` behind other conditions",
     "TypeScript takes the first condition that holds, and never comes to `types`.",
     "Move `types` to the beginning of its object."},
    find_late_types};

}  // namespace packwarden
