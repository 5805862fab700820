#include "npm/extglob.h"

#include <array>
#include <utility>

namespace packwarden {
namespace {

constexpr std::size_t kMaxNodes = 10'000;
constexpr std::size_t kMaxCopiedUnits = 1'000'000;
constexpr std::size_t kMaxNesting = 100;
/// How deep an extglob may lie in others that cannot take it over; deeper ones are text.
constexpr std::size_t kMaxForeignNesting = 2;

bool is_type(char16_t c) {
  return std::u16string_view(u"!?+*@").find(c) != std::u16string_view::npos;
}

struct TypePair {
  char16_t parent;
  std::u16string_view children;
};

/// Whose alternatives a parent may take over as its own: "*(a|+(b))" is "*(a|b)".
constexpr std::array<TypePair, 5> kAdopts = {
    {{u'!', u"@"}, {u'?', u"?@"}, {u'@', u"@"}, {u'*', u"*+?@"}, {u'+', u"+@"}}};
/// The same with an empty alternative added: "+(a|?(b))" is "+(a|b|)".
constexpr std::array<TypePair, 3> kAdoptsWithEmpty = {{{u'!', u"?"}, {u'@', u"?"}, {u'+', u"?*"}}};

struct Merge {
  char16_t parent;
  char16_t child;
  char16_t result;
};

/// What a parent becomes when a child is all it has: "?(+(a))" is "*(a)".
constexpr std::array<Merge, 10> kMerges = {{{u'!', u'!', u'@'},
                                            {u'?', u'*', u'*'},
                                            {u'?', u'+', u'*'},
                                            {u'@', u'!', u'!'},
                                            {u'@', u'?', u'?'},
                                            {u'@', u'@', u'@'},
                                            {u'@', u'*', u'*'},
                                            {u'@', u'+', u'+'},
                                            {u'+', u'?', u'*'},
                                            {u'+', u'*', u'*'}}};

template <std::size_t n>
bool has_pair(const std::array<TypePair, n>& table, char16_t parent, char16_t child) {
  for (const TypePair& row : table) {
    if (row.parent == parent) return row.children.find(child) != std::u16string_view::npos;
  }
  return false;
}

bool may_adopt(char16_t parent, char16_t child) {
  return has_pair(kAdopts, parent, child) || has_pair(kAdoptsWithEmpty, parent, child);
}

char16_t merged_type(char16_t parent, char16_t child) {
  for (const Merge& row : kMerges) {
    if (row.parent == parent && row.child == child) return row.result;
  }
  return 0;
}

/// Follows escapes and bracket expressions, inside which no extglob begins.
class Scanner {
 public:
  /// Whether the unit `c` at `place` is inside one, or opens one.
  bool shields(char16_t c, std::size_t place) {
    if (escaping_ || c == u'\\') {
      escaping_ = !escaping_;
      return true;
    }
    if (in_bracket_) {
      if (place == bracket_ + 1) {
        negated_ = c == u'^' || c == u'!';
      } else if (c == u']' && !(place == bracket_ + 2 && negated_)) {
        in_bracket_ = false;
      }
      return true;
    }
    if (c != u'[') return false;
    in_bracket_ = true;
    negated_ = false;
    bracket_ = place;
    return true;
  }

 private:
  bool escaping_ = false;
  bool in_bracket_ = false;
  bool negated_ = false;
  std::size_t bracket_ = 0;
};

}  // namespace

class GlobTreeBuilder {
 public:
  GlobTreeBuilder(std::u16string_view part, std::string_view where) : part_(part), where_(where) {}

  Result<GlobTree> build() {
    make_node(0, GlobTree::kText);
    TRY(parse_sequence());
    TRY(flatten(0));
    TRY(fill_negations());
    return std::move(tree_);
  }

 private:
  using Node = GlobTree::Node;
  using Piece = GlobTree::Piece;

  Node& at(std::size_t number) { return tree_.nodes_[number]; }

  std::size_t make_node(char16_t type, std::size_t parent) {
    const std::size_t number = tree_.nodes_.size();
    tree_.nodes_.emplace_back();
    Node& node = tree_.nodes_.back();
    node.type = type;
    node.parent = parent;
    if (parent != GlobTree::kText) node.place = at(parent).pieces.size();
    if (type == u'!' && !negations_filled_) negations_.push_back(number);
    return number;
  }

  void add_text(std::size_t node, std::u16string& text) {
    if (!text.empty()) at(node).pieces.push_back({text, GlobTree::kText});
    text.clear();
  }

