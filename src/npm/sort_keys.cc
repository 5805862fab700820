#include "npm/sort_keys.h"

#include <algorithm>
#include <array>
#include <bit>
#include <cstring>
#include <utility>

namespace packwarden {
namespace {

constexpr std::size_t kHead = sizeof(std::uint64_t);

/// Eight bytes as a number that compares as they do.
std::uint64_t number_of(const char* bytes) {
  std::uint64_t out = 0;
  std::memcpy(&out, bytes, kHead);
  return std::endian::native == std::endian::little ? __builtin_bswap64(out) : out;
}

}  // namespace

/// The order is the first in memory, so that all that is behind it is free in one piece afterwards.
SortKeys::SortKeys(std::size_t count, std::size_t bytes) {
  order_.reserve(count);
  ends_.reserve(count);
  text_.reserve(bytes);
}

/// Eight bytes at a time: numbers are compared faster than texts, and most keys differ early.
std::vector<std::size_t> SortKeys::order() {
  std::vector<Item> items(ends_.size());
  for (std::size_t i = 0; i < items.size(); ++i) items[i].place = i;
  std::vector<Run> pending = {{items, 0}};
  while (!pending.empty()) {
    const Run run = pending.back();
    pending.pop_back();
    order_heads(order_ended(run), pending);
  }
  for (const Item& item : items) order_.push_back(item.place);
  return std::move(order_);
}

/// Puts those that end before the others, which are returned: of two that are the same when filled
/// up with zeros the shorter is less.
SortKeys::Run SortKeys::order_ended(const Run& run) const {
  const auto size_of = [&](const Item& item) { return key(item.place).size(); };
  const auto rest = std::partition(run.items.begin(), run.items.end(),
                                   [&](const Item& item) { return size_of(item) <= run.depth; });
  std::sort(run.items.begin(), rest, [&](const Item& a, const Item& b) {
    return std::pair(size_of(a), a.place) < std::pair(size_of(b), b.place);
  });
  return {{rest, run.items.end()}, run.depth};
}

/// The bytes of a key from `depth`, which is in it, on, filled up with zeros.
std::uint64_t SortKeys::head(std::size_t place, std::size_t depth) const {
  const std::string_view rest = key(place).substr(depth);
  if (rest.size() >= kHead) return number_of(rest.data());
  std::array<char, kHead> bytes{};
  std::copy(rest.begin(), rest.end(), bytes.begin());
  return number_of(bytes.data());
}

/// Sorts by the next bytes; where they are the same, those behind them are still to be looked at.
void SortKeys::order_heads(const Run& run, std::vector<Run>& pending) const {
  for (Item& item : run.items) item.head = head(item.place, run.depth);
  std::sort(run.items.begin(), run.items.end(),
            [](const Item& a, const Item& b) { return a.head < b.head; });
  for (auto begin = run.items.begin(); begin != run.items.end();) {
    const auto end = std::find_if(begin, run.items.end(),
                                  [&](const Item& item) { return item.head != begin->head; });
    if (end - begin > 1) pending.push_back({{begin, end}, run.depth + kHead});
    begin = end;
  }
}

}  // namespace packwarden
