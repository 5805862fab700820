#pragma once

#include <cstdint>
#include <functional>
#include <initializer_list>
#include <map>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "base/json.h"
#include "base/json_place.h"
#include "check/check.h"
#include "check/check_group.h"
#include "check/file_facts.h"
#include "check/module_format.h"
#include "npm/walker.h"
#include "source/entry.h"
#include "source/origin.h"

namespace packwarden {

class Advisories;
class Package;
struct Budget;
struct CiFacts;
struct PackedMap;
struct PackedPackage;
struct Release;

/// One entry of a package, after its bytes are gone.
struct PackedPath {
  std::string path;  // as published; a secret in it is concealed
  std::uint64_t bytes = 0;
  std::uint32_t mode = 0;
  EntryKind kind = EntryKind::file;
  std::string sha256;               // of its bytes, in hexadecimal; empty: nobody asked
  NpmVersions packed_by = {};       // of a package directory
  Origin origin = Origin::unknown;  // of a package directory
  std::string target = {};          // of a link: what it leads to, as its entry says; concealed
};

/// The package as a whole, when all of its files have been read.
class PackageView {
 public:
  /// The content of a file once more; none: it cannot be had, or is larger than the limit in bytes.
  using Reader =
      std::function<std::optional<std::string>(const std::string& path, std::uint64_t limit)>;

  /// `files` and `facts` are sorted by path. `package` is null of a tarball. All outlive the view.
  PackageView(std::span<const PackedPath> files, std::span<const Finding> findings,
              const Package* package, Reader reader, std::span<const FileFacts> facts = {});
  PackageView(const PackageView&) = delete;
  PackageView& operator=(const PackageView&) = delete;

  [[nodiscard]] std::span<const PackedPath> files() const { return files_; }
  /// The same by their names alone, in the same order. Made once, when they are first asked for.
  [[nodiscard]] std::span<const CheckedFile> names() const;
  /// The entry of this path; null: there is none.
  [[nodiscard]] const PackedPath* find(std::string_view path) const;
  /// Whether something is packed below this directory, which ends with '/'.
  [[nodiscard]] bool has_directory(std::string_view directory) const;
  /// What npm drops without a word, by path; paths as they are on disk. Outlives the view.
  [[nodiscard]] std::span<const DroppedEntry> dropped() const { return dropped_; }
  void add_dropped(std::span<const DroppedEntry> dropped) { dropped_ = dropped; }
  /// What was found in the files by themselves.
  [[nodiscard]] std::span<const Finding> findings() const { return findings_; }
  /// What files say that are worth a look, by path.
  [[nodiscard]] std::span<const FileFacts> facts() const { return facts_; }
  /// The same of one file; null: there are none.
  [[nodiscard]] const FileFacts* find_facts(std::string_view path) const;
  /// What the package.json of a directory says, which ends with '/' or is "", the root; null: there
  /// is none that is JSON.
  [[nodiscard]] const ManifestSigns* manifest_in(std::string_view directory) const;
  /// The source maps, by path. Read once, when they are first asked for (check/packed_maps.h).
  [[nodiscard]] std::span<const PackedMap> maps() const;
  /// The packages in it, by path. Read once, when they are first asked for
  /// (check/packed_packages.h).
  [[nodiscard]] std::span<const PackedPackage> packages() const;
  /// The package on disk; null of a tarball.
  [[nodiscard]] const Package* package() const { return package_; }

  /// The release before this one; null: it is not known. Outlives the view.
  [[nodiscard]] const Release* previous() const { return previous_; }
  void compare_with(const Release* previous) { previous_ = previous; }
  /// What is known of other packages; null: nothing was given. Outlives the view.
  [[nodiscard]] const Advisories* advisories() const { return advisories_; }
  void consult(const Advisories* advisories) { advisories_ = advisories; }
  /// How much the package may be; outlives the view.
  [[nodiscard]] std::span<const Budget> budgets() const { return budgets_; }
  void hold_to(std::span<const Budget> budgets) { budgets_ = budgets; }
  /// What the run of continuous integration says of itself; null: nobody asked, or there is none.
  /// Outlives the view.
  [[nodiscard]] const CiFacts* ci() const { return ci_; }
  void run_by(const CiFacts* ci) { ci_ = ci; }
  /// The groups of checks that are asked for.
  [[nodiscard]] const CheckGroups& groups() const { return groups_; }
  void ask(CheckGroups groups) { groups_ = groups; }

