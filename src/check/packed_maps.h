#pragma once

#include <string_view>
#include <vector>

#include "check/file_facts.h"
#include "check/package_check.h"

namespace packwarden {

/// A source map of a package, and the file that it is or that holds it.
struct PackedMap {
  const FileFacts* file = nullptr;
  const CarriedMap* map = nullptr;

  [[nodiscard]] std::string_view path() const { return file->path; }
  /// Of declarations: it holds no program.
  [[nodiscard]] bool is_of_declarations() const {
    return file->path.ends_with(".d.ts.map") || file->path.ends_with(".d.mts.map") ||
           file->path.ends_with(".d.cts.map");
  }
};

/// All that are ones, by path. They borrow from `package`.
[[nodiscard]] std::vector<PackedMap> maps_of(const PackageView& package);

}  // namespace packwarden
