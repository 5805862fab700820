#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "check/package_check.h"
#include "check/vendored_code.h"
#include "validate/generated.h"

namespace packwarden {

/// A dependency that does not come with the package.
struct OutsideDependency {
  std::string field;  // "dependencies", "optionalDependencies" or "peerDependencies"
  std::string name;
  std::string range;  // as it stands there, but without users; "" where one may end anywhere
};

/// What a package.json says of its package. Texts that it does not have are empty; longer ones than
/// 4,096 bytes are cut.
struct InventoriedPackage {
  std::string directory;  // in the package: "node_modules/name"; "" of the package itself
  std::string name;
  std::string version;  // as npm publishes it, with the metadata of the build
  std::string licence;
  std::string description;
  std::string author;
  std::string author_email;  // what is no address of mail is left out
  std::string repository;    // addresses of the web or of git, without a user
  std::string homepage;
  std::string issues;
  std::vector<std::size_t> needs;  // other packages of the inventory that it asks for, ascending
  std::vector<OutsideDependency> outside;
  bool has_unlisted = false;  // it has more dependencies than are looked at: 1,000; of all 50,000
};

/// What a package is made of, beside its files.
struct Inventory {
  std::vector<InventoriedPackage>
      packages;  // the package, then those that it bundles, by directory
  std::vector<VendoredLibrary> vendored;
  bool may_lack_packages = false;  // as many package.json were seen as are looked at
};

/// Bundled packages are those below a `node_modules` with a package.json that is an object. What is
/// said of them passes through `conceal`.
[[nodiscard]] Inventory inventory_of(const PackageView& package, const PathConcealer& conceal);

/// The address of a repository, a page or a list of issues as everybody may have it: a short form
/// is written out, a user goes, and so does what is no address of the web or of git. "" then.
[[nodiscard]] std::string public_address(std::string_view address);

}  // namespace packwarden
