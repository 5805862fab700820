#include "npm/tree_glob.h"

#include <algorithm>
#include <limits>
#include <utility>

#include "base/text.h"
#include "npm/brace.h"
#include "npm/refusal.h"
#include "npm/tree_path.h"
#include "npm/unicode.h"

namespace packwarden {
namespace {

/// npm refuses longer globs; in UTF-16 units.
constexpr std::size_t kMaxGlob = 65'536;
/// Of all alternatives of a glob.
constexpr std::size_t kMaxParts = 20'000;
constexpr std::size_t kMaxDepth = 256;
constexpr std::size_t kToTheTop = std::numeric_limits<std::size_t>::max();

using Text = std::u16string_view;

/// Compiled, it is the "." that is left out elsewhere.
constexpr Text kEscapedDot = u"\\.";

/// The parts between slashes, with `.` left out and `..` resolved where that does not depend on the
/// tree.
std::vector<Text> normalized_parts(Text glob) {
  std::vector<Text> out;
  for (std::size_t begin = 0; begin <= glob.size();) {
    const std::size_t end = std::min(glob.find(u'/', begin), glob.size());
    const Text part = glob.substr(begin, end - begin);
    begin = end + 1;
    if (part.empty() || part == u".") continue;
    const Text before = out.empty() ? Text() : out.back();
    if (part == u"**" && before == u"**") continue;
    if (part == u".." && !before.empty() && before != u".." && before != u"**") {
      out.pop_back();
    } else {
      out.push_back(part);
    }
  }
  return out;
}

/// Of a path.
std::vector<std::string_view> names_of(std::string_view path) {
  std::vector<std::string_view> out;
  while (!path.empty()) {
    const std::size_t end = std::min(path.find('/'), path.size());
    if (end > 0) out.push_back(path.substr(0, end));
    path.remove_prefix(std::min(end + 1, path.size()));
  }
  return out;
}

void sort_and_unite(std::vector<std::size_t>& places) {
  std::sort(places.begin(), places.end());
  places.erase(std::unique(places.begin(), places.end()), places.end());
}

/// Whether a part is allowed to match a leading dot where stars are not.
bool spells_dot(Text part) {
  if (part.starts_with(u'.') || part.starts_with(u"\\.")) return true;
  const bool is_extglob = part.size() > 1 && part[1] == u'(' && part[0] != u'!';
  return is_extglob && (part.find(u"(.") != Text::npos || part.find(u"|.") != Text::npos);
}

}  // namespace

Result<TreeGlob> TreeGlob::compile(std::string_view glob, DotNames dot_names,
                                   std::string_view where) {
  TreeGlob out;
  out.dot_names_ = dot_names;
  const std::u16string text = to_utf16(glob);
  if (text.size() > kMaxGlob) {
    return npm_refuses(ErrorKind::unsupported, std::string(where),
                       "the glob is longer than 65536 characters, which npm refuses");
  }
  TRY_ASSIGN(const std::vector<std::u16string> alternatives,
             expand_braces(text, where, OtherEscapes::dots));
  for (const std::u16string& alternative : alternatives) {
    TRY(out.add_alternative(alternative, where));
  }
  return out;
}

Result<void> TreeGlob::add_alternative(std::u16string_view glob, std::string_view where) {
  const bool is_absolute = glob.starts_with(u'/');
  std::vector<Text> parts = normalized_parts(glob);
  std::erase(parts, kEscapedDot);
  const auto first =
      std::find_if(parts.begin(), parts.end(), [](Text part) { return part != u".."; });
  const std::size_t up = is_absolute ? kToTheTop : static_cast<std::size_t>(first - parts.begin());
  parts.erase(parts.begin(), first);
  if (parts.empty()) {
    is_file_system_root_ |= is_absolute && glob.find_first_not_of(u"/.\\") == Text::npos;
    return {};
  }
  // Behind a globstar npm goes back up.
  if (std::find(parts.begin(), parts.end(), Text(u"..")) != parts.end()) {
    return fail(
        limit_error(std::string(where), "the glob goes up behind \"**\"", {"glob-parents", 0}));
  }
  if (parts_.size() + parts.size() > kMaxParts) {
    return fail(
        limit_error(std::string(where), "the glob is too large", {"glob-parts", kMaxParts}));
  }
  if (up == 0) {
    starts_.push_back(parts_.size());
  } else {
    outside_.push_back({parts_.size(), up});
  }
  Text before;
  for (const Text part : parts) {
    TRY_ASSIGN(Segment segment, Segment::compile(part, where, LetterCase::kept));
    const bool is_looked_up = segment.kind() == Segment::Kind::literal && before != u"**";
    const bool takes_dot = dot_names_ == DotNames::ordinary || spells_dot(part);
    parts_.push_back({std::move(segment), takes_dot, false, false, is_looked_up});
    before = part;
  }
  parts_.back().is_last = true;
  parts_.back().is_directory =
      glob.ends_with(u'/') || glob.ends_with(u"/.") || glob.ends_with(u"/\\.");
  return {};
}

bool TreeGlob::matches(std::string_view path, MatchBudget& budget) const {
  Places places = start(PackageRoot::directory);
  for (const std::string_view name : names_of(path)) places = after(places, name, budget);
  return is_match(places, End::directories);
}

std::size_t TreeGlob::place_of_match(End end) const {
  return parts_.size() + (end == End::anything ? 0 : 1);
}

/// Adds a place, and the one behind it if it is a globstar, which may take nothing. One at the end
/// does so for what `end` says.
void TreeGlob::arrive(std::size_t place, End end, Places& places) const {
  places.push_back(place);
  if (place >= parts_.size()) return;
  const Part& part = parts_[place];
  if (part.segment.kind() != Segment::Kind::globstar) return;
  if (!part.is_last) {
    places.push_back(place + 1);
  } else {
    places.push_back(place_of_match(part.is_directory ? End::directories : end));
  }
}

TreeGlob::Places TreeGlob::start(PackageRoot root) const {
  Places out;
  for (const std::size_t place : starts_) {
    const bool is_globstar = parts_[place].segment.kind() == Segment::Kind::globstar;
    if (root == PackageRoot::directory || !is_globstar) arrive(place, End::directories, out);
  }
  return out;
}

TreeGlob::Places TreeGlob::start_outside(std::string_view absolute, MatchBudget& budget) const {
  const std::vector<std::string_view> names = names_of(absolute);
  Places out;
  for (const Outside& alternative : outside_) {
    Places places;
    arrive(alternative.place, End::directories, places);
    for (std::size_t i = names.size() - std::min(alternative.up, names.size()); i < names.size();
         ++i) {
      places = after(places, names[i], budget);
    }
    out.insert(out.end(), places.begin(), places.end());
  }
  sort_and_unite(out);
  return out;
}

TreeGlob::Places TreeGlob::after(const Places& places, std::string_view name,
                                 MatchBudget& budget) const {
  const PathName subject = path_name(name, LetterCase::kept);
  Places out;
  budget.spend(places.size());
  for (const std::size_t place : places) {
    if (place >= parts_.size()) continue;
    const Part& part = parts_[place];
    if (name.starts_with('.') && !part.takes_dot) continue;
    if (part.segment.kind() == Segment::Kind::globstar) {
      arrive(place, End::anything, out);
    } else if (part.segment.matches(subject, budget)) {
      const End end = part.is_directory ? End::directories : End::anything;
      arrive(part.is_last ? place_of_match(end) : place + 1,
             part.is_looked_up ? End::anything : End::directories, out);
    }
  }
  sort_and_unite(out);
  return out;
}

bool TreeGlob::is_match(const Places& places, End end) const {
  if (places.empty()) return false;
  const std::size_t last = places.back();
  if (end == End::directories) return last >= parts_.size();
  return std::find(places.begin(), places.end(), parts_.size()) != places.end();
}

bool TreeGlob::has_known_order() const {
  const bool is_one = starts_.size() == 1 && outside_.empty() && !is_file_system_root_;
  if (!is_one || parts_.back().is_directory) return false;
  const auto is_globstar = [](const Part& part) {
    return part.segment.kind() == Segment::Kind::globstar;
  };
  const auto is_looked_up = [](const Part& part) { return part.is_looked_up; };
  const auto first = std::find_if(parts_.begin(), parts_.end(), is_globstar);
  if (std::any_of(first, parts_.end(), is_looked_up)) return false;
  // Behind a part that was compared, npm has a directory as a match only when it goes into it.
  return !is_globstar(parts_.back()) || std::all_of(parts_.begin(), parts_.end() - 1, is_looked_up);
}

bool npm_comes_first(std::string_view a, std::string_view b) {
  if (is_at_or_below(b, a)) return a != b;
  if (is_at_or_below(a, b)) return false;
  const auto [in_a, in_b] = std::mismatch(a.begin(), a.end(), b.begin(), b.end());
  const auto shared = static_cast<std::size_t>(in_a - a.begin());
  const std::size_t begin = a.substr(0, shared).rfind('/') + 1;  // npos + 1 is 0
  const std::string_view rest_of_a = a.substr(begin);
  const std::string_view rest_of_b = b.substr(begin);
  const std::size_t end_of_a = rest_of_a.find('/');
  const std::size_t end_of_b = rest_of_b.find('/');
  const bool is_below_a = end_of_a != std::string_view::npos;
  const bool is_below_b = end_of_b != std::string_view::npos;
  if (is_below_a != is_below_b) return is_below_b;
  return rest_of_a.substr(0, end_of_a) > rest_of_b.substr(0, end_of_b);
}

/// One walk over a tree for all alternatives at once.
class TreeExpansion {
 public:
  TreeExpansion(const FileTree& tree, const TreeGlob& glob, const GlobExpansion& expansion,
                GlobBudget& budget, std::vector<GlobMatch>& out)
      : tree_(tree), glob_(glob), expansion_(expansion), budget_(budget), out_(out) {}