  [[nodiscard]] Result<void> check_size() const {
    if (tree_.nodes_.size() <= kMaxNodes && copied_units_ <= kMaxCopiedUnits) return {};
    return fail(limit_error(std::string(where_), "extended glob is too complex",
                            {"extglob-nodes", kMaxNodes}));
  }

  [[nodiscard]] bool opens_extglob(std::size_t i) const {
    return is_type(part_[i]) && i + 1 < part_.size() && part_[i + 1] == u'(';
  }

  Result<void> parse_sequence() {
    Scanner scanner;
    std::u16string text;
    for (std::size_t i = 0; i < part_.size();) {
      const char16_t c = part_[i];
      if (!scanner.shields(c, i) && opens_extglob(i)) {
        add_text(0, text);
        const std::size_t child = make_node(c, 0);
        TRY_ASSIGN(i, parse_extglob(child, i + 1, 1, 1));
        at(0).pieces.push_back({{}, child});
      } else {
        text += c;
        ++i;
      }
    }
    add_text(0, text);
    return {};
  }

  /// Parses from the "(" at `open`; returns the place behind the ")". `foreign` counts the
  /// enclosing extglobs that cannot take over the one inside them, this one included.
  Result<std::size_t> parse_extglob(std::size_t ext, std::size_t open, std::size_t foreign,
                                    std::size_t nesting) {
    TRY(check_size());
    if (nesting > kMaxNesting) {
      return fail(limit_error(std::string(where_), "extended glob is nested too deeply",
                              {"extglob-depth", kMaxNesting}));
    }
    Scanner scanner;
    std::u16string text;
    std::vector<std::size_t> alternatives = {make_node(0, ext)};
    for (std::size_t i = open + 1; i < part_.size();) {
      const char16_t c = part_[i];
      const bool shielded = scanner.shields(c, i);
      if (!shielded && opens_extglob(i) &&
          (foreign <= kMaxForeignNesting || may_adopt(at(ext).type, c))) {
        add_text(alternatives.back(), text);
        const std::size_t deeper = may_adopt(at(ext).type, c) ? 0 : 1;
        const std::size_t child = add_extglob(alternatives.back(), c);
        TRY_ASSIGN(i, parse_extglob(child, i + 1, foreign + deeper, nesting + 1));
        continue;
      }
      ++i;
      if (shielded || (c != u'|' && c != u')')) {
        text += c;
        continue;
      }
      if (c == u')') at(ext).ends_empty = text.empty();
      add_text(alternatives.back(), text);
      if (c == u')') return close(ext, alternatives, i);
      alternatives.push_back(make_node(0, ext));
    }
    // Not closed: text, with all that was found inside it.
    at(ext).type = 0;
    at(ext).pieces = {{std::u16string(part_.substr(open - 1)), GlobTree::kText}};
    return part_.size();
  }

  std::size_t add_extglob(std::size_t sequence, char16_t type) {
    const std::size_t child = make_node(type, sequence);
    at(sequence).pieces.push_back({{}, child});
    return child;
  }

  std::size_t close(std::size_t ext, const std::vector<std::size_t>& alternatives,
                    std::size_t end) {
    for (const std::size_t alternative : alternatives) {
      at(ext).pieces.push_back({{}, alternative});
    }
    return end;
  }

  /// The extglob that is all there is in the alternative `number`; kText when there is more.
  [[nodiscard]] std::size_t only_extglob(std::size_t number) {
    const Node& node = at(number);
    if (node.type != 0 || node.pieces.size() != 1) return GlobTree::kText;
    const std::size_t child = node.pieces.front().node;
    return child != GlobTree::kText && at(child).type != 0 ? child : GlobTree::kText;
  }

  Result<void> flatten(std::size_t number) {
    if (at(number).type == 0) {
      for (std::size_t i = 0; i < at(number).pieces.size(); ++i) {
        const std::size_t child = at(number).pieces[i].node;
        if (child != GlobTree::kText) TRY(flatten(child));
      }
      return {};
    }
    constexpr int kPasses = 10;
    bool changed = true;
    for (int pass = 0; pass < kPasses && changed; ++pass) {
      changed = false;
      for (std::size_t i = 0; i < at(number).pieces.size(); ++i) {
        TRY(check_size());
        TRY(flatten(at(number).pieces[i].node));
        changed = flatten_alternative(number, i) || changed;
      }
    }
    return {};
  }

