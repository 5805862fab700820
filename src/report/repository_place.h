#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "report/report.h"

namespace packwarden {

/// A place for whoever looks at files of the repository: what is published is often built there and
/// not kept.
struct RepositoryPlace {
  std::string path;               // raw, '/'-separated, relative to the repository
  LineColumn start;               // of an author's file the column counts units of UTF-16
  std::optional<LineColumn> end;  // none: only the start is known
  bool is_published = true;       // false: the published file is another one
};

/// `path`, as findings of the target have it, relative to the repository that holds the target; as
/// it is where it leads out of it. Of a member of an archive it is the archive. In a tarball paths
/// are those of the package, which lies at the root.
[[nodiscard]] std::string repository_path(const Location& location, const TargetReport& target);

/// Where the published bytes are.
[[nodiscard]] RepositoryPlace published_place(const Location& location, const TargetReport& target);

/// Where the cause is: the author's file, where a source map names one in the repository; else the
/// line of package.json that packs a file which git does not have; else the published bytes.
[[nodiscard]] RepositoryPlace cause_of(const Location& location, const TargetReport& target);

/// Where the target as a whole is to be looked for: its package.json, or what was asked for.
[[nodiscard]] std::string place_of_target(const TargetReport& target);

/// "It is published in dist/index.js:3:17."; "" where the cause is the published file.
[[nodiscard]] std::string published_note(const RepositoryPlace& cause, const Location& location);

/// "npm access token: npm_… (40 bytes)": the title, and what may be shown of a secret.
[[nodiscard]] std::string headline(const Finding& finding);

/// Why it matters and what to do about it.
[[nodiscard]] std::string advice(const Finding& finding);

/// What tells a finding of one target from all others of a report, from run to run: hexadecimal
/// digits of a digest of the target's place and the finding's fingerprint.
[[nodiscard]] std::string stable_id(const Finding& finding, const TargetReport& target);

/// "leaky-demo@1.0.0", "packages/a", "standard input": what people call the target.
[[nodiscard]] std::string name_of_target(const TargetReport& target);

/// Why the target does not count as examined: that of its problem or "not all was examined"; one
/// line for each, "data.bin: the entry is too large …". Empty: it does.
[[nodiscard]] std::vector<std::string> gaps_of(const TargetReport& target);

}  // namespace packwarden
