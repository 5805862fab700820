#include <string>

#include "base/text.h"
#include "check/all.h"
#include "check/entry_files.h"

namespace packwarden {
namespace {

bool is_affected(const PackageView& package, const PackedPath& file) {
  return expected_format(package, file.path) == ModuleFormat::commonjs &&
         signs_of(package, file).sets_interop_default;
}

std::string sentence(std::string_view place, const PackedPath& file) {
  return "`" + std::string(place) + "` leads to `" + escape_for_display(file.path) + "`.";
}

/// `main` or `browser`.
void check_field(const PackageView& package, const PublishedField& field, PackageHits& hits) {
  const PackedPath* file =
      field.text() == nullptr ? nullptr : find_main_file(package, *field.text());
  if (file == nullptr || !is_affected(package, *file)) return;
  hits.add_in_manifest({hits.severity(), sentence(shown_steps(field.steps), *file), ""},
                       field.steps);
}

void check_targets(const PackageView& package, const PublishedField& field, TargetFiles& files,
                   PackageHits& hits) {
  visit_targets(field, [&](const TargetNode& node) {
    if (!names_a_file(node) || !node.is_reachable_by_import || node.has_condition("module")) return;
    const auto found = files.find(node);
    std::size_t count = 0;
    const PackedPath* first = nullptr;
    for (const PackedPath* file : found.value_or(std::vector<const PackedPath*>())) {
      if (!is_linted(file->path) || !is_affected(package, *file)) continue;
      if (signs_of(package, *file).has_flow_pragma) continue;
      if (++count == 1) first = file;
    }
    if (first == nullptr) return;
    std::string detail = sentence(shown_steps(node.steps), *first);
    if (count > 1) detail += " So do " + counted(count - 1, "more file") + ".";
    hits.add_in_manifest({hits.severity(), detail, ""}, node.steps);
  });
}

/// What bundlers take of a package without `exports`.
void check_fields(const PackageView& package, PackageHits& hits) {
  const Json& manifest = package.manifest();
  const PublishedField main = published_field(manifest, "main");
  const PublishedField browser = published_field(manifest, "browser");
  if (browser.text() != nullptr) {
    const PackedPath* file = find_main_file(package, *browser.text());
    if (file != nullptr && !signs_of(package, *file).has_flow_pragma)
      check_field(package, browser, hits);
  }
  if (published_field(manifest, "module").value != nullptr) return;
  if (main.value != nullptr) {
    if (main.text() != nullptr && is_linted(*main.text())) check_field(package, main, hits);
    return;
  }
  const PackedPath* index = package.find("index.js");
  if (index == nullptr || !is_affected(package, *index)) return;
  hits.add({hits.severity(), "", ""}, index->path);
}

void run(const PackageView& package, PackageHits& hits) {
  const PublishedField exports = published_field(package.manifest(), "exports");
  TargetFiles files(package, exports);
  check_targets(package, exports, files, hits);
  check_targets(package, published_field(package.manifest(), "imports"), files, hits);
  if (exports.value == nullptr) check_fields(package, hits);
}

}  // namespace

const PackageCheck kEntryInterop = {
    {"entry-cjs-default-interop", Severity::note, "Default export that is read in two ways",
     "A CommonJS file that sets `exports.__esModule` and `exports.default`: some importers take "
     "`exports.default` for the default export, others the whole of `exports`.",
     "Publish the file as an ES module, or export by names only."},
    run};

}  // namespace packwarden
