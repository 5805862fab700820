#include "policy/baseline_edit.h"

#include <map>
#include <set>
#include <tuple>
#include <utility>

namespace packwarden {
namespace {

using Identity = std::tuple<std::string, std::string, std::string>;  // rule, fingerprint, path

Identity identity_of(const BaselineEntry& entry) {
  return {entry.rule, entry.fingerprint, entry.path};
}

std::set<Identity> identities_of(const std::vector<BaselineEntry>& entries) {
  std::set<Identity> out;
  for (const BaselineEntry& entry : entries) out.insert(identity_of(entry));
  return out;
}

BaselineEntry with_texts(BaselineEntry entry, const EntryTexts& texts) {
  entry.date = texts.date;
  entry.reason = texts.reason;
  entry.owner = texts.owner;
  entry.until = texts.until;
  return entry;
}

/// What was known at paths where it is not any more, by rule and fingerprint.
using Gone = std::multimap<std::pair<std::string, std::string>, BaselineEntry>;

}  // namespace

std::vector<BaselineEntry> BaselineEdit::entries() const {
  std::vector<BaselineEntry> out = kept;
  out.insert(out.end(), added.begin(), added.end());
  for (const MovedEntry& entry : moved) out.push_back(entry.to);
  return out;
}

BaselineEdit updated(const std::vector<BaselineEntry>& entries, const FoundPlaces& found,
                     const EntryTexts& texts) {
  BaselineEdit out;
  const std::set<Identity> there = identities_of(found.all);
  std::set<Identity> known;
  Gone gone;
  for (const BaselineEntry& entry : entries) {
    known.insert(identity_of(entry));
    if (there.contains(identity_of(entry)) || !found.looked_at(entry)) {
      out.kept.push_back(entry);
    } else {
      gone.emplace(std::pair(entry.rule, entry.fingerprint), entry);
    }
  }
  for (const BaselineEntry& place : found.wanted) {
    if (!known.insert(identity_of(place)).second) continue;
    if (auto before = gone.extract(std::pair(place.rule, place.fingerprint))) {
      BaselineEntry to = before.mapped();
      to.path = place.path;
      out.moved.push_back({std::move(before.mapped()), std::move(to)});
    } else {
      out.added.push_back(with_texts(place, texts));
    }
  }
  for (auto& [key, entry] : gone) out.kept.push_back(std::move(entry));
  return out;
}

BaselineEdit pruned(const std::vector<BaselineEntry>& entries, const FoundPlaces& found) {
  BaselineEdit out;
  const std::set<Identity> there = identities_of(found.all);
  for (const BaselineEntry& entry : entries) {
    const bool stays = there.contains(identity_of(entry)) || !found.looked_at(entry);
    (stays ? out.kept : out.dropped).push_back(entry);
  }
  return out;
}

}  // namespace packwarden
