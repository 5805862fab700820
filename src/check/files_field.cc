#include <algorithm>
#include <array>
#include <set>

#include "base/text.h"
#include "check/all.h"
#include "check/entry_points.h"
#include "check/files_entry.h"
#include "check/wording.h"
#include "npm/overlay_tree.h"
#include "npm/package.h"

namespace packwarden {
namespace {

constexpr std::size_t kMostEntries = 200;
constexpr std::size_t kMostFindings = 20;
constexpr std::uint64_t kMostIgnoreFile = std::uint64_t{1} << 20U;

/// The entries of `files`; none: there is no such list.
std::optional<std::vector<std::string>> files_of(const PackageView& package) {
  const Json* files = package.manifest().find("files");
  if (files == nullptr || files->array() == nullptr) return std::nullopt;
  std::vector<std::string> out;
  for (const Json& entry : *files->array()) {
    if (out.size() < kMostEntries) out.push_back(entry.string() == nullptr ? "" : *entry.string());
  }
  return out;
}

bool is_on_disk(const PackageView& package, const std::string& path) {
  return package.package() != nullptr &&
         package.package()->tree().lstat(package.package()->path_of(path)).has_value();
}

/// The entries that would pack what is loaded, in the order of package.json.
std::vector<std::string> proposed_entries(const PackageView& package) {
  std::vector<std::string> out;
  for (const EntryPoint& entry : entry_points(package.manifest())) {
    const PackedPath* file = packed_target(package, entry);
    if (file == nullptr || entry.target().find('*') != std::string_view::npos) continue;
    std::string top = file->path.substr(0, file->path.find('/'));
    if (top != kManifestName && std::find(out.begin(), out.end(), top) == out.end()) {
      out.push_back(std::move(top));
    }
  }
  return out;
}

std::string proposal(const PackageView& package) {
  std::string out;
  for (const std::string& entry : proposed_entries(package)) {
    out += (out.empty() ? "\"" : ", \"") + escape_for_display(entry) + "\"";
  }
  return out.empty() ? out : "Add `\"files\": [" + out + "]` to package.json.";
}

void look_for_field(const PackageView& package, PackageHits& hits) {
  const Json* files = package.manifest().find("files");
  if ((files != nullptr && files->truthy()) || is_on_disk(package, ".npmignore")) return;
  hits.add_in_manifest({hits.severity(), "", proposal(package)}, {});
}

/// Whether people work there: then everything is more than what is to ship.
bool is_workplace(const PackageView& package) {
  if (package.package() != nullptr) {
    return is_on_disk(package, ".git") || is_on_disk(package, "node_modules");
  }
  constexpr std::array<std::string_view, 6> kTools = {"package-lock.json", "pnpm-lock.yaml",
                                                      "tsconfig.json",     "yarn.lock",
                                                      "bun.lock",          ".gitignore"};
  const bool has_tool = std::any_of(kTools.begin(), kTools.end(), [&](std::string_view name) {
    return package.find(name) != nullptr;
  });
  return has_tool || package.has_directory(".github/workflows/") ||
         package.has_directory("test/") || package.has_directory("__tests__/");
}

/// What npm packs whatever `files` says.
bool is_always_packed(std::string_view path) {
  if (path.find('/') != std::string_view::npos) return false;
  const std::string name = ascii_lower(path);
  constexpr std::array<std::string_view, 5> kStarts = {"package.json", "readme", "license",
                                                       "licence", "copying"};
  return std::any_of(kStarts.begin(), kStarts.end(),
                     [&](std::string_view start) { return name.starts_with(start); });
}

bool packs_nothing_else(const PackageView& package) {
  const auto files = package.files();
  return std::all_of(files.begin(), files.end(),
                     [](const PackedPath& file) { return is_always_packed(file.path); });
}

std::string_view effect_of(CatchAll kind) {
  switch (kind) {
    case CatchAll::everything:
      return " packs everything.";
    case CatchAll::by_version:
      return " packs everything with npm 9 to 11, and nothing with npm 12.";
    default:
      return " packs nothing but what is always packed.";
  }
}

void find_catch_all(const PackageView& package, PackageHits& hits) {
  const auto entries = files_of(package);
  if (!entries) return;
  for (std::size_t place = 0; place < entries->size(); ++place) {
    const CatchAll kind = catch_all((*entries)[place]);
    if (kind == CatchAll::none) continue;
    Severity severity = Severity::medium;
    if (packs_nothing_else(package)) {
      severity = Severity::high;
    } else if (kind == CatchAll::everything && !is_workplace(package)) {
      severity = Severity::note;
    }
    return hits.add_in_manifest(
        {severity, quoted((*entries)[place]) + std::string(effect_of(kind)), ""}, {"files", place});
  }
}

/// One of the versions that were asked about.
int npm_of(const PackageView& package) {
  for (const PackedPath& file : package.files()) {
    const std::vector<int> versions = file.packed_by.list();
    if (!versions.empty()) return versions.front();
  }
  return 11;
}

/// The paths that are packed as if an edit were made; empty where npm would not pack it.
std::set<std::string> packed_as(const PackageView& package, const FileTree& tree,
                                const Manifest& manifest) {
  std::set<std::string> out;
  const auto list = package.package()->pack_as(tree, manifest, npm_of(package), {});
  if (!list) return out;
  for (const PackedFile& file : list->files) out.insert(file.path);
  return out;
}

/// What the exclusions among the entries take out together.
std::vector<std::string> taken_out(const PackageView& package,
                                   const std::vector<std::string>& entries) {
  Manifest manifest = package.package()->manifest();
  manifest.files.emplace();
  for (const std::string& entry : entries) {
    if (!FilesEntry(entry).excludes()) manifest.files->push_back(entry);
  }
  std::vector<std::string> out;
  for (const std::string& path : packed_as(package, package.package()->tree(), manifest)) {
    if (package.find(path) == nullptr) out.push_back(path);
  }
  return out;
}

/// Whether a script may make files before npm packs.
bool may_be_built(const Json& manifest) {
  constexpr std::array<std::string_view, 5> kScripts = {"build", "prepack", "prepare", "prepublish",
                                                        "prepublishOnly"};
  const Json* scripts = manifest.find("scripts");
  return scripts != nullptr && std::any_of(kScripts.begin(), kScripts.end(), [&](auto name) {
           return scripts->find(name) != nullptr;
         });
}

class UnmatchedEntries {
 public:
  UnmatchedEntries(const PackageView& package, std::vector<std::string> entries)
      : package_(package), entries_(std::move(entries)) {
    if (std::any_of(entries_.begin(), entries_.end(),
                    [](const std::string& entry) { return FilesEntry(entry).excludes(); })) {
      taken_out_ = taken_out(package, entries_);
    }
  }

