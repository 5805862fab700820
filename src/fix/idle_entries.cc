#include "fix/idle_entries.h"

#include <algorithm>
#include <iterator>
#include <optional>
#include <utility>

#include "check/files_entry.h"

namespace packwarden {
namespace {

using Edits = std::vector<PackEdit>;
using Paths = std::set<std::string>;

/// Entries that are asked about, each of all paths: what the audit asks about, too.
constexpr std::size_t kMostEntries = 200;

struct ListedEntry {
  std::optional<std::size_t> place;  // before all edits; none: an edit adds it
  std::string text;
};

/// Whether an edit adds to `files`, or makes it.
bool adds(const PackEdit& edit) {
  return edit.kind == EditKind::add_files_entry || edit.kind == EditKind::add_files;
}

std::vector<ListedEntry> entries_after(const std::vector<std::string>& files, const Edits& edits) {
  std::vector<ListedEntry> out;
  for (const std::string& text : files) out.push_back({out.size(), text});
  for (const PackEdit& edit : edits) {
    if (adds(edit)) {
      for (const std::string& text : edit.texts) out.push_back({std::nullopt, text});
    } else if (edit.kind == EditKind::remove_files_entry && edit.place < out.size()) {
      out.erase(out.begin() + static_cast<std::ptrdiff_t>(edit.place));
    }
  }
  return out;
}

/// The edits that take out what `is_meant` is true of: the last first, so that places stay.
template <class Predicate>
Edits removals_of(const std::vector<ListedEntry>& entries, Predicate is_meant) {
  Edits out;
  for (std::size_t i = entries.size(); i-- > 0;) {
    if (!is_meant(entries[i])) continue;
    out.push_back({EditKind::remove_files_entry, kManifestName, i, {entries[i].text}, {}});
  }
  return out;
}

/// What a list of entries does.
struct ListEffect {
  Paths packed;
  Paths taken_out;  // by its exclusions together

  [[nodiscard]] bool has(const std::string& text) const {
    const FilesEntry entry(text);
    const Paths& paths = entry.excludes() ? taken_out : packed;
    return std::any_of(paths.begin(), paths.end(),
                       [&](const std::string& path) { return entry.matches(path); });
  }
};

std::optional<ListEffect> effect_of(const PackTrial& trial, Edits edits,
                                    const std::vector<ListedEntry>& entries) {
  auto with = trial.try_out(edits);
  const Edits more = removals_of(
      entries, [](const ListedEntry& entry) { return FilesEntry(entry.text).excludes(); });
  edits.insert(edits.end(), more.begin(), more.end());
  const auto without = more.empty() ? with : trial.try_out(edits);
  if (!with || !without) return std::nullopt;
  ListEffect out = {std::move(with->packed), {}};
  std::set_difference(without->packed.begin(), without->packed.end(), out.packed.begin(),
                      out.packed.end(), std::inserter(out.taken_out, out.taken_out.end()));
  return out;
}

}  // namespace

Edits idle_entries(const PackTrial& trial, const Edits& edits) {
  const auto& files = trial.package().manifest().files;
  if (!files || edits.empty()) return {};
  const std::vector<ListedEntry> entries = entries_after(*files, edits);
  const auto before = effect_of(trial, {}, entries_after(*files, {}));
  const auto after = effect_of(trial, edits, entries);
  if (!before || !after) return {};
  return removals_of(entries, [&](const ListedEntry& entry) {
    return entry.place && *entry.place < kMostEntries && catch_all(entry.text) == CatchAll::none &&
           before->has(entry.text) && !after->has(entry.text);
  });
}

Edits without_idle_additions(const PackTrial& trial, Edits edits) {
  if (std::none_of(edits.begin(), edits.end(), adds)) return edits;
  const auto& files = trial.package().manifest().files;
  const auto after =
      effect_of(trial, edits, entries_after(files.value_or(std::vector<std::string>()), edits));
  if (!after) return edits;
  for (PackEdit& edit : edits) {
    if (!adds(edit)) continue;
    std::erase_if(edit.texts, [&](const std::string& text) {
      return FilesEntry(text).excludes() && !after->has(text);
    });
  }
  std::erase_if(edits, [](const PackEdit& edit) {
    return edit.kind == EditKind::add_files_entry && edit.texts.empty();
  });
  return edits;
}

std::set<std::size_t> removed_entries(const std::vector<std::string>& files, const Edits& edits) {
  std::set<std::size_t> out;
  for (std::size_t place = 0; place < files.size(); ++place) out.insert(place);
  for (const ListedEntry& entry : entries_after(files, edits)) {
    if (entry.place) out.erase(*entry.place);
  }
  return out;
}

}  // namespace packwarden
