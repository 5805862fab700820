#include <algorithm>
#include <array>
#include <map>
#include <set>
#include <string>

#include "base/text.h"
#include "check/all.h"
#include "check/entry_files.h"
#include "check/wording.h"
#include "npm/posix_path.h"

// Files that are written in one module system and read in the other. Node.js then stops at the
// first statement of the other.
namespace packwarden {
namespace {

constexpr std::size_t kMostShown = 3;

ModuleFormat other(ModuleFormat format) {
  return format == ModuleFormat::esm ? ModuleFormat::commonjs : ModuleFormat::esm;
}

/// "are written as CommonJS and read as ES modules": what makes their format is not their ending.
std::string judgement(std::string_view subject, ModuleFormat format) {
  return std::string(subject) + " written as " + std::string(name_of(format)) + " and read as " +
         std::string(name_of(other(format))) + ".";
}

std::string fix_of(std::string_view what, ModuleFormat format, std::string_view ending) {
  const bool is_esm = format == ModuleFormat::esm;
  const std::string rename =
      "Give " + std::string(what) + " the ending `" + (is_esm ? ".mjs" : ".cjs") + "`";
  if (ending != ".js") return rename + ".";
  return rename + ", or set `\"type\": \"" + (is_esm ? "module" : "commonjs") +
         "\"` in the next package.json above.";
}

/// Files that are read in the other format than that of the key.
using Mismatches = std::map<ModuleFormat, std::vector<std::string_view>>;

void add_field(const std::vector<JsonStep>& steps, const Mismatches& mismatches,
               PackageHits& hits) {
  for (const auto& [format, paths] : mismatches) {
    const std::string subject = listed(paths, kMostShown) + (paths.size() == 1 ? " is" : " are");
    hits.add_in_manifest(
        {hits.severity(), "`" + shown_steps(steps) + "` leads there: " + judgement(subject, format),
         fix_of(quoted(paths[0]), format, extension(paths[0]))},
        steps);
  }
}

/// `main`, or a program: the file behind a field that holds one path.
void check_field(const PackageView& package, const PublishedField& field, PackageHits& hits,
                 std::set<std::string_view>& judged) {
  if (field.text() == nullptr || !is_linted(*field.text())) return;
  const PackedPath* file = find_main_file(package, *field.text());
  const auto format = file == nullptr ? std::nullopt : mismatch_of(package, *file);
  if (!format) return;
  judged.insert(file->path);
  add_field(field.steps, {{*format, {file->path}}}, hits);
}

void check_programs(const PackageView& package, PackageHits& hits,
                    std::set<std::string_view>& judged) {
  const PublishedField bin = published_field(package.manifest(), "bin");
  check_field(package, bin, hits, judged);
  const Json::Object* programs = bin.value == nullptr ? nullptr : bin.value->object();
  if (programs == nullptr) return;
  for (const auto& [name, value] : *programs) {
    PublishedField program{&value, bin.steps};
    program.steps.emplace_back(std::string_view(name));
    check_field(package, program, hits, judged);
  }
}

/// Where Node.js never comes, bundlers take either format; behind `module` they want one.
bool is_for_node(const TargetNode& node) {
  return !node.is_after_node && !node.has_condition("browser") && !node.has_condition("module");
}

bool is_judged(const PackageView& package, const PackedPath& file) {
  return is_linted(file.path) && !signs_of(package, file).has_flow_pragma;
}

/// The same as `mismatch_of`, of files that are judged. Few mismatch, and only these are read.
std::optional<ModuleFormat> judged_mismatch(const PackageView& package, const PackedPath& file) {
  const auto format = is_linted(file.path) ? mismatch_of(package, file) : std::nullopt;
  return format && is_judged(package, file) ? format : std::nullopt;
}

void check_targets(const PackageView& package, const PublishedField& field, TargetFiles& files,
                   PackageHits& hits) {
  visit_targets(field, [&](const TargetNode& node) {
    if (!names_a_file(node) || !is_for_node(node)) return;
    const bool is_pattern = node.value->string()->find('*') != std::string::npos;
    Mismatches mismatches;
    const auto found = files.find(node);
    for (const PackedPath* file : found.value_or(std::vector<const PackedPath*>())) {
      const auto format = judged_mismatch(package, *file);
      if (!format || (*format == ModuleFormat::esm && is_for_bundlers(file->path))) continue;
      if (is_pattern && has_twin(package, file->path, *format)) continue;
      mismatches[*format].push_back(file->path);
    }
    add_field(node.steps, mismatches, hits);
  });
}

std::vector<Location> places_of(const std::vector<std::string_view>& paths) {
  std::vector<Location> out(paths.size());
  for (std::size_t i = 0; i < paths.size(); ++i) out[i].path = paths[i];
  return out;
}

/// Without `exports` every file can be loaded by its path.
void check_all_files(const PackageView& package, const std::set<std::string_view>& judged,
                     PackageHits& hits) {
  std::map<std::pair<ModuleFormat, std::string>, std::vector<std::string_view>> mismatches;
  for (const PackedPath& file : package.files()) {
    if (judged.contains(file.path)) continue;
    const auto format = judged_mismatch(package, file);
    if (!format || (*format == ModuleFormat::esm && is_for_bundlers(file.path))) continue;
    if (has_twin(package, file.path, *format)) continue;
    mismatches[{*format, std::string(extension(file.path))}].push_back(file.path);
  }
  for (auto& [kind, paths] : mismatches) {
    const auto& [format, ending] = kind;
    const std::string fix = fix_of(paths.size() == 1 ? "it" : "them", format, ending);
    const std::string subject =
        paths.size() == 1 ? "It is" : counted(paths.size(), "file") + " are";
    hits.add({hits.severity(), judgement(subject, format), fix}, places_of(paths));
  }
}

void find_formats(const PackageView& package, PackageHits& hits) {
  const Json& manifest = package.manifest();
  const PublishedField exports = published_field(manifest, "exports");
  TargetFiles files(package, exports);
  std::set<std::string_view> judged;
  check_field(package, published_field(manifest, "main"), hits, judged);
  check_programs(package, hits, judged);
  check_targets(package, exports, files, hits);
  check_targets(package, published_field(manifest, "imports"), files, hits);
  if (!exports.truthy()) check_all_files(package, judged, hits);
}

void find_implicit_index(const PackageView& package, PackageHits& hits) {
  for (const std::string_view field : {"main", "module", "exports"}) {
    if (published_field(package.manifest(), field).value != nullptr) return;
  }
  const PackedPath* index = package.find("index.js");
  const auto format = index == nullptr ? std::nullopt : mismatch_of(package, *index);
  if (!format) return;
  hits.add({hits.severity(), judgement("It is", *format), fix_of("it", *format, ".js")},
           index->path);
}

/// The file of a field that holds one path of JavaScript; null: there is none.
const PackedPath* linted_file(const PackageView& package, const PublishedField& field) {
  if (field.text() == nullptr || !is_linted(*field.text())) return nullptr;
  return find_main_file(package, *field.text());
}

void find_esm_main(const PackageView& package, PackageHits& hits) {
  if (published_field(package.manifest(), "exports").value != nullptr) return;
  const PublishedField main = published_field(package.manifest(), "main");
  const PackedPath* file = linted_file(package, main);
  if (file == nullptr || signs_of(package, *file).format() != ModuleFormat::esm) return;
  hits.add_in_manifest({hits.severity(), "`main` is " + quoted(file->path) + ".", ""}, main.steps);
}

void find_module_field(const PackageView& package, PackageHits& hits) {
  const PublishedField module = published_field(package.manifest(), "module");
  const PackedPath* file = linted_file(package, module);
  if (file == nullptr || signs_of(package, *file).format() != ModuleFormat::commonjs) return;
  hits.add_in_manifest({hits.severity(), "`module` is " + quoted(file->path) + ".", ""},
                       module.steps);
}

void find_module_condition(const PackageView& package, std::string_view name, PackageHits& hits) {
  TargetFiles files(package, published_field(package.manifest(), "exports"));
  visit_targets(published_field(package.manifest(), name), [&](const TargetNode& node) {
    if (!names_a_file(node) || !node.has_condition("module")) return;
    std::vector<std::string_view> paths;
    const auto found = files.find(node);
    for (const PackedPath* file : found.value_or(std::vector<const PackedPath*>())) {
      const bool is_commonjs = signs_of(package, *file).format() == ModuleFormat::commonjs;
      if (is_judged(package, *file) && is_commonjs) paths.push_back(file->path);
    }
    if (paths.empty()) return;
    hits.add_in_manifest(
        {hits.severity(),
         "`" + shown_steps(node.steps) + "` leads to " + listed(paths, kMostShown) + ".", ""},
        node.steps);
  });
}

constexpr std::string_view kWhyModule =
    "Bundlers take `module` for ES modules; CommonJS there is bundled with the wrong default "
    "export, or not at all.";

}  // namespace

const PackageCheck kEntryEsmMain = {
    {"entry-esm-main", Severity::note, "`main` is an ES module, and there is no `exports`",
     "What is internal can be loaded as well, and tools that know `main` only expect CommonJS.",
     "Declare `exports`, which names what may be loaded."},
    find_esm_main};

const PackageCheck kEntryExportsModule = {
    {"entry-exports-module-esm", Severity::medium, "CommonJS behind the condition `module`",
     kWhyModule, "Let `module` lead to ES modules, or remove it."},
    [](const PackageView& package, PackageHits& hits) {
      find_module_condition(package, "exports", hits);
    }};

const PackageCheck kEntryFormat = {
    {"entry-format", Severity::note, "File in the wrong module system",
     "Node.js reads a file by its ending and by the `type` of the next package.json, and stops at "
     "a statement of the other module system.",
     "Give the file the ending of its format."},
    find_formats};

const PackageCheck kEntryImplicitIndex = {
    {"entry-implicit-index", Severity::note, "`index.js` in the wrong module system",
     "Without `main` and `exports` Node.js loads `index.js`, and stops at a statement of the other "
     "module system.",
     "Give the file the ending of its format, and name it in `exports`."},
    find_implicit_index};

const PackageCheck kEntryImportsModule = {
    {"entry-imports-module-esm", Severity::medium,
     "CommonJS behind the condition `module` of `imports`", kWhyModule,
     "Let `module` lead to ES modules, or remove it."},
    [](const PackageView& package, PackageHits& hits) {
      find_module_condition(package, "imports", hits);
    }};

const PackageCheck kEntryModule = {
    {"entry-module-esm", Severity::medium, "CommonJS in the field `module`", kWhyModule,
     "Let `module` lead to ES modules, or remove it."},
    find_module_field};

}  // namespace packwarden
