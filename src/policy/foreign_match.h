#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "base/digest.h"
#include "policy/baseline_file.h"
#include "policy/foreign.h"

namespace packwarden {

/// A secret that was found at one place.
struct FoundSecret {
  BaselineEntry place;  // rule, path, fingerprint
  std::uint64_t first_line = 0;
  std::uint64_t last_line = 0;
  std::optional<Sha1> digest;  // of its value, where a suppression has it
};

/// What an entry of `allow` says, and where the suppression stands that it comes from.
struct ProposedAllowance {
  std::string rule;
  std::string path;
  std::string reason;
  std::string where;
};

/// What becomes of the suppressions of another scanner.
struct CarriedOver {
  std::vector<BaselineEntry> entries;         // with reasons; sorted, each of another finding
  std::vector<ProposedAllowance> allowances;  // sorted by rule and path, each once
  std::vector<std::string> sources;           // where the suppressions stand that became something
  std::vector<NotCarriedOver> rest;           // of which nothing is found, too
};

/// Those of `policy` that suppress one of `found`, which are all secrets of the files that they
/// name. One by value or place becomes an entry; one by path an allowance for the rules that find
/// something there, and for no other.
[[nodiscard]] CarriedOver carried_over(const ForeignPolicy& policy,
                                       std::span<const FoundSecret> found);

}  // namespace packwarden
