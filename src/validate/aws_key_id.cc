#include <algorithm>

#include "validate/all.h"
#include "validate/placeholder.h"

namespace packwarden {

// Since 2019 the characters after the prefix hold the account's number, but every number of forty
// bits up to 10^12 is one: that confirms nothing.
Verdict check_aws_key_id(const Match& match) {
  constexpr std::size_t kPrefix = 4;
  const std::string_view body = match.secret.substr(std::min(kPrefix, match.secret.size()));
  return is_placeholder(body) ? Verdict::refuted : Verdict::unknown;
}

}  // namespace packwarden
