#include "fix/keep_out.h"

#include <algorithm>
#include <array>
#include <functional>
#include <iterator>
#include <optional>
#include <utility>

#include "base/text.h"
#include "check/files_entry.h"
#include "fix/idle_entries.h"
#include "fix/path_groups.h"
#include "npm/posix_path.h"
#include "npm/tree_path.h"

namespace packwarden {
namespace {

using Edits = std::vector<PackEdit>;
using Targets = std::set<std::string>;

constexpr const char* kNpmignore = ".npmignore";
constexpr const char* kGitignore = ".gitignore";

/// A path of its own for more files than these is nothing that people want to read.
constexpr std::size_t kMostSingleFiles = 100;

constexpr std::array kGroupings = {Grouping::by_name, Grouping::by_place, Grouping::off};

/// A longer list is nothing that people want to keep.
constexpr std::size_t kMostListed = 40;

/// Files that only the .gitignore left out, and that a list would have to leave out by name.
constexpr std::size_t kMostExposed = 20;

/// Files for which edits are looked for one by one. Each costs several walks over the package.
constexpr std::size_t kMostSearched = 16;

bool includes(const Targets& all, const Targets& some) {
  return std::includes(all.begin(), all.end(), some.begin(), some.end());
}

Targets in_both(const Targets& a, const Targets& b) {
  Targets out;
  std::set_intersection(a.begin(), a.end(), b.begin(), b.end(), std::inserter(out, out.end()));
  return out;
}

PackEdit added_entry(std::string entry) {
  return {EditKind::add_files_entry, kManifestName, 0, {std::move(entry)}, {}};
}

class KeepOutSearch {
 public:
  KeepOutSearch(const PackTrial& trial, const KeepOutGoal& goal)
      : trial_(trial), goal_(goal), manifest_(trial.package().manifest()), targets_(goal.unwanted) {
    const Json* files = manifest_.document.find("files");
    has_entries_ = files != nullptr && files->array() != nullptr;
  }

  KeepOut run() {
    if (goal_.wants_list && (has_entries_ || !manifest_.files)) add_list();
    remove_entries(goal_.empty_entries);
    if (has_entries_ || out_.is_listed) {
      negate_entries();
    } else if (!manifest_.files) {
      ignore_lines();
    }
    search_each();
    if (has_entries_) drop_idle_entries();
    drop_idle_additions();
    if (manifest_.files) out_.removed_entries = removed_entries(*manifest_.files, out_.edits);
    for (const std::string& path : targets_) out_.staying.emplace(path, "");
    return std::move(out_);
  }

 private:
  using Plan = std::function<Edits(const Targets&)>;

  /// What is left of the targets after `edits`; none where they change something else.
  [[nodiscard]] std::optional<Targets> left_after(const Edits& edits) const {
    Edits all = out_.edits;
    all.insert(all.end(), edits.begin(), edits.end());
    const auto change = trial_.try_out(all);
    if (!change || !change->gained.empty() || !includes(goal_.unwanted, change->lost)) {
      return std::nullopt;
    }
    return in_both(targets_, change->packed);
  }

  void take(const Edits& edits, Targets left) {
    tried_.clear();
    out_.edits.insert(out_.edits.end(), edits.begin(), edits.end());
    targets_ = std::move(left);
  }

  /// Makes what `plan` proposes, if it helps, without what does not help.
  bool follow(const Plan& plan) {
    if (targets_.empty()) return false;
    Edits edits = plan(targets_);
    if (edits.empty() || std::find(tried_.begin(), tried_.end(), edits) != tried_.end()) {
      return false;
    }
    tried_.push_back(edits);
    auto left = left_after(edits);
    if (!left || left->size() == targets_.size()) return false;
    if (!left->empty()) {
      Targets helped;
      std::set_difference(targets_.begin(), targets_.end(), left->begin(), left->end(),
                          std::inserter(helped, helped.end()));
      Edits fewer = plan(helped);
      if (auto left_of_fewer = left_after(fewer); left_of_fewer && *left_of_fewer == *left) {
        edits = std::move(fewer);
      }
    }
    take(edits, *std::move(left));
    return true;
  }

  // --- Entries of `files`

