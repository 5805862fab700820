#include <algorithm>
#include <array>
#include <map>
#include <set>
#include <string>
#include <vector>

#include "base/text.h"
#include "check/all.h"
#include "check/build_output.h"
#include "check/joined.h"
#include "check/litter.h"

namespace packwarden {
namespace {

/// npm always packs some of these, and monorepos copy them into each package.
bool is_copied(std::string_view path) {
  constexpr std::array<std::string_view, 5> kNames = {"readme", "license", "licence", "notice",
                                                      "changelog"};
  const std::string folded = ascii_lower(path);
  return folded.find('/') == std::string::npos &&
         std::any_of(kNames.begin(), kNames.end(),
                     [&](std::string_view name) { return folded.starts_with(name); });
}

/// Each directory above the file, the outermost first, each with its slash, until `take` has
/// enough.
template <class Take>
void each_directory(std::string_view path, Take take) {
  for (std::size_t slash = path.find('/'); slash != std::string_view::npos;
       slash = path.find('/', slash + 1)) {
    if (take(path.substr(0, slash + 1))) return;
  }
}

class Search {
 public:
  explicit Search(const PackageView& package) : package_(package), output_(package.manifest()) {
    for (const Finding& finding : package.findings()) {
      if (says_what_a_file_is(finding.rule_id)) named_.insert(finding.location.path);
    }
    for (const PackedPath& file : package.files()) {
      if (!is_unknown_to_git(file)) note_known(file.path);
    }
  }

  void run(PackageHits& hits) {
    for (const PackedPath& file : package_.files()) {
      if (is_unknown_to_git(file) && !is_expected(file.path)) take(file);
    }
    for (const auto& [place, group] : groups_) {
      hits.add_all({hits.severity(), text_of(place, group), fix_of(place)}, group.paths);
    }
  }

 private:
  struct Group {
    std::vector<std::string_view> paths;  // the first ones
    std::size_t files = 0;
    std::size_t ignored = 0;
  };

  static bool is_unknown_to_git(const PackedPath& file) {
    return file.origin == Origin::untracked || file.origin == Origin::ignored;
  }

  void note_known(std::string_view path) {
    each_directory(path, [&](std::string_view directory) {
      known_.insert(directory);
      return false;
    });
  }

  [[nodiscard]] bool is_expected(std::string_view path) const {
    return output_.contains(path) || is_copied(path) || named_.contains(path);
  }

  void take(const PackedPath& file) {
    std::string_view place = file.path;
    each_directory(file.path, [&](std::string_view directory) {
      if (known_.contains(directory)) return false;
      place = directory;
      return true;
    });
    Group& group = groups_[place];
    ++group.files;
    if (file.origin == Origin::ignored) ++group.ignored;
    if (group.paths.size() <= kMostPlaces) group.paths.push_back(file.path);
  }

  static std::string text_of(std::string_view place, const Group& group) {
    if (!place.ends_with('/')) return group.ignored > 0 ? "Git is told to ignore it." : "";
    std::string out = counted(group.files, "file") + " in `" + escape_for_display(place) + "`";
    if (group.ignored == group.files) return out + ", and git is told to ignore them.";
    return group.ignored == 0 ? out + "."
                              : out + ", " + grouped(group.ignored) + " of them ignored.";
  }

  static std::string fix_of(std::string_view place) {
    return "If a build writes it, list `" + escape_for_display(place) +
           "` in `files`; else leave it out, or commit it.";
  }

  const PackageView& package_;
  BuildOutput output_;
  std::set<std::string_view> named_;          // by a finding that says more
  std::set<std::string_view> known_;          // directories with a file that git knows
  std::map<std::string_view, Group> groups_;  // by directory, or by file
};

void run(const PackageView& package, PackageHits& hits) {
  const auto files = package.files();
  const bool is_any = std::any_of(files.begin(), files.end(), [](const PackedPath& file) {
    return file.origin == Origin::untracked || file.origin == Origin::ignored;
  });
  if (is_any) Search(package).run(hits);
}

}  // namespace

const PackageCheck kLitterUntrackedFile = {
    {"lit-untracked-file", Severity::medium, "Not tracked by git, and packed",
     "What is in no commit was not reviewed, and is packed by accident more often than not.",
     "Leave `{path}` out, or commit it."},
    run};

}  // namespace packwarden
