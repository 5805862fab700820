#include <cstdint>
#include <cstdlib>
#include <string>

#include "npm/project_settings.h"

using packwarden::parse_project_settings;

// What stands behind a section or in a comment makes no difference.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string text(reinterpret_cast<const char*>(data), size);
  const auto settings = parse_project_settings(text, "rc");
  for (const char* ending : {"\n[section]\nworkspaces=false\nworkspace", "\n; workspace\n"}) {
    const auto again = parse_project_settings(text + ending, "rc");
    if (settings.has_value() != again.has_value()) std::abort();
    if (settings && *settings != *again) std::abort();
  }
  return 0;
}
