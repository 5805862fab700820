#include "source/standard_input.h"

#include <algorithm>
#include <utility>

#include "source/limits.h"

namespace packwarden {
namespace {

constexpr std::size_t kFirstBytes = std::size_t{64} << 10U;

}  // namespace

FileBytes read_standard_input(int descriptor, std::uint64_t limit) {
  std::string bytes;
  for (std::size_t used = 0; true;) {
    // One byte more than the limit, so that exceeding it shows.
    bytes.resize(std::min<std::uint64_t>(std::max(used * 2, kFirstBytes), limit) + 1);
    const std::span<char> free = std::span(bytes).subspan(used);
    auto count = read_full(descriptor, free, NoData::wait, "-");
    if (!count) return tl::make_unexpected(UnreadEntry{std::move(count.error()), used});
    const bool ended = *count < free.size();
    used += *count;
    if (used > limit) return tl::make_unexpected(UnreadEntry{entry_too_large("-", limit), used});
    bytes.resize(used);
    if (ended) break;
  }
  if (!bytes.empty()) return bytes;
  return tl::make_unexpected(
      UnreadEntry{{ErrorKind::io, "-", "standard input is empty", std::nullopt}, 0});
}

}  // namespace packwarden