  Result<LineEnds> run() {
    TreeGlob::Places places = glob_.start(expansion_.root);
    if (!expansion_.absolute.empty()) {
      const auto more = glob_.start_outside(expansion_.absolute, budget_.steps);
      places.insert(places.end(), more.begin(), more.end());
      sort_and_unite(places);
    }
    TRY(visit("", places, 0));
    return line_ends_;
  }

 private:
  Result<void> visit(const std::string& directory, const TreeGlob::Places& places,
                     std::size_t depth) {
    return for_each_entry(directory, depth, [&](const DirectoryEntry& entry) {
      return look_at(entry, directory, places, depth);
    });
  }

  template <class Take>
  Result<void> for_each_entry(const std::string& directory, std::size_t depth, Take take) {
    if (depth > kMaxDepth) {
      return fail(limit_error(directory.substr(0, 80), "directories are nested too deeply",
                              {"path-depth", kMaxDepth}));
    }
    const auto entries = tree_.list(in_tree(directory));
    if (!entries) return {};
    for (const DirectoryEntry& entry : *entries) {
      if (budget_.entries == 0 || budget_.steps.exhausted()) return too_much();
      --budget_.entries;
      TRY(take(entry));
    }
    return {};
  }

  /// What is below a directory is not compared with the glob. Its names may still hold line ends,
  /// but not where the glob has no part for them.
  Result<void> spare(const std::string& directory, const TreeGlob::Places& places,
                     std::size_t depth) {
    if (places.front() >= glob_.parts_.size()) return {};
    return look_for_line_ends(directory, depth);
  }

