#pragma once

#include <cstdint>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "check/package_check.h"
#include "npm/package.h"

namespace packwarden {

/// A package as if these paths were packed of it, with the package.json that is on disk.
class PackedView {
 public:
  /// `paths` are those in the package, sorted. `package` outlives this.
  template <class Paths>
  PackedView(const Package& package, const Paths& paths)
      : files_(files_of(paths)), view_(files_, {}, nullptr, reader_of(package)) {}

  [[nodiscard]] const PackageView& view() const { return view_; }

 private:
  template <class Paths>
  [[nodiscard]] static std::vector<PackedPath> files_of(const Paths& paths) {
    std::vector<PackedPath> out;
    for (const std::string& path : paths) {
      PackedPath& file = out.emplace_back();
      file.path = path;
      file.mode = kProgram;
    }
    return out;
  }
  [[nodiscard]] static PackageView::Reader reader_of(const Package& package);

  static constexpr std::uint32_t kProgram = 0755;  // modes are none of its business

  std::vector<PackedPath> files_;
  PackageView view_;
};

/// What is found of entry points, programs and files of install scripts that are not packed: the
/// check and what it says.
[[nodiscard]] std::set<std::pair<std::string, std::string>> broken_targets(
    const PackageView& package);

}  // namespace packwarden
