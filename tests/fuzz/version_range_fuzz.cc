#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>

#include "npm/version_range.h"

using packwarden::SemanticVersion;
using packwarden::VersionRange;
using packwarden::VersionSyntax;

// Two ranges and a version, one a line: a version that both ranges hold makes them meet, whichever
// comes first, and a version survives its own text.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  const std::size_t first = text.find('\n');
  const std::size_t second = first == std::string_view::npos ? first : text.find('\n', first + 1);
  if (second == std::string_view::npos) return 0;
  const auto version = SemanticVersion::parse(text.substr(second + 1), VersionSyntax::loose);
  if (version && to_text(*version).size() <= 256) {
    const auto again = SemanticVersion::parse(to_text(*version));
    if (!again || *again != *version) std::abort();
  }
  const auto left = VersionRange::parse(text.substr(0, first), "left");
  const auto right = VersionRange::parse(text.substr(first + 1, second - first - 1), "right");
  if (!left || !right) return 0;
  const bool both =
      version && version->prerelease.empty() && left->allows(*version) && right->allows(*version);
  if (both && (!left->intersects(*right) || !right->intersects(*left))) std::abort();
  return 0;
}
