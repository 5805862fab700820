#include "app/list.h"

#include <unistd.h>

#include <sstream>
#include <string>
#include <utility>
#include <vector>

#include "app/output.h"
#include "app/targets.h"
#include "npm/package.h"
#include "report/pack_listing.h"

namespace packwarden {
namespace {

Result<PackListing> listing_of(const Package& package, int npm) {
  PackListing out;
  out.npm = npm;
  out.name = package.manifest().name;
  out.version = *package.manifest().document.find("version");
  out.filename = tarball_filename(package.manifest());
  out.notes = package.notes();
  TRY_ASSIGN(out.list, package.pack(npm, {}));
  return out;
}

Result<std::vector<PackListing>> listings_of(const Options& options) {
  TRY_ASSIGN(PackRun run, plan_pack_run(options.packages));
  std::vector<PackListing> out;
  for (RequestedPackage& requested : run.packages) {
    TRY_ASSIGN(const Package package, Package::open(std::move(requested), publisher_of(options)));
    for (const int npm : npm_versions_of(options)) {
      TRY_ASSIGN(PackListing listing, listing_of(package, npm));
      out.push_back(std::move(listing));
    }
  }
  return out;
}

}  // namespace

Result<ExitStatus> list_packages(const Options& options) {
  TRY_ASSIGN(const std::vector<PackListing> listings, listings_of(options));
  std::ostringstream out;
  if (options.json) {
    write_pack_json(listings, out);
  } else {
    write_pack_text(listings, {}, out);
  }
  TRY(write_all(STDOUT_FILENO, std::move(out).str(), "standard output"));
  return ExitStatus::clean;
}

}  // namespace packwarden
