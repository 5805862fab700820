#include "fix/unwanted.h"

#include <algorithm>
#include <iterator>
#include <set>
#include <utility>

#include "check/joined.h"
#include "check/litter.h"
#include "npm/tree_path.h"

namespace packwarden {
namespace {

using Paths = std::vector<std::string>;

bool is_map(std::string_view path) { return path.ends_with(".map"); }

/// The places of a finding by its own rule.
std::vector<const Location*> own_places(const Finding& finding) {
  std::vector<const Location*> out = {&finding.location};
  for (const AlsoAt& also : finding.also) {
    if (also.rule_id == finding.rule_id) out.push_back(&also.location);
  }
  return out;
}

/// The files that a finding names. What it says of members of archives is not said of the archive.
Paths named_files(const Finding& finding) {
  Paths out;
  for (const Location* place : own_places(finding)) {
    if (place->via.empty()) out.push_back(place->path);
  }
  return out;
}

class CaseFinder {
 public:
  CaseFinder(std::span<const Judged> findings, const FixRequest& request,
             std::span<const std::string> packed)
      : request_(request), packed_(packed) {
    for (const Judged& judged : findings) {
      const Remedy* remedy = remedy_of(judged.finding.rule_id);
      if (remedy == nullptr || !is_applicable(*remedy)) continue;
      for (std::string& path : files_of(judged.finding, *remedy)) {
        expendable_.insert(std::move(path));
      }
    }
  }

  [[nodiscard]] FixCase case_of(const Finding& finding) const {
    const Remedy* remedy = remedy_of(finding.rule_id);
    if (remedy != nullptr && !is_applicable(*remedy)) remedy = nullptr;
    FixCase out = {&finding, remedy, {}};
    out.paths = remedy != nullptr ? files_of(finding, *remedy) : expendable_files_of(finding);
    std::erase_if(out.paths, [&](const std::string& path) { return !is_packed(path); });
    std::sort(out.paths.begin(), out.paths.end());
    out.paths.erase(std::unique(out.paths.begin(), out.paths.end()), out.paths.end());
    return out;
  }

 private:
  [[nodiscard]] bool is_applicable(const Remedy& remedy) const {
    return remedy.consent == RemedyConsent::given || request_.names(remedy.id);
  }

  [[nodiscard]] bool is_packed(const std::string& path) const {
    return std::binary_search(packed_.begin(), packed_.end(), path);
  }

  template <class Predicate>
  [[nodiscard]] Paths packed_that(Predicate is_meant) const {
    Paths out;
    std::copy_if(packed_.begin(), packed_.end(), std::back_inserter(out), is_meant);
    return out;
  }

  [[nodiscard]] Paths packed_below(std::string_view directory) const {
    while (directory.ends_with('/')) directory.remove_suffix(1);
    if (directory.empty()) return {};
    return packed_that([&](const std::string& path) { return is_at_or_below(path, directory); });
  }

  /// A finding keeps so many places and no more.
  [[nodiscard]] Paths maps_of(const Finding& finding) const {
    Paths out = named_files(finding);
    if (finding.also.size() >= kMostPlaces) out.insert(out.end(), packed_.begin(), packed_.end());
    std::erase_if(out, [](const std::string& path) { return !is_map(path); });
    return out;
  }

  [[nodiscard]] Paths files_of(const Finding& finding, const Remedy& remedy) const {
    const Location& place = finding.location;
    switch (remedy.scope) {
      case RemedyScope::places:
        return named_files(finding);
      case RemedyScope::directory: {
        const std::string directory = place.via.empty() ? directory_of_cause(finding) : "";
        return directory.empty() ? named_files(finding) : packed_below(directory);
      }
      case RemedyScope::holder:
        return packed_below(parent_of(place.path));
      case RemedyScope::maps:
        return maps_of(finding);
      case RemedyScope::tests:
        return packed_that(is_litter_of_tests);
      case RemedyScope::entry:
      case RemedyScope::list:
      case RemedyScope::address:
        break;
    }
    return {};
  }

  [[nodiscard]] bool is_expendable(const std::string& path) const {
    return is_map(path) || expendable_.contains(path);
  }

  /// Where one place would stay, so would the finding.
  [[nodiscard]] Paths expendable_files_of(const Finding& finding) const {
    Paths out = {finding.location.path};
    for (const AlsoAt& also : finding.also) out.push_back(also.location.path);
    const bool all = std::all_of(out.begin(), out.end(),
                                 [&](const std::string& path) { return is_expendable(path); });
    return all ? out : Paths();
  }

  const FixRequest& request_;
  std::span<const std::string> packed_;
  std::set<std::string> expendable_;  // files that some check would have out
};

}  // namespace

bool FixRequest::names(std::string_view id) const {
  return std::find(only.begin(), only.end(), id) != only.end();
}

bool FixRequest::asks_for(const Finding& finding) const {
  return only.empty() ? finding.severity >= at_least : names(finding.rule_id);
}

std::vector<FixCase> cases_for(std::span<const Judged> findings, const FixRequest& request,
                               std::span<const std::string> packed) {
  const CaseFinder finder(findings, request, packed);
  std::vector<FixCase> out;
  for (const Judged& judged : findings) {
    if (request.asks_for(judged.finding)) out.push_back(finder.case_of(judged.finding));
  }
  return out;
}

}  // namespace packwarden
