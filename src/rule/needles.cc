#include "rule/needles.h"

#include <algorithm>
#include <cmath>
#include <optional>
#include <utility>

#include "base/rarity.h"
#include "base/text.h"
#include "rule/width.h"

namespace packwarden {
namespace {

using ByteSet = Pattern::ByteSet;
using Node = Pattern::Node;
using NodeKind = Pattern::NodeKind;
/// All that a part of a pattern matches.
using Texts = std::vector<Needle>;

/// More texts than this are no set to look for; of a choice between sets, more in all.
constexpr std::size_t kMostTexts = 64;
constexpr std::size_t kMostOfChoice = 256;
/// A byte that may be more than so many is no part of a text.
constexpr std::size_t kMostOfByte = 4;
/// A needle gains nothing from more bytes.
constexpr std::size_t kLongEnough = 24;

constexpr char kFold = 0x20;

std::optional<Texts> texts_of_byte(const ByteSet& set) {
  Texts out;
  for (std::size_t value = 0; value < set.size(); ++value) {
    if (!set[value]) continue;
    const auto c = static_cast<char>(value);
    if (is_ascii_upper(c) && set[value | 0x20U]) continue;  // with the lower one
    const bool either = is_ascii_lower(c) && set[value & ~std::size_t{0x20}];
    out.push_back({std::string(1, c), std::string(1, either ? kFold : '\0')});
    if (out.size() > kMostOfByte) return std::nullopt;
  }
  return out;
}

/// Each of `fronts` with each of `ends` behind it.
std::optional<Texts> product(const Texts& fronts, const Texts& ends) {
  if (fronts.size() * ends.size() > kMostTexts) return std::nullopt;
  Texts out;
  for (const Needle& front : fronts) {
    if (front.text.size() >= kLongEnough) return std::nullopt;
    for (const Needle& end : ends) out.push_back({front.text + end.text, front.fold + end.fold});
  }
  return out;
}

std::optional<Texts> texts_of(const Node& node);

std::optional<Texts> texts_of_sequence(const Node& node) {
  std::optional<Texts> out = Texts{Needle{}};
  for (const Node& child : node.children) {
    const auto inner = texts_of(child);
    if (!inner) return std::nullopt;
    out = product(*out, *inner);
    if (!out) return std::nullopt;
  }
  return out;
}

std::optional<Texts> texts_of_choice(const Node& node) {
  Texts out;
  for (const Node& child : node.children) {
    const auto inner = texts_of(child);
    if (!inner || out.size() + inner->size() > kMostTexts) return std::nullopt;
    out.insert(out.end(), inner->begin(), inner->end());
  }
  return out;
}

std::optional<Texts> texts_of_repeat(const Node& node) {
  if (node.max > kLongEnough) return std::nullopt;
  const auto once = texts_of(node.children.front());
  std::optional<Texts> times = Texts{Needle{}};
  Texts out;
  for (std::uint32_t count = 0; once && times; ++count) {
    if (count >= node.min) out.insert(out.end(), times->begin(), times->end());
    if (out.size() > kMostTexts) return std::nullopt;
    if (count == node.max) return out;
    times = product(*times, *once);
  }
  return std::nullopt;
}

/// All that the node matches; none: too many.
std::optional<Texts> texts_of(const Node& node) {
  switch (node.kind) {
    case NodeKind::bytes:
      return texts_of_byte(node.set);
    case NodeKind::sequence:
      return texts_of_sequence(node);
    case NodeKind::choice:
      return texts_of_choice(node);
    case NodeKind::capture:
      return texts_of(node.children.front());
    case NodeKind::repeat:
      return texts_of_repeat(node);
    case NodeKind::boundary:
    case NodeKind::not_boundary:
      break;
  }
  return Texts{Needle{}};
}

/// The more the better. What is seldom enough need not be more so; where a match can begin in many
/// places, each of them is tried.
double worth_of(const Needles& needles) {
  constexpr double kSeldomEnough = 64;
  constexpr double kForPlace = 3;
  double often = 0;
  for (const Needle& needle : needles.any) often += std::exp2(-text_rarity(needle.text));
  const double few = std::log2(static_cast<double>(needles.any.size())) / 2;
  return std::min(-std::log2(often), kSeldomEnough) - few -
         (needles.nearest == needles.farthest ? 0 : kForPlace);
}

/// The best of what is offered.
class Best {
 public:
  void offer(Needles needles) {
    const auto is_short = [](const Needle& needle) {
      return needle.text.size() < Needles::kShortest;
    };
    if (needles.any.empty() || std::any_of(needles.any.begin(), needles.any.end(), is_short))
      return;
    const double worth = worth_of(needles);
    if (!needles_.any.empty() && worth <= worth_) return;
    needles_ = std::move(needles);
    worth_ = worth;
  }
  [[nodiscard]] Needles take() { return std::move(needles_); }

