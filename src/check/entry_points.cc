#include "check/entry_points.h"

#include <algorithm>
#include <array>
#include <span>
#include <utility>

#include "npm/posix_path.h"

namespace packwarden {
namespace {

constexpr std::size_t kMaxEntries = 20'000;
constexpr std::size_t kMaxConditions = 32;

constexpr std::array<std::string_view, 12> kFields = {
    "bin",  "browser", "directories.bin", "exports", "imports", "jsdelivr",
    "main", "man",     "module",          "types",   "typings", "unpkg"};

/// Conditions that somebody sets who is not an author of the package.
constexpr std::array<std::string_view, 39> kConditions = {
    "asset",        "astro",       "azion",      "browser",      "bun",        "default",
    "deno",         "development", "edge-light", "edge-routine", "electron",   "es2015",
    "es2020",       "esm2015",     "esm2020",    "fastly",       "fesm2015",   "fesm2020",
    "fesm2022",     "import",      "kiesel",     "lagon",        "moddable",   "module",
    "module-sync",  "netlify",     "node",       "node-addons",  "production", "react-native",
    "react-server", "require",     "sass",       "script",       "style",      "svelte",
    "types",        "worker",      "workerd"};

bool is_subpath(std::string_view key) { return key.starts_with('.'); }

/// Whether `exports` names sub-paths, and not conditions of the root.
bool has_subpaths(const Json& exports) {
  const Json::Object* object = exports.object();
  return object != nullptr && !object->empty() && is_subpath(object->front().first);
}

/// Takes the targets of a manifest together.
class EntryCollector {
 public:
  explicit EntryCollector(const Json& manifest) : manifest_(manifest) {}

  std::vector<EntryPoint> collect() {
    add_bins();
    add_browser();
    add_directories_bin();
    add_exports();
    add_imports();
    add_text(EntryField::jsdelivr);
    add_text(EntryField::main);
    add_man();
    add_text(EntryField::module);
    add_text(EntryField::types);
    add_text(EntryField::typings);
    add_text(EntryField::unpkg);
    return std::move(out_);
  }

 private:
  [[nodiscard]] const Json* find(EntryField field) const { return manifest_.find(name_of(field)); }

  void add(EntryPoint entry) {
    if (out_.size() < kMaxEntries) out_.push_back(std::move(entry));
  }

  void add_text(EntryField field) {
    const Json* value = find(field);
    if (value != nullptr) add({field, {name_of(field)}, "", {}, value});
  }

  void add_members(EntryField field, const Json::Object& members) {
    for (const auto& [key, value] : members) add({field, {name_of(field), key}, key, {}, &value});
  }

  void add_bins() {
    const Json* bin = find(EntryField::bin);
    if (bin == nullptr) return;
    if (bin->object() != nullptr) return add_members(EntryField::bin, *bin->object());
    const Json* name = manifest_.find("name");
    const std::string* text = name == nullptr ? nullptr : name->string();
    add({EntryField::bin, {"bin"}, text == nullptr ? "" : std::string_view(*text), {}, bin});
  }

  void add_browser() {
    const Json* browser = find(EntryField::browser);
    if (browser == nullptr) return;
    if (browser->object() != nullptr) return add_members(EntryField::browser, *browser->object());
    add_text(EntryField::browser);
  }

  void add_directories_bin() {
    const Json* directories = manifest_.find("directories");
    const Json* bin = directories == nullptr ? nullptr : directories->find("bin");
    if (bin != nullptr) add({EntryField::directories_bin, {"directories", "bin"}, "", {}, bin});
  }

  void add_man() {
    const Json* man = find(EntryField::man);
    if (man == nullptr) return;
    if (man->array() == nullptr) return add_text(EntryField::man);
    std::size_t place = 0;
    for (const Json& page : *man->array()) {
      add({EntryField::man, {"man", place++}, "", {}, &page});
    }
  }

  void add_exports() {
    const Json* exports = find(EntryField::exports);
    if (exports == nullptr) return;
    EntryPoint entry{EntryField::exports, {"exports"}, ".", {}, nullptr};
    if (!has_subpaths(*exports)) return add_targets(*exports, entry);
    add_keys(*exports->object(), std::move(entry));
  }