  void report(PackageHits& hits) const {
    std::vector<Open> unmatched = unmatched_entries();
    if (unmatched.size() > kMostFindings)
      unmatched.erase(unmatched.begin() + kMostFindings, unmatched.end());
    const bool waits = may_be_built(package_.manifest());
    for (const auto& [place, entry] : unmatched) {
      const std::string what = entry.excludes() ? " takes nothing out." : " matches nothing.";
      hits.add_in_manifest({waits ? Severity::note : hits.severity(),
                            quoted(entries_[place]) + what +
                                (waits ? " If a script makes it, audit the tarball, too." : ""),
                            "Correct `files[" + std::to_string(place) + "]`, or take it out."},
                           {"files", place});
    }
  }

 private:
  /// An entry that nothing has matched so far.
  struct Open {
    std::size_t place = 0;
    FilesEntry entry;
  };

  static void close(std::vector<Open>& open, bool excluding, std::string_view path,
                    PathNames& names) {
    names.assign(path);
    std::erase_if(open, [&](const Open& one) {
      return one.entry.excludes() == excluding && one.entry.matches(names.all());
    });
  }

  /// Those that match nothing, of those that have to, in order.
  [[nodiscard]] std::vector<Open> unmatched_entries() const {
    std::vector<Open> open;
    for (std::size_t place = 0; place < entries_.size(); ++place) {
      if (catch_all(entries_[place]) != CatchAll::none) continue;
      open.push_back({place, FilesEntry(entries_[place])});
    }
    PathNames names;
    for (const PackedPath& file : package_.files()) {
      if (open.empty()) break;
      close(open, false, file.path, names);
    }
    for (const std::string& path : taken_out_) close(open, true, path, names);
    return open;
  }