  void remove_entries(std::vector<std::size_t> places) {
    Edits edits;
    std::sort(places.rbegin(), places.rend());
    places.erase(std::unique(places.begin(), places.end()), places.end());
    for (const std::size_t place : places) {
      if (!has_entries_ || place >= manifest_.files->size()) continue;
      edits.push_back(
          {EditKind::remove_files_entry, kManifestName, place, {manifest_.files->at(place)}, {}});
    }
    if (edits.empty()) return;
    auto left = left_after(edits);
    if (!left) return;
    take(edits, *std::move(left));
    removed_.insert(places.begin(), places.end());
  }

  /// An entry that names nothing any more would be a finding of its own.
  void drop_idle_entries() {
    const Edits edits = idle_entries(trial_, out_.edits);
    if (edits.empty()) return;
    if (auto left = left_after(edits)) take(edits, *std::move(left));
  }

  void drop_idle_additions() {
    Edits edits = without_idle_additions(trial_, out_.edits);
    if (edits == out_.edits) return;
    std::swap(edits, out_.edits);
    const auto left = left_after({});
    if (!left || left->size() > targets_.size()) std::swap(edits, out_.edits);
  }

  /// Entries that name targets and nothing else, the last first.
  [[nodiscard]] Edits removals(const Targets& targets) const {
    Edits out;
    if (!has_entries_) return out;
    const std::vector<std::string>& entries = *manifest_.files;
    for (std::size_t place = entries.size(); place-- > 0;) {
      const FilesEntry entry(entries[place]);
      if (removed_.contains(place) || entry.excludes() || !names_only(entry, targets)) continue;
      const auto gone = std::distance(removed_.begin(), removed_.lower_bound(place));
      out.push_back({EditKind::remove_files_entry,
                     kManifestName,
                     place - static_cast<std::uint64_t>(gone),
                     {entries[place]},
                     {}});
    }
    return out;
  }

  [[nodiscard]] bool names_only(const FilesEntry& entry, const Targets& targets) const {
    bool names_one = false;
    for (const std::string& path : trial_.all_packed()) {
      if (!entry.matches(path)) continue;
      if (!targets.contains(path)) return false;
      names_one = true;
    }
    return names_one;
  }

  [[nodiscard]] std::vector<PathGroup> groups(const Targets& targets, Grouping grouping) const {
    if (grouping == Grouping::off && targets.size() > kMostSingleFiles) return {};
    return groups_of(targets, trial_.all_packed(), grouping);
  }

  [[nodiscard]] Edits negations(const Targets& targets, Grouping grouping,
                                EntryAnchor anchor) const {
    Edits out;
    for (const PathGroup& group : groups(targets, grouping)) {
      out.push_back(added_entry(negated_entry(group, anchor)));
    }
    return out;
  }

  void negate_entries() {
    has_removed_ = follow([&](const Targets& targets) { return removals(targets); });
    for (const Grouping grouping : kGroupings) {
      for (const EntryAnchor anchor : {EntryAnchor::none, EntryAnchor::root}) {
        follow([&](const Targets& targets) { return negations(targets, grouping, anchor); });
      }
      // A file that an entry names is packed whatever other entries say.
      follow([&](const Targets& targets) {
        Edits out = has_removed_ ? Edits() : removals(targets);
        if (out.empty()) return out;
        const Edits more = negations(targets, grouping, EntryAnchor::none);
        out.insert(out.end(), more.begin(), more.end());
        return out;
      });
    }
  }

  // --- Without `files`

  void ignore_lines() {
    const bool hides = !trial_.has(kNpmignore) && trial_.has(kGitignore);
    if (hides && !targets_.empty() && add_list()) return negate_entries();
    for (const Grouping grouping : kGroupings) {
      follow([&](const Targets& targets) { return lines(targets, grouping); });
    }
    if (!hides && !targets_.empty() && targets_.size() == goal_.unwanted.size()) add_list();
  }

  [[nodiscard]] Edits lines(const Targets& targets, Grouping grouping) const {
    std::vector<std::string> out;
    for (const PathGroup& group : groups(targets, grouping)) out.push_back(ignore_line(group));
    return out.empty() ? Edits() : Edits{lines_in("", std::move(out))};
  }

