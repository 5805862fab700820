#include "check/entry_files.h"

#include <algorithm>
#include <array>

#include "check/entry_points.h"
#include "npm/manifest.h"
#include "npm/posix_path.h"

namespace packwarden {
namespace {

constexpr std::size_t kMostCompared = 5'000'000;

/// What stands for `*` in `text`, which is the pattern with the same in place of each; none: it is
/// not. Empty texts do not count.
std::optional<std::string_view> match(std::string_view pattern, std::string_view text) {
  const auto stars = static_cast<std::size_t>(std::count(pattern.begin(), pattern.end(), '*'));
  const std::size_t fixed = pattern.size() - stars;
  if (stars == 0 || text.size() <= fixed || (text.size() - fixed) % stars != 0) return std::nullopt;
  const std::string_view star = text.substr(pattern.find('*'), (text.size() - fixed) / stars);
  std::string_view rest = text;
  while (!pattern.empty()) {
    const std::string_view part = pattern[0] == '*' ? star : pattern.substr(0, pattern.find('*'));
    if (!rest.starts_with(part)) return std::nullopt;
    rest.remove_prefix(part.size());
    pattern.remove_prefix(pattern[0] == '*' ? 1 : part.size());
  }
  return star;
}

/// What the next package.json above a file says that is JSON; nothing: there is none.
ManifestSigns manifest_above(const PackageView& package, std::string_view path) {
  std::string_view directory = path.substr(0, path.rfind('/') + 1);  // npos + 1 is 0
  while (true) {
    if (const ManifestSigns* found = package.manifest_in(directory)) return *found;
    if (directory.empty()) return {};
    directory.remove_suffix(1);
    directory = directory.substr(0, directory.rfind('/') + 1);
  }
}

ModuleFormat format_by_manifest(const PackageView& package, std::string_view path) {
  const bool is_esm = manifest_above(package, path).is_module;
  return is_esm ? ModuleFormat::esm : ModuleFormat::commonjs;
}

template <std::size_t size>
std::string_view ending_of(std::string_view path,
                           const std::array<std::string_view, size>& endings) {
  const auto found = std::find_if(endings.begin(), endings.end(),
                                  [&](std::string_view end) { return path.ends_with(end); });
  return found == endings.end() ? std::string_view() : *found;
}

}  // namespace

ModuleSigns signs_of(const PackageView& package, const PackedPath& file) {
  return is_javascript(file.path) ? package.module_signs_of(file.path) : ModuleSigns();
}

const PackedPath* find_main_file(const PackageView& package, std::string_view target) {
  const std::string path = target_path(target);
  const bool is_folder = path.empty() || target.ends_with('/');
  if (!is_folder) {
    if (const PackedPath* found = package.find(path)) return found;
    if (const PackedPath* found = package.find(path + ".js")) return found;
  }
  return package.find(path.empty() ? "index.js" : path + "/index.js");
}

bool is_linted(std::string_view path) {
  return !ending_of(path, std::array<std::string_view, 3>{".js", ".mjs", ".cjs"}).empty();
}

std::string_view invalid_jsx_ending(std::string_view path) {
  return ending_of(path, std::array<std::string_view, 4>{".mjsx", ".cjsx", ".mtsx", ".ctsx"});
}

ModuleFormat expected_format(const PackageView& package, std::string_view path) {
  constexpr std::string_view kNative = ".native.js";
  if (path.ends_with(kNative)) path.remove_suffix(kNative.size());
  if (path.ends_with(".mjs")) return ModuleFormat::esm;
  if (path.ends_with(".cjs")) return ModuleFormat::commonjs;
  return format_by_manifest(package, path);
}

ModuleFormat expected_declaration_format(const PackageView& package, std::string_view path) {
  if (path.ends_with(".d.mts")) return ModuleFormat::esm;
  if (path.ends_with(".d.cts")) return ModuleFormat::commonjs;
  return format_by_manifest(package, path);
}

std::optional<ModuleFormat> mismatch_of(const PackageView& package, const PackedPath& file) {
  const FileFacts* facts = package.find_facts(file.path);
  const ModuleFormat expected = expected_format(package, file.path);
  const auto is_right = [expected](ModuleFormat format) {
    return format == ModuleFormat::unknown || format == ModuleFormat::mixed || format == expected;
  };
  if (facts == nullptr || is_right(facts->format)) return std::nullopt;
  const ModuleFormat format = signs_of(package, file).format();
  return is_right(format) ? std::nullopt : std::optional(format);
}

bool is_for_bundlers(std::string_view path) {
  return path.find("browser") != std::string_view::npos ||
         path.find("bundler") != std::string_view::npos;
}

bool has_twin(const PackageView& package, std::string_view path, ModuleFormat format) {
  const std::string_view without = path.substr(0, path.size() - extension(path).size());
  const std::string_view ending = format == ModuleFormat::esm ? ".mjs" : ".cjs";
  return package.find(std::string(without).append(ending)) != nullptr;
}

bool names_a_file(const TargetNode& node) {
  const std::string* target = node.value->string();
  return target != nullptr && (!node.is_of_imports() || target->starts_with('.'));
}

TargetFiles::TargetFiles(const PackageView& package, const PublishedField& exports)
    : package_(package) {
  const Json::Object* keys = exports.value == nullptr ? nullptr : exports.value->object();
  if (keys == nullptr) return;
  for (const auto& [key, value] : *keys) {
    if (value.is_null()) taken_out_.push_back(key);
  }
}

std::optional<std::vector<const PackedPath*>> TargetFiles::find(const TargetNode& node) {
  const std::string& target = *node.value->string();
  const bool is_path = !target.starts_with('/') &&
                       (target.starts_with('.') || target.find(':') == std::string::npos);
  if (!is_path) return std::vector<const PackedPath*>();
  if (target.ends_with('/')) {
    const std::string folder = target_path(target);
    return find_matching(node, folder.empty() ? "*" : folder + "/*");
  }
  if (target.find('*') != std::string::npos) return find_matching(node, target_path(target));
  const PackedPath* file = package_.find(target_path(target));
  return file == nullptr ? std::vector<const PackedPath*>() : std::vector<const PackedPath*>{file};
}

std::optional<std::vector<const PackedPath*>> TargetFiles::find_matching(
    const TargetNode& node, const std::string& pattern) {
  const std::string begin = pattern.substr(0, pattern.find('*'));
  const auto files = package_.files();
  const auto first = std::lower_bound(
      files.begin(), files.end(), begin,
      [](const PackedPath& file, const std::string& to) { return file.path < to; });
  std::vector<const PackedPath*> out;
  for (auto file = first; file != files.end() && file->path.starts_with(begin); ++file) {
    compared_ += 1 + taken_out_.size();
    if (compared_ > kMostCompared) return std::nullopt;
    const auto matched = match(pattern, file->path);
    if (matched && !is_taken_out(node, *matched)) out.push_back(&*file);
  }
  return out;
}

bool TargetFiles::is_taken_out(const TargetNode& node, std::string_view matched) const {
  const std::string_view key = node.key();
  const std::size_t star = key.find('*');
  if (taken_out_.empty() || star == std::string_view::npos) return false;
  const std::string subpath =
      std::string(key.substr(0, star)).append(matched).append(key.substr(star + 1));
  return std::any_of(taken_out_.begin(), taken_out_.end(), [&](std::string_view pattern) {
    return pattern == subpath || match(pattern, subpath).has_value();
  });
}

}  // namespace packwarden
