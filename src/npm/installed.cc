#include "npm/installed.h"

#include <algorithm>

#include "base/text.h"
#include "npm/posix_path.h"
#include "npm/tree_path.h"

namespace packwarden {
namespace {

constexpr std::size_t kMaxPackages = 20'000;

/// "name" or "@scope/name", as directories of node_modules that npm reads.
bool is_installable(std::string_view name) {
  if (name.starts_with('@')) {
    const std::size_t slash = name.find('/');
    if (slash == std::string_view::npos) return false;
    name.remove_prefix(slash + 1);
  }
  return !name.empty() && !name.starts_with('.') && name.find('/') == std::string_view::npos &&
         name.find('\0') == std::string_view::npos;
}

}  // namespace

Result<std::optional<std::string>> InstalledPackages::find(std::string from,
                                                           const std::string& name) const {
  if (!is_installable(name)) return std::nullopt;
  while (true) {
    const std::string modules = beneath(from, "node_modules");
    const auto status = tree_.lstat(in_tree(modules));
    if (status && status->type == FileType::link) {
      return fail(ErrorKind::unsupported, modules, "a link to installed packages is not followed");
    }
    const std::string path = modules + "/" + name;
    if (status && tree_.lstat(in_tree(path))) return path;
    if (from.empty() || from == ".." || from.ends_with("/..")) return std::nullopt;
    from = from.find('/') == std::string::npos ? "" : std::string(directory_name(from));
  }
}

Result<std::string> InstalledPackages::real_directory(const std::string& path) const {
  TRY_ASSIGN(const FileStatus status, tree_.lstat(in_tree(path)));
  if (status.type != FileType::link) return path;
  TRY_ASSIGN(const std::string real, tree_.real_directory(in_tree(path)));
  return from_package(real);
}

/// A path of the tree as one relative to the package.
std::string InstalledPackages::from_package(std::string_view path) const {
  // Both begin below as many directories as the path climbs out of.
  std::string base = "/";
  for (std::string_view rest = path; leads_up(rest);
       rest.remove_prefix(std::min<std::size_t>(rest.size(), 3))) {
    base += "up/";
  }
  std::string out = relative_path(base + directory_, normalize_path(base + std::string(path)));
  return out == "." ? std::string() : out;
}

bool InstalledPackages::is_in_modules(std::string_view directory) {
  while (directory.starts_with("../")) directory.remove_prefix(3);
  std::string_view above = directory_name(directory);
  if (base_name(above).starts_with('@')) above = directory_name(above);
  return base_name(above) == "node_modules" && !directory.starts_with('.') &&
         directory.find("/.") == std::string_view::npos;
}

Result<std::optional<std::string>> InstalledPackages::read(const std::string& directory) const {
  auto text = tree_.read(in_tree(beneath(directory, "package.json")), kMaxManifestBytes);
  if (text) return std::move(*text);
  if (text.error().kind == ErrorKind::io) return std::nullopt;
  return fail(std::move(text.error()));
}

Result<Manifest> InstalledPackages::read_manifest(const std::string& directory) const {
  TRY_ASSIGN(const std::optional<std::string> text, read(directory));
  if (!text) return Manifest();
  return parse_installed_manifest(*text, beneath(directory, "package.json"));
}

Result<Json> InstalledPackages::read_document(const std::string& directory) const {
  TRY_ASSIGN(const std::optional<std::string> text, read(directory));
  if (!text) return Json();
  auto document = parse_json(to_valid_utf8(*text), beneath(directory, "package.json"));
  if (document) return std::move(*document);
  if (document.error().kind == ErrorKind::format) return Json();
  return fail(std::move(document.error()));
}

Result<void> InstalledPackages::check_count(const std::string& path, std::size_t count) {
  if (count < kMaxPackages) return {};
  return fail(limit_error(path, "there are too many installed packages",
                          {"installed-packages", kMaxPackages}));
}

std::string InstalledPackages::in_tree(const std::string& path) const {
  return beneath(directory_, path);
}

}  // namespace packwarden