  const PackageView& package_;
  std::vector<std::string> entries_;
  std::vector<std::string> taken_out_;
};

void find_unmatched(const PackageView& package, PackageHits& hits) {
  auto entries = files_of(package);
  if (!entries || package.package() == nullptr) return;
  UnmatchedEntries(package, *std::move(entries)).report(hits);
}

/// What is packed because an .npmignore hides the .gitignore beside it.
std::vector<std::string> exposed_paths(const PackageView& package) {
  const Package& on_disk = *package.package();
  const auto rules = on_disk.tree().read(on_disk.path_of(".gitignore"), kMostIgnoreFile);
  if (!rules) return {};
  OverlayTree tree(on_disk.tree());
  tree.put(on_disk.path_of(".npmignore"), *rules);
  const std::set<std::string> otherwise = packed_as(package, tree, on_disk.manifest());
  std::vector<std::string> out;
  if (otherwise.empty()) return out;
  for (const PackedPath& file : package.files()) {
    if (!otherwise.contains(file.path)) out.push_back(file.path);
  }
  return out;
}

bool is_credential(const PackageView& package, const std::vector<std::string>& paths) {
  return std::any_of(
      package.findings().begin(), package.findings().end(), [&](const Finding& finding) {
        return finding.rule_id.starts_with("cred-") &&
               std::find(paths.begin(), paths.end(), finding.location.path) != paths.end();
      });
}

void compare_ignore_files(const PackageView& package, PackageHits& hits) {
  if (!is_on_disk(package, ".npmignore")) return;
  if (files_of(package)) {
    return hits.add_in_manifest(
        {hits.severity(), "`.npmignore` in the root counts for nothing beside `files`.",
         "Delete `.npmignore`."},
        {"files"});
  }
  const std::vector<std::string> exposed = exposed_paths(package);
  if (exposed.empty()) return;
  std::string names;
  for (std::size_t i = 0; i < std::min<std::size_t>(exposed.size(), 5); ++i) {
    names += (i == 0 ? "" : ", ") + quoted(exposed[i]);
  }
  hits.add({is_credential(package, exposed) ? Severity::high : hits.severity(),
            counted(exposed.size(), "file") + " that `.gitignore` leaves out " +
                (exposed.size() == 1 ? "is" : "are") +
                " packed, since `.npmignore` stands beside it: " + names + ".",
            ""},
           exposed.front());
}

}  // namespace

const PackageCheck kFilesCatchAll = {
    {"pkg-files-catch-all", Severity::medium, "List of files that is none",
     "`files` says nothing of what is to ship.",
     "Name in `files` the files and directories that ship."},
    find_catch_all};

const PackageCheck kFilesNoMatch = {
    {"pkg-files-no-match", Severity::medium, "Entry of `files` without effect",
     "It looks as if something were packed, or left out, and it is not.",
     "Correct the entry, or take it out."},
    find_unmatched};

const PackageCheck kIgnoreFileConflict = {
    {"pkg-ignore-file-conflict", Severity::medium, "Ignore files that contradict each other",
     "Where there is an .npmignore, npm does not look at the .gitignore beside it; where there is "
     "`files`, at none of the two.",
     "Delete `.npmignore`, and list in `files` what ships."},
    compare_ignore_files};

const PackageCheck kNoFilesField = {{"pkg-no-files-field", Severity::note, "No list of files",
                                     "Whatever lies in the directory and is not ignored is packed.",
                                     "Add `files` to package.json, and list in it what ships."},
                                    look_for_field};

}  // namespace packwarden
