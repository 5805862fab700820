#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"

namespace packwarden {

/// A part of a glob, split at its extglobs `@( ) +( ) *( ) ?( ) !( )` and rewritten as npm rewrites
/// it: nested extglobs are merged into their parents where that says the same, and each negation
/// carries a copy of what follows it (src/npm/README.md section 3, step 4).
class GlobTree {
 public:
  /// A text between extglobs, or the number of a node.
  struct Piece {
    std::u16string text;
    std::size_t node = kText;
  };
  static constexpr std::size_t kText = static_cast<std::size_t>(-1);

  struct Node {
    char16_t type = 0;          // '@', '+', '*', '?' or '!'; 0: a sequence of pieces
    std::vector<Piece> pieces;  // of an extglob: its alternatives, all nodes of type 0
    std::size_t parent = kText;
    std::size_t place = 0;    // among the pieces of the parent when it was made
    bool ends_empty = false;  // an extglob with nothing between its last "|", "(" or ")" and ")"
  };

  /// Nesting beyond npm's own limits, and copies beyond a fixed size, are limit errors that name
  /// `where`.
  [[nodiscard]] static Result<GlobTree> parse(std::u16string_view part, std::string_view where);

  /// The root is a sequence.
  [[nodiscard]] const Node& root() const { return nodes_.front(); }
  [[nodiscard]] const Node& node(std::size_t number) const { return nodes_[number]; }

  /// Whether nothing but negations stands before the node, or nothing behind it, in the whole part.
  [[nodiscard]] bool is_start(std::size_t number) const;
  [[nodiscard]] bool is_end(std::size_t number) const;
  /// Whether the node is an alternative of a negation.
  [[nodiscard]] bool is_negated_alternative(std::size_t number) const;

 private:
  friend class GlobTreeBuilder;
  std::vector<Node> nodes_;
};

}  // namespace packwarden
