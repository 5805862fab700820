#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "tool/diagnosis.h"

// The files of a repository, package.json in front of a zero byte and a workflow behind it: whoever
// does not name packwarden is guarded by nothing.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view input(reinterpret_cast<const char*>(data), size);
  const std::size_t zero = input.find('\0');
  const auto manifest = packwarden::parse_json(input.substr(0, zero), "package.json");
  if (!manifest) return 0;
  const std::string text(zero == std::string_view::npos ? "" : input.substr(zero + 1));
  packwarden::Diagnosis out;
  const auto settings = packwarden::parse_project_settings(text, ".npmrc");
  packwarden::diagnose_scripts(*manifest, settings.value_or(packwarden::ProjectSettings()), out);
  packwarden::diagnose_ci({{"ci.yml", text}}, *manifest, out);
  packwarden::diagnose_hooks({".git/hooks", {{".git/hooks/pre-commit", text}}, {}, text}, *manifest,
                             out);
  const bool is_named =
      packwarden::to_text(*manifest, -1).find("packwarden") != std::string::npos ||
      text.find("packwarden") != std::string::npos;
  if (!out.guards.empty() && !is_named) std::abort();
  return 0;
}
