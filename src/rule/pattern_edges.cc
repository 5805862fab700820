#include <iterator>
#include <utility>

#include "rule/pattern.h"

namespace packwarden {
namespace {

using Node = Pattern::Node;
using NodeKind = Pattern::NodeKind;

enum class Edge : std::uint8_t { begin, end };

bool is_empty(const Node& node) { return node.kind == NodeKind::sequence && node.children.empty(); }

/// The node without the word boundary that it begins or ends with; in a choice, that each of the
/// children does. One that is repeated also stands within the match: it is kept.
Node without_boundary(Node node, Edge edge) {
  switch (node.kind) {
    case NodeKind::boundary:
    case NodeKind::not_boundary:
      return Node{};
    case NodeKind::sequence:
      if (!node.children.empty()) {
        const auto outer =
            edge == Edge::begin ? node.children.begin() : std::prev(node.children.end());
        *outer = without_boundary(std::move(*outer), edge);
        if (is_empty(*outer)) node.children.erase(outer);
      }
      return node;
    case NodeKind::choice:
    case NodeKind::capture:
      for (Node& child : node.children) child = without_boundary(std::move(child), edge);
      return node;
    default:
      return node;
  }
}

}  // namespace

Pattern Pattern::without_outer_boundaries() const {
  Pattern inner = *this;
  inner.root_ = without_boundary(std::move(inner.root_), Edge::begin);
  inner.root_ = without_boundary(std::move(inner.root_), Edge::end);
  return inner;
}

}  // namespace packwarden
