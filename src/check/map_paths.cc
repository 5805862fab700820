#include <algorithm>
#include <cstdint>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "base/text.h"
#include "check/all.h"
#include "check/map_sources.h"
#include "check/packed_maps.h"
#include "check/wording.h"

// What the names of sources in maps tell, and whether there are such files.
namespace packwarden {
namespace {

constexpr std::string_view kRelative =
    "Build with relative `sources`: most bundlers have an option for the path of the root.";

/// Sources of some maps that share something.
struct Named {
  std::uint64_t count = 0;
  std::vector<Location> places;  // of the maps
  bool is_aside = true;          // all are in tests, documentation or bundled packages

  /// `more` of them are in the map.
  void add(const PackedMap& packed, std::uint64_t more) {
    if (more == 0) return;
    count += more;
    places.push_back(packed.map->at);
    is_aside = is_aside && packed.file->is_aside;
  }
};

/// Bytes of a path in a sentence.
constexpr std::size_t kLongestShown = 80;

/// Counts the absolute paths in a map; `example` becomes the first that is one of a machine.
struct AbsolutePaths {
  std::uint64_t count = 0;
  std::uint64_t of_machines = 0;
  std::string example;

  void take(std::string_view path, SourcePlace place) {
    if (place != SourcePlace::machine && place != SourcePlace::root) return;
    ++count;
    if (place == SourcePlace::machine) ++of_machines;
    const bool is_first = place == SourcePlace::machine ? of_machines == 1 : count == 1;
    if (is_first) example = path;
  }
};

AbsolutePaths absolute_paths_of(const PackedMap& packed) {
  const SourceMapOutline& map = packed.map->outline;
  AbsolutePaths out;
  for (std::size_t i = 0; i < packed.sources.size(); ++i) {
    out.take(map.sources[i].name, packed.sources[i].place);
  }
  for (const std::string* path : {&map.root, &map.file}) {
    if (!path->empty()) out.take(*path, read_source_name(*path, "", "", "").place);
  }
  return out;
}

void run_absolute(const PackageView& package, PackageHits& hits) {
  Named of_machines;
  Named of_others;
  std::string example;
  for (const PackedMap& packed : package.maps()) {
    const AbsolutePaths paths = absolute_paths_of(packed);
    if (example.empty() || (of_machines.count == 0 && paths.of_machines > 0)) {
      example = paths.example;
    }
    of_machines.add(packed, paths.of_machines);
    of_others.add(packed, paths.count - paths.of_machines);
  }
  const bool has_machines = of_machines.count > 0;
  const Named& worse = has_machines ? of_machines : of_others;
  if (worse.count == 0) return;
  const Severity severity =
      has_machines && !of_machines.is_aside ? Severity::medium : Severity::note;
  hits.add({severity,
            counted(worse.count, "path") + (worse.count == 1 ? " is" : " are") +
                " absolute, the first one " + quoted(example, kLongestShown) + ".",
            ""},
           worse.places);
}

void run_outside(const PackageView& package, PackageHits& hits) {
  Named named;
  std::uint64_t outside = 0;
  std::uint64_t installed = 0;
  std::set<std::string> foreign;
  for (const PackedMap& packed : package.maps()) {
    std::uint64_t in_map = 0;
    for (const SourceName& name : packed.sources) {
      if (name.place == SourcePlace::outside) ++outside;
      if (name.place == SourcePlace::installed) ++installed;
      if (name.place == SourcePlace::foreign) foreign.insert(name.path);
      in_map += name.place == SourcePlace::outside || name.place == SourcePlace::installed ||
                        name.place == SourcePlace::foreign
                    ? 1
                    : 0;
    }
    named.add(packed, in_map);
  }
  if (named.count == 0) return;
  std::string detail = counted(outside, "source") + " outside of the package, " +
                       std::to_string(installed) + " below `node_modules`";
  if (!foreign.empty()) detail += ", some of " + listed(foreign, 3);
  hits.add({hits.severity(), "Maps name " + detail + ".", ""}, named.places);
}

/// Whether the package has the file that a source is named after.
bool is_packed(const SourceName& name, const PackageView& package) {
  const std::string path = name.path.substr(0, name.path.find('?'));
  return name.place == SourcePlace::inside && package.find(path) != nullptr;
}

std::uint64_t missing_in(const PackedMap& packed, const PackageView& package) {
  std::uint64_t out = 0;
  for (std::size_t i = 0; i < packed.sources.size(); ++i) {
    if (packed.map->outline.sources[i].bytes) continue;
    const SourceName& name = packed.sources[i];
    const bool is_file = name.place != SourcePlace::made && name.place != SourcePlace::remote;
    if (is_file && !is_packed(name, package)) ++out;
  }
  return out;
}

void run_missing(const PackageView& package, PackageHits& hits) {
  Named missing;
  std::uint64_t of_declarations = 0;
  for (const PackedMap& packed : package.maps()) {
    const std::uint64_t count = missing_in(packed, package);
    missing.add(packed, count);
    if (packed.is_of_declarations()) of_declarations += count;
  }
  if (missing.count == 0) return;
  std::string detail = counted(missing.count, "source") + " of " +
                       counted(missing.places.size(), "map") + " cannot be found";
  if (of_declarations > 0) detail += ", " + std::to_string(of_declarations) + " of declarations";
  hits.add({hits.severity(), detail + ".", ""}, missing.places);
}

}  // namespace

const PackageCheck kMapAbsolutePath = {
    {"map-absolute-path", Severity::medium, "Absolute paths in source maps",
     "They tell who built the package and where; a build that embeds paths embeds more.",
     kRelative},
    run_absolute};

const PackageCheck kMapMissingSource = {
    {"map-missing-source", Severity::note, "Source maps without their sources",
     "Builds of users warn of each source that is neither in the map nor in the package.",
     "Ship the sources, embed them, or leave the maps out."},
    run_missing};

const PackageCheck kMapOutsideSource = {
    {"map-outside-source", Severity::note, "Source maps that name other packages",
     "They tell how the repository around the package is laid out, and what it is built of.",
     kRelative},
    run_outside};

}  // namespace packwarden
