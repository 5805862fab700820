#include "validate/candidate.h"

#include <algorithm>
#include <tuple>

namespace packwarden {
namespace {

/// What says more of the same bytes: a rule, which knows what a value opens; then the surer, the
/// worse, the longer.
bool says_more(const Candidate& a, const Candidate& b) {
  const auto rank = [](const Candidate& c) {
    return std::tuple(!c.is_known(), c.confidence, c.rule->severity, c.value().size());
  };
  if (rank(a) != rank(b)) return rank(a) > rank(b);
  return std::tie(a.rule->id, a.via) < std::tie(b.rule->id, b.via);
}

/// Whether a rule says that all of the value is made to be public.
bool is_said_to_be_public(const Candidate& known, std::span<const Candidate> group) {
  return std::any_of(group.begin(), group.end(), [&](const Candidate& other) {
    return !other.is_known() && other.rule->secret_class == SecretClass::public_value &&
           other.in_member.begin <= known.in_member.begin &&
           known.in_member.end <= other.in_member.end;
  });
}

}  // namespace

void sort_by_place(std::vector<Candidate>& candidates) {
  std::sort(candidates.begin(), candidates.end(), [](const Candidate& a, const Candidate& b) {
    if (a.member != b.member) return a.member > b.member;
    return std::tie(a.in_member.begin, a.in_member.end, a.rule->id, a.via) <
           std::tie(b.in_member.begin, b.in_member.end, b.rule->id, b.via);
  });
}

std::size_t overlapping_to(const std::vector<Candidate>& candidates, std::size_t begin) {
  std::uint64_t covered = candidates[begin].in_member.end;
  std::size_t end = begin + 1;
  while (end < candidates.size() && candidates[end].member == candidates[begin].member &&
         candidates[end].in_member.begin < covered) {
    covered = std::max(covered, candidates[end++].in_member.end);
  }
  return end;
}

void drop_public_values(std::vector<Candidate>& candidates) {
  for (std::size_t begin = 0; begin < candidates.size();) {
    const std::size_t end = overlapping_to(candidates, begin);
    const std::span<Candidate> group(candidates.data() + begin, end - begin);
    for (Candidate& candidate : group) {
      if (candidate.is_known() && is_said_to_be_public(candidate, group)) candidate.rule = nullptr;
    }
    begin = end;
  }
  std::erase_if(candidates, [](const Candidate& candidate) { return candidate.rule == nullptr; });
}

const Candidate& best_of(std::span<const Candidate> group) {
  const auto best = std::min_element(group.begin(), group.end(), says_more);
  if (best->rule->secret_class == SecretClass::secret) return *best;
  const auto known = std::find_if(group.begin(), group.end(),
                                  [](const Candidate& candidate) { return candidate.is_known(); });
  return known == group.end() ? *best : *known;
}

std::string_view plainest_value(const Candidate& best, std::span<const Candidate> group) {
  const Candidate* plainest = &best;
  for (const Candidate& other : group) {
    const bool is_same = other.rule == best.rule && other.in_member.begin <= best.in_member.begin &&
                         best.in_member.end <= other.in_member.end;
    if (is_same && other.via.size() > plainest->via.size()) plainest = &other;
  }
  return plainest->value();
}

}  // namespace packwarden
