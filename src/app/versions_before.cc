#include "app/versions_before.h"

#include <algorithm>
#include <cstdint>
#include <map>
#include <string>
#include <utility>

#include "report/verdict.h"

namespace packwarden {
namespace {

/// A larger version is not read: what is found in the new one is new then.
constexpr std::uint64_t kLargestVersion = std::uint64_t{128} << 20U;

/// At how many places each secret stands.
using Secrets = std::map<std::pair<std::string, ValueTag>, std::uint64_t>;

Result<Secrets> secrets_in(const std::string& path, const std::string& bytes,
                           Inspector& inspector) {
  std::vector<Finding> findings;
  TRY(inspector.inspect(path, bytes, findings));
  Secrets out;
  for (const Finding& finding : findings) {
    if (finding.value_tag) out[{finding.rule_id, *finding.value_tag}] += places_of(finding);
  }
  return out;
}

/// What is in the name of an entry stands there since there is such an entry.
bool is_in_name(const Finding& finding) {
  return finding.location.via == std::vector<std::string>{"name"};
}

bool is_in(const Secrets& before, const Finding& finding) {
  if (is_in_name(finding)) return true;
  if (!finding.value_tag) return false;
  const auto found = before.find({finding.rule_id, *finding.value_tag});
  return found != before.end() && places_of(finding) <= found->second;
}

std::string known_since(const Source& source, std::uint64_t entry) {
  const std::string author = source.author_of(entry);
  return author.empty() ? "already in HEAD" : "older than " + author;
}

using Group = std::vector<Examined::Located*>;

/// The findings of each entry. What is found in an entry's name is no finding in its bytes.
std::map<std::uint64_t, Group> by_entry(std::vector<Examined::Located>& findings) {
  std::map<std::uint64_t, Group> out;
  for (Examined::Located& located : findings) out[located.entry].push_back(&located);
  return out;
}

Result<void> mark(Source& source, std::uint64_t entry, const Group& group, Inspector& inspector) {
  for (const std::string& bytes : source.versions_before(entry, kLargestVersion)) {
    TRY_ASSIGN(const Secrets before,
               secrets_in(group.front()->finding.location.path, bytes, inspector));
    for (Examined::Located* located : group) {
      if (is_in(before, located->finding)) located->known = known_since(source, entry);
    }
  }
  const std::string author = source.author_of(entry);
  for (Examined::Located* located : group) {
    if (!author.empty() && located->known.empty()) {
      located->finding.message += " Added by " + author + ".";
    }
  }
  return {};
}

}  // namespace

Result<void> mark_known_before(Source& source, Inspector& inspector,
                               std::vector<Examined::Located>& findings) {
  for (const auto& [entry, group] : by_entry(findings)) {
    TRY(mark(source, entry, group, inspector));
  }
  return {};
}

}  // namespace packwarden
