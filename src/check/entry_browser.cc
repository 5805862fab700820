#include <array>
#include <string>

#include "base/text.h"
#include "check/all.h"
#include "check/entry_manifest.h"

namespace packwarden {
namespace {

/// The first of the conditions behind which bundlers apply the field `browser`, too; "" without.
std::string_view browser_condition(const TargetNode& node) {
  constexpr std::array<std::string_view, 3> kConditions = {"worker", "workerd", "edge-light"};
  for (const std::string_view condition : kConditions) {
    if (node.has_condition(condition)) return condition;
  }
  return "";
}

void find_conflicts(const PackageView& package, PackageHits& hits) {
  const PublishedField browser = published_field(package.manifest(), "browser");
  if (browser.value == nullptr || browser.value->object() == nullptr) return;
  visit_targets(published_field(package.manifest(), "exports"), [&](const TargetNode& node) {
    const std::string* target = node.value->string();
    const std::string_view condition = target == nullptr ? "" : browser_condition(node);
    if (condition.empty() || browser.value->find(*target) == nullptr) return;
    hits.add_in_manifest({hits.severity(),
                          "`" + shown_steps(node.steps) + "` is `" + escape_for_display(*target) +
                              "`, which `browser` replaces.",
                          ""},
                         node.steps);
  });
}

void find_field(const PackageView& package, PackageHits& hits) {
  const PublishedField browser = published_field(package.manifest(), "browser");
  if (!browser.truthy() || !published_field(package.manifest(), "exports").truthy()) return;
  const bool is_map = browser.text() == nullptr;
  hits.add_in_manifest({hits.severity(), is_map ? "It replaces files and packages one by one." : "",
                        is_map ? "Say it by the condition `browser`, of files in `exports` and of "
                                 "packages in `imports`."
                               : ""},
                       browser.steps);
}

}  // namespace

const PackageCheck kEntryBrowserConflict = {
    {"entry-browser-conflict", Severity::note, "Target that `browser` replaces",
     "Bundlers for workers apply the field `browser` to what `exports` gives them: they load "
     "another file than the one that is named for them.",
     "Give that target a file of another name."},
    find_conflicts};

const PackageCheck kEntryBrowserField = {
    {"entry-browser-field", Severity::note, "`browser` beside `exports`",
     "Not all bundlers apply the field `browser` where there is `exports`.",
     "Name the file by the condition `browser` in `exports`."},
    find_field};

}  // namespace packwarden