  Result<void> look_for_line_ends(const std::string& directory, std::size_t depth) {
    return for_each_entry(directory, depth, [&](const DirectoryEntry& entry) {
      note_line_end(entry.name);
      const bool is_directory =
          entry.type == FileType::directory || entry.type == FileType::unknown;
      if (!is_directory || line_ends_ != LineEnds::none) return Result<void>();
      return look_for_line_ends(directory + "/" + entry.name, depth + 1);
    });
  }

  void note_line_end(std::string_view name) {
    if (name.find('\n') != std::string_view::npos) line_ends_ = LineEnds::in_names;
  }

  Result<void> look_at(const DirectoryEntry& entry, const std::string& directory,
                       const TreeGlob::Places& places, std::size_t depth) {
    if (is_in(expansion_.excluded_names, entry.name)) return {};
    // npm sees names that are not UTF-8 with replacement characters, and finds nothing below them.
    const std::string name = to_valid_utf8(entry.name);
    const TreeGlob::Places next = glob_.after(places, name, budget_.steps);
    if (next.empty()) return {};
    const std::string path = directory.empty() ? name : directory + "/" + name;
    if (is_in(expansion_.excluded_paths, path)) return spare(path, next, depth + 1);
    FileType type = entry.type;
    if (type == FileType::unknown) {
      const auto status = tree_.lstat(in_tree(path));
      if (!status) return {};
      type = status->type;
    }
    // npm does not go into what it knows to be a file, not even for a globstar that takes nothing.
    const bool may_be_directory = type == FileType::directory || type == FileType::link;
    const bool is_match = glob_.is_match(
        next, may_be_directory ? TreeGlob::End::directories : TreeGlob::End::anything);
    if (is_match) {
      out_.push_back({path, type});
      note_line_end(path);
    }
    if (type != FileType::directory || name != entry.name) return {};
    const bool is_covered =
        is_match && expansion_.covers_all_below != nullptr && expansion_.covers_all_below(path);
    return is_covered ? spare(path, next, depth + 1) : visit(path, next, depth + 1);
  }

  static bool is_in(const std::vector<std::string>& list, const std::string& value) {
    return std::find(list.begin(), list.end(), value) != list.end();
  }

  [[nodiscard]] std::string in_tree(const std::string& path) const {
    if (expansion_.directory.empty()) return path;
    return path.empty() ? expansion_.directory : expansion_.directory + "/" + path;
  }

  [[nodiscard]] tl::unexpected<Error> too_much() const {
    return fail(limit_error(expansion_.where, "the glob takes too many steps",
                            {"glob-steps", GlobBudget().entries}));
  }

  const FileTree& tree_;
  const TreeGlob& glob_;
  const GlobExpansion& expansion_;
  GlobBudget& budget_;
  std::vector<GlobMatch>& out_;
  LineEnds line_ends_ = LineEnds::none;
};

Result<LineEnds> expand_glob(const FileTree& tree, const TreeGlob& glob,
                             const GlobExpansion& expansion, GlobBudget& budget,
                             std::vector<GlobMatch>& out) {
  return TreeExpansion(tree, glob, expansion, budget, out).run();
}

}  // namespace packwarden
