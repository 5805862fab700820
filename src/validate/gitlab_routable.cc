#include <algorithm>
#include <cstdint>
#include <string>

#include "base/digest.h"
#include "validate/all.h"
#include "validate/placeholder.h"

namespace packwarden {
namespace {

constexpr std::size_t kChecksum = 7;  // characters

std::string in_base36(std::uint32_t value) {
  constexpr std::string_view kDigits = "0123456789abcdefghijklmnopqrstuvwxyz";
  std::string out(kChecksum, kDigits.front());
  for (auto digit = out.rbegin(); digit != out.rend(); ++digit) {
    *digit = kDigits[value % kDigits.size()];
    value /= static_cast<std::uint32_t>(kDigits.size());
  }
  return out;
}

}  // namespace

// GitLab, design document "Cells: Routable Tokens": a routable token ends in the CRC-32 of all
// before it, prefix included. An instance may put a prefix of its own in front, which is no part of
// the match: so a wrong checksum refutes nothing.
Verdict check_gitlab_routable(const Match& match) {
  const std::string_view token = match.secret;
  if (is_placeholder(token)) return Verdict::refuted;
  const bool routable = token.find('.') != std::string_view::npos && token.size() > kChecksum;
  if (!routable) return Verdict::unknown;
  const std::size_t payload = token.size() - kChecksum;
  const bool right = in_base36(crc32(token.substr(0, payload))) == token.substr(payload);
  return right ? Verdict::confirmed : Verdict::unknown;
}

}  // namespace packwarden
