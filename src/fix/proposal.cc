#include "fix/proposal.h"

#include <algorithm>
#include <array>
#include <map>
#include <optional>
#include <utility>

#include "base/json_place.h"
#include "check/files_entry.h"
#include "fix/address_edit.h"
#include "fix/broken_targets.h"
#include "fix/keep_out.h"
#include "fix/named_files.h"
#include "fix/pack_trial.h"
#include "npm/manifest.h"

namespace packwarden {
namespace {

bool has_scope(const FixCase& one, RemedyScope scope) {
  return one.remedy != nullptr && one.remedy->scope == scope;
}

class Proposer {
 public:
  Proposer(PackTrial trial, std::span<const Judged> findings, const FixRequest& request)
      : trial_(std::move(trial)),
        request_(request),
        cases_(cases_for(findings, request, trial_.all_packed())) {}

  Result<FixProposal> run() {
    TRY_ASSIGN(manifest_, read(kManifestName));
    strip_credentials();
    KeepOutGoal goal = goal_of_cases();
    const std::map<std::string, std::string> named = take_out_named(goal);
    kept_ = keep_out(trial_, goal);
    if (breaks_targets()) give_up(goal);
    kept_.staying.insert(named.begin(), named.end());
    out_.edits = kept_.edits;
    TRY(gather_changes());
    for (const FixCase& one : cases_) out_.cases.push_back(outcome_of(one));
    return std::move(out_);
  }

 private:
  [[nodiscard]] Result<std::string> read(const std::string& file) const {
    const Package& package = trial_.package();
    return package.tree().read(package.path_of(file), kMaxManifestBytes);
  }

  void strip_credentials() {
    std::vector<ByteSpan> places;
    for (const FixCase& one : cases_) {
      if (has_scope(one, RemedyScope::address)) places.push_back(one.finding->location.span);
    }
    std::string stripped = without_credentials(manifest_, places);
    if (stripped == manifest_) return;
    trial_.begin_with(std::move(stripped));
    const auto change = trial_.try_out({});
    out_.strips_credentials = change && change->gained.empty() && change->lost.empty();
    if (!out_.strips_credentials) trial_.begin_with(manifest_);
  }

  [[nodiscard]] bool can_be_stripped(const Finding& finding) const {
    const std::array places = {finding.location.span};
    return without_credentials(manifest_, places) != manifest_;
  }

  [[nodiscard]] KeepOutGoal goal_of_cases() const {
    KeepOutGoal out;
    for (const FixCase& one : cases_) {
      out.unwanted.insert(one.paths.begin(), one.paths.end());
      if (has_scope(one, RemedyScope::list)) out.wants_list = true;
      if (!has_scope(one, RemedyScope::entry)) continue;
      const auto place = place_of_entry(*one.finding);
      if (place && !may_be_early(*place)) out.empty_entries.push_back(*place);
    }
    return out;
  }

  /// Without these files the package does not work: they are wanted, whatever is found in them.
  /// Gives those that the goal named, each with why it stays.
  [[nodiscard]] std::map<std::string, std::string> take_out_named(KeepOutGoal& goal) const {
    std::map<std::string, std::string> out;
    const PackedView packed(trial_.package(), trial_.all_packed());
    for (const auto& [path, who] : named_files(packed.view())) {
      if (goal.unwanted.erase(path) > 0) out.emplace(path, who + " names it");
    }
    return out;
  }

  /// Whether something that package.json names is packed now, and is not once the edits are made.
  [[nodiscard]] bool breaks_targets() const {
    if (kept_.edits.empty()) return false;
    const auto change = trial_.try_out(kept_.edits);
    if (!change) return true;
    const PackedView now(trial_.package(), trial_.all_packed());
    const PackedView then(trial_.package(), change->packed);
    const auto before = broken_targets(now.view());
    const auto after = broken_targets(then.view());
    return !std::includes(before.begin(), before.end(), after.begin(), after.end());
  }

  void give_up(const KeepOutGoal& goal) {
    kept_ = {};
    for (const std::string& path : goal.unwanted) {
      kept_.staying.emplace(path, "without it, what package.json names would be missing");
    }
  }

  /// Whether an entry is meant to take out what an entry behind it packs all the same: to take it
  /// away would make that final.
  [[nodiscard]] bool may_be_early(std::size_t place) const {
    const auto& files = trial_.package().manifest().files;
    if (!files || place >= files->size()) return false;
    const FilesEntry entry(files->at(place));
    const std::vector<std::string>& packed = trial_.all_packed();
    return entry.excludes() &&
           std::any_of(packed.begin(), packed.end(),
                       [&](const std::string& path) { return entry.matches(path); });
  }

