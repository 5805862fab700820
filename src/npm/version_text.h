#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "npm/version_range.h"

namespace packwarden {

// The texts of versions and ranges as npm reads them; for version_range.cc.

/// Characters of a version; npm reads no longer one.
constexpr std::size_t kMaxVersionLength = 256;

/// The parts of a version or of one with "x" in it, as they stand in a text. Missing ones are
/// empty.
struct VersionParts {
  std::string_view major;
  std::string_view minor;
  std::string_view patch;
  std::string_view prerelease;  // without its hyphen
};

/// The parts of a text that is a whole version.
[[nodiscard]] std::optional<VersionParts> match_version(std::string_view text,
                                                        VersionSyntax syntax);

/// The value of parts that `match_version` found; none where a number is too large.
[[nodiscard]] std::optional<SemanticVersion> version_of(const VersionParts& parts);

/// Length of the "<", "<=", ">", ">=" or "=" that the text begins with; 0 without one.
[[nodiscard]] std::size_t operator_length(std::string_view text);

/// An alternative of a range, its words separated by single blanks, as comparators: an operator and
/// a version, or "" for any version. What is no comparator stays in between.
[[nodiscard]] std::vector<std::string> expand_alternative(std::string_view text,
                                                          VersionSyntax syntax);

}  // namespace packwarden
