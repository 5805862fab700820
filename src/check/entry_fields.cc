#include <array>
#include <string>

#include "base/text.h"
#include "check/all.h"
#include "check/entry_files.h"
#include "npm/manifest.h"

// Fields of package.json that are of the wrong type, out of date or missing.
namespace packwarden {
namespace {

bool is_set(const PackageView& package, std::string_view field) {
  const Json* value = package.manifest().find(field);
  return value != nullptr && !value->is_null();
}

bool is_published(const PackageView& package, std::string_view field) {
  return published_field(package.manifest(), field).value != nullptr;
}

void add_type(const PublishedField& field, std::string_view expected, PackageHits& hits) {
  hits.add_in_manifest({hits.severity(),
                        "`" + shown_steps(field.steps) + "` is of type " +
                            std::string(field.value->type_name()) + ".",
                        "Make it " + std::string(expected) + "."},
                       field.steps);
}

void check_program_types(const PublishedField& bin, PackageHits& hits) {
  if (!bin.truthy() || bin.value->object() == nullptr) return;
  for (const auto& [name, value] : *bin.value->object()) {
    if (value.string() != nullptr) continue;
    PublishedField program{&value, bin.steps};
    program.steps.emplace_back(std::string_view(name));
    add_type(program, "a string", hits);
  }
}

void find_types(const PackageView& package, PackageHits& hits) {
  constexpr std::array<std::string_view, 8> kTexts = {
      "main", "module", "jsnext:main", "jsnext", "unpkg", "jsdelivr", "types", "typings"};
  const bool has_versions = published_field(package.manifest(), "typesVersions").truthy();
  for (const std::string_view name : kTexts) {
    const bool is_of_types = name == "types" || name == "typings";
    const PublishedField field = published_field(package.manifest(), name);
    if (field.value == nullptr || field.text() != nullptr || (is_of_types && has_versions))
      continue;
    add_type(field, "a string", hits);
  }
  const PublishedField imports = published_field(package.manifest(), "imports");
  const bool is_container =
      imports.truthy() && (imports.value->object() != nullptr || imports.value->array() != nullptr);
  if (imports.truthy() && !is_container) add_type(imports, "an object", hits);
  const Json* repository = package.manifest().find("repository");
  if (repository != nullptr && (repository->is_number() || repository->boolean() != nullptr)) {
    add_type({repository, {"repository"}}, "a string or an object", hits);
  }
  check_program_types(published_field(package.manifest(), "bin"), hits);
}

void find_old_module(const PackageView& package, PackageHits& hits) {
  for (const std::string_view name : {"jsnext:main", "jsnext"}) {
    const PublishedField field = published_field(package.manifest(), name);
    if (field.text() == nullptr || find_main_file(package, *field.text()) == nullptr) continue;
    const bool has_module = published_field(package.manifest(), "module").truthy();
    hits.add_in_manifest(
        {hits.severity(), "", has_module ? "Remove it: `module` says the same." : ""}, field.steps);
  }
}

void find_missing_root(const PackageView& package, PackageHits& hits) {
  if (!is_published(package, "main") && !is_published(package, "module")) return;
  const PublishedField exports = published_field(package.manifest(), "exports");
  const Json::Object* keys = exports.value == nullptr ? nullptr : exports.value->object();
  if (keys == nullptr || keys->empty() || !keys->front().first.starts_with('.')) return;
  if (exports.value->find(".") != nullptr) return;
  hits.add_in_manifest({hits.severity(), "", ""}, exports.steps);
}

void find_module_alone(const PackageView& package, PackageHits& hits) {
  const PublishedField module = published_field(package.manifest(), "module");
  if (module.text() == nullptr || !is_linted(*module.text())) return;
  if (published_field(package.manifest(), "exports").truthy()) return;
  if (find_main_file(package, *module.text()) == nullptr) return;
  hits.add_in_manifest({hits.severity(), "", ""}, module.steps);
}

/// Whether the package is made for bundlers, too.
bool is_for_bundlers(const PackageView& package) {
  if (is_published(package, "module") || is_published(package, "browser")) return true;
  for (const std::string_view name : {"exports", "imports"}) {
    const PublishedField field = published_field(package.manifest(), name);
    if (field.value == nullptr) continue;
    if (has_key_within(*field.value, "browser") || has_key_within(*field.value, "module")) {
      return true;
    }
  }
  return false;
}

void find_side_effects(const PackageView& package, PackageHits& hits) {
  if (is_set(package, "sideEffects") || !is_for_bundlers(package)) return;
  hits.add({hits.severity(), "", ""}, kManifestName);
}

void find_no_type(const PackageView& package, PackageHits& hits) {
  if (is_set(package, "type")) return;
  hits.add({hits.severity(), "", ""}, kManifestName);
}

}  // namespace

const PackageCheck kEntryExportsRoot = {
    {"entry-exports-root", Severity::note, "`exports` without the package itself",
     "`exports` takes the place of `main` and `module`: without a key `.` the name of the package "
     "cannot be loaded.",
     "Add a key `.` to `exports`, or remove `main` and `module`."},
    find_missing_root};

const PackageCheck kEntryFieldType = {
    {"entry-field-type", Severity::medium, "Field of the wrong type",
     "What reads the field passes over it, or stops.", "Correct the value."},
    find_types};

const PackageCheck kEntryJsnext = {
    {"entry-jsnext", Severity::note, "Field of an old draft",
     "`jsnext:main` and `jsnext` were forerunners of `module`; hardly a bundler reads them.",
     "Call it `module`."},
    find_old_module};

const PackageCheck kEntryModuleOnly = {
    {"entry-module-only", Severity::note, "`module` without `exports`",
     "Node.js does not read `module`: what it names is for bundlers alone.",
     "Name the ES modules in `exports`, too."},
    find_module_alone};

const PackageCheck kEntrySideEffects = {
    {"entry-side-effects", Severity::note, "No `sideEffects`",
     "Bundlers keep files whose exports nobody uses, unless the package says that loading them "
     "does nothing by itself.",
     "Set `sideEffects` to false, or to the list of files that do something when loaded."},
    find_side_effects};

const PackageCheck kEntryTypeField = {
    {"entry-type-field", Severity::note, "No `type`",
     "Without `type` Node.js reads `.js` files as CommonJS, newer versions by what is in them.",
     "Set `type` to \"module\" or \"commonjs\"."},
    find_no_type};

}  // namespace packwarden
