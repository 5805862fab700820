#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "base/span.h"

namespace packwarden {

/// A larger report is a limit error.
constexpr std::uint64_t kMaxSavedReportBytes = std::uint64_t{64} << 20U;

/// A finding as a report tells of it. All texts are raw, as whoever wrote the file wants them: they
/// go through `printable`. At most 4,096 bytes of each are kept.
struct SavedFinding {
  std::string target;  // the package, or what was looked into
  std::string rule;
  std::string kind;
  std::string title;
  std::string severity;
  std::string confidence;
  std::string message;
  std::string fix;
  std::string path;
  LineColumn start;  // line 0: the report does not say
  std::vector<std::string> via;
  std::string preview;
  std::string fingerprint;
  std::string suppressed;  // the reason; "": it is not
  bool fails = false;
};

/// The findings of a document that `--format json` wrote, in its order. `where` names it in errors.
/// Fails where it is another document; what it does not say of a finding is empty.
[[nodiscard]] Result<std::vector<SavedFinding>> parse_saved_report(std::string_view text,
                                                                   std::string_view where);

/// Those of `findings` whose fingerprint begins with `prefix`; none where that is shorter than four
/// characters, as it would not be meant for one.
[[nodiscard]] std::vector<const SavedFinding*> findings_called(
    std::string_view prefix, const std::vector<SavedFinding>& findings);

}  // namespace packwarden
