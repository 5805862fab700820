#include "app/judging.h"

#include <algorithm>
#include <cstdint>
#include <map>
#include <set>
#include <string>
#include <string_view>
#include <utility>

#include "app/same_secrets.h"
#include "base/text.h"
#include "check/joined.h"
#include "check/modifiers.h"

namespace packwarden {
namespace {

/// What was known before does not fail, whatever the policy says; nor does what the baseline knows.
Judged judged_one(Examined::Located located, const Judges& judges) {
  Judged out = judges.policy.judge(std::move(located.finding));
  judges.comments.judge(out);
  if (!located.known.empty() && !out.suppressed) {
    out.suppressed = std::move(located.known);
    out.fails = false;
  }
  if (judges.baseline != nullptr) judges.baseline->judge(out);
  return out;
}

/// Takes out what was known before of secrets that are new elsewhere in the same report.
void drop_what_is_new(std::vector<Examined::Located>& findings) {
  std::set<std::pair<std::string, ValueTag>> added;
  for (const Examined::Located& located : findings) {
    const Finding& finding = located.finding;
    if (located.known.empty() && finding.value_tag) {
      added.emplace(finding.rule_id, *finding.value_tag);
    }
  }
  std::erase_if(findings, [&](const Examined::Located& located) {
    const Finding& finding = located.finding;
    return !located.known.empty() && finding.value_tag &&
           added.contains({finding.rule_id, *finding.value_tag});
  });
}

/// `text` with each count of something as "#": what is said stays the same when there is more of
/// it. Numbers within names and versions stay.
std::string without_numbers(std::string_view text) {
  std::string out;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t end = std::min(text.find_first_not_of("0123456789,.", at), text.size());
    const bool stands_alone = at == 0 || text[at - 1] == ' ' || text[at - 1] == '(';
    const bool counts = end + 1 < text.size() && text[end] == ' ' && is_ascii_letter(text[end + 1]);
    if (is_ascii_digit(text[at]) && stands_alone && counts) {
      out += '#';
      at = end;
    } else {
      out += text[at++];
    }
  }
  return out;
}

class Fingerprints {
 public:
  Fingerprints(const std::optional<FingerprintKey>& key, const TargetReport& report)
      : key_(key), report_(report) {
    for (const ListedEntry& entry : report.entries) digests_.emplace(entry.path, entry.sha256);
  }

  void add(Finding& finding) {
    if (!key_) {
      const std::string& path = finding.location.path;
      finding.fingerprint =
          fingerprint(finding.rule_id, path, ordinals_[{finding.rule_id, path}]++);
    } else if (finding.kind == FindingKind::content || finding.fingerprint.empty()) {
      finding.fingerprint = key_->of_content(finding.rule_id, identity_of(finding));
    }
  }

 private:
  /// What edits leave as it is, and what another finding of the rule has not: the package, the
  /// file, and what is said of it. Of a secret that went into the finding its fingerprint; of a
  /// file that is a credential what it holds, since its next content may be another one.
  [[nodiscard]] std::string identity_of(const Finding& finding) const {
    std::string out;
    const auto add = [&out](std::string_view part) {
      out += std::to_string(part.size());
      out += ':';
      out += part;
    };
    add(report_.facts.name);
    add(finding.location.path);
    for (const std::string& layer : finding.location.via) add(layer);
    add(without_numbers(without_count(without_weighing(finding.message))));
    add(finding.fingerprint);
    if (finding.rule_id.starts_with("cred-")) add(digest_of(finding.location.path));
    return out;
  }

  [[nodiscard]] std::string_view digest_of(const std::string& path) const {
    const auto found = digests_.find(path);
    return found == digests_.end() ? std::string_view() : found->second;
  }

  const std::optional<FingerprintKey>& key_;
  const TargetReport& report_;
  std::map<std::string_view, std::string_view> digests_;
  std::map<std::pair<std::string, std::string>, std::uint64_t> ordinals_;
};

}  // namespace

/// Equal places are told apart by the entry's own place: an archive may hold a path twice. A
/// fingerprint does not depend on which other files hold the secret.
std::vector<Judged> judged(std::vector<Examined::Located> findings, const Judges& judges,
                           const TargetReport& report) {
  drop_what_is_new(findings);
  std::stable_sort(findings.begin(), findings.end(), [](const auto& a, const auto& b) {
    if (comes_before(a.finding, b.finding)) return true;
    return !comes_before(b.finding, a.finding) && a.entry < b.entry;
  });
  std::vector<Judged> out;
  out.reserve(findings.size());
  Fingerprints fingerprints(judges.key, report);
  for (Examined::Located& located : findings) {
    fingerprints.add(located.finding);
    out.push_back(judged_one(std::move(located), judges));
  }
  join_same_secrets(out);
  return out;
}

}  // namespace packwarden
