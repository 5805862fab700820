#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "check/package_check.h"

namespace packwarden {

/// A place of a banner.
struct BannerPlace {
  std::string path;        // of the entry
  std::uint64_t line = 0;  // counted from 1

  friend bool operator==(const BannerPlace&, const BannerPlace&) = default;
};

/// Code of others, as the comments say that came with it.
struct VendoredLibrary {
  std::string name;  // in lower case
  std::string version;
  std::vector<BannerPlace> places;  // by path; at least one, at most 100
};

/// Those whose banner has a version, and is neither that of the package in whose file it stands nor
/// of its scope; by name and version, at most 1,000.
[[nodiscard]] std::vector<VendoredLibrary> vendored_libraries(const PackageView& package);

}  // namespace packwarden
