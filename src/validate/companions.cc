#include "validate/companions.h"

#include <algorithm>
#include <cstdint>
#include <iterator>
#include <utility>

namespace packwarden {
namespace {

constexpr std::uint64_t kFarthest = 300;
/// A secret that is longer begins too far away to be looked at.
constexpr std::uint64_t kLongest = 4096;

/// Bytes between two places of one entry.
std::uint64_t distance(const Location& a, const Location& b) {
  const auto& [first, second] = std::minmax(
      a.span, b.span, [](const ByteSpan& x, const ByteSpan& y) { return x.begin < y.begin; });
  return second.begin - std::min(first.end, second.begin);
}

void move_to(Finding& secret, Finding id) {
  secret.confidence = std::max(secret.confidence, Confidence::high);
  secret.also.push_back({id.rule_id, std::move(id.location), {}});
  std::move(id.also.begin(), id.also.end(), std::back_inserter(secret.also));
}

}  // namespace

Companions::Companions(const RuleSet& rules) {
  for (const Rule& rule : rules.rules()) {
    if (rule.needs_companion) needy_.insert(rule.id);
    for (const std::string& id : rule.companions) secrets_[id].push_back(rule.id);
  }
}

std::optional<std::size_t> Companions::secret_of(const std::vector<Finding>& found,
                                                 std::size_t id) const {
  const auto secrets = secrets_.find(found[id].rule_id);
  if (secrets == secrets_.end()) return std::nullopt;
  const Location& place = found[id].location;
  const auto is_secret = [&](const Finding& finding) {
    const Ids& ids = secrets->second;
    return finding.location.via == place.via &&
           std::find(ids.begin(), ids.end(), finding.rule_id) != ids.end();
  };
  std::size_t i = id;
  while (i > 0 && found[i - 1].location.span.begin + kFarthest + kLongest > place.span.begin) {
    --i;
  }
  std::optional<std::size_t> best;
  std::uint64_t least = kFarthest + 1;
  for (; i < found.size() && found[i].location.span.begin <= place.span.end + kFarthest; ++i) {
    const std::uint64_t away = distance(found[i].location, place);
    if (away >= least || !is_secret(found[i])) continue;
    best = i;
    least = away;
  }
  return best;
}

void Companions::join(std::vector<Finding>& found) const {
  std::vector<bool> is_dropped(found.size());
  std::vector<bool> has_id(found.size());
  for (std::size_t id = 0; id < found.size(); ++id) {
    const auto secret = secret_of(found, id);
    if (!secret || is_dropped[*secret]) continue;
    move_to(found[*secret], std::move(found[id]));
    is_dropped[id] = has_id[*secret] = true;
  }
  for (std::size_t i = 0; i < found.size(); ++i) {
    if (!has_id[i] && needy_.count(found[i].rule_id) > 0) is_dropped[i] = true;
  }
  if (std::find(is_dropped.begin(), is_dropped.end(), true) == is_dropped.end()) return;
  std::vector<Finding> kept;
  for (std::size_t i = 0; i < found.size(); ++i) {
    if (!is_dropped[i]) kept.push_back(std::move(found[i]));
  }
  found = std::move(kept);
}

}  // namespace packwarden
