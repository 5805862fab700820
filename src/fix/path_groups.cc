#include "fix/path_groups.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <iterator>
#include <map>
#include <string_view>

#include "base/text.h"
#include "npm/pack_edit.h"
#include "npm/posix_path.h"
#include "npm/tree_path.h"

namespace packwarden {
namespace {

/// Kinds of files that come back with the next build: one rule for all of them says what is meant.
struct NamePattern {
  std::string_view text;
  std::size_t least;  // files from which it is better than a path
};
constexpr std::array kPatterns = {
    NamePattern{"*.map", 1},     NamePattern{"*.tsbuildinfo", 1}, NamePattern{".DS_Store", 1},
    NamePattern{"*.log", 2},     NamePattern{"*.bak", 2},         NamePattern{"*.orig", 2},
    NamePattern{"*.swp", 2},     NamePattern{"Thumbs.db", 1},     NamePattern{"*.test.js", 2},
    NamePattern{"*.spec.js", 2},
};

bool is_of(const NamePattern& pattern, std::string_view path) {
  const std::string_view name = base_name(path);
  if (!pattern.text.starts_with('*')) return name == pattern.text;
  return name.size() >= pattern.text.size() && name.ends_with(pattern.text.substr(1));
}

using Targets = std::set<std::string>;

/// Takes out of `left` the files of each kind of which all are in it.
void take_patterns(Targets& left, std::span<const std::string> packed,
                   std::vector<PathGroup>& out) {
  for (const NamePattern& pattern : kPatterns) {
    std::size_t count = 0;
    const bool all = std::all_of(packed.begin(), packed.end(), [&](const std::string& path) {
      if (!is_of(pattern, path)) return true;
      ++count;
      return left.contains(path);
    });
    if (!all || count < pattern.least) continue;
    std::erase_if(left, [&](const std::string& path) { return is_of(pattern, path); });
    out.push_back({GroupKind::pattern, std::string(pattern.text)});
  }
}

/// Counts `path` for each directory above it.
void count(std::string_view path, std::map<std::string, std::size_t, std::less<>>& out) {
  for (path = parent_of(path); !path.empty(); path = parent_of(path)) {
    const auto found = out.find(path);
    if (found != out.end()) {
      ++found->second;
    } else {
      out.emplace(path, 1);
    }
  }
}

/// Takes out of `left` all files of directories that hold nothing else, outermost first.
void take_directories(Targets& left, const Targets& targets, std::span<const std::string> packed,
                      std::vector<PathGroup>& out) {
  constexpr std::size_t kLeast = 2;  // of one file its path says more
  std::map<std::string, std::size_t, std::less<>> all;
  std::map<std::string, std::size_t, std::less<>> unwanted;
  std::map<std::string, std::size_t, std::less<>> unnamed;
  for (const std::string& path : packed) count(path, all);
  for (const std::string& path : targets) count(path, unwanted);
  for (const std::string& path : left) count(path, unnamed);
  for (const auto& entry : unnamed) {
    const std::string& directory = entry.first;
    if (entry.second < kLeast || unwanted[directory] != all[directory]) continue;
    const auto first = left.lower_bound(directory + "/");  // gone with a directory further out?
    if (first == left.end() || !is_at_or_below(*first, directory)) continue;
    std::erase_if(left, [&](const std::string& path) { return is_at_or_below(path, directory); });
    out.push_back({GroupKind::directory, directory});
  }
}

std::string_view top_of(std::string_view path) { return path.substr(0, path.find('/')); }

using Counts = std::map<std::string, std::size_t, std::less<>>;

/// As many of one name are told by it.
constexpr std::size_t kLeastOfName = 3;

/// Takes out of `left` the files of each name that no other file has.
void take_names(Targets& left, std::span<const std::string> packed, std::vector<PathGroup>& out) {
  Counts all;
  Counts unwanted;
  for (const std::string& path : packed) ++all[std::string(base_name(path))];
  for (const std::string& path : left) ++unwanted[std::string(base_name(path))];
  for (const auto& entry : unwanted) {
    const std::string& name = entry.first;
    if (entry.second < kLeastOfName || entry.second != all[name]) continue;
    std::erase_if(left, [&](const std::string& path) { return base_name(path) == name; });
    out.push_back({GroupKind::pattern, escaped_rule(name)});
  }
}

/// The names of the directories that lead to `path`.
void add_directories(std::string_view path, std::set<std::string, std::less<>>& out) {
  for (path = parent_of(path); !path.empty(); path = parent_of(path)) out.emplace(path);
}

/// Makes one group of directories of one name, of which there are no others.
void join_directories(std::span<const std::string> packed, std::vector<PathGroup>& groups) {
  std::set<std::string, std::less<>> directories;
  for (const std::string& path : packed) add_directories(path, directories);
  Counts all;
  Counts unwanted;
  for (const std::string& path : directories) ++all[std::string(base_name(path))];
  for (const PathGroup& group : groups) {
    if (group.kind == GroupKind::directory) ++unwanted[std::string(base_name(group.text))];
  }
  for (const auto& entry : unwanted) {
    const std::string& name = entry.first;
    if (entry.second < kLeastOfName || entry.second != all[name]) continue;
    std::erase_if(groups, [&](const PathGroup& group) {
      return group.kind == GroupKind::directory && base_name(group.text) == name;
    });
    groups.push_back({GroupKind::pattern, escaped_rule(name)});
  }
}

}  // namespace

std::vector<PathGroup> groups_of(const Targets& targets, std::span<const std::string> packed,
                                 Grouping grouping) {
  std::vector<PathGroup> out;
  Targets left = targets;
  if (grouping != Grouping::off) {
    take_patterns(left, packed, out);
    take_directories(left, targets, packed, out);
  }
  if (grouping == Grouping::by_name) {
    join_directories(packed, out);
    take_names(left, packed, out);
  }
  for (const std::string& path : left) out.push_back({GroupKind::file, path});
  return out;
}

std::string negated_entry(const PathGroup& group, EntryAnchor anchor) {
  if (group.kind == GroupKind::pattern) return "!**/" + group.text;
  return (anchor == EntryAnchor::root ? "!/" : "!") + escaped_rule(group.text);
}

std::string ignore_line(const PathGroup& group) {
  if (group.kind == GroupKind::pattern) return group.text;
  return "/" + escaped_rule(group.text) + (group.kind == GroupKind::directory ? "/" : "");
}

std::vector<std::string> allow_list(const Targets& wanted, const Targets& unwanted) {
  std::vector<std::string> out;
  Targets in_listed;
  for (const std::string& path : wanted) {
    const std::string_view top = top_of(path);
    std::string entry = escaped_rule(top);
    // A file's entry without a slash works at every depth.
    const bool is_elsewhere =
        top == path && std::any_of(unwanted.begin(), unwanted.end(), [&](const std::string& other) {
          return base_name(other) == path;
        });
    if (is_elsewhere) entry.insert(0, "/");
    if (is_one_of(entry, out)) continue;
    out.push_back(std::move(entry));
    std::copy_if(unwanted.begin(), unwanted.end(), std::inserter(in_listed, in_listed.end()),
                 [&](const std::string& other) { return is_at_or_below(other, top); });
  }
  std::vector<std::string> all(wanted.begin(), wanted.end());
  all.insert(all.end(), in_listed.begin(), in_listed.end());
  std::sort(all.begin(), all.end());
  for (const PathGroup& group : groups_of(in_listed, all, Grouping::by_place)) {
    out.push_back(negated_entry(group, EntryAnchor::none));
  }
  return out;
}

}  // namespace packwarden
