#include "policy/baseline.h"

#include <algorithm>
#include <optional>
#include <set>

namespace packwarden {
namespace {

constexpr std::size_t kMostTold = 10;

/// Some entries in vain: the first ones by themselves, and how many more there are.
class Several {
 public:
  explicit Several(std::string kind) : kind_(std::move(kind)) {}

  void add(Stale stale) {
    if (++count_ <= kMostTold) told_.push_back(std::move(stale));
  }

  void move_to(std::vector<Stale>& out, const std::string& where) {
    std::move(told_.begin(), told_.end(), std::back_inserter(out));
    if (count_ <= kMostTold) return;
    out.push_back({where, 0,
                   std::to_string(count_ - kMostTold) + " more entries " + kind_ +
                       ": `packwarden baseline audit` lists them."});
  }

 private:
  std::string kind_;
  std::vector<Stale> told_;
  std::size_t count_ = 0;
};

}  // namespace

std::vector<BaselineEntry> places_of_finding(const Finding& finding) {
  std::set<std::string> paths = {baseline_path(finding.location.path)};
  for (const AlsoAt& also : finding.also) paths.insert(baseline_path(also.location.path));
  std::vector<BaselineEntry> out;
  for (const std::string& path : paths) {
    BaselineEntry entry;
    entry.rule = finding.rule_id;
    entry.path = path;
    entry.fingerprint = finding.fingerprint;
    out.push_back(std::move(entry));
  }
  return out;
}

Baseline::Baseline(BaselineFile file, std::string where, std::string today)
    : file_(std::move(file)), where_(std::move(where)), today_(std::move(today)) {
  for (std::size_t i = 0; i < file_.entries.size(); ++i) {
    const BaselineEntry& entry = file_.entries[i];
    by_place_.emplace(Place{entry.fingerprint, entry.path}, i);
  }
}

bool Baseline::is_over(const BaselineEntry& entry) const {
  return !entry.until.empty() && entry.until < today_;
}

const BaselineEntry* Baseline::counting(const BaselineEntry& place) const {
  const auto [begin, end] = by_place_.equal_range({place.fingerprint, place.path});
  for (auto at = begin; at != end; ++at) {
    const BaselineEntry& entry = file_.entries[at->second];
    if (entry.rule == place.rule && !is_over(entry)) return &entry;
  }
  return nullptr;
}

void Baseline::judge(Judged& judged) const {
  if (judged.suppressed) return;
  const std::vector<BaselineEntry> places = places_of_finding(judged.finding);
  std::optional<std::string> reason;
  for (const BaselineEntry& place : places) {
    const BaselineEntry* const entry = counting(place);
    if (entry == nullptr) {
      judged.finding.message += hint(places);
      return;
    }
    if (!reason) reason = entry->reason;
  }
  judged.suppressed = "baseline " + where_;
  if (!reason->empty()) *judged.suppressed += ": " + *reason;
  judged.fails = false;
}

/// What is to be said of a finding that does not count as known although its fingerprint is there.
std::string Baseline::hint(const std::vector<BaselineEntry>& places) const {
  const BaselineEntry& first = places.front();
  const auto at = by_place_.lower_bound({first.fingerprint, ""});
  if (at == by_place_.end() || at->first.first != first.fingerprint) return "";
  for (const BaselineEntry& place : places) {
    const auto over = by_place_.find({place.fingerprint, place.path});
    if (over == by_place_.end() || counting(place) != nullptr) continue;
    return " It was known until " + file_.entries[over->second].until + ", as " + where_ +
           " says: that day is over.";
  }
  return " It is known at `" + file_.entries[at->second].path + "`, as " + where_ +
         " says, and not here. Where the file was renamed, `packwarden baseline update` follows "
         "it.";
}

Stale Baseline::stale_entry(const BaselineEntry& entry, const std::string& what) const {
  return {where_, entry.line, "`" + entry.rule + "` at `" + entry.path + "` " + what};
}

std::vector<Stale> Baseline::stale(const std::vector<const Judged*>& judged,
                                   const LookedAt& looked_at) const {
  std::set<Place> found;
  for (const Judged* one : judged) {
    for (BaselineEntry& place : places_of_finding(one->finding)) {
      found.emplace(std::move(place.fingerprint), std::move(place.path));
    }
  }
  Several over("of days that are over");
  Several unused("were not found");
  for (const BaselineEntry& entry : file_.entries) {
    const bool is_found = found.contains({entry.fingerprint, entry.path});
    if (is_over(entry)) {
      over.add(stale_entry(
          entry, "was known until " + entry.until + ". Remove the entry, or give it a later day."));
    } else if (!is_found && looked_at(entry)) {
      unused.add(stale_entry(entry, "was not found. `packwarden baseline prune` drops the entry."));
    }
  }
  std::vector<Stale> out;
  over.move_to(out, where_);
  unused.move_to(out, where_);
  return out;
}

}  // namespace packwarden
