#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "npm/file_tree.h"
#include "npm/segment.h"

namespace packwarden {

/// Whether stars, "?" and classes match a dot at the start of a name.
enum class DotNames : std::uint8_t { hidden, ordinary };

/// How the directory of an expansion was reached. In one behind a link, a glob that begins with a
/// globstar matches nothing.
enum class PackageRoot : std::uint8_t { directory, link };

/// A glob over the paths of a tree, as npm's `glob` reads it: anchored, letters with their case,
/// "." and double slashes without meaning, no negation and no comment. Immutable.
class TreeGlob {
 public:
  /// Fails where npm's compiler throws, and at a limit; `where` names the glob.
  [[nodiscard]] static Result<TreeGlob> compile(std::string_view glob, DotNames dot_names,
                                                std::string_view where);

  /// Whether an alternative begins outside of the tree, with `/` or `..`, and may come back into
  /// it.
  [[nodiscard]] bool begins_outside() const { return !outside_.empty(); }
  /// Whether an alternative is the root of the file system.
  [[nodiscard]] bool is_file_system_root() const { return is_file_system_root_; }

  /// Whether npm has its matches in the order of `npm_comes_first`. Of a glob with braces, and of
  /// one that comes back to a directory for another of its parts, the order depends on more.
  [[nodiscard]] bool has_known_order() const;

  /// Whether it matches a relative path as a whole.
  [[nodiscard]] bool matches(std::string_view path, MatchBudget& budget) const;

 private:
  friend class TreeExpansion;

  /// One part of one alternative.
  struct Part {
    Segment segment;
    bool takes_dot = false;     // may match a dot at the start of a name
    bool is_last = false;       // the alternative is at its end behind it
    bool is_directory = false;  // as a slash or "/." at the end says
    bool is_looked_up = false;  // npm goes to the name without listing what is beside it
  };

  /// An alternative that begins so many directories above the tree; too many: at `/`.
  struct Outside {
    std::size_t place = 0;
    std::size_t up = 0;
  };

  /// What is behind the last part.
  enum class End : std::uint8_t { anything, directories };

  /// Numbers of the parts that may take the next name, in order. `parts_.size()` stands for a match
  /// of what was taken so far, and the number behind that for a match if it is a directory.
  using Places = std::vector<std::size_t>;

  [[nodiscard]] Result<void> add_alternative(std::u16string_view glob, std::string_view where);
  [[nodiscard]] Places start(PackageRoot root) const;
  /// Of the alternatives that come back into a tree at the absolute path.
  [[nodiscard]] Places start_outside(std::string_view absolute, MatchBudget& budget) const;
  [[nodiscard]] Places after(const Places& places, std::string_view name,
                             MatchBudget& budget) const;
  [[nodiscard]] std::size_t place_of_match(End end) const;
  void arrive(std::size_t place, End end, Places& places) const;
  [[nodiscard]] bool is_match(const Places& places, End end) const;

  DotNames dot_names_ = DotNames::hidden;
  std::vector<Part> parts_;  // of all alternatives
  std::vector<std::size_t> starts_;
  std::vector<Outside> outside_;
  bool is_file_system_root_ = false;
};

struct GlobMatch {
  std::string path;  // relative to the directory of the expansion; never ""
  FileType type = FileType::regular;
};

/// Bounds of one or more expansions.
struct GlobBudget {
  std::size_t entries = 5'000'000;  // that are looked at
  MatchBudget steps{2'000'000'000};
};

/// Whether a line end stands in what a glob matches or in a name that it may match.
enum class LineEnds : std::uint8_t { none, in_names };

/// Where and how a glob is expanded.
struct GlobExpansion {
  std::string directory;  // beneath the tree's root
  std::string absolute;   // the same; "": alternatives that begin outside do not count
  PackageRoot root = PackageRoot::directory;
  std::string where;                        // the glob, for errors
  std::vector<std::string> excluded_names;  // at any depth, with all below them
  std::vector<std::string> excluded_paths;  // what is below is looked at for line ends only
  /// Says of a matching directory that what is below it need be looked at for line ends only.
  bool (*covers_all_below)(std::string_view path) = nullptr;
};

/// Appends what `glob` matches, depth first, each directory's names by bytes. Links are matched and
/// not followed; a directory that cannot be listed is taken for empty. A budget that is used up is
/// a limit error.
[[nodiscard]] Result<LineEnds> expand_glob(const FileTree& tree, const TreeGlob& glob,
                                           const GlobExpansion& expansion, GlobBudget& budget,
                                           std::vector<GlobMatch>& out);

/// Whether npm has the match `a` before `b`: all of a directory, the last by bytes first, and then
/// what is below each of them, in that order.
[[nodiscard]] bool npm_comes_first(std::string_view a, std::string_view b);

}  // namespace packwarden