  void add_imports() {
    const Json* imports = find(EntryField::imports);
    if (imports == nullptr || imports->object() == nullptr) return;
    add_keys(*imports->object(), {EntryField::imports, {"imports"}, "", {}, nullptr});
  }

  void add_keys(const Json::Object& keys, EntryPoint entry) {
    for (const auto& [key, target] : keys) {
      entry.subpath = key;
      entry.steps.emplace_back(std::string_view(key));
      add_targets(target, entry);
      entry.steps.pop_back();
    }
  }

  /// All strings and nulls below `target`; `entry` leads to it.
  void add_targets(const Json& target, EntryPoint& entry) {
    if (entry.steps.size() > kMaxConditions || out_.size() >= kMaxEntries) return;
    if (target.object() != nullptr) return add_conditions(*target.object(), entry);
    if (target.array() != nullptr) return add_fallbacks(*target.array(), entry);
    entry.value = &target;
    add(entry);
  }

  void add_conditions(const Json::Object& conditions, EntryPoint& entry) {
    for (const auto& [condition, target] : conditions) {
      entry.steps.emplace_back(std::string_view(condition));
      entry.conditions.emplace_back(condition);
      add_targets(target, entry);
      entry.conditions.pop_back();
      entry.steps.pop_back();
    }
  }

  void add_fallbacks(const Json::Array& targets, EntryPoint& entry) {
    std::size_t place = 0;
    for (const Json& target : targets) {
      entry.steps.emplace_back(place++);
      add_targets(target, entry);
      entry.steps.pop_back();
    }
  }

  const Json& manifest_;
  std::vector<EntryPoint> out_;
};

/// PACKAGE_TARGET_RESOLVE of Node.js, "Modules: ECMAScript modules".
class TargetSelection {
 public:
  enum class Outcome : std::uint8_t { undefined, invalid, found };
  struct Selected {
    Outcome outcome = Outcome::undefined;
    const Json* value = nullptr;  // of what was found
  };

  explicit TargetSelection(const std::vector<std::string_view>& conditions)
      : conditions_(conditions) {}

  [[nodiscard]] Selected select(const Json& target, std::size_t depth = 0) const {
    if (depth > kMaxConditions) return {Outcome::invalid, nullptr};
    if (target.object() != nullptr) return by_condition(*target.object(), depth);
    if (target.array() != nullptr) return by_fallback(*target.array(), depth);
    const std::string* text = target.string();
    const bool is_valid = target.is_null() || (text != nullptr && text->starts_with("./"));
    return {is_valid ? Outcome::found : Outcome::invalid, &target};
  }

 private:
  [[nodiscard]] Selected by_condition(const Json::Object& conditions, std::size_t depth) const {
    for (const auto& [condition, target] : conditions) {
      if (condition != "default" &&
          std::find(conditions_.begin(), conditions_.end(), condition) == conditions_.end()) {
        continue;
      }
      const Selected selected = select(target, depth + 1);
      if (selected.outcome != Outcome::undefined) return selected;
    }
    return {};
  }

  [[nodiscard]] Selected by_fallback(const Json::Array& targets, std::size_t depth) const {
    Selected last;
    for (const Json& target : targets) {
      const Selected selected = select(target, depth + 1);
      const bool is_null = selected.value != nullptr && selected.value->is_null();
      if (selected.outcome == Outcome::found && !is_null) return selected;
      if (selected.outcome != Outcome::undefined) last = selected;
    }
    return last;
  }

