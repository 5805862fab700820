#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_set>

namespace packwarden {

struct RulePath;
enum class Question : std::uint8_t;

/// Whether a path of a set is that of a file, or stands for all below it, too.
enum class PathReach : std::uint8_t { itself, all_below };

/// Many paths as one rule, which a file is compared with at the cost of its own length: the same as
/// a rule `/path` for each, and `/path/**` for those that reach below (src/npm/README.md section
/// 5.5, P12).
class PathSet {
 public:
  /// `path` is relative and consists of ASCII letters, digits, `.`, `-`, `_` and `/`, which mean
  /// themselves in a rule. Letters match in either case.
  void add(std::string_view path, PathReach reach);

  [[nodiscard]] bool empty() const { return paths_.empty(); }

  /// What `PackPattern::matches` says of those rules; `includes` is whether they are inclusions.
  [[nodiscard]] bool matches(const RulePath& path, Question question, bool includes) const;

 private:
  std::unordered_set<std::string> paths_;  // in lower case, each with a slash in front
  std::unordered_set<std::string> tops_;   // those of them that reach below
  std::unordered_set<std::string> above_;  // what is on the way to one
};

}  // namespace packwarden
