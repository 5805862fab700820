#include "validate/inspector.h"

#include <algorithm>
#include <iterator>
#include <map>
#include <span>
#include <string>
#include <tuple>
#include <utility>

#include "match/scanner.h"
#include "validate/entropy.h"
#include "validate/validators.h"

namespace packwarden {
namespace {

/// A match that passed its checks.
struct Candidate {
  Match match;
  Confidence confidence = Confidence::medium;
};

/// What the check that the rule names says. rulec made sure that a named one exists.
Verdict verdict_on(const Match& match) {
  if (match.rule->validator.empty()) return Verdict::unknown;
  const Validator* validator = find_validator(match.rule->validator);
  return validator == nullptr ? Verdict::unknown : validator->run(match);
}

void add_candidate(const Match& match, std::vector<Candidate>& out) {
  const Rule& rule = *match.rule;
  if (rule.secret_class == SecretClass::example || match.secret.empty()) return;
  if (rule.min_entropy > 0 && shannon_entropy(match.secret) < rule.min_entropy) return;
  const Verdict verdict = verdict_on(match);
  if (verdict == Verdict::refuted) return;
  out.push_back({match, verdict == Verdict::confirmed ? Confidence::verified : rule.confidence});
}

/// What says more of the same bytes: first the surer, then the worse, then the longer.
bool says_more(const Candidate& a, const Candidate& b) {
  const auto rank = [](const Candidate& c) {
    return std::tuple(c.confidence, c.match.rule->severity, c.match.span.size());
  };
  if (rank(a) != rank(b)) return rank(a) > rank(b);
  return a.match.rule->id < b.match.rule->id;
}

/// Line and column of ascending offsets, reading the text once.
class Places {
 public:
  explicit Places(std::string_view text) : text_(text) {}

  LineColumn at(std::uint64_t offset) {
    if (offset < offset_) {
      offset_ = 0;
      place_ = {};
    }
    place_ = line_column_from(text_, offset_, place_, offset);
    offset_ = offset;
    return place_;
  }

 private:
  std::string_view text_;
  std::uint64_t offset_ = 0;
  LineColumn place_;
};

Location location_of(const Match& match, std::string_view path, Places& places) {
  Location location;
  location.path = path;
  location.span = match.span;
  location.start = places.at(match.span.begin);
  location.end = places.at(match.span.end);
  return location;
}

Finding finding_of(const Candidate& candidate, std::string_view path, Places& places) {
  const Rule& rule = *candidate.match.rule;
  Finding finding;
  finding.rule_id = rule.id;
  finding.title = rule.title;
  finding.severity = rule.severity;
  finding.confidence = candidate.confidence;
  finding.secret_class = rule.secret_class;
  finding.message = rule.message;
  finding.fix = rule.fix;
  finding.location = location_of(candidate.match, path, places);
  finding.preview = preview(candidate.match.secret);
  return finding;
}

void sort_by_place(std::vector<Candidate>& candidates) {
  std::sort(candidates.begin(), candidates.end(), [](const Candidate& a, const Candidate& b) {
    const ByteSpan& x = a.match.span;
    const ByteSpan& y = b.match.span;
    return std::tie(x.begin, x.end, a.match.rule->id) < std::tie(y.begin, y.end, b.match.rule->id);
  });
}

}  // namespace

class Inspector::State {
 public:
  explicit State(Scanner scanner) : scanner_(std::move(scanner)) {}

  Result<void> inspect(std::string_view path, std::string_view bytes, std::vector<Finding>& out) {
    matches_.clear();
    Result<void> outcome = scanner_.scan(bytes, matches_);
    std::vector<Candidate> candidates;
    for (const Match& match : matches_) add_candidate(match, candidates);
    sort_by_place(candidates);
    std::vector<Finding> found;
    Places places(bytes);
    FirstOfValue first_of_value;
    for (std::size_t begin = 0; begin < candidates.size();) {
      const std::size_t end = overlapping_to(candidates, begin);
      add_group({candidates.data() + begin, end - begin}, path, places, first_of_value, found);
      begin = end;
    }
    std::sort(found.begin(), found.end(), comes_before);
    std::move(found.begin(), found.end(), std::back_inserter(out));
    return outcome;
  }

  std::string conceal(std::string_view text) {
    matches_.clear();
    if (!scanner_.scan(text, matches_)) return preview(text);
    std::vector<Candidate> candidates;
    for (const Match& match : matches_) add_candidate(match, candidates);
    sort_by_place(candidates);
    std::string out;
    std::uint64_t shown = 0;  // bytes of `text` that are in `out`, in clear or concealed
    for (const Candidate& candidate : candidates) {
      const ByteSpan& span = candidate.match.span;
      if (candidate.match.rule->secret_class != SecretClass::secret || span.end <= shown) continue;
      const std::uint64_t begin = std::max(span.begin, shown);
      out += text.substr(shown, begin - shown);
      out += preview(text.substr(begin, span.end - begin));
      shown = span.end;
    }
    return out + std::string(text.substr(shown));
  }

 private:
  using FirstOfValue = std::map<std::pair<const Rule*, std::string_view>, std::size_t>;

  /// The candidates from `begin` on that overlap each other, directly or through others.
  static std::size_t overlapping_to(const std::vector<Candidate>& candidates, std::size_t begin) {
    std::uint64_t covered = candidates[begin].match.span.end;
    std::size_t end = begin + 1;
    while (end < candidates.size() && candidates[end].match.span.begin < covered) {
      covered = std::max(covered, candidates[end++].match.span.end);
    }
    return end;
  }

  static void add_group(std::span<const Candidate> group, std::string_view path, Places& places,
                        FirstOfValue& first_of_value, std::vector<Finding>& found) {
    const auto best = std::min_element(group.begin(), group.end(), says_more);
    const Match& match = best->match;
    const auto [known, is_new] =
        first_of_value.try_emplace({match.rule, match.secret}, found.size());
    if (!is_new) {
      AlsoAt place{match.rule->id, location_of(match, path, places)};
      found[known->second].also.push_back(std::move(place));
      return;
    }
    Finding finding = finding_of(*best, path, places);
    for (auto other = group.begin(); other != group.end(); ++other) {
      if (other == best) continue;
      finding.also.push_back({other->match.rule->id, location_of(other->match, path, places)});
    }
    found.push_back(std::move(finding));
  }

  Scanner scanner_;
  std::vector<Match> matches_;  // of the last entry
};

Inspector::Inspector(std::unique_ptr<State> state) : state_(std::move(state)) {}
Inspector::Inspector(Inspector&&) noexcept = default;
Inspector& Inspector::operator=(Inspector&&) noexcept = default;
Inspector::~Inspector() = default;

Result<Inspector> Inspector::create(const Database& database) {
  TRY_ASSIGN(Scanner scanner, Scanner::create(database));
  return Inspector(std::make_unique<State>(std::move(scanner)));
}

std::string Inspector::conceal(std::string_view text) { return state_->conceal(text); }

Result<void> Inspector::inspect(std::string_view path, std::string_view bytes,
                                std::vector<Finding>& out) {
  return state_->inspect(path, bytes, out);
}

}  // namespace packwarden
