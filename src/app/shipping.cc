#include "app/shipping.h"

#include <unistd.h>

#include <algorithm>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "app/targets.h"
#include "npm/package.h"
#include "npm/posix_path.h"
#include "source/staged_files.h"

namespace packwarden {
namespace {

/// What a package would publish.
struct Shipped {
  std::string name;
  std::map<std::string, std::vector<int>> profiles;  // by path in the package
};

/// A package of which nothing is known ships nothing: `audit` says what is wrong with it.
std::optional<Shipped> shipped_from(const std::string& directory, const Publisher& publisher,
                                    const std::vector<int>& versions) {
  auto package = Package::open(single_package(directory), publisher);
  if (!package) return std::nullopt;
  const Json* is_private = package->manifest().document.find("private");
  if (is_private != nullptr && is_private->truthy()) return std::nullopt;
  Shipped out;
  out.name = package->manifest().name;
  for (const int npm : versions) {
    const auto list = package->pack(npm, {});
    if (!list) continue;
    for (const PackedFile& file : list->files) out.profiles[file.path].push_back(npm);
  }
  return out;
}

/// The packages of a work tree, each packed once, when it is asked for.
class Packages {
 public:
  Packages(std::string top, const Options& options)
      : top_(std::move(top)), publisher_(publisher_of(options)) {}

  /// Who publishes the file, and by which versions of npm; null: nobody. The nearest package
  /// counts.
  [[nodiscard]] const Shipped* of(const std::string& path, std::string& path_inside) {
    if (!publisher_) return nullptr;
    std::string directory(directory_name(path));
    for (;; directory = std::string(directory_name(directory))) {
      const std::string place = directory == "." ? top_ : join_paths(top_, directory);
      if (::access(join_paths(place, "package.json").c_str(), F_OK) == 0) {
        path_inside = directory == "." ? path : path.substr(directory.size() + 1);
        return packed(place);
      }
      if (directory == "." || directory == "/") return nullptr;
    }
  }

  [[nodiscard]] const std::vector<int>& versions() const { return versions_; }

 private:
  const Shipped* packed(const std::string& place) {
    auto found = known_.find(place);
    if (found == known_.end()) {
      found = known_.emplace(place, shipped_from(place, *publisher_, versions_)).first;
    }
    return found->second ? &*found->second : nullptr;
  }

  std::string top_;
  Result<Publisher> publisher_;
  std::vector<int> versions_ = {11, 12};
  std::map<std::string, std::optional<Shipped>> known_;
};

/// The profiles of those who publish the file at `path`.
std::vector<int> mark(const std::string& path, Packages& packages, std::set<std::string>& notes) {
  std::string inside;
  const Shipped* shipped = packages.of(path, inside);
  if (shipped == nullptr) return {};
  const auto found = shipped->profiles.find(inside);
  if (found == shipped->profiles.end()) return {};
  notes.insert(path + " would be published in the package " + shipped->name + ".");
  return found->second;
}

}  // namespace

void mark_what_ships(const Options& options, TargetReport& report) {
  if (report.findings.empty()) return;
  const auto top = top_of_work_tree();
  if (!top) return;
  Packages packages(*top, options);
  std::set<std::string> notes;
  for (Judged& judged : report.findings) {
    Finding& finding = judged.finding;
    finding.npm_profiles = mark(finding.location.path, packages, notes);
    for (AlsoAt& also : finding.also) {
      also.npm_profiles = mark(also.location.path, packages, notes);
    }
  }
  if (!notes.empty()) report.facts.npm_profiles = packages.versions();
  report.notes.insert(report.notes.end(), notes.begin(), notes.end());
}

}  // namespace packwarden
