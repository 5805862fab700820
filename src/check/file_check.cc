#include "check/file_check.h"

#include <algorithm>
#include <iterator>
#include <string>
#include <utility>

#include "check/name_index.h"

namespace packwarden {
namespace {

Location location_of(const CheckedFile& file, const FilePlace& place, ByteSpan at) {
  Location location;
  location.path = place.path;
  location.via = place.via;
  location.span = place.via.empty() ? at : place.span;
  if (!place.via.empty()) return location;
  location.start = line_column(file.bytes(), at.begin);
  location.end = line_column_from(file.bytes(), at.begin, location.start, at.end);
  return location;
}

/// What says more of a file comes first: a finding of the last groups is left out where one of the
/// first says it already.
bool is_credential(const Finding& finding) { return finding.rule_id.starts_with("cred-"); }
bool is_litter(const Finding& finding) { return finding.rule_id.starts_with("lit-"); }

/// Of several findings of the first group about a file the worst counts, then the first by id; the
/// others are in its `also`.
void join_credentials(std::vector<Finding>& found) {
  const auto is_better = [](const Finding* a, const Finding& b) {
    return a != nullptr && a->severity >= b.severity;
  };
  Finding* best = nullptr;
  for (Finding& finding : found) {
    if (is_credential(finding) && !is_better(best, finding)) best = &finding;
  }
  if (best == nullptr) return;
  for (const Finding& other : found) {
    if (!is_credential(other) || &other == best) continue;
    best->also.push_back({other.rule_id, other.location, {}});
  }
  const std::string kept = best->rule_id;
  std::erase_if(found, [&](const Finding& finding) {
    return is_litter(finding) || (is_credential(finding) && finding.rule_id != kept);
  });
}

/// A file that is litter in several ways is one finding: the worst, and of these the first by id.
void keep_one_litter(std::vector<Finding>& found) {
  const Finding* kept = nullptr;
  for (const Finding& finding : found) {
    if (!is_litter(finding)) continue;
    if (kept == nullptr || finding.severity > kept->severity) kept = &finding;
  }
  const std::string rule_id = kept == nullptr ? std::string() : kept->rule_id;
  std::erase_if(found, [&](const Finding& finding) {
    return is_litter(finding) && finding.rule_id != rule_id;
  });
}

/// The checks of one group.
class FileChecks {
 public:
  explicit FileChecks(CheckGroup group) {
    const std::span<const FileCheck* const> checks = file_checks();
    for (std::size_t i = 0; i < checks.size(); ++i) {
      if (checks[i]->group != group) continue;
      for (const std::string_view name : checks[i]->names) names_.add(name, i);
      if (checks[i]->reach == Reach::code) of_code_.push_back(checks[i]);
      if (checks[i]->reach == Reach::every) of_every_.push_back(checks[i]);
    }
  }

  void run(const CheckedFile& file, const FilePlace& place, std::vector<Finding>& out) const {
    for (const std::size_t number : names_.find(file)) {
      const FileCheck& check = *file_checks()[number];
      if (check.reach == Reach::named) run(check, file, place, out);
    }
    for (const FileCheck* check : of_every_) run(*check, file, place, out);
    if (!file.is_code()) return;
    for (const FileCheck* check : of_code_) run(*check, file, place, out);
  }

 private:
  static void run(const FileCheck& check, const CheckedFile& file, const FilePlace& place,
                  std::vector<Finding>& out) {
    FileHits hits(check.info, file, place, out);
    if (check.run != nullptr) return check.run(file, hits);
    const bool lowered = check.in_tests && file.is_test();
    hits.add({lowered ? *check.in_tests : check.info.severity, "", ""});
  }

  NameIndex names_;
  std::vector<const FileCheck*> of_code_;
  std::vector<const FileCheck*> of_every_;
};

}  // namespace

void FileHits::add(Hit hit, ByteSpan at) {
  Finding finding = finding_of(check_, hit, file_.path());
  finding.location = location_of(file_, place_, at);
  out_.push_back(std::move(finding));
}

void FileHits::add_all(Hit hit, std::span<const ByteSpan> places) {
  constexpr std::size_t kMostOthers = 100;
  add(std::move(hit), places.front());
  if (!place_.via.empty()) return;
  Finding& finding = out_.back();
  Location at = finding.location;
  for (const ByteSpan& span : places.subspan(1, std::min(places.size() - 1, kMostOthers))) {
    at.start = line_column_from(file_.bytes(), at.span.begin, at.start, span.begin);
    at.end = line_column_from(file_.bytes(), span.begin, at.start, span.end);
    at.span = span;
    finding.also.push_back({finding.rule_id, at, {}});
  }
}

void FileHits::add_clue(std::string clue, ByteSpan at) {
  add({check_.severity, "", ""}, at);
  out_.back().clue = std::move(clue);
}

void check_file(const CheckedFile& file, const FilePlace& place, CheckGroups groups,
                std::vector<Finding>& out) {
  static const FileChecks always(CheckGroup::always);
  static const FileChecks practices(CheckGroup::practices);
  std::vector<Finding> found;
  always.run(file, place, found);
  if (groups.contains(CheckGroup::practices)) practices.run(file, place, found);
  join_credentials(found);
  keep_one_litter(found);
  std::move(found.begin(), found.end(), std::back_inserter(out));
}

void check_file(const CheckedFile& file, const FilePlace& place, std::vector<Finding>& out) {
  check_file(file, place, {}, out);
}

}  // namespace packwarden
