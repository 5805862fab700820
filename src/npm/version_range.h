#pragma once

#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"

namespace packwarden {

/// Whether a version keeps to Semantic Versioning 2.0.0, or may lack the hyphen of its prerelease,
/// have leading zeros and the like, which npm allows in some places.
enum class VersionSyntax : std::uint8_t { strict, loose };

/// A version as npm reads it, its build metadata left out. Numbers are at most 2^53 - 1.
struct SemanticVersion {
  std::uint64_t major = 0;
  std::uint64_t minor = 0;
  std::uint64_t patch = 0;
  std::vector<std::string> prerelease;  // the identifiers, numbers without leading zeros

  /// "1.2.3-a.1", with a "v" in front or blanks around; none of what is no version.
  [[nodiscard]] static std::optional<SemanticVersion> parse(
      std::string_view text, VersionSyntax syntax = VersionSyntax::strict);

  /// Precedence (Semantic Versioning 2.0.0, 11).
  friend std::weak_ordering operator<=>(const SemanticVersion& a, const SemanticVersion& b);
  friend bool operator==(const SemanticVersion& a, const SemanticVersion& b) {
    return (a <=> b) == std::weak_ordering::equivalent;
  }
};

/// The text of a version: "1.2.3-a.1".
[[nodiscard]] std::string to_text(const SemanticVersion& version);

/// A set of versions in npm's notation: comparators, "1.x", "^1.2", "~1.2", "1 - 2", "||".
/// Immutable.
class VersionRange {
 public:
  /// Fails with kind `format` where npm finds no range, and with `limit` where the text is too
  /// large. `where` names it in errors.
  [[nodiscard]] static Result<VersionRange> parse(std::string_view text, std::string_view where,
                                                  VersionSyntax syntax = VersionSyntax::strict);

  /// Whether the version is in the range. A prerelease is in it only where a comparator of the
  /// same alternative names a prerelease of the same three numbers.
  [[nodiscard]] bool allows(const SemanticVersion& version) const;

  /// npm's answer to whether a version may be in both. It compares limits and looks for no version;
  /// where one side is a single prerelease, the order of the two may count.
  [[nodiscard]] bool intersects(const VersionRange& other) const;

 private:
  enum class Operator : std::uint8_t { any, equal, less, less_equal, greater, greater_equal };
  struct Comparator {
    Operator comparison = Operator::any;
    SemanticVersion version;
  };
  using Alternative = std::vector<Comparator>;  // all of them hold

  friend class VersionRangeParser;

  static bool holds(const Comparator& comparator, const SemanticVersion& version);
  static bool all_hold(const Alternative& comparators, const SemanticVersion& version);
  static bool can_meet(const Comparator& a, const Comparator& b);
  static bool can_hold(const Alternative& comparators);

  std::vector<Alternative> alternatives_;
};

}  // namespace packwarden
