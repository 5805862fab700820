#include "app/versions.h"

#include <archive.h>
#include <libdeflate.h>
#include <nettle/version.h>
#include <CLI/Version.hpp>
#include <nlohmann/detail/abi_macros.hpp>

#include <initializer_list>
#include <utility>

#include "match/engines.h"

namespace packwarden {

std::string_view version() { return PACKWARDEN_VERSION; }

ToolFacts tool_facts(const Database& database) {
  return {std::string(version()), database.digest(), database.engine_name()};
}

std::string version_text(const Database& database) {
  const std::string nlohmann = std::to_string(NLOHMANN_JSON_VERSION_MAJOR) + "." +
                               std::to_string(NLOHMANN_JSON_VERSION_MINOR) + "." +
                               std::to_string(NLOHMANN_JSON_VERSION_PATCH);
  const std::string nettle =
      std::to_string(nettle_version_major()) + "." + std::to_string(nettle_version_minor());
  std::string hyperscan(hyperscan_version());
  hyperscan = hyperscan.empty() ? "none" : hyperscan.substr(0, hyperscan.find(' '));
  const std::initializer_list<std::pair<std::string_view, std::string>> rows = {
      {"rules", std::to_string(database.rule_count()) + ", " + database.digest()},
      {"engine", database.engine_name()},
      {"hyperscan", hyperscan},
      {"libarchive", ARCHIVE_VERSION_ONLY_STRING},
      {"libdeflate", LIBDEFLATE_VERSION_STRING},
      {"nettle", nettle},
      {"nlohmann-json", nlohmann},
      {"cli11", CLI11_VERSION},
  };
  std::string out = "packwarden " + std::string(version()) + "\n";
  for (const auto& [name, value] : rows) {
    out += "  " + std::string(name) + std::string(15 - name.size(), ' ') + value + "\n";
  }
  return out;
}

}  // namespace packwarden
