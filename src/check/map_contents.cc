#include <algorithm>
#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "base/text.h"
#include "check/all.h"
#include "check/map_sources.h"
#include "check/packed_maps.h"
#include "check/source_access.h"
#include "npm/posix_path.h"

// Sources that are in source maps and nowhere else in the package.
namespace packwarden {
namespace {

/// The files of a package, as far as a source in a map may be one of them: they are called the same
/// and are as long.
class PackedTexts {
 public:
  explicit PackedTexts(const PackageView& package) : package_(package) {}

  [[nodiscard]] bool holds(std::string_view name, std::uint64_t bytes) {
    if (by_name_.empty()) make_index();
    name = name.substr(0, name.find('?'));
    const auto found = by_name_.find(base_name(name));
    if (found == by_name_.end()) return false;
    const auto is_it = [bytes](const PackedPath* file) { return file->bytes == bytes; };
    if (std::any_of(found->second.begin(), found->second.end(), is_it)) return true;
    return std::any_of(found->second.begin(), found->second.end(), [&](const PackedPath* file) {
      return may_have_returns(*file, bytes) && bytes_without_returns(*file) == bytes;
    });
  }

 private:
  void make_index() {
    for (const PackedPath& file : package_.files()) {
      by_name_[base_name(file.path)].push_back(&file);
    }
  }

  /// Whether a file may be as long as `bytes` but for a carriage return in each line of 8 bytes or
  /// more.
  static bool may_have_returns(const PackedPath& file, std::uint64_t bytes) {
    return file.bytes > bytes && file.bytes - bytes <= bytes / 8;
  }

  /// What a map holds has other line ends, mostly. Few files are read again for that.
  std::uint64_t bytes_without_returns(const PackedPath& file) {
    constexpr std::uint64_t kMostBytes = std::uint64_t{1} << 20U;
    const auto [known, is_new] = without_returns_.try_emplace(&file, file.bytes);
    if (!is_new || file.bytes > kMostBytes || reads_left_ == 0) return known->second;
    --reads_left_;
    if (const auto text = package_.read(file.path, kMostBytes)) {
      known->second -= static_cast<std::uint64_t>(std::count(text->begin(), text->end(), '\r'));
    }
    return known->second;
  }

  const PackageView& package_;
  std::unordered_map<std::string_view, std::vector<const PackedPath*>> by_name_;
  std::unordered_map<const PackedPath*, std::uint64_t> without_returns_;
  std::size_t reads_left_ = 20;
};

/// What maps of one kind hold together.
struct Held {
  std::uint64_t sources = 0;
  std::uint64_t bytes = 0;
  std::uint64_t taken = 0;  // bytes of the maps
  std::vector<Location> places;
  bool is_aside = true;  // all are in tests, documentation or bundled packages
};

/// Adds the sources of a map that the package does not have otherwise; how many there are. What
/// tools made, and what other packages hold, is no secret of this one.
std::uint64_t add_sources(const PackedMap& packed, PackedTexts& texts, Held& out) {
  std::uint64_t count = 0;
  for (std::size_t i = 0; i < packed.sources.size(); ++i) {
    const MappedSource& source = packed.map->outline.sources[i];
    if (!source.bytes || *source.bytes == 0) continue;
    const SourcePlace place = packed.sources[i].place;
    if (place == SourcePlace::made || place == SourcePlace::installed) continue;
    if (texts.holds(source.name, *source.bytes)) continue;
    ++count;
    out.bytes += *source.bytes;
  }
  out.sources += count;
  return count;
}

Severity severity_of(const PackageView& package, const Held& held) {
  if (held.sources == 0 || held.is_aside) return Severity::note;
  switch (source_access_of(package)) {
    case SourceAccess::everybody:
      return Severity::note;
    case SourceAccess::unknown:
      return Severity::medium;
    case SourceAccess::few:
      return Severity::high;
  }
  return Severity::note;
}

/// "It holds the text of 2 files that the package does not have otherwise, 1.2 kB."
std::string said_of(const Held& held) {
  const std::string maps =
      held.places.size() == 1 ? "A map holds" : counted(held.places.size(), "map") + " hold";
  return maps + " the text of " + counted(held.sources, "file") +
         " that the package does not have otherwise, " + human_bytes(held.bytes) + ".";
}

void run_files(const PackageView& package, PackageHits& hits) {
  PackedTexts texts(package);
  Held held;
  for (const PackedMap& packed : package.maps()) {
    if (packed.map->is_inline) continue;
    if (add_sources(packed, texts, held) == 0) continue;
    held.places.push_back(packed.map->at);
    held.is_aside = held.is_aside && packed.file->is_aside;
  }
  if (!held.places.empty()) hits.add({severity_of(package, held), said_of(held), ""}, held.places);
}

void run_inline(const PackageView& package, PackageHits& hits) {
  PackedTexts texts(package);
  Held held;
  for (const PackedMap& packed : package.maps()) {
    if (!packed.map->is_inline) continue;
    (void)add_sources(packed, texts, held);
    held.taken += packed.map->bytes;
    held.places.push_back(packed.map->at);
    held.is_aside = held.is_aside && packed.file->is_aside;
  }
  if (held.places.empty()) return;
  std::string detail = counted(held.places.size(), "map") + " in files " +
                       (held.places.size() == 1 ? "takes " : "take ") + human_bytes(held.taken) +
                       ".";
  if (held.sources > 0) detail += " " + said_of(held);
  hits.add({severity_of(package, held), detail, ""}, held.places);
}

}  // namespace

const PackageCheck kMapInline = {
    {"map-inline", Severity::note, "Source map within a file",
     "It makes the file several times as large, and no list of files shows it.",
     "Switch the bundler from inline source maps to none."},
    run_inline};

const PackageCheck kMapSourcesContent = {
    {"map-sources-content", Severity::note, "Sources in source maps",
     "Whoever has the package reads the sources that its maps hold.",
     "Leave the maps out, with `!**/*.map` behind the other patterns of `files`, or build them "
     "without the sources' content; then look at the list of files."},
    run_files};

}  // namespace packwarden
