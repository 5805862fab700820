#include "check/self_propagation.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <set>
#include <span>
#include <string_view>
#include <vector>

namespace packwarden {
namespace {

/// What worms in packages do.
enum class Sign : std::uint8_t {
  publishes,         // changes a manifest and publishes
  private_registry,  // asks the registry for what is the user's own
  scans_secrets,     // gets a program that looks for secrets
  adds_workflow,     // writes what a build service will run
  asks_metadata,     // asks a cloud for the machine's credentials
  sends_settings,    // reads files of tokens, and speaks to a network
};

bool has(std::string_view text, std::string_view part) {
  return text.find(part) != std::string_view::npos;
}

bool writes(std::string_view text) { return has(text, "writeFile") || has(text, "createWrite"); }

bool speaks(std::string_view text) {
  return has(text, "fetch(") || has(text, "https.request") || has(text, "http.request") ||
         has(text, "axios") || has(text, "XMLHttpRequest") || has(text, "net.connect");
}

/// What a place, which begins so, is a sign of in this program; none: of nothing.
std::optional<Sign> sign_of(std::string_view place, std::string_view program) {
  if (has(place, "publish")) {
    return has(program, "package.json") && writes(program) ? std::optional(Sign::publishes)
                                                           : std::nullopt;
  }
  if (has(place, "/-/")) return Sign::private_registry;
  if (has(place, "169.254")) return Sign::asks_metadata;
  if (has(place, "workflows")) {
    return writes(program) ? std::optional(Sign::adds_workflow) : std::nullopt;
  }
  if (!speaks(program)) return std::nullopt;
  return has(place, "npmrc") || has(place, "credentials") ? Sign::sends_settings
                                                          : Sign::scans_secrets;
}

/// What the places say together that stand close to the first of `places`, which are sorted: parts
/// of one program do, and parts of what a bundle holds do not.
std::size_t count_signs(std::string_view text, std::span<const ByteSpan> places) {
  constexpr std::uint64_t kReach = std::uint64_t{32} << 10U;
  const std::uint64_t begin = places.front().begin;
  const std::uint64_t from = begin - std::min(begin, kReach);
  const std::string_view program = text.substr(from, begin - from + 2 * kReach);
  std::set<std::string_view> said;
  std::set<Sign> signs;
  for (const ByteSpan& place : places) {
    if (place.begin > begin + kReach) break;
    const std::string_view words = text.substr(place.begin, place.size());
    if (!said.insert(words).second) continue;
    if (const auto sign = sign_of(words, program)) signs.insert(*sign);
  }
  return signs.size();
}

}  // namespace

std::optional<Severity> judge_self_propagation(const CheckedFile& file, const Finding& finding) {
  constexpr std::size_t kEnough = 2;
  if (!file.is_code() || file.bytes().empty()) return std::nullopt;
  std::vector<ByteSpan> places = {finding.location.span};
  for (const AlsoAt& also : finding.also) places.push_back(also.location.span);
  const std::span<const ByteSpan> all(places);
  for (std::size_t i = 0; i < all.size(); ++i) {
    if (count_signs(file.bytes(), all.subspan(i)) < kEnough) continue;
    return file.is_test() ? Severity::note : finding.severity;
  }
  return std::nullopt;
}

}  // namespace packwarden
