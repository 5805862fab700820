#pragma once

#include <cstdint>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "base/span.h"

namespace packwarden {

/// A text file before and after an edit.
struct FileChangeText {
  std::string path;                   // as the diff names it: '/'-separated, not absolute
  std::optional<std::string> before;  // none: it is new
  std::string after;
};

/// The change as a unified diff with three lines of context, which `patch -p1` and `git apply`
/// take. Empty where nothing changes. Content is as it is: nothing is escaped but the path.
[[nodiscard]] std::string unified_diff(const FileChangeText& change);

/// Whether the diff shows a byte of one of `spans`, which are of the text before, or after, the
/// edit.
[[nodiscard]] bool diff_shows(const FileChangeText& change, const std::vector<ByteSpan>& before,
                              const std::vector<ByteSpan>& after);

}  // namespace packwarden
