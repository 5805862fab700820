#include "app/new_findings.h"

#include <algorithm>
#include <map>
#include <set>
#include <string>
#include <string_view>
#include <tuple>
#include <utility>

#include "check/joined.h"
#include "check/modifiers.h"

namespace packwarden {
namespace {

/// What makes findings the same although lines have moved: rule, path, what is said of it.
using Key = std::tuple<std::string, std::string, std::string>;

/// The digest of a file's content by its path; "" where it is not known.
using Digests = std::map<std::string, std::string, std::less<>>;

Digests digests_of(const Release& release) {
  Digests out;
  for (const ReleasedFile& file : release.files) out.emplace(file.path, file.sha256);
  return out;
}

Digests digests_of(const std::vector<ListedEntry>& entries) {
  Digests out;
  for (const ListedEntry& entry : entries) out.emplace(entry.path, entry.sha256);
  return out;
}

std::string digest_in(const Digests& digests, const std::string& path) {
  const auto found = digests.find(path);
  return found == digests.end() ? std::string() : found->second;
}

std::string text_of(const ValueTag& tag) { return {tag.begin(), tag.end()}; }

/// What a finding says for itself. Where all of its places are kept, their number says no more.
std::string message_of(const Finding& finding) {
  std::string out = without_weighing(finding.message);
  return finding.also.size() < kMostPlaces ? without_count(std::move(out)) : out;
}

/// What tells a finding from others of its rule and file. A check that says that a file holds a
/// credential, and not which, says of another content that it holds another one.
std::string distinction_of(const Finding& finding, const Digests& digests) {
  std::string out = finding.value_tag ? text_of(*finding.value_tag) : finding.preview;
  if (finding.kind == FindingKind::secret && finding.value_tag) return out;
  if (finding.rule_id.starts_with("cred-")) out += digest_in(digests, finding.location.path);
  return out + '\n' + message_of(finding);
}

/// One for each rule and file that the finding names.
std::set<Key> keys_of(const Finding& finding, const Digests& digests) {
  const std::string distinction = distinction_of(finding, digests);
  std::set<Key> out = {{finding.rule_id, finding.location.path, distinction}};
  for (const AlsoAt& also : finding.also) {
    out.emplace(also.rule_id, also.location.path, distinction);
  }
  return out;
}

/// How bad a finding of the release before was.
struct Weight {
  Severity severity = Severity::note;
  bool fails = false;

  [[nodiscard]] bool covers(const Judged& now) const {
    return severity >= now.finding.severity && (fails || !now.fails);
  }
};

using Known = std::map<Key, std::vector<Weight>>;

Known known_of(const std::vector<Judged>& before, const Digests& digests) {
  Known out;
  for (const Judged& judged : before) {
    for (const Key& key : keys_of(judged.finding, digests)) {
      out[key].push_back({judged.finding.severity, judged.fails});
    }
  }
  return out;
}

/// Takes from `known` what `now` is known by; nothing where a part of it is not known.
bool take(const std::set<Key>& keys, const Judged& now, Known& known) {
  const auto covering = [&](std::vector<Weight>& weights) {
    return std::find_if(weights.begin(), weights.end(),
                        [&](const Weight& weight) { return weight.covers(now); });
  };
  const bool is_known = std::all_of(keys.begin(), keys.end(), [&](const Key& key) {
    const auto found = known.find(key);
    return found != known.end() && covering(found->second) != found->second.end();
  });
  if (!is_known) return false;
  for (const Key& key : keys) {
    std::vector<Weight>& weights = known[key];
    weights.erase(covering(weights));
  }
  return true;
}

}  // namespace

void drop_known(const Release& release, const std::vector<Judged>& before, TargetReport& now) {
  Known known = known_of(before, digests_of(release));
  const Digests digests = digests_of(now.entries);
  std::erase_if(now.findings, [&](const Judged& judged) {
    return take(keys_of(judged.finding, digests), judged, known);
  });
}

}  // namespace packwarden
