#include "check/packed_packages.h"

#include <utility>

#include "npm/manifest.h"

namespace packwarden {
namespace {

constexpr std::string_view kModules = "node_modules/";

std::string text_in(const Json& manifest, std::string_view key) {
  const Json* value = manifest.find(key);
  return value == nullptr || value->string() == nullptr ? std::string() : *value->string();
}

std::vector<PackedPackage> packed_packages(const PackageView& package) {
  std::vector<PackedPackage> out;
  for (const PackedPath& file : package.files()) {
    if (!file.path.ends_with("/package.json") || out.size() >= kMostPackedPackages) continue;
    const auto text = package.read(file.path, kMaxManifestBytes);
    if (!text) continue;
    auto manifest = parse_json(*text, file.path);
    if (!manifest || manifest->object() == nullptr) continue;
    out.push_back({file.path, text_in(*manifest, "name"), text_in(*manifest, "version"), {}});
    out.back().manifest = *std::move(manifest);
  }
  return out;
}

}  // namespace

std::string_view module_of(std::string_view path) {
  const std::size_t modules = path.rfind(kModules);
  const bool is_segment =
      modules != std::string_view::npos && (modules == 0 || path[modules - 1] == '/');
  if (!is_segment) return {};
  const std::string_view rest = path.substr(modules + kModules.size());
  std::size_t end = rest.find('/');
  if (rest.starts_with('@') && end != std::string_view::npos) end = rest.find('/', end + 1);
  return end == std::string_view::npos ? std::string_view() : rest.substr(0, end);
}

std::string_view PackedPackage::installed_as() const {
  const std::string_view directory = module_of(path);
  const bool is_whole = path.ends_with("/" + std::string(directory) + "/package.json");
  return is_whole ? directory : std::string_view();
}

std::span<const PackedPackage> PackageView::packages() const {
  if (!packages_)
    packages_ = std::make_shared<const std::vector<PackedPackage>>(packed_packages(*this));
  return *packages_;
}

}  // namespace packwarden
