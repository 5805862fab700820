#pragma once

#include <string_view>
#include <unordered_set>

#include "check/package_check.h"

namespace packwarden {

/// What `files` in package.json names by itself: it is there on purpose.
class NamedOnPurpose {
 public:
  /// `package` outlives this.
  explicit NamedOnPurpose(const PackageView& package);

  /// Lowers what was found in such a file to a note, where its check asks for that.
  void judge(Finding& finding) const;

 private:
  [[nodiscard]] bool names(std::string_view path) const;

  std::unordered_set<std::string_view> entries_;  // without what is around a path
};

/// Whether `of_package` says of bytes of package.json what a rule says with `secret`: one cause is
/// one finding, with the other in its `also`.
[[nodiscard]] bool says_the_same(const Finding& of_package, const Finding& secret);

}  // namespace packwarden
