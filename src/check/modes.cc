#include <algorithm>
#include <array>
#include <set>
#include <string>
#include <vector>

#include "base/text.h"
#include "check/all.h"
#include "check/joined.h"
#include "npm/manifest.h"
#include "npm/posix_path.h"

// Modes of files, and the files that become programs.
namespace packwarden {
namespace {

constexpr std::uint32_t kSetId = 06000;
constexpr std::uint32_t kWorldWritable = 0002;
constexpr std::uint32_t kExecutable = 0111;

/// A value of `bin`, and the way to it.
struct Program {
  std::string target;
  std::vector<JsonStep> steps;
};

std::vector<Program> programs_of(const Json& manifest) {
  std::vector<Program> out;
  const Json* bin = manifest.find("bin");
  if (bin == nullptr) return out;
  if (bin->string() != nullptr) out.push_back({*bin->string(), {"bin"}});
  if (bin->object() == nullptr) return out;
  for (const auto& [name, target] : *bin->object()) {
    if (target.string() != nullptr) {
      out.push_back({*target.string(), {"bin", std::string_view(name)}});
    }
  }
  return out;
}

// --- fs-bin-outside

/// The path as it is meant: a "./" or "/" in front does not count.
std::string as_written(const std::string& target) {
  std::string out = normalize_path(target);
  out.erase(0, std::min(out.find_first_not_of('/'), out.size()));
  return out;
}

void run_outside(const PackageView& package, PackageHits& hits) {
  for (const Program& program : programs_of(package.manifest())) {
    const std::string cleaned = clean_path(program.target);
    if (cleaned.empty()) continue;
    const bool is_installed = cleaned.starts_with("node_modules/");
    if (cleaned == as_written(program.target) && !is_installed) continue;
    const std::string what = is_installed
                                 ? "It is a file of another package."
                                 : "npm takes it for `" + escape_for_display(cleaned) + "`.";
    hits.add_in_manifest({hits.severity(), what, ""}, program.steps);
  }
}

// --- fs-mode-bits

/// Programs that nobody lists in `bin`: scripts of shells, and what has no extension or is made by
/// a compiler.
bool is_program(const PackedPath& file) {
  constexpr std::array<std::string_view, 12> kExtensions = {
      "", "sh", "bash", "zsh", "fish", "py", "rb", "pl", "exe", "node", "so", "dylib"};
  const CheckedFile checked(file.path, "", file.mode);
  return is_one_of(checked.extension(), kExtensions);
}

struct Group {
  std::vector<std::string_view> paths;  // the first ones
  std::size_t count = 0;

  void add(std::string_view path) {
    ++count;
    if (paths.size() <= kMostPlaces) paths.push_back(path);
  }
};

void report(const Group& group, Severity severity, std::string_view what, PackageHits& hits) {
  if (group.count == 0) return;
  hits.add_all({severity, counted(group.count, "file") + std::string(what), ""}, group.paths);
}

void run_modes(const PackageView& package, PackageHits& hits) {
  std::set<std::string> programs;
  for (const Program& program : programs_of(package.manifest())) {
    programs.insert(clean_path(program.target));
  }
  Group set_id;
  Group writable;
  Group executable;
  for (const PackedPath& file : package.files()) {
    if (file.kind != EntryKind::file) continue;
    if ((file.mode & kSetId) != 0) set_id.add(file.path);
    if ((file.mode & kWorldWritable) != 0) writable.add(file.path);
    if ((file.mode & kExecutable) == 0 || programs.contains(file.path)) continue;
    if (!is_program(file)) executable.add(file.path);
  }
  report(set_id, Severity::medium, " with a set-user-id or set-group-id bit.", hits);
  report(writable, Severity::note, " that everybody may write.", hits);
  report(executable, Severity::note, " that may be executed, and `bin` names none of them.", hits);
}

}  // namespace

const PackageCheck kBinOutside = {
    {"fs-bin-outside", Severity::high, "Program of another path than written",
     "npm cleans the paths of programs: the command that users run is another file than the one "
     "that "
     "was reviewed.",
     "Write `bin` as a plain path within the package."},
    run_outside};

const PackageCheck kModeBits = {
    {"fs-mode-bits", Severity::note, "Mode of a file",
     "npm publishes the modes of files, and only takes the right to write from others.",
     "Set the mode: `chmod 644 {path}`."},
    run_modes};

}  // namespace packwarden
