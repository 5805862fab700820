#include "match/engines.h"

// In place of hyperscan_engine.cc where there is no Hyperscan, as on processors that it does not
// know.
namespace packwarden {

std::string_view hyperscan_version() { return ""; }

bool can_run_hyperscan() { return false; }

Result<std::unique_ptr<const Engine>> hyperscan_engine(const RuleSet& /*rules*/,
                                                       const EngineDatabases& /*serialized*/) {
  return fail(ErrorKind::unsupported, "hyperscan",
              "this program was built without it; run with --engine re2, which finds the same");
}

}  // namespace packwarden
