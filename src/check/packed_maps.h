#pragma once

#include <string_view>
#include <vector>

#include "check/file_facts.h"
#include "check/map_sources.h"

namespace packwarden {

/// A source map of a package, and the file that it is or that holds it.
struct PackedMap {
  const FileFacts* file = nullptr;
  const CarriedMap* map = nullptr;
  std::vector<SourceName> sources;  // as the map lists them

  [[nodiscard]] std::string_view path() const { return file->path; }
  /// Of declarations: it holds no program.
  [[nodiscard]] bool is_of_declarations() const {
    return file->path.ends_with(".d.ts.map") || file->path.ends_with(".d.mts.map") ||
           file->path.ends_with(".d.cts.map");
  }
};

}  // namespace packwarden