  /// package.json as it is published, an object; an empty one where it is none.
  [[nodiscard]] const Json& manifest() const { return manifest_; }
  [[nodiscard]] std::string_view manifest_text() const { return manifest_text_; }
  /// Where the value at the end of `steps` stands in that text; none: there is no such value.
  [[nodiscard]] std::optional<JsonPlace> place_in_manifest(std::span<const JsonStep> steps) const {
    return places_.find(steps);
  }
  /// A member of it as text; "" where it is none.
  [[nodiscard]] std::string_view text_in_manifest(std::string_view key) const;

  [[nodiscard]] std::optional<std::string> read(const std::string& path,
                                                std::uint64_t limit = kMostRead) const;
  /// What a program shows of its module system; nothing of one that cannot be read. Kept: entry
  /// points are few files, which several checks ask for.
  [[nodiscard]] const ModuleSigns& module_signs_of(const std::string& path) const;

 private:
  static constexpr std::uint64_t kMostRead = std::uint64_t{64} << 20U;

  std::span<const PackedPath> files_;
  std::span<const Finding> findings_;
  const Package* package_;
  const Release* previous_ = nullptr;
  const Advisories* advisories_ = nullptr;
  std::span<const Budget> budgets_;
  const CiFacts* ci_ = nullptr;
  CheckGroups groups_;
  Reader reader_;
  std::span<const DroppedEntry> dropped_;
  std::span<const FileFacts> facts_;
  std::unordered_map<std::string_view, const ManifestSigns*> manifests_;  // by directory
  std::string manifest_text_;
  Json manifest_ = Json::Object{};
  // Of one thread, as the view is.
  mutable JsonPlaces places_{""};
  mutable std::map<std::string, ModuleSigns> module_signs_;
  mutable std::vector<CheckedFile> names_;
  mutable std::shared_ptr<const std::vector<PackedMap>> maps_;
  mutable std::shared_ptr<const std::vector<PackedPackage>> packages_;
};

/// Takes what one check finds in a package.
class PackageHits {
 public:
  PackageHits(const CheckInfo& check, const PackageView& package, std::vector<Finding>& out)
      : check_(check), package_(package), out_(out) {}

  [[nodiscard]] Severity severity() const { return check_.severity; }

  /// About a file as a whole.
  void add(Hit hit, std::string_view path);
  /// About places in one file or in several: the first, and at most 100 of the others.
  void add(Hit hit, std::span<const Location> places);
  /// About several files, of which there is one at least: the others are further places.
  void add_all(Hit hit, std::span<const std::string_view> paths);
  /// About the value at the end of `steps` in package.json, or about all of it where there is none.
  /// At most 200 places of a check; the last of them says that there may be more.
  void add_in_manifest(Hit hit, std::span<const JsonStep> steps);
  void add_in_manifest(Hit hit, std::initializer_list<JsonStep> steps) {
    add_in_manifest(std::move(hit), std::span(steps.begin(), steps.size()));
  }

 private:
  const CheckInfo& check_;
  const PackageView& package_;
  std::vector<Finding>& out_;
  std::size_t in_manifest_ = 0;  // places
};

/// A check of a package as a whole: one file in src/check, one row in package_checks.cc.
struct PackageCheck {
  CheckInfo info;
  void (*run)(const PackageView& package, PackageHits& hits);
  CheckGroup group = CheckGroup::always;
};

/// All of them, by id.
[[nodiscard]] std::span<const PackageCheck* const> package_checks();

/// Appends what those of the groups find that are asked for.
void check_package(const PackageView& package, std::vector<Finding>& out);

}  // namespace packwarden