  /// The place of the entry of `files` that the finding is about.
  [[nodiscard]] std::optional<std::size_t> place_of_entry(const Finding& finding) const {
    constexpr std::array<JsonStep, 1> kFiles = {std::string_view("files")};
    const auto files = find_json(manifest_, kFiles);
    if (!files) return std::nullopt;
    const std::vector<JsonPlace> entries = json_children(manifest_, *files);
    const auto found = std::find_if(entries.begin(), entries.end(), [&](const JsonPlace& entry) {
      return entry.bytes == finding.location.span;
    });
    if (found == entries.end()) return std::nullopt;
    return static_cast<std::size_t>(found - entries.begin());
  }

  Result<void> gather_changes() {
    TRY_ASSIGN(auto contents, trial_.contents_after(kept_.edits));
    for (auto& [file, content] : contents) {
      FileChangeText change = {file, std::nullopt, std::move(content)};
      if (trial_.has(file)) {
        TRY(check_is_file(file));
        TRY_ASSIGN(change.before, read(file));
      }
      if (change.before != change.after) out_.changes.push_back(std::move(change));
    }
    return {};
  }

  [[nodiscard]] Result<void> check_is_file(const std::string& file) const {
    const Package& package = trial_.package();
    TRY_ASSIGN(const FileStatus status, package.tree().lstat(package.path_of(file)));
    if (status.type == FileType::regular) return {};
    return fail(ErrorKind::config, file, "is a link, and only files are edited");
  }

  [[nodiscard]] FixedCase outcome_of(const FixCase& one) const {
    if (!one.paths.empty()) return outcome_of_files(one);
    const Remedy* known = remedy_of(one.finding->rule_id);
    const bool is_unasked =
        one.remedy == nullptr && known != nullptr && !request_.names(one.finding->rule_id);
    if (is_unasked) return {one.finding, FixOutcome::unasked, "", ""};
    if (one.remedy == nullptr || one.remedy->leaves_out()) {
      return {one.finding, FixOutcome::elsewhere, "", ""};
    }
    if (is_edited(one)) return {one.finding, FixOutcome::gone, "", ""};
    return in_vain(one);
  }

  [[nodiscard]] FixedCase in_vain(const FixCase& one) const {
    FixedCase out = {one.finding, FixOutcome::in_vain, "", ""};
    if (has_scope(one, RemedyScope::address) && !can_be_stripped(*one.finding)) {
      out.why = "Where the password in it ends is not certain: take it out by hand";
    }
    if (has_scope(one, RemedyScope::entry)) {
      constexpr auto kNowhere = static_cast<std::size_t>(-1);
      const std::size_t place = place_of_entry(*one.finding).value_or(kNowhere);
      if (!may_be_early(place)) return out;
      out.file = "files[" + std::to_string(place) + "]";
      out.why = "what it would take out is packed; behind the entries that pack it, it may do so";
    }
    return out;
  }

  [[nodiscard]] FixedCase outcome_of_files(const FixCase& one) const {
    for (const std::string& path : one.paths) {
      const auto staying = kept_.staying.find(path);
      if (staying == kept_.staying.end()) continue;
      return {one.finding, FixOutcome::in_vain, path, staying->second};
    }
    return {one.finding, FixOutcome::gone, "", ""};
  }

  /// Whether the edit of package.json that is its fix is made.
  [[nodiscard]] bool is_edited(const FixCase& one) const {
    if (has_scope(one, RemedyScope::address)) {
      return out_.strips_credentials && can_be_stripped(*one.finding);
    }
    if (has_scope(one, RemedyScope::entry)) {
      const auto place = place_of_entry(*one.finding);
      return place && kept_.removed_entries.contains(*place);
    }
    return kept_.is_listed;
  }

  PackTrial trial_;
  const FixRequest& request_;
  std::vector<FixCase> cases_;
  std::string manifest_;
  KeepOut kept_;
  FixProposal out_;
};

}  // namespace

Result<FixProposal> propose_fix(const Package& package, const std::vector<int>& npm,
                                std::span<const Judged> findings, const FixRequest& request) {
  TRY_ASSIGN(PackTrial trial, PackTrial::create(package, npm));
  return Proposer(std::move(trial), findings, request).run();
}

}  // namespace packwarden
