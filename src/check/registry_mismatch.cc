#include <algorithm>

#include "base/text.h"
#include "check/all.h"
#include "check/public_registry.h"
#include "npm/javascript.h"
#include "npm/package.h"

namespace packwarden {
namespace {

constexpr std::uint64_t kMostSettings = std::uint64_t{64} << 10U;

bool is_registry_key(std::string_view key) {
  return key == "registry" || (key.starts_with('@') && key.ends_with(":registry"));
}

/// Whether everybody is to have the package.
bool is_for_all(const Json& manifest) {
  const Json* is_private = manifest.find("private");
  const Json* publishing = manifest.find("publishConfig");
  const Json* access = publishing == nullptr ? nullptr : publishing->find("access");
  const bool is_restricted =
      access != nullptr && access->string() != nullptr && *access->string() == "restricted";
  return !is_restricted && (is_private == nullptr || !is_private->truthy());
}

/// The host, where it is not the public registry; "" else.
std::string other_host(std::string_view url) {
  std::string host = host_of_url(url);
  return is_public_registry(host) ? std::string() : host;
}

std::string sentence(std::string_view place, const std::string& host) {
  return "`" + escape_for_display(place) + "` is at `" +
         escape_for_display(to_valid_utf8(std::string_view(host).substr(0, 100))) + "`.";
}

void check_manifest(const PackageView& package, PackageHits& hits) {
  const Json* publishing = package.manifest().find("publishConfig");
  if (publishing == nullptr || publishing->object() == nullptr) return;
  for (const auto& [key, value] : *publishing->object()) {
    if (!is_registry_key(key) || value.string() == nullptr) continue;
    const std::string host = other_host(*value.string());
    if (host.empty()) continue;
    hits.add_in_manifest({hits.severity(), sentence("publishConfig." + key, host), ""},
                         {"publishConfig", key});
  }
}

/// The settings of the project, which are never packed.
void check_settings(const PackageView& package, PackageHits& hits) {
  if (package.package() == nullptr) return;
  const Json* publishing = package.manifest().find("publishConfig");
  if (publishing != nullptr && publishing->find("registry") != nullptr) return;
  const auto text =
      package.package()->tree().read(package.package()->path_of(".npmrc"), kMostSettings);
  if (!text) return;
  std::string_view rest = *text;
  while (!rest.empty()) {
    const std::string_view line = rest.substr(0, rest.find('\n'));
    rest.remove_prefix(std::min(line.size() + 1, rest.size()));
    const std::size_t equals = line.find('=');
    if (equals == std::string_view::npos) continue;
    if (trim_blanks(line.substr(0, equals)) != "registry") continue;
    const std::string host = other_host(line.substr(equals + 1));
    if (!host.empty()) {
      hits.add_in_manifest({hits.severity(), sentence("registry in .npmrc", host), ""}, {});
    }
  }
}

void run(const PackageView& package, PackageHits& hits) {
  if (!is_for_all(package.manifest())) return;
  check_manifest(package, hits);
  check_settings(package, hits);
}

}  // namespace

const PackageCheck kRegistryMismatch = {
    {"net-registry-mismatch", Severity::medium, "Published to another registry",
     "A package for everybody goes where few can get it, or one for few does not say so.",
     "Set `publishConfig.registry` to where the package belongs, or `publishConfig.access` to "
     "restricted."},
    run};

}  // namespace packwarden
