#include "validate/value_digests.h"

#include <charconv>
#include <system_error>

namespace packwarden {
namespace {

constexpr std::string_view kMark = "known-digest:";

}  // namespace

std::string ValueDigests::mark_of(std::string_view secret) const {
  const Sha1 digest = sha1(secret);
  const auto found = std::lower_bound(digests_.begin(), digests_.end(), digest);
  if (found == digests_.end() || *found != digest) return "";
  return std::string(kMark) + std::to_string(found - digests_.begin());
}

std::optional<Sha1> ValueDigests::digest_of(std::string_view mark) const {
  if (!mark.starts_with(kMark)) return std::nullopt;
  mark.remove_prefix(kMark.size());
  std::size_t index = 0;
  const auto [end, error] = std::from_chars(mark.data(), mark.data() + mark.size(), index);
  const bool is_number = error == std::errc() && end == mark.data() + mark.size();
  return is_number && index < digests_.size() ? std::optional(digests_[index]) : std::nullopt;
}

}  // namespace packwarden
