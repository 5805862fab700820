#include <algorithm>
#include <array>
#include <set>

#include "base/text.h"
#include "check/all.h"
#include "check/entry_points.h"
#include "npm/package.h"

namespace packwarden {
namespace {

/// Whether the target is one that can be looked for: a path, written out, that somebody other than
/// an author reaches.
bool names_a_file(const EntryPoint& entry) {
  const std::string_view target = entry.target();
  if (target.empty() || target.find('*') != std::string_view::npos) return false;
  const bool may_be_a_package = entry.field == EntryField::imports ||
                                (entry.field == EntryField::browser && entry.steps.size() > 1);
  if (may_be_a_package && !target.starts_with('.')) return false;
  if (entry.field == EntryField::exports && !target.starts_with("./")) return false;
  return std::all_of(entry.conditions.begin(), entry.conditions.end(), is_common_condition);
}

/// Whether it takes the place of a file of the author's that users do not get, so that nobody asks
/// for it: `"browser": {"./src/a.js": "./src/b.js"}` without `src`.
bool replaces_nothing(const PackageView& package, const EntryPoint& entry) {
  const bool is_of_file = entry.field == EntryField::browser && entry.subpath.starts_with('.');
  if (!is_of_file) return false;
  const Json replaced = std::string(entry.subpath);
  return packed_target(package, {EntryField::browser, {}, "", {}, &replaced}) == nullptr;
}

/// What Node.js itself cannot load. `import` and `require` may find different files.
std::set<const Json*> broken_roots(const PackageView& package) {
  std::set<const Json*> out;
  for (const Loader loader : {Loader::import_statement, Loader::require_call}) {
    const RootEntry root = root_entry(package.manifest(), loader);
    const bool is_there =
        std::any_of(root.candidates.begin(), root.candidates.end(),
                    [&](const std::string& path) { return package.find(path) != nullptr; });
    if (!is_there && root.value != nullptr) out.insert(root.value);
  }
  return out;
}

bool has_program(const PackageView& package, const std::vector<EntryPoint>& entries) {
  return std::any_of(entries.begin(), entries.end(), [&](const EntryPoint& entry) {
    const bool is_program =
        entry.field == EntryField::bin || entry.field == EntryField::directories_bin;
    return is_program && !entry.target().empty() && packed_target(package, entry) != nullptr;
  });
}

/// "exports["./a"].import"
std::string place_of(const EntryPoint& entry) {
  std::string out(name_of(entry.field));
  const bool has_key = entry.field == EntryField::exports || entry.field == EntryField::imports;
  if (has_key) out += "[\"" + escape_for_display(entry.subpath) + "\"]";
  for (const std::string_view condition : entry.conditions) {
    out += "." + escape_for_display(condition);
  }
  return out;
}

bool is_on_disk(const PackageView& package, const std::string& path) {
  if (package.package() == nullptr || path.empty()) return false;
  return package.package()->tree().lstat(package.package()->path_of(path)).has_value();
}

Hit hit_of(const PackageView& package, const EntryPoint& entry, Severity severity) {
  const std::string target = "`" + escape_for_display(entry.target()) + "`";
  const std::string path = target_path(entry.target());
  const std::string_view state =
      is_on_disk(package, path) ? "is here but not packed" : "is not packed";
  return {severity,
          "`" + place_of(entry) + "` points to " + target + ", which " + std::string(state) + ".",
          is_on_disk(package, path)
              ? "Add " + target + " to `files`, or correct `" + place_of(entry) + "`."
              : "Build " + target + " before packing, or correct `" + place_of(entry) + "`."};
}

void run(const PackageView& package, PackageHits& hits) {
  const std::vector<EntryPoint> entries = entry_points(package.manifest());
  const std::set<const Json*> broken = broken_roots(package);
  const bool is_covered_by_exports = exported(package.manifest(), ".") != nullptr;
  const Severity root = has_program(package, entries) ? Severity::medium : Severity::high;
  for (const EntryPoint& entry : entries) {
    if (entry.field == EntryField::bin || entry.field == EntryField::directories_bin) continue;
    if (entry.field == EntryField::main && is_covered_by_exports) continue;
    if (!names_a_file(entry) || packed_target(package, entry) != nullptr) continue;
    if (replaces_nothing(package, entry)) continue;
    hits.add_in_manifest(
        hit_of(package, entry, broken.contains(entry.value) ? root : hits.severity()), entry.steps);
  }
}

}  // namespace

const PackageCheck kEntryMissing = {
    {"pkg-entry-missing", Severity::medium, "Entry point that is not packed",
     "What loads it fails: a file that is on disk but not packed passes every local test.",
     "Add the file to `files`, or correct the field."},
    run};

}  // namespace packwarden
