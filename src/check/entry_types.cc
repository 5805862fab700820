#include <algorithm>
#include <array>
#include <optional>
#include <set>
#include <string>

#include "base/text.h"
#include "check/all.h"
#include "check/entry_files.h"
#include "check/entry_points.h"

// What TypeScript finds for the name of the package, with its setting `moduleResolution` at
// "bundler", "node16" or "nodenext".
namespace packwarden {
namespace {

/// A target that was resolved, and the way to it.
struct Resolved {
  std::string_view value;
  std::vector<JsonStep> steps;
};

using Conditions = std::vector<std::string_view>;

/// The first target that the conditions lead to. It is that of no single program: all that counts
/// is which targets there are.
class Resolution {
 public:
  Resolution(const PublishedField& field, const Conditions& conditions)
      : steps_(field.steps), conditions_(conditions) {}

  std::optional<Resolved> resolve(const Json& value) {
    constexpr std::size_t kDeepest = 64;
    if (value.string() != nullptr) return Resolved{*value.string(), steps_};
    if (steps_.size() > kDeepest) return std::nullopt;
    if (value.array() != nullptr && !value.array()->empty()) {
      return resolve_at(std::size_t{0}, value.array()->front());
    }
    if (value.object() == nullptr) return std::nullopt;
    for (const auto& [key, below] : *value.object()) {
      const bool is_set =
          std::find(conditions_.begin(), conditions_.end(), key) != conditions_.end();
      if (!is_set && key != "default") continue;
      auto resolved = resolve_at(std::string_view(key), below);
      if (resolved || key == "default") return resolved;
    }
    return std::nullopt;
  }

 private:
  std::optional<Resolved> resolve_at(JsonStep step, const Json& value) {
    steps_.push_back(step);
    auto resolved = resolve(value);
    steps_.pop_back();
    return resolved;
  }

