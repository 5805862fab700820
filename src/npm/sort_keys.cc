#include "npm/sort_keys.h"

#include <algorithm>
#include <array>
#include <utility>

namespace packwarden {
namespace {

constexpr std::size_t kHead = sizeof(std::uint64_t);

/// The bytes from `depth` on, filled up with zeros.
std::uint64_t head_of(std::string_view key, std::size_t depth) {
  std::array<unsigned char, kHead> bytes{};
  const std::string_view rest = key.substr(std::min(depth, key.size()), kHead);
  std::copy(rest.begin(), rest.end(), bytes.begin());
  std::uint64_t out = 0;
  for (const unsigned char byte : bytes) out = out << 8U | byte;
  return out;
}

}  // namespace

SortKeys::SortKeys(std::size_t count, std::size_t bytes) {
  text_.reserve(bytes);
  ends_.reserve(count);
}

std::string_view SortKeys::key(std::size_t place) const {
  const std::size_t begin = place == 0 ? 0 : ends_[place - 1];
  return std::string_view(text_).substr(begin, ends_[place] - begin);
}

/// Eight bytes at a time: numbers are compared faster than texts, and most keys differ early.
std::vector<std::size_t> SortKeys::order() const {
  std::vector<Item> items(ends_.size());
  for (std::size_t i = 0; i < items.size(); ++i) items[i].place = i;
  std::vector<Run> pending = {{items, 0}};
  while (!pending.empty()) {
    const Run run = pending.back();
    pending.pop_back();
    order_heads(order_ended(run), pending);
  }
  std::vector<std::size_t> out;
  out.reserve(items.size());
  for (const Item& item : items) out.push_back(item.place);
  return out;
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

/// Sorts by the next bytes; where they are the same, those behind them are still to be looked at.
void SortKeys::order_heads(const Run& run, std::vector<Run>& pending) const {
  for (Item& item : run.items) item.head = head_of(key(item.place), run.depth);
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