  bool flatten_alternative(std::size_t number, std::size_t place) {
    const std::size_t child = only_extglob(at(number).pieces[place].node);
    if (child == GlobTree::kText) return false;
    const char16_t type = at(number).type;
    const char16_t child_type = at(child).type;
    if (has_pair(kAdopts, type, child_type)) {
      adopt(number, place, child);
    } else if (has_pair(kAdoptsWithEmpty, type, child_type)) {
      const std::size_t empty = make_node(0, child);
      at(child).pieces.push_back({{}, empty});
      adopt(number, place, child);
    } else if (at(number).pieces.size() == 1 && merged_type(type, child_type) != 0) {
      at(number).type = merged_type(type, child_type);
      at(number).ends_empty = false;
      at(number).pieces.clear();
      adopt_all(number, 0, child);
    } else {
      return false;
    }
    return true;
  }

  void adopt(std::size_t number, std::size_t place, std::size_t child) {
    auto& pieces = at(number).pieces;
    pieces.erase(pieces.begin() + static_cast<std::ptrdiff_t>(place));
    adopt_all(number, place, child);
  }

  void adopt_all(std::size_t number, std::size_t place, std::size_t child) {
    const std::vector<Piece> adopted = at(child).pieces;
    auto& pieces = at(number).pieces;
    pieces.insert(pieces.begin() + static_cast<std::ptrdiff_t>(place), adopted.begin(),
                  adopted.end());
    for (const Piece& piece : adopted) at(piece.node).parent = number;
  }

  /// Copies into each alternative of a negation what follows the negation, on every level: "!(a)b"
  /// is "not (ab to the end), then anything, then b". The last negation first, so that the copies
  /// inside earlier ones are complete.
  Result<void> fill_negations() {
    negations_filled_ = true;
    for (; !negations_.empty(); negations_.pop_back()) {
      const std::size_t negation = negations_.back();
      if (at(negation).type != u'!') continue;
      std::size_t inner = negation;
      for (std::size_t outer = at(inner).parent; outer != GlobTree::kText;
           inner = outer, outer = at(outer).parent) {
        if (at(outer).type == 0) TRY(copy_tail(negation, outer, at(inner).place + 1));
      }
    }
    return {};
  }

  Result<void> copy_tail(std::size_t negation, std::size_t sequence, std::size_t first) {
    for (std::size_t i = first; i < at(sequence).pieces.size(); ++i) {
      for (std::size_t k = 0; k < at(negation).pieces.size(); ++k) {
        TRY(copy_into(at(negation).pieces[k].node, at(sequence).pieces[i]));
      }
    }
    return {};
  }

  Result<void> copy_into(std::size_t target, const Piece& original) {
    const Piece piece = original;  // the nodes may move while they are copied
    TRY(check_size());
    if (piece.node == GlobTree::kText) {
      copied_units_ += piece.text.size();
      if (!piece.text.empty()) at(target).pieces.push_back(piece);
      return {};
    }
    const std::size_t copy = make_node(at(piece.node).type, target);
    const std::size_t count = at(piece.node).pieces.size();
    for (std::size_t i = 0; i < count; ++i) TRY(copy_into(copy, at(piece.node).pieces[i]));
    at(target).pieces.push_back({{}, copy});
    return {};
  }

  std::u16string_view part_;
  std::string_view where_;
  GlobTree tree_;
  std::vector<std::size_t> negations_;
  bool negations_filled_ = false;
  std::size_t copied_units_ = 0;
};

Result<GlobTree> GlobTree::parse(std::u16string_view part, std::string_view where) {
  return GlobTreeBuilder(part, where).build();
}

bool GlobTree::is_start(std::size_t number) const {
  while (number != 0) {
    const Node& node = nodes_[number];
    const Node& parent = nodes_[node.parent];
    for (std::size_t i = 0; i < node.place && i < parent.pieces.size(); ++i) {
      const std::size_t before = parent.pieces[i].node;
      if (before == kText || nodes_[before].type != u'!') return false;
    }
    number = node.parent;
  }
  return true;
}

bool GlobTree::is_end(std::size_t number) const {
  while (number != 0) {
    const Node& node = nodes_[number];
    const Node& parent = nodes_[node.parent];
    if (parent.type == u'!') return true;
    if (node.type != 0 && node.place + 1 != parent.pieces.size()) return false;
    number = node.parent;
  }
  return true;
}

bool GlobTree::is_negated_alternative(std::size_t number) const {
  return number != 0 && nodes_[nodes_[number].parent].type == u'!';
}

}  // namespace packwarden
