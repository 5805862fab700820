#include <algorithm>
#include <array>
#include <set>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "base/text.h"
#include "check/all.h"
#include "check/packed_maps.h"
#include "decode/source_mappings.h"
#include "validate/network_name.h"

// Which file says where its source map is, and whether it is there.
namespace packwarden {
namespace {

bool is_wasm(const FileFacts& file) { return file.path.ends_with(".wasm"); }

/// `https` of an address, in lower case; "" of a path.
std::string scheme_of(std::string_view url) {
  constexpr std::size_t kLongest = 10;
  const std::size_t colon = url.find(':');
  return colon == std::string_view::npos || colon > kLongest ? ""
                                                             : ascii_lower(url.substr(0, colon));
}

bool is_remote(std::string_view url) {
  constexpr std::array<std::string_view, 4> kSchemes = {"http", "https", "s3", "gs"};
  const std::string scheme = scheme_of(url);
  return is_one_of(scheme, kSchemes) || url.starts_with("//");
}

std::string_view host_of(std::string_view url) {
  const std::size_t slashes = url.find("//");
  if (slashes == std::string_view::npos) return {};
  const std::string_view rest = url.substr(slashes + 2);
  return rest.substr(0, rest.find_first_of("/:?#"));
}

/// Where everybody may read what is there, and knows it.
bool is_public_host(std::string_view host) {
  constexpr std::array<std::string_view, 7> kHosts = {
      "raw.githubusercontent.com", "raw.github.com",       "github.com", "unpkg.com",
      "cdn.jsdelivr.net",          "cdnjs.cloudflare.com", "esm.sh"};
  return is_one_of(host, kHosts);
}

Severity severity_of(std::string_view url, const FileFacts& file) {
  if (file.is_aside || is_public_host(host_of(url))) return Severity::note;
  return is_internal_host(host_of(url)) ? Severity::high : Severity::medium;
}

/// Whether the map that `link` names should be in the package and is not.
bool is_missing(const FileFacts& file, const MapLink& link, const PackageView& package) {
  if (!scheme_of(link.url).empty() || link.url.starts_with('/')) return false;
  return package.find(published_path(file.path, link.url)) == nullptr;
}

void run_missing(const PackageView& package, PackageHits& hits) {
  std::vector<Location> places;
  for (const FileFacts& file : package.facts()) {
    for (const MapLink& link : file.links) {
      if (!is_wasm(file) && is_missing(file, link, package)) places.push_back(link.at);
    }
  }
  if (places.empty()) return;
  const std::string files = places.size() == 1
                                ? "One file names a map that is"
                                : counted(places.size(), "file") + " name maps that are";
  hits.add({hits.severity(), files + " not in the package.", ""}, places);
}

void run_remote(const PackageView& package, PackageHits& hits) {
  std::vector<Location> places;
  std::string_view first;
  Severity severity = Severity::note;
  const auto take = [&](std::string_view url, const FileFacts& file, const Location& at) {
    if (!is_remote(url)) return;
    if (places.empty()) first = host_of(url);
    severity = std::max(severity, severity_of(url, file));
    places.push_back(at);
  };
  for (const FileFacts& file : package.facts()) {
    for (const MapLink& link : file.links) {
      if (!is_wasm(file)) take(link.url, file, link.at);
    }
    for (const CarriedMap& map : file.maps) take(map.outline.root, file, map.at);
  }
  if (places.empty()) return;
  hits.add({severity, "The first host is `" + escape_for_display(first.substr(0, 100)) + "`.", ""},
           places);
}

/// The files that name each map, by the map's path.
std::unordered_map<std::string, const FileFacts*> namers_of(const PackageView& package) {
  std::unordered_map<std::string, const FileFacts*> out;
  for (const FileFacts& file : package.facts()) {
    for (const MapLink& link : file.links) {
      std::string path = published_path(file.path, link.url);
      if (!path.empty()) out.try_emplace(std::move(path), &file);
    }
  }
  return out;
}

/// Whether a file is called like the map of it: `a.js` and `a.js.map`, `a.min.js` and `a.min.map`.
bool has_generated(const PackageView& package, std::string_view map) {
  constexpr std::size_t kExtension = 4;  // ".map"
  const std::string name(map.substr(0, map.size() - kExtension));
  return package.find(name) != nullptr || package.find(name + ".js") != nullptr ||
         package.find(name + ".css") != nullptr;
}

void run_orphan(const PackageView& package, PackageHits& hits) {
  const auto namers = namers_of(package);
  std::vector<Location> alone;
  std::vector<Location> beyond;
  for (const PackedMap& packed : package.maps()) {
    if (packed.map->is_inline) continue;
    const std::string path(packed.path());
    const auto namer = namers.find(path);
    if (namer == namers.end()) {
      if (!has_generated(package, path)) alone.push_back(packed.map->at);
    } else if (namer->second->lines > 0 && packed.map->outline.lines > namer->second->lines) {
      beyond.push_back(packed.map->at);
    }
  }
  std::string detail;
  if (!alone.empty()) detail += counted(alone.size(), "map") + " without a file that names it";
  if (!beyond.empty()) {
    detail += (detail.empty() ? "" : ", ") + counted(beyond.size(), "map") +
              " of lines that its file does not have";
  }
  alone.insert(alone.end(), beyond.begin(), beyond.end());
  if (!alone.empty()) hits.add({hits.severity(), "Found: " + detail + ".", ""}, alone);
}

void run_others(const PackageView& package, PackageHits& hits) {
  for (const FileFacts& file : package.facts()) {
    if (!is_wasm(file)) continue;
    for (const MapLink& link : file.links) {
      const bool is_elsewhere = is_remote(link.url);
      if (!is_elsewhere && !is_missing(file, link, package)) continue;
      const Severity severity = is_elsewhere ? severity_of(link.url, file) : Severity::note;
      const std::array<Location, 1> place = {link.at};
      hits.add(
          {severity,
           is_elsewhere ? "The map is on another host." : "The map is not in the package.", ""},
          place);
    }
  }
}

}  // namespace

const PackageCheck kMapMissingFile = {
    {"map-missing-file", Severity::note, "Source maps that are not packed",
     "Tools of users look for them, and warn.",
     "Build without the comment that names the map, or ship the map."},
    run_missing};

const PackageCheck kMapOrphan = {
    {"map-orphan", Severity::note, "Source maps of other files",
     "They are left from an earlier build, or belong to something that is not packed.",
     "Clean the output directory before each build."},
    run_orphan};

const PackageCheck kMapOtherCarriers = {
    {"map-other-carriers", Severity::note, "WebAssembly with an address of a source map",
     "The module says where the map of its sources is.",
     "Build without the section `sourceMappingURL`, or ship the map."},
    run_others};

const PackageCheck kMapRemote = {
    {"map-remote", Severity::medium, "Source maps on another host",
     "Whoever has the package knows where to get its sources, and asks for them there.",
     "Build without that address, and see that nobody else can read what is there."},
    run_remote};

}  // namespace packwarden