  std::vector<JsonStep> steps_;
  const Conditions& conditions_;
};

/// What `exports` says of the name of the package; no value: nothing.
PublishedField root_of(const PublishedField& exports) {
  if (!exports.truthy()) return {};
  const Json::Object* object = exports.value->object();
  if (object == nullptr || object->empty() || !object->front().first.starts_with('.')) {
    return exports;
  }
  PublishedField root{exports.value->find("."), exports.steps};
  root.steps.emplace_back(std::string_view("."));
  return root;
}

/// Whether the package has types of its own.
bool ships_types(const PackageView& package) {
  if (published_field(package.manifest(), "types").truthy()) return true;
  if (published_field(package.manifest(), "typings").truthy()) return true;
  const PackedPath* index = package.find("index.d.ts");
  return index != nullptr && index->bytes > 0;
}

bool is_packed(const PackageView& package, std::string_view target) {
  const std::string path = target_path(target);
  return package.find(path) != nullptr || package.has_directory(path + "/");
}

bool is_declaration(std::string_view path) {
  return path.ends_with(".d.ts") || path.ends_with(".d.mts") || path.ends_with(".d.cts");
}

/// The declarations beside a program: "a.d.mts" of "a.mjs"; the path itself of what is no program.
std::string declarations_beside(std::string_view path) {
  constexpr std::array<std::pair<std::string_view, std::string_view>, 6> kEndings = {
      {{".js", ".d.ts"},
       {".jsx", ".d.ts"},
       {".mjs", ".d.mts"},
       {".mjsx", ".d.mts"},
       {".cjs", ".d.cts"},
       {".cjsx", ".d.cts"}}};
  for (const auto& [program, declarations] : kEndings) {
    if (!path.ends_with(program)) continue;
    return std::string(path.substr(0, path.size() - program.size())).append(declarations);
  }
  return std::string(path);
}

/// What is loaded for the package in one environment, by `import` or by `require`.
struct Loaded {
  std::string_view condition;  // "import", "require"
  std::optional<Resolved> types;
  std::optional<Resolved> program;  // without types
  bool is_dual = false;             // `import` and `require` load different programs
};

/// Calls `judge` with what is loaded in usual environments, each target of types once, or once for
/// each of `import` and `require` where these load different programs.
template <class Judge>
void judge_loaded(const PackageView& package, Judge judge) {
  const PublishedField root = root_of(published_field(package.manifest(), "exports"));
  if (root.value == nullptr || !ships_types(package)) return;
  const auto resolved = [&](const Conditions& conditions) {
    return Resolution(root, conditions).resolve(*root.value);
  };
  std::set<std::string> seen;
  for (const std::string_view environment : {"", "node", "browser", "worker"}) {
    const auto imported = resolved({"import", environment});
    const auto required = resolved({"require", environment});
    const bool is_dual = imported && required && imported->value != required->value;
    for (const std::string_view condition : {"import", "require"}) {
      const auto types = resolved({"types", condition, environment});
      if (!types) continue;
      const std::string key = shown_steps(types->steps) + (is_dual ? std::string(condition) : "");
      if (!seen.insert(key).second || !is_packed(package, types->value)) continue;
      judge(Loaded{condition, types, condition == "import" ? imported : required, is_dual});
    }
  }
}

ModuleFormat format_of(const PackageView& package, const Loaded& loaded) {
  if (!loaded.is_dual && loaded.program && is_packed(package, loaded.program->value)) {
    return expected_format(package, target_path(loaded.program->value));
  }
  return loaded.condition == "import" ? ModuleFormat::esm : ModuleFormat::commonjs;
}

std::string sentence(const PackageView& package, const Loaded& loaded) {
  const ModuleFormat program = format_of(package, loaded);
  const ModuleFormat types =
      program == ModuleFormat::esm ? ModuleFormat::commonjs : ModuleFormat::esm;
  return "`" + shown_steps(loaded.types->steps) + "` leads to types of " +
         std::string(name_of(types)) + "; what `" + std::string(loaded.condition) +
         "` loads is read as " + std::string(name_of(program)) + ".";
}

std::string format_fix(ModuleFormat program, std::string_view condition) {
  const std::string ending = program == ModuleFormat::esm ? ".d.mts" : ".d.cts";
  return "Give `" + std::string(condition) + "` a `types` of its own, with the ending `" + ending +
         "`.";
}

void find_formats(const PackageView& package, PackageHits& hits) {
  judge_loaded(package, [&](const Loaded& loaded) {
    if (!is_declaration(loaded.types->value)) return;
    const ModuleFormat expected = format_of(package, loaded);
    const std::string path = target_path(loaded.types->value);
    if (expected_declaration_format(package, path) == expected) return;
    hits.add_in_manifest(
        {hits.severity(), sentence(package, loaded), format_fix(expected, loaded.condition)},
        loaded.types->steps);
  });
}

void find_missing(const PackageView& package, PackageHits& hits) {
  judge_loaded(package, [&](const Loaded& loaded) {
    const std::string_view target = loaded.types->value;
    if (is_declaration(target) || is_packed(package, declarations_beside(target))) return;
    hits.add_in_manifest({hits.severity(),
                          "`" + shown_steps(loaded.types->steps) + "` is `" +
                              escape_for_display(target) + "`, without declarations beside it.",
                          ""},
                         loaded.types->steps);
  });
}

}  // namespace

const PackageCheck kEntryTypesFormat = {
    {"entry-types-format", Severity::note, "Types of the wrong module system",
     "TypeScript reads declarations in the module system that their ending and the `type` of the "
     "next package.json say, and then takes the program for one of that system.",
     "Give `import` and `require` a `types` each, with endings of their own."},
    find_formats};

const PackageCheck kEntryTypesNotExported = {
    {"entry-types-not-exported", Severity::note, "Types that `exports` hides",
     "With `exports` TypeScript no longer looks at the field `types`: users get no types.",
     "Put a `types` at the beginning of the conditions."},
    find_missing};

}  // namespace packwarden
