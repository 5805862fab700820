#include "match/database.h"

// Compiled beside rules/embed.S and not into the library: rulec links the library and must not need
// its own output.
extern "C" {
extern const char packwarden_rules_begin[];  // NOLINT(readability-identifier-naming)
extern const char packwarden_rules_end[];
}

namespace packwarden {

Result<Database> Database::built_in(EngineKind kind) {
  const auto size = static_cast<std::size_t>(packwarden_rules_end - packwarden_rules_begin);
  return from_image({packwarden_rules_begin, size}, kind);
}

}  // namespace packwarden
