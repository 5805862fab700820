#pragma once

#include <string>
#include <string_view>

#include "base/result.h"

namespace packwarden {

/// What rulec writes and the program embeds. The views borrow the bytes they were read from.
struct RulesImage {
  std::string engine_version;  // hyperscan_version() of the compiler
  std::string digest;          // "sha256:…" of `table`
  std::string_view table;      // RuleSet::serialize
  std::string_view database;   // hs_serialize_database
};

[[nodiscard]] std::string write_rules_image(std::string_view table, std::string_view database);

/// Fails when the bytes are no image or one of another format.
[[nodiscard]] Result<RulesImage> read_rules_image(std::string_view bytes);

}  // namespace packwarden