  const std::vector<std::string_view>& conditions_;
};

std::vector<std::string_view> conditions_of(Loader loader) {
  const bool imports = loader == Loader::import_statement;
  return {"node", "node-addons", "module-sync", imports ? "import" : "require"};
}

bool is_exports_set(const Json* exports) { return exports != nullptr && !exports->is_null(); }

constexpr std::array<std::string_view, 7> kMainEnds = {
    "", ".js", ".json", ".node", "/index.js", "/index.json", "/index.node"};
constexpr std::array<std::string_view, 3> kRootFiles = {"index.js", "index.json", "index.node"};
constexpr std::array<std::string_view, 8> kDeclarationEnds = {
    "", ".d.ts", ".ts", ".tsx", "/index.d.ts", "/index.ts", ".d.mts", ".d.cts"};

/// LOAD_AS_DIRECTORY of Node.js, "Modules: CommonJS modules"; for `import` the same files count.
RootEntry root_entry_by_main(const Json& manifest) {
  RootEntry out;
  const Json* main = manifest.find("main");
  if (main != nullptr && main->string() != nullptr && main->truthy()) {
    out.value = main;
    const std::string path = target_path(*main->string());
    for (const std::string_view end : kMainEnds) {
      if (!path.empty()) out.candidates.push_back(path + std::string(end));
    }
  }
  out.candidates.insert(out.candidates.end(), kRootFiles.begin(), kRootFiles.end());
  return out;
}

const PackedPath* find_with_ends(const PackageView& package, const std::string& path,
                                 std::span<const std::string_view> ends) {
  for (const std::string_view end : ends) {
    const std::string with_end =
        path.empty() && end.starts_with('/') ? std::string(end.substr(1)) : path + std::string(end);
    if (const PackedPath* found = package.find(with_end)) return found;
  }
  return nullptr;
}

/// TypeScript takes the declarations beside a program for its types.
const PackedPath* find_declarations(const PackageView& package, const std::string& path) {
  if (const PackedPath* found = find_with_ends(package, path, kDeclarationEnds)) return found;
  constexpr std::array<std::pair<std::string_view, std::string_view>, 4> kBeside = {
      {{".js", ".d.ts"}, {".jsx", ".d.ts"}, {".mjs", ".d.mts"}, {".cjs", ".d.cts"}}};
  for (const auto& [program, declarations] : kBeside) {
    if (!path.ends_with(program)) continue;
    const auto length = path.size() - program.size();
    return package.find(path.substr(0, length) + std::string(declarations));
  }
  return nullptr;
}

/// Something below a directory.
const PackedPath* find_below(const PackageView& package, const std::string& directory) {
  const auto files = package.files();
  const auto found = std::lower_bound(
      files.begin(), files.end(), directory + "/",
      [](const PackedPath& file, const std::string& to) { return file.path < to; });
  const bool is_below = found != files.end() && found->path.starts_with(directory + "/");
  return is_below ? &*found : nullptr;
}

}  // namespace

std::string_view name_of(EntryField field) { return kFields.at(static_cast<std::size_t>(field)); }

std::string_view EntryPoint::target() const {
  const std::string* text = value == nullptr ? nullptr : value->string();
  return text == nullptr ? std::string_view() : std::string_view(*text);
}

std::vector<EntryPoint> entry_points(const Json& manifest) {
  return EntryCollector(manifest).collect();
}

const Json* exported(const Json& manifest, std::string_view subpath) {
  const Json* exports = manifest.find("exports");
  if (!is_exports_set(exports)) return nullptr;
  if (has_subpaths(*exports)) return exports->find(subpath);
  return subpath == "." ? exports : nullptr;
}

const Json* select_target(const Json& target, const std::vector<std::string_view>& conditions) {
  const auto selected = TargetSelection(conditions).select(target);
  return selected.outcome == TargetSelection::Outcome::found ? selected.value : nullptr;
}

RootEntry root_entry(const Json& manifest, Loader loader) {
  if (!is_exports_set(manifest.find("exports"))) return root_entry_by_main(manifest);
  const Json* root = exported(manifest, ".");
  const Json* value = root == nullptr ? nullptr : select_target(*root, conditions_of(loader));
  if (value == nullptr || value->string() == nullptr) return {};
  return {value, {target_path(*value->string())}};
}

bool is_common_condition(std::string_view condition) {
  return condition.starts_with("types@") ||
         std::binary_search(kConditions.begin(), kConditions.end(), condition);
}

std::string target_path(std::string_view target) {
  std::string path = join_paths("/", target).substr(1);
  while (path.ends_with('/')) path.pop_back();
  return path;
}

const PackedPath* packed_target(const PackageView& package, const EntryPoint& entry) {
  const std::string path = target_path(entry.target());
  switch (entry.field) {
    case EntryField::directories_bin:
      return find_below(package, path);
    case EntryField::exports:
    case EntryField::imports: {
      const bool is_folder = entry.target().ends_with('/');
      return is_folder ? find_below(package, path) : package.find(path);
    }
    case EntryField::types:
    case EntryField::typings:
      return find_declarations(package, path);
    case EntryField::bin:
    case EntryField::man:
      return package.find(path);
    default:
      return find_with_ends(package, path, kMainEnds);
  }
}

}  // namespace packwarden
