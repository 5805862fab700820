#include <algorithm>
#include <array>
#include <cstdint>
#include <map>
#include <set>
#include <span>
#include <string>
#include <unordered_map>
#include <vector>

#include "base/text.h"
#include "check/all.h"
#include "check/canonical_form.h"
#include "check/joined.h"
#include "npm/unicode.h"

// Names that do not survive the way to those who install the package.
namespace packwarden {
namespace {

/// How many bytes of a path are directories that the one before has, too, each with its slash.
std::size_t shared_directories(std::string_view before, std::string_view path) {
  const auto differ = std::mismatch(before.begin(), before.end(), path.begin(), path.end()).second;
  return path.substr(0, static_cast<std::size_t>(differ - path.begin())).rfind('/') + 1;
}

/// Calls `take` with where each segment of a path begins and ends, from a place on, until it says
/// true.
template <class Take>
void each_segment(std::string_view path, std::size_t from, Take take) {
  for (std::size_t begin = from; begin <= path.size();) {
    const std::size_t end = std::min(path.find('/', begin), path.size());
    if (take(begin, end)) return;
    begin = end + 1;
  }
}

/// Paths that share what is wrong with them.
struct Places {
  std::vector<std::string_view> paths;  // the first ones
  std::size_t count = 0;

  void add(std::string_view path) {
    ++count;
    if (paths.size() <= kMostPlaces) paths.push_back(path);
  }
  [[nodiscard]] std::string counted_names() const { return counted(count, "name"); }
};

// --- Names that Windows, or a reader of logs, takes amiss

constexpr std::string_view kControl = "holds a control character";
constexpr std::string_view kDropped = "holds a `*`, and npm leaves it out without a word";

/// Devices of Windows, with any extension.
bool is_device(std::string_view name) {
  constexpr std::array<std::string_view, 4> kWords = {"con", "prn", "aux", "nul"};
  const std::string stem = ascii_lower(name.substr(0, std::min(name.find('.'), std::size_t{5})));
  if (is_one_of(stem, kWords)) return true;
  return stem.size() == 4 && (stem.starts_with("com") || stem.starts_with("lpt")) &&
         stem[3] >= '1' && stem[3] <= '9';
}

bool is_invisible(char32_t c) {
  return (c >= 0x200B && c <= 0x200F) || (c >= 0x202A && c <= 0x202E) ||
         (c >= 0x2060 && c <= 0x2064) || (c >= 0x2066 && c <= 0x2069) || c == 0xFEFF ||
         c == 0x061C || c == 0x180E;
}

/// What joins the parts of an emoji is part of a character.
bool holds_invisible(std::string_view name) {
  const std::u32string text = code_points(to_utf16(name));
  for (std::size_t i = 0; i < text.size(); ++i) {
    const bool joins = text[i] == 0x200D && i > 0 && i + 1 < text.size() && text[i - 1] > 0x2000 &&
                       text[i + 1] > 0x2000;
    if (is_invisible(text[i]) && !joins) return true;
  }
  return false;
}

bool is_control(char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7F; }

/// What is wrong with the name of a file or directory; "" is nothing.
std::string_view fault_of(std::string_view name) {
  constexpr std::string_view kRefused = ":<>|?\"*";
  if (std::any_of(name.begin(), name.end(), is_control)) return kControl;
  if (!is_ascii(name) && holds_invisible(name))
    return "holds an invisible or bidirectional character";
  if (name.find('\\') != std::string_view::npos) return "holds a backslash";
  if (name.find_first_of(kRefused) != std::string_view::npos) {
    return "holds a character that Windows does not allow";
  }
  if (name.starts_with(' ') || name.ends_with(' ')) return "begins or ends with a blank";
  if (name == "." || name == "..") return "";  // of a path, no name
  if (name.ends_with('.')) return "ends with a dot";
  return is_device(name) ? "is that of a device of Windows" : "";
}

void run_unsafe(const PackageView& package, PackageHits& hits) {
  std::map<std::string_view, Places> faults;
  std::set<std::string_view> seen;  // paths of directories and files at fault
  std::string_view before;
  std::size_t sound = 0;  // up to the first segment of it that is at fault
  for (const PackedPath& file : package.files()) {
    const std::string_view path = file.path;
    const std::size_t shared = shared_directories(before, path);
    before = path;
    if (shared > sound) continue;  // in the same directory that is at fault
    sound = path.size();
    each_segment(path, shared, [&](std::size_t begin, std::size_t end) {
      const std::string_view fault = fault_of(path.substr(begin, end - begin));
      if (fault.empty()) return false;
      if (seen.insert(path.substr(0, end)).second) faults[fault].add(path);
      sound = begin;
      return true;
    });
  }
  for (const DroppedEntry& entry : package.dropped()) {
    if (entry.type != FileType::link && entry.type != FileType::other)
      faults[kDropped].add(entry.path);
  }
  for (const auto& [fault, places] : faults) {
    const Severity severity = fault == kControl ? Severity::high : hits.severity();
    const std::string which =
        places.count == 1 ? "Its name " : places.counted_names() + ", the first of which ";
    hits.add_all({severity, which + std::string(fault) + ".", ""}, places.paths);
  }
}

// --- Names that are no text

void run_breaking(const PackageView& package, PackageHits& hits) {
  Places places;
  for (const PackedPath& file : package.files()) {
    if (!is_ascii(file.path) && to_valid_utf8(file.path) != file.path) places.add(file.path);
  }
  if (places.count == 0) return;
  hits.add_all({hits.severity(), places.counted_names() + ".", ""}, places.paths);
}

// --- Names that are one elsewhere

class Collisions {
 public:
  void add(std::string_view path) {
    const std::size_t shared = shared_directories(previous_, path);
    each_segment(path, shared, [&](std::size_t /*begin*/, std::size_t end) {
      const std::string_view prefix = path.substr(0, end);
      const auto [first, is_new] = names_.try_emplace(canonical_form(prefix), prefix);
      if (is_new || first->second == prefix) return false;
      note(first->second, prefix, path);
      return true;
    });
    previous_ = path;
  }

