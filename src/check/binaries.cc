#include <algorithm>
#include <array>
#include <string>
#include <vector>

#include "base/byte_search.h"
#include "base/text.h"
#include "check/all.h"
#include "check/binary_facts.h"
#include "validate/person.h"

// Files that a processor runs.
namespace packwarden {
namespace {

using namespace std::string_view_literals;

bool is_native(BinaryKind kind) {
  return kind != BinaryKind::none && kind != BinaryKind::webassembly;
}

// --- bin-native-binary

std::string_view name_of(BinaryKind kind) {
  switch (kind) {
    case BinaryKind::elf:
      return "It is an ELF file, of Linux and its like.";
    case BinaryKind::pe:
      return "It is a PE file, of Windows.";
    case BinaryKind::mach_o:
      return "It is a Mach-O file, of macOS.";
    case BinaryKind::static_library:
      return "It is a static library.";
    case BinaryKind::webassembly:
    case BinaryKind::none:
      break;
  }
  return "";
}

/// Whether the package says what it runs on, judge_native_binary sees to.
void run_native(const CheckedFile& file, FileHits& hits) {
  const BinaryKind kind = binary_kind(file.bytes());
  if (is_native(kind)) hits.add({Severity::medium, std::string(name_of(kind)), ""});
}

// --- bin-build-traces

/// What names of users are made of.
bool is_of_user(char c) {
  return is_ascii_letter(c) || is_ascii_digit(c) || c == '.' || c == '_' || c == '-';
}

/// Whether somebody's home directory is named in the bytes.
bool names_home(std::string_view bytes) {
  constexpr std::array kStarts = {"/home/"sv, "/Users/"sv, "\\Users\\"sv};
  static const WordSearch kSearch({kStarts[0], kStarts[1], kStarts[2]});
  constexpr std::size_t kMostPlaces = 10'000;
  constexpr std::size_t kLongestUser = 33;
  FoundWord found = kSearch.next(bytes, 0);
  for (std::size_t places = 0; places < kMostPlaces && found.at != std::string_view::npos;
       ++places, found = kSearch.next(bytes, found.at + 1)) {
    const std::string_view start = kStarts.at(found.word);
    const std::string_view rest = bytes.substr(found.at + start.size(), kLongestUser);
    const std::string_view user = rest.substr(0, rest.find(start.back()));
    const bool is_name = user.size() >= 2 && user.size() < rest.size() &&
                         std::all_of(user.begin(), user.end(), is_of_user);
    const bool begins = found.at == 0 || !is_of_user(bytes[found.at - 1]);
    if (is_name && begins && is_person(user)) return true;
  }
  return false;
}

bool is_absolute(std::string_view path) { return path.starts_with('/'); }

/// Where the system has its libraries is no trace of a build.
bool is_of_build(std::string_view path) {
  constexpr std::array kOfSystem = {"/lib"sv, "/usr/lib"sv, "/System/"sv};
  return is_absolute(path) &&
         std::none_of(kOfSystem.begin(), kOfSystem.end(),
                      [&](std::string_view start) { return path.starts_with(start); });
}

std::string traces_of_elf(std::string_view bytes) {
  const ElfFacts facts = elf_facts(bytes);
  std::string out;
  if (std::any_of(facts.search_paths.begin(), facts.search_paths.end(), is_of_build)) {
    out += " It looks for libraries in a directory of the build.";
  }
  if (std::any_of(facts.needed.begin(), facts.needed.end(), is_absolute)) {
    out += " It needs a library by an absolute path.";
  }
  if (facts.has_debug_sections) out += " It has sections for debuggers.";
  return out;
}

std::string traces_of(std::string_view bytes, BinaryKind kind) {
  if (kind == BinaryKind::elf) return traces_of_elf(bytes);
  if (kind != BinaryKind::pe) return {};
  const bool has_directory = pdb_path(bytes).find_first_of("/\\") != std::string_view::npos;
  return has_directory ? " It names the path of its debug file." : "";
}

void run_traces(const CheckedFile& file, FileHits& hits) {
  const BinaryKind kind = binary_kind(file.bytes());
  if (kind == BinaryKind::none) return;
  std::string traces = traces_of(file.bytes(), kind);
  const bool has_home = names_home(file.bytes());
  if (has_home) traces += " It holds a path in somebody's home directory.";
  if (traces.empty()) return;
  hits.add({has_home ? Severity::medium : Severity::note, traces.substr(1), ""});
}

// --- bin-wasm-sections

void run_sections(const CheckedFile& file, FileHits& hits) {
  if (binary_kind(file.bytes()) != BinaryKind::webassembly) return;
  std::string names;
  std::size_t debug = 0;
  for (const std::string_view name : custom_sections(file.bytes())) {
    if (name.starts_with(".debug_")) ++debug;
    if (name != "name" && name != "sourceMappingURL") continue;
    names += (names.empty() ? "`" : ", `") + std::string(name) + "`";
  }
  if (debug > 0) names += (names.empty() ? "" : ", ") + grouped(debug) + " of `.debug_*`";
  if (!names.empty()) hits.add({Severity::note, "Its sections: " + names + ".", ""});
}

}  // namespace

const FileCheck kBuildTraces = {
    {"bin-build-traces", Severity::note, "Traces of a build in a binary",
     "They tell of the machine that it was built on.",
     "Strip the binary, map path prefixes when it is built, and use `$ORIGIN` for libraries."},
    Reach::every,
    {},
    run_traces,
    {},
    Joined::by_package};

const FileCheck kNativeBinary = {
    {"bin-native-binary", Severity::medium, "Native code", "Nobody can review it.",
     "Ship binaries in packages of their own, one for each platform, with `os` and `cpu`."},
    Reach::every,
    {},
    run_native,
    {},
    Joined::by_package};

const FileCheck kWasmSections = {
    {"bin-wasm-sections", Severity::note, "Sections for debuggers in WebAssembly",
     "They hold names and paths of the sources, and take room.", "Strip its custom sections."},
    Reach::every,
    {},
    run_sections,
    {},
    Joined::by_package};

}  // namespace packwarden
