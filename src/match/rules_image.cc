#include "match/rules_image.h"

#include <array>
#include <cstdint>
#include <cstring>

#include "base/digest.h"
#include "match/engines.h"
#include "match/refinement.h"

namespace packwarden {
namespace {

constexpr std::string_view kMagic = "packwarden-rules-4\n";

void append(std::string& out, std::string_view part) {
  const auto size = static_cast<std::uint64_t>(part.size());
  std::array<char, sizeof size> raw{};
  std::memcpy(raw.data(), &size, sizeof size);
  out.append(raw.data(), raw.size());
  out += part;
}

/// Takes a part off the front of `bytes`; an empty view when it is not whole.
std::string_view take(std::string_view& bytes) {
  std::uint64_t size = 0;
  if (bytes.size() < sizeof size) return {};
  std::memcpy(&size, bytes.data(), sizeof size);
  bytes.remove_prefix(sizeof size);
  if (size > bytes.size()) return {};
  const std::string_view part = bytes.substr(0, size);
  bytes.remove_prefix(size);
  return part;
}

}  // namespace

std::string rules_digest(const RuleSet& rules) {
  return "sha256:" + to_hex(sha256(rules.serialize()));
}

Result<std::string> write_rules_image(const RuleSet& rules, const EngineDatabases& databases) {
  TRY_ASSIGN(const std::string refinements, packed_refinements(rules));
  std::string out(kMagic);
  append(out, hyperscan_version());
  append(out, rules_digest(rules));
  append(out, rules.looking_at_texts().serialize());
  append(out, refinements);
  append(out, databases.everywhere);
  append(out, databases.near_runs);
  return out;
}

Result<RulesImage> read_rules_image(std::string_view bytes) {
  if (!bytes.starts_with(kMagic)) {
    return fail(ErrorKind::internal, "embedded rules", "are of another format");
  }
  bytes.remove_prefix(kMagic.size());
  RulesImage image;
  image.engine_version = take(bytes);
  image.digest = take(bytes);
  image.table = take(bytes);
  image.refinements = take(bytes);
  image.databases.everywhere = take(bytes);
  image.databases.near_runs = take(bytes);
  if (image.databases.near_runs.empty() || !bytes.empty()) {
    return fail(ErrorKind::internal, "embedded rules", "are damaged");
  }
  return image;
}

}  // namespace packwarden
