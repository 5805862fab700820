#pragma once

#include <optional>
#include <string_view>
#include <vector>

#include "match/database.h"
#include "policy/inline_suppressions.h"
#include "report/report.h"
#include "source/entry.h"
#include "source/source.h"
#include "validate/inspector.h"

namespace packwarden {

/// Whether comments in files may suppress what is found beside them.
enum class CommentMode : std::uint8_t { ignored, heeded };

/// Of files on disk, and in git, as `policy` says. What was packed, or comes on standard input, is
/// another's, and so are its comments.
[[nodiscard]] CommentMode comments_in(SourceKind kind, const Policy& policy);

/// The comments of a file that is no member of an archive; none without one. `inspector` conceals
/// the secrets in their reasons.
[[nodiscard]] std::optional<CommentedFile> comments_of(const Entry& entry, Inspector& inspector);

/// What counts of `files`.
[[nodiscard]] InlineSuppressions inline_suppressions(std::vector<CommentedFile> files,
                                                     const Policy& policy, const Database& database,
                                                     bool is_ci);

/// Tells in `report` which comments were in vain, and which did not count for what was found.
void report_comments(const InlineSuppressions& comments, const Policy& policy,
                     TargetReport& report);

}  // namespace packwarden