 private:
  Needles needles_;
  double worth_ = 0;
};

/// Those of whichever child matches; empty: one has none.
Needles needles_of_choice(const Node& node) {
  Needles all{{}, Pattern::kUnbounded, 0};
  for (const Node& child : node.children) {
    Needles inner = needles_of(child);
    if (inner.any.empty() || all.any.size() + inner.any.size() > kMostOfChoice) return {};
    for (Needle& needle : inner.any) {
      const bool is_new = std::find(all.any.begin(), all.any.end(), needle) == all.any.end();
      if (is_new) all.any.push_back(std::move(needle));
    }
    all.nearest = std::min(all.nearest, inner.nearest);
    all.farthest = std::max(all.farthest, inner.farthest);
  }
  return all;
}

Needles needles_within(const Node& node) {
  if (node.kind == NodeKind::choice) return needles_of_choice(node);
  if (node.kind == NodeKind::repeat && node.min > 0) return needles_of(node.children.front());
  return {};
}

/// The node's items in order, those of sequences and groups within it in their place.
void append_items(const Node& node, std::vector<const Node*>& items) {
  if (node.kind != NodeKind::sequence && node.kind != NodeKind::capture) {
    items.push_back(&node);
    return;
  }
  for (const Node& child : node.children) append_items(child, items);
}

/// What items that stand one behind the other match as a whole, and what each may hold.
class Items {
 public:
  explicit Items(const Node& node) {
    append_items(node, items_);
    for (const Node* item : items_) texts_.push_back(texts_of(*item));
  }

  Needles best() {
    Width before;
    for (std::size_t i = 0; i < items_.size(); ++i) {
      offer_from(i, before);
      Needles within = needles_within(*items_[i]);
      within.nearest = plus(within.nearest, before.min);
      within.farthest = plus(within.farthest, before.max);
      best_.offer(std::move(within));
      const Width width = printed_width(*items_[i]);
      before = {plus(before.min, width.min), plus(before.max, width.max)};
    }
    return best_.take();
  }

 private:
  void offer_from(std::size_t first, Width before) {
    std::optional<Texts> all = Texts{Needle{}};
    for (std::size_t i = first; i < items_.size() && texts_[i]; ++i) {
      all = product(*all, *texts_[i]);
      if (!all) return;
      best_.offer({*all, before.min, before.max});
    }
  }

  std::vector<const Node*> items_;
  std::vector<std::optional<Texts>> texts_;
  Best best_;
};

}  // namespace

Needles needles_of(const Pattern::Node& superset) { return Items(superset).best(); }

std::uint8_t rarest_part(std::string_view text) {
  constexpr std::size_t kFarthest = 16;
  const std::string lower = ascii_lower(text.substr(0, kFarthest + Needle::kPart + 1));
  const auto often = [&](std::size_t at) {
    return std::exp2(-text_rarity(std::string_view(lower).substr(at, Needle::kPart)));
  };
  std::size_t best = 0;
  double least = 1;
  double here = often(0);
  for (std::size_t at = 0; at == 0 || (at + Needle::kPart < text.size() && at <= kFarthest); ++at) {
    const double next = often(at + 1);
    if (here + next < least) {
      best = at;
      least = here + next;
    }
    here = next;
  }
  return static_cast<std::uint8_t>(best);
}

}  // namespace packwarden
