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

/// Takes parts off the front of the bytes; empty ones behind one that is not whole.
class Parts {
 public:
  explicit Parts(std::string_view bytes) : bytes_(bytes) {}

  std::string_view take() {
    std::uint64_t size = 0;
    damaged_ = damaged_ || bytes_.size() < sizeof size;
    if (damaged_) return {};
    std::memcpy(&size, bytes_.data(), sizeof size);
    bytes_.remove_prefix(sizeof size);
    damaged_ = size > bytes_.size();
    if (damaged_) return {};
    const std::string_view part = bytes_.substr(0, size);
    bytes_.remove_prefix(size);
    return part;
  }

  /// Whether all that was taken was whole, and nothing is left.
  [[nodiscard]] bool whole() const { return !damaged_ && bytes_.empty(); }

 private:
  std::string_view bytes_;
  bool damaged_ = false;
};

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
  Parts parts(bytes.substr(kMagic.size()));
  RulesImage image;
  image.engine_version = parts.take();
  image.digest = parts.take();
  image.table = parts.take();
  image.refinements = parts.take();
  image.databases.everywhere = parts.take();
  image.databases.near_runs = parts.take();
  if (!parts.whole()) {
    return fail(ErrorKind::internal, "embedded rules", "are damaged");
  }
  return image;
}

}  // namespace packwarden
