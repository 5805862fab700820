#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/span.h"
#include "check/checked_file.h"
#include "check/module_format.h"
#include "decode/source_map_outline.h"
#include "finding/finding.h"

namespace packwarden {

/// A source map, and where it is.
struct CarriedMap {
  SourceMapOutline outline;
  Location at;  // the file as a whole; of a map that a file holds, its address
  bool is_inline = false;
  std::uint64_t bytes = 0;  // that it takes in the package
};

/// A reference to a source map that is elsewhere.
struct MapLink {
  std::string url;
  Location at;
};

/// What a package.json says of the files below it.
struct ManifestSigns {
  bool is_json = false;      // without it the rest is nothing
  bool is_module = false;    // its `type` is "module"
  bool has_exports = false;  // not null
  bool has_imports = false;
};

/// What a file says that checks of the package need, after its bytes are gone.
struct FileFacts {
  std::string path;
  bool is_aside = false;  // a test, documentation, or of a bundled package
  std::vector<CarriedMap> maps;
  std::vector<MapLink> links;                   // at most one of a program, that of its last lines
  std::uint64_t lines = 0;                      // of a file with a link
  std::uint64_t plain_http = 0;                 // places with an address without encryption
  std::vector<std::string> hosts;               // of them, each once
  ManifestSigns manifest;                       // of a package.json
  ModuleFormat format = ModuleFormat::unknown;  // of a program, by its first sign

  [[nodiscard]] bool is_empty() const {
    return maps.empty() && links.empty() && plain_http == 0 && !manifest.is_json &&
           format == ModuleFormat::unknown;
  }
};

/// Reads them. `by_rules` are what content rules found in `file`, before they were judged: rules
/// `map-inline` and `net-plain-http` look for what is counted here. Linear, bounded in memory by
/// the bytes of the file.
[[nodiscard]] FileFacts facts_of(const CheckedFile& file, std::span<const Finding> by_rules);

}  // namespace packwarden
