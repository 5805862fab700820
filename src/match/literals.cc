#include "match/literals.h"

#include <algorithm>
#include <cassert>
#include <utility>

#include "base/wipe.h"

// Wu and Manber, "A fast algorithm for multi-pattern searching" (1994): a window of kShortest bytes
// moves over the text. Its last three bytes tell how far the nearest place is where a literal could
// begin; mostly they are in no literal's begin at all. Where one could begin, it is looked up in
// the sorted list. That is logarithmic, so that a text made to stop the search everywhere, and
// literals that all begin alike, cost no more than a bounded factor.
namespace packwarden {
namespace {

constexpr std::size_t kBlock = 3;
constexpr std::size_t kLastBlock = Literals::kShortest - kBlock;  // where it begins in the window

constexpr std::size_t kMostSkip = kLastBlock + 1;

std::size_t hash_of_block(const char* at) {
  constexpr unsigned kBits = 15;
  const auto byte = [at](std::size_t i) {
    return std::uint32_t{static_cast<unsigned char>(at[i])};
  };
  const std::uint32_t value = byte(0) | byte(1) << 8U | byte(2) << 16U;
  return (value * 2654435761U) >> (32U - kBits);  // Knuth's multiplicative hash
}

std::size_t common_prefix(std::string_view a, std::string_view b) {
  const auto end = std::mismatch(a.begin(), a.end(), b.begin(), b.end()).first;
  return static_cast<std::size_t>(end - a.begin());
}

}  // namespace

Literals::Literals(std::vector<std::string> texts) {
  sorted_.reserve(texts.size());
  for (std::size_t i = 0; i < texts.size(); ++i) {
    assert(texts[i].size() >= kShortest);
    sizes_.push_back(texts[i].size());
    longest_ = std::max(longest_, sizes_.back());
    sorted_.push_back({std::move(texts[i]), i, 0});
  }
  std::sort(sorted_.begin(), sorted_.end(),
            [](const Literal& a, const Literal& b) { return a.text < b.text; });
  link_prefixes();
  set_skips();
}

Literals::~Literals() {
  for (Literal& literal : sorted_) wipe(literal.text);
}

/// What a literal begins with stands before it in the list, and so do the beginnings of that.
void Literals::link_prefixes() {
  for (std::size_t i = 0; i < sorted_.size(); ++i) {
    std::size_t other = i == 0 ? 0 : i - 1;
    while (!sorted_[i].text.starts_with(sorted_[other].text)) {
      if (sorted_[other].prefix == other) {
        other = i;
        break;
      }
      other = sorted_[other].prefix;
    }
    sorted_[i].prefix = other;
  }
}

void Literals::set_skips() {
  skips_.fill(static_cast<std::uint8_t>(kMostSkip));
  for (const Literal& literal : sorted_) {
    for (std::size_t i = 0; i <= kLastBlock; ++i) {
      std::uint8_t& skip = skips_.at(hash_of_block(literal.text.data() + i));
      skip = std::min(skip, static_cast<std::uint8_t>(kLastBlock - i));
    }
  }
}

/// Appends the literals that `text` has at `begin`.
bool Literals::add_matches(std::string_view text, std::size_t begin, std::size_t most,
                           std::vector<Place>& out) const {
  const std::string_view rest = text.substr(begin, longest_);
  const auto next = std::upper_bound(
      sorted_.begin(), sorted_.end(), rest,
      [](std::string_view value, const Literal& literal) { return value < literal.text; });
  if (next == sorted_.begin()) return true;
  // All that stands in the list between a beginning of `rest` and `rest` begins with it, too: what
  // matches is the nearest one before, or what that begins with.
  auto at = static_cast<std::size_t>(next - sorted_.begin()) - 1;
  const std::size_t common = common_prefix(sorted_[at].text, rest);
  for (;;) {
    const Literal& literal = sorted_[at];
    if (literal.text.size() <= common) {
      if (out.size() >= most) return false;
      out.push_back({literal.number, begin});
    }
    if (literal.prefix == at) return true;
    at = literal.prefix;
  }
}

/// From `begin` on to where a literal may begin, or nearly to `last`. Four windows at a time, which
/// do not wait for one another.
std::size_t Literals::skipped_to(std::string_view text, std::size_t begin, std::size_t last) const {
  const auto may_begin = [&](std::size_t at) {
    return skips_[hash_of_block(text.data() + at + kLastBlock)] ^ kMostSkip;
  };
  constexpr std::size_t kStride = 4 * kMostSkip;
  while (begin + kStride <= last &&
         (may_begin(begin) | may_begin(begin + kMostSkip) | may_begin(begin + 2 * kMostSkip) |
          may_begin(begin + 3 * kMostSkip)) == 0) {
    begin += kStride;
  }
  return begin;
}

bool Literals::find(std::string_view text, std::size_t most, std::vector<Place>& out) const {
  if (sorted_.empty() || text.size() < kShortest) return true;
  const std::size_t found_before = out.size();
  const std::size_t last = text.size() - kShortest;
  for (std::size_t begin = 0; begin <= last;) {
    begin = skipped_to(text, begin, last);
    const std::size_t skip = skips_[hash_of_block(text.data() + begin + kLastBlock)];
    if (skip > 0) {
      begin += skip;
      continue;
    }
    if (!add_matches(text, begin, found_before + most, out)) return false;
    ++begin;
  }
  return true;
}

}  // namespace packwarden
