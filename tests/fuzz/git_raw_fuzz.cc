// What git says of changes, of paths to large files and of pushes: every change has a path and ids
// that git could have given, and nothing is read that was not said.

#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "source/commit_range.h"
#include "source/git_changes.h"
#include "source/large_file.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace packwarden;
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  if (const auto changes = parse_git_changes(text)) {
    for (const GitChange& change : *changes) {
      if (change.path.empty() || text.find(change.path) == std::string_view::npos) std::abort();
      if (!is_git_id(change.id) || change.mode > 0777) std::abort();
      for (const std::string& id : change.before) {
        if (!is_git_id(id)) std::abort();
      }
    }
  }
  if (const auto pointer = parse_large_file_pointer(text)) {
    if (path_of(*pointer).find("..") != std::string::npos) std::abort();
  }
  (void)pushed_range(text, "origin");
  if (const auto range = parse_commit_range(text)) {
    if (range->tips.front().starts_with('-') || range->bases.front().starts_with('-')) std::abort();
  }
  return 0;
}
