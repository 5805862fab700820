#include "check/all.h"

namespace packwarden {
namespace {

void run(const PackageView& package, PackageHits& hits) {
  const Json* engines = package.manifest().find("engines");
  if (engines != nullptr && engines->find("node") != nullptr) return;
  hits.add_in_manifest({hits.severity(), "", ""}, {"engines"});
}

}  // namespace

const PackageCheck kEngines = {
    {"pkg-engines", Severity::note, "No range of Node.js versions",
     "Without `engines.node` users learn of a dropped version when something breaks.",
     "Declare `engines.node` in package.json."},
    run};

}  // namespace packwarden