  /// Lines in the `.npmignore` of a directory, or in a new one, which repeats the `.gitignore` that
  /// npm reads no more then.
  [[nodiscard]] PackEdit lines_in(const std::string& directory,
                                  std::vector<std::string> lines) const {
    PackEdit out = {EditKind::add_lines, beneath(directory, kNpmignore), 0, std::move(lines), {}};
    const bool is_made = std::any_of(out_.edits.begin(), out_.edits.end(),
                                     [&](const PackEdit& edit) { return edit.file == out.file; });
    if (is_made || trial_.has(out.file)) return out;
    out.kind = EditKind::create_npmignore;
    const std::string hidden = beneath(directory, kGitignore);
    if (trial_.has(hidden)) out.repeated = hidden;
    return out;
  }

  /// `files`, made of what is packed now and is not a target. False where no such list does it, or
  /// helps.
  bool add_list() {
    const auto always = trial_.try_out(list_of({}));
    if (!always) return false;
    Targets wanted;
    for (const std::string& path : trial_.all_packed()) {
      if (!goal_.unwanted.contains(path) && !is_of_every_package(path)) wanted.insert(path);
    }
    Targets kept_out;  // what would be packed, too
    std::set_difference(targets_.begin(), targets_.end(), always->packed.begin(),
                        always->packed.end(), std::inserter(kept_out, kept_out.end()));
    for (int round = 0; round < 2; ++round) {
      const std::vector<std::string> entries = allow_list(wanted, kept_out);
      if (entries.size() > kMostListed || (has_entries_ && entries.empty())) return false;
      const Edits edits = list_of(entries);
      auto left = left_after(edits);
      if (left && !goal_.wants_list && left->size() == targets_.size()) return false;
      if (left) {
        take(edits, *std::move(left));
        has_entries_ = false;
        return out_.is_listed = true;
      }
      const auto change = trial_.try_out(edits);
      if (!change || change->gained.size() > kMostExposed) return false;
      kept_out.insert(change->gained.begin(), change->gained.end());
    }
    return false;
  }

  /// The edits that make `files` of `entries`: in the layout of the list that there is.
  [[nodiscard]] Edits list_of(const std::vector<std::string>& entries) const {
    if (!has_entries_) return {{EditKind::add_files, kManifestName, 0, entries, {}}};
    Edits out;
    for (const std::string& entry : entries) out.push_back(added_entry(entry));
    const std::vector<std::string>& old = *manifest_.files;
    for (std::size_t place = old.size(); place-- > 0;) {
      out.push_back({EditKind::remove_files_entry, kManifestName, place, {old[place]}, {}});
    }
    return out;
  }

  /// Whether nobody lists such a file, as npm packs it anyway.
  [[nodiscard]] static bool is_of_every_package(std::string_view path) {
    constexpr std::array<std::string_view, 5> kStarts = {"package.json", "readme", "license",
                                                         "licence", "copying"};
    const std::string folded = ascii_lower(path);
    return folded.find('/') == std::string::npos &&
           std::any_of(kStarts.begin(), kStarts.end(),
                       [&](std::string_view start) { return folded.starts_with(start); });
  }

  // --- What is left

  void search_each() {
    const Targets left = targets_;
    std::size_t searched = 0;
    for (const std::string& path : left) {
      if (++searched > kMostSearched) return;
      const auto explanation = trial_.package().explain(path, trial_.version());
      if (!explanation || follow([&](const Targets&) { return nested_line(path); })) continue;
      out_.staying.emplace(path, explanation->fixed);
    }
  }

  /// A line in the ignore file of the directory of a file: it has the last word on what is below
  /// the root.
  [[nodiscard]] Edits nested_line(const std::string& path) const {
    const std::string directory(parent_of(path));
    if (directory.empty()) return {};
    return {lines_in(directory, {"/" + escaped_rule(base_name(path))})};
  }

  const PackTrial& trial_;
  const KeepOutGoal& goal_;
  const Manifest& manifest_;
  Targets targets_;                // that are still packed
  bool has_entries_ = false;       // package.json has a list `files`, and keeps it
  bool has_removed_ = false;       // entries that named only targets are gone
  std::set<std::size_t> removed_;  // entries that named nothing
  std::vector<Edits> tried_;       // in vain, since the last that helped
  KeepOut out_;
};

}  // namespace

KeepOut keep_out(const PackTrial& trial, const KeepOutGoal& goal) {
  return KeepOutSearch(trial, goal).run();
}

}  // namespace packwarden