  void expect(std::size_t paths) { names_.reserve(paths); }

  void report(PackageHits& hits) const {
    if (places_.count == 0) return;
    const std::string a = "`" + escape_for_display(first_) + "`";
    const std::string b = "`" + escape_for_display(second_) + "`";
    const std::string more =
        places_.count > 1 ? " So are " + counted(places_.count - 1, "further pair") + "." : "";
    hits.add_all({hits.severity(), a + " and " + b + " are one name there." + more,
                  "Rename one of " + a + " and " + b + "."},
                 places_.paths);
  }

 private:
  void note(std::string_view first, std::string_view second, std::string_view path) {
    if (!seen_.insert(second).second) return;
    if (places_.count == 0) {
      first_ = first;
      second_ = second;
    }
    places_.add(path);
  }

  std::string_view previous_;
  std::unordered_map<std::string, std::string_view> names_;  // by their canonical form
  std::set<std::string_view> seen_;
  std::string_view first_;
  std::string_view second_;
  Places places_;
};

/// Whether two names may be one: their digests without case are equal, or one is not ASCII. Spares
/// nearly all packages the comparison of their names.
bool may_collide(std::span<const PackedPath> files) {
  std::vector<std::uint64_t> digests;
  digests.reserve(2 * files.size());
  std::string_view before;
  for (const PackedPath& file : files) {
    const std::string_view path = file.path;
    if (!is_ascii(path)) return true;
    const std::size_t shared = shared_directories(before, path);
    std::uint64_t digest = 14695981039346656037U;  // FNV-1a
    for (std::size_t i = 0; i < path.size(); ++i) {
      if (i >= shared && path[i] == '/') digests.push_back(digest);
      const char lower = is_ascii_upper(path[i]) ? static_cast<char>(path[i] | 0x20) : path[i];
      digest = (digest ^ static_cast<unsigned char>(lower)) * 1099511628211U;
    }
    digests.push_back(digest);
    before = path;
  }
  std::sort(digests.begin(), digests.end());
  return std::adjacent_find(digests.begin(), digests.end()) != digests.end();
}

void run_collision(const PackageView& package, PackageHits& hits) {
  if (!may_collide(package.files())) return;
  Collisions collisions;
  collisions.expect(package.files().size());
  for (const PackedPath& file : package.files()) collisions.add(file.path);
  collisions.report(hits);
}

// --- Long paths

void run_length(const PackageView& package, PackageHits& hits) {
  constexpr std::size_t kMostBytes = 200;
  constexpr std::ptrdiff_t kMostSegments = 20;
  Places places;
  for (const PackedPath& file : package.files()) {
    const auto slashes = std::count(file.path.begin(), file.path.end(), '/');
    if (file.path.size() > kMostBytes || slashes >= kMostSegments) places.add(file.path);
  }
  if (places.count == 0) return;
  hits.add_all({hits.severity(),
                counted(places.count, "path") + " of more than 200 bytes or 20 segments.", ""},
               places.paths);
}

}  // namespace

const PackageCheck kNameBreaksNpm = {
    {"fs-name-breaks-npm", Severity::high, "Name that is not UTF-8",
     "npm cannot pack such a name, and whoever installs the file gets another one.",
     "Rename `{path}`."},
    run_breaking};

const PackageCheck kUnsafeName = {
    {"fs-unsafe-name", Severity::medium, "Name that is not safe everywhere",
     "Such a file cannot be created on some systems, or its name does something to a terminal or a "
     "log.",
     "Rename `{path}`."},
    run_unsafe};

const PackageCheck kNameCollision = {
    {"fs-name-collision", Severity::medium, "Names that differ in case or composition only",
     "On macOS and Windows one of them is lost.", "Rename `{path}`."},
    run_collision};

const PackageCheck kPathLength = {
    {"fs-path-length", Severity::medium, "Long path",
     "Windows has limits that such a path reaches in somebody's `node_modules`.",
     "Shorten `{path}`."},
    run_length};

}  // namespace packwarden
