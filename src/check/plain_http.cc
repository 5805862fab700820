#include <array>
#include <cstdint>
#include <set>
#include <string>

#include "base/text.h"
#include "check/all.h"
#include "check/wording.h"

namespace packwarden {
namespace {

void run(const PackageView& package, PackageHits& hits) {
  std::uint64_t places = 0;
  std::uint64_t files = 0;
  std::set<std::string> hosts;
  std::string first;
  for (const FileFacts& file : package.facts()) {
    if (file.is_aside || file.plain_http == 0) continue;
    if (++files == 1) first = file.path;
    places += file.plain_http;
    hosts.insert(file.hosts.begin(), file.hosts.end());
  }
  if (files == 0) return;
  hits.add({hits.severity(),
            counted(places, "place") + " in " + counted(files, "file") + ", of " +
                listed(hosts, 5) + ".",
            ""},
           first);
}

}  // namespace

const PackageCheck kPlainHttp = {
    {"net-plain-http", Severity::note, "Addresses without encryption",
     "What is sent to `http:` addresses can be read and changed on its way.",
     "Use `https:` where the other side speaks it."},
    run};

}  // namespace packwarden
