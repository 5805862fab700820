#include "rule/width.h"

#include <algorithm>

namespace packwarden {
namespace {

using Node = Pattern::Node;
using NodeKind = Pattern::NodeKind;

Width width_of_sequence(const Node& node) {
  Width width;
  for (const Node& child : node.children) {
    const Width inner = width_of(child);
    width = {plus(width.min, inner.min), plus(width.max, inner.max)};
  }
  return width;
}

Width width_of_choice(const Node& node) {
  Width width{Pattern::kUnbounded, 0};
  for (const Node& child : node.children) {
    const Width inner = width_of(child);
    width = {std::min(width.min, inner.min), std::max(width.max, inner.max)};
  }
  return width;
}

}  // namespace

std::uint32_t plus(std::uint32_t a, std::uint32_t b) {
  return static_cast<std::uint32_t>(
      std::min<std::uint64_t>(std::uint64_t{a} + b, Pattern::kUnbounded));
}

std::uint32_t times(std::uint32_t a, std::uint32_t b) {
  if (a == 0 || b == 0) return 0;
  return static_cast<std::uint32_t>(
      std::min<std::uint64_t>(std::uint64_t{a} * b, Pattern::kUnbounded));
}

Width width_of(const Node& node) {
  switch (node.kind) {
    case NodeKind::bytes:
      return {1, 1};
    case NodeKind::sequence:
      return width_of_sequence(node);
    case NodeKind::choice:
      return width_of_choice(node);
    case NodeKind::capture:
      return width_of(node.children.front());
    case NodeKind::boundary:
    case NodeKind::not_boundary:
      return {};
    case NodeKind::repeat:
      break;
  }
  const Width inner = width_of(node.children.front());
  return {times(inner.min, node.min), times(inner.max, node.max)};
}

bool is_long_repeat(const Node& repeat) {
  return repeat.children.front().kind == NodeKind::bytes && repeat.max >= Pattern::kLongRepeat &&
         repeat.max != repeat.min;
}

bool has_long_repeat(const Node& node) {
  if (node.kind == NodeKind::repeat && is_long_repeat(node)) return true;
  return std::any_of(node.children.begin(), node.children.end(), has_long_repeat);
}

Width printed_width(const Node& node) {
  const Width width = width_of(node);
  return {width.min, has_long_repeat(node) ? Pattern::kUnbounded : width.max};
}

}  // namespace packwarden
