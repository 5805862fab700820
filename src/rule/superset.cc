#include "rule/superset.h"

#include <optional>
#include <utility>
#include <vector>

namespace packwarden {
namespace {

using ByteSet = Pattern::ByteSet;
using Node = Pattern::Node;
using NodeKind = Pattern::NodeKind;

/// The node without word boundaries.
Node without_boundaries(Node node) {
  if (node.kind == NodeKind::boundary || node.kind == NodeKind::not_boundary) return Node{};
  for (Node& child : node.children) child = without_boundaries(std::move(child));
  return node;
}

bool is_empty(const Node& node) { return node.kind == NodeKind::sequence && node.children.empty(); }

/// The bytes that a node may be which is always one byte; none: it is no such node.
std::optional<ByteSet> set_of_one_byte(const Node& node) {
  if (node.kind == NodeKind::bytes) return node.set;
  const bool is_choice = node.kind == NodeKind::choice;
  const bool is_group = node.kind == NodeKind::sequence || node.kind == NodeKind::capture;
  if (!is_choice && !(is_group && node.children.size() == 1)) return std::nullopt;
  ByteSet all;
  for (const Node& child : node.children) {
    const auto set = set_of_one_byte(child);
    if (!set) return std::nullopt;
    all |= *set;
  }
  return all;
}

/// Whether `last`, a single byte, is one more of those that `node` repeats. It must be one of most
/// of them: one of few would be a reason for many matches to be none.
bool goes_on_with(const Node& node, const Node& last) {
  if (node.kind != NodeKind::repeat || node.children.front().kind != NodeKind::bytes) return false;
  const ByteSet& repeated = node.children.front().set;
  const auto set = set_of_one_byte(last);
  return set && (*set & ~repeated).none() && set->count() * 2 > repeated.count();
}

/// Appends the last item of a sequence. `X{8,40}Y`, where Y is of X, ends with a Y for each of its
/// lengths: each begins with `X{9}`.
void append_tail(Node last, std::vector<Node>& items) {
  if (items.empty() || !goes_on_with(items.back(), last)) {
    items.push_back(std::move(last));
  } else {
    items.back().max = ++items.back().min;
  }
}

/// The node with its last item cut to the shortest form: what follows a hit is RE2's business, and
/// a long tail would only make Hyperscan report one hit for each of its lengths.
Node with_short_tail(Node node) {
  switch (node.kind) {
    case NodeKind::sequence:
      while (!node.children.empty()) {
        Node last = with_short_tail(std::move(node.children.back()));
        node.children.pop_back();
        if (is_empty(last)) continue;
        append_tail(std::move(last), node.children);
        break;
      }
      return node;
    case NodeKind::choice:
    case NodeKind::capture:
      for (Node& child : node.children) child = with_short_tail(std::move(child));
      if (node.kind == NodeKind::capture && is_empty(node.children.front())) return Node{};
      return node;
    case NodeKind::repeat:
      node.max = node.min;
      if (node.min == 0) return Node{};
      return node;
    default:
      return node;
  }
}

}  // namespace

Pattern::Node superset_of(const Pattern::Node& root) {
  return with_short_tail(without_boundaries(root));
}

}  // namespace packwarden
