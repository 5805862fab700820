#include "match/rules_image.h"
#include "rulec/compiler.h"

// In place of compiler.cc where there is no Hyperscan.
namespace packwarden {

Result<std::string> compile_image(const RuleSet& rules) { return write_rules_image(rules, {}); }

}  // namespace packwarden
