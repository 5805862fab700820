#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "policy/config_files.h"
#include "policy/policy.h"

// Any text as a policy, as all that it extends, and on top of itself; its paths are matched with
// the text itself.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  const auto read = [&](const std::string& path) -> packwarden::Result<std::string> {
    return path == "other.json" ? std::string("{\"failOn\": \"low\"}") : std::string(text);
  };
  const auto config = packwarden::read_config("packwarden.json", read);
  if (!config) return 0;
  for (const packwarden::Allowance& allowance : config->allow) {
    (void)allowance.path.matches(text);
    (void)allowance.path.matches("lib/a.js");
  }
  const auto policy = packwarden::Policy::of(*config, "2027-01-01");
  std::vector<std::string> notes;
  const auto usual = [](std::string_view) { return packwarden::Severity::high; };
  // What lies in the tree never loosens.
  if (policy.tightened_by(*config, usual, notes).fail_on() > policy.fail_on()) __builtin_trap();
  return 0;
}
