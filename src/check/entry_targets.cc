#include <algorithm>
#include <string>

#include "base/text.h"
#include "check/all.h"
#include "check/entry_files.h"

// Values of `exports` and `imports` that Node.js or bundlers do not take.
namespace packwarden {
namespace {

void add_at(const TargetNode& node, Severity severity, const std::string& detail,
            PackageHits& hits) {
  hits.add_in_manifest({severity, "`" + shown_steps(node.steps) + "` " + detail, ""}, node.steps);
}

void find_arrays(const PackageView& package, std::string_view field, PackageHits& hits) {
  visit_targets(published_field(package.manifest(), field), [&](const TargetNode& node) {
    if (node.value->array() == nullptr) return;
    add_at(node, hits.severity(),
           "is an array of " + counted(node.value->array()->size(), "target") + ".", hits);
  });
}

/// Calls `judge` with each target that is a text and may be a file.
template <class Judge>
void judge_targets(const PackageView& package, std::string_view field, Judge judge) {
  visit_targets(published_field(package.manifest(), field), [&](const TargetNode& node) {
    if (names_a_file(node)) judge(node, *node.value->string());
  });
}

/// Whether the same is said with `*`, too: the folder is then there for old versions.
bool is_said_with_star(const Json& manifest, const TargetNode& node) {
  const Json* value = &manifest;
  for (const JsonStep& step : node.steps) {
    const auto* key = std::get_if<std::string_view>(&step);
    if (key == nullptr) {
      const Json::Array* elements = value->array();
      const std::size_t index = std::get<std::size_t>(step);
      if (elements == nullptr || index >= elements->size()) return false;
      value = &(*elements)[index];
      continue;
    }
    value = value->find(std::string(*key) + (key->ends_with('/') ? "*" : ""));
    if (value == nullptr) return false;
  }
  return value->truthy();
}

void find_folders(const PackageView& package, std::string_view field, PackageHits& hits) {
  judge_targets(package, field, [&](const TargetNode& node, const std::string& target) {
    if (!target.ends_with('/')) return;
    const bool is_for_old = is_said_with_star(package.manifest(), node);
    add_at(node, is_for_old ? Severity::note : hits.severity(),
           "is the folder `" + escape_for_display(target) + "`.", hits);
  });
}

/// `target` with what Node.js wants in front of it.
std::string corrected(std::string_view target) {
  target.remove_prefix(std::min(target.find_first_not_of('/'), target.size()));
  return "./" + escape_for_display(target);
}

void find_values(const PackageView& package, std::string_view field, PackageHits& hits) {
  judge_targets(package, field, [&](const TargetNode& node, const std::string& target) {
    if (target.starts_with("./")) return;
    const std::string place = shown_steps(node.steps);
    hits.add_in_manifest(
        {hits.severity(), "`" + place + "` is `" + escape_for_display(target) + "`.",
         "Write `" + corrected(target) + "` as `" + place + "`."},
        node.steps);
  });
  visit_targets(published_field(package.manifest(), field), [&](const TargetNode& node) {
    const Json& value = *node.value;
    if (value.string() != nullptr || value.array() != nullptr || value.object() != nullptr) return;
    add_at(node, hits.severity(), "is a " + std::string(value.type_name()) + ".", hits);
  });
}

void find_keys(const PackageView& package, PackageHits& hits) {
  visit_targets(published_field(package.manifest(), "imports"), [&](const TargetNode& node) {
    const Json::Object* members = node.value->object();
    const JsonStep& last = node.steps.back();
    const auto* name = std::get_if<std::string_view>(&last);
    // By the name alone, as publint: an `imports` below is none that anybody writes.
    if (members == nullptr || name == nullptr || *name != "imports") return;
    for (const auto& [key, value] : *members) {
      if (key.starts_with('#')) continue;
      std::vector<JsonStep> steps = node.steps;
      steps.emplace_back(std::string_view(key));
      hits.add_in_manifest({hits.severity(), "`" + escape_for_display(key) + "` does not.",
                            "Call it `#" + corrected(key).substr(2) + "`."},
                           steps);
    }
  });
}

void find_empty_patterns(const PackageView& package, PackageHits& hits) {
  const PublishedField exports = published_field(package.manifest(), "exports");
  TargetFiles files(package, exports);
  visit_targets(exports, [&](const TargetNode& node) {
    const std::string* target = node.value->string();
    const bool is_pattern =
        target != nullptr && (target->find('*') != std::string::npos || target->ends_with('/'));
    if (!is_pattern) return;
    const auto found = files.find(node);
    if (!found || !found->empty()) return;
    add_at(node, hits.severity(), "is `" + escape_for_display(*target) + "`.", hits);
  });
}

constexpr std::string_view kWhyNoArray =
    "Node.js takes the first element that is well-formed, whether there is such a file or not; "
    "bundlers take others.";
constexpr std::string_view kWhyNoFolder =
    "Node.js 17 and later do not resolve folders (DEP0148): what is in it cannot be loaded.";

}  // namespace

const PackageCheck kEntryExportsArray = {
    {"entry-exports-array", Severity::note, "Array of targets in `exports`", kWhyNoArray,
     "Name one target."},
    [](const PackageView& package, PackageHits& hits) { find_arrays(package, "exports", hits); }};

const PackageCheck kEntryExportsFolder = {
    {"entry-exports-folder-mapping", Severity::medium, "Folder in `exports`", kWhyNoFolder,
     "Put a `*` at the end of the key and of the target."},
    [](const PackageView& package, PackageHits& hits) { find_folders(package, "exports", hits); }};

const PackageCheck kEntryExportsGlob = {
    {"entry-exports-glob", Severity::note, "Pattern in `exports` that stands for nothing",
     "No packed file matches it: nothing can be loaded by it.",
     "Pack the files, or remove the pattern."},
    find_empty_patterns};

const PackageCheck kEntryExportsValue = {
    {"entry-exports-value", Severity::medium, "Target in `exports` that is no path",
     "Node.js refuses targets that do not begin with `./`.",
     "Write the path of the file, with `./` in front."},
    [](const PackageView& package, PackageHits& hits) { find_values(package, "exports", hits); }};

const PackageCheck kEntryImportsArray = {
    {"entry-imports-array", Severity::note, "Array of targets in `imports`", kWhyNoArray,
     "Name one target."},
    [](const PackageView& package, PackageHits& hits) { find_arrays(package, "imports", hits); }};

const PackageCheck kEntryImportsFolder = {
    {"entry-imports-folder-mapping", Severity::medium, "Folder in `imports`", kWhyNoFolder,
     "Put a `*` at the end of the key and of the target."},
    [](const PackageView& package, PackageHits& hits) { find_folders(package, "imports", hits); }};

const PackageCheck kEntryImportsKey = {
    {"entry-imports-key", Severity::medium, "Key of `imports` without `#`",
     "Node.js looks for keys of `imports` that begin with `#` only.", "Begin the key with `#`."},
    find_keys};

const PackageCheck kEntryImportsValue = {
    {"entry-imports-value", Severity::medium, "Target in `imports` that is no path",
     "Node.js takes paths in the package that begin with `./`, and names of packages.",
     "Write the path of the file, with `./` in front."},
    [](const PackageView& package, PackageHits& hits) { find_values(package, "imports", hits); }};

}  // namespace packwarden
