#include <string>

#include "base/text.h"
#include "check/all.h"
#include "check/entry_files.h"

namespace packwarden {
namespace {

void add_at(const std::vector<JsonStep>& steps, std::string_view path, PackageHits& hits) {
  hits.add_in_manifest(
      {hits.severity(), "`" + shown_steps(steps) + "` leads to `" + escape_for_display(path) + "`.",
       ""},
      steps);
}

void check_targets(const PublishedField& field, TargetFiles& files, PackageHits& hits) {
  visit_targets(field, [&](const TargetNode& node) {
    if (!names_a_file(node)) return;
    const std::string& target = *node.value->string();
    if (invalid_jsx_ending(target).empty() && target.find('*') == std::string::npos &&
        !target.ends_with('/')) {
      return;
    }
    if (target.find('*') == std::string::npos && !target.ends_with('/')) {
      return add_at(node.steps, target, hits);
    }
    const auto found = files.find(node);
    for (const PackedPath* file : found.value_or(std::vector<const PackedPath*>())) {
      if (!invalid_jsx_ending(file->path).empty()) return add_at(node.steps, file->path, hits);
    }
  });
}

void check_field(const PackageView& package, std::string_view name, PackageHits& hits) {
  const PublishedField field = published_field(package.manifest(), name);
  if (field.text() == nullptr || invalid_jsx_ending(*field.text()).empty()) return;
  if (find_main_file(package, *field.text()) == nullptr) return;
  add_at(field.steps, *field.text(), hits);
}

/// Without `exports` every file can be loaded by its path.
void check_all_files(const PackageView& package, PackageHits& hits) {
  std::vector<Location> places;
  for (const PackedPath& file : package.files()) {
    if (!invalid_jsx_ending(file.path).empty()) places.emplace_back().path = file.path;
  }
  if (!places.empty()) hits.add({hits.severity(), "", ""}, places);
}

void find_jsx(const PackageView& package, PackageHits& hits) {
  const PublishedField exports = published_field(package.manifest(), "exports");
  TargetFiles files(package, exports);
  check_field(package, "main", hits);
  check_field(package, "module", hits);
  check_targets(exports, files, hits);
  check_targets(published_field(package.manifest(), "imports"), files, hits);
  if (!exports.truthy()) check_all_files(package, hits);
}

bool is_bundled(std::string_view path) {
  return path.starts_with("node_modules/") || path.find("/node_modules/") != std::string_view::npos;
}

void find_nested_fields(const PackageView& package, PackageHits& hits) {
  for (const FileFacts& file : package.facts()) {
    const ManifestSigns& facts = file.manifest;
    if (!file.path.ends_with("/package.json") || is_bundled(file.path)) continue;
    if (!facts.has_exports && !facts.has_imports) continue;
    const std::string_view fields = facts.has_exports && facts.has_imports
                                        ? "`exports` and `imports`"
                                    : facts.has_exports ? "`exports`"
                                                        : "`imports`";
    hits.add({hits.severity(), "It has " + std::string(fields) + ".", ""}, file.path);
  }
}

}  // namespace

const PackageCheck kEntryJsxExtension = {
    {"entry-jsx-extension", Severity::medium, "Ending of JSX that no tool knows",
     "`.mjsx`, `.cjsx`, `.mtsx` and `.ctsx` are no endings of a language: JSX is compiled, and has "
     "one module system.",
     "Give the file the ending `.jsx` or `.tsx`."},
    find_jsx};

const PackageCheck kEntryNestedFields = {
    {"entry-nested-fields", Severity::note, "`exports` or `imports` in a nested package.json",
     "Node.js reads them at the root of a package only; some bundlers read them everywhere.",
     "Remove them from `{path}`, and say it in the `exports` of the package."},
    find_nested_fields};

}  // namespace packwarden
