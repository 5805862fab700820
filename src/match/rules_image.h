#pragma once

#include <string>
#include <string_view>

#include "base/result.h"
#include "rule/rule_set.h"

namespace packwarden {

/// Hyperscan's, serialized.
struct EngineDatabases {
  std::string_view everywhere;  // of what is looked for in all of a text
  std::string_view near_runs;   // of what is looked for near runs of token bytes alone
};

/// What rulec writes and the program embeds. The views borrow the bytes they were read from.
struct RulesImage {
  std::string engine_version;    // hyperscan_version() of the compiler; "": no databases
  std::string digest;            // rules_digest
  std::string_view table;        // RuleSet::serialize of the rules that look at texts
  std::string_view refinements;  // and of the others, packed_refinements
  EngineDatabases databases;     // hs_serialize_database
};

/// "sha256:…" of all rules.
[[nodiscard]] std::string rules_digest(const RuleSet& rules);

/// The image of `rules`, of which `databases` were made. Fails only without memory.
[[nodiscard]] Result<std::string> write_rules_image(const RuleSet& rules,
                                                    const EngineDatabases& databases);

/// Fails when the bytes are no image or one of another format.
[[nodiscard]] Result<RulesImage> read_rules_image(std::string_view bytes);

}  // namespace packwarden
