#include <algorithm>
#include <optional>
#include <utility>

#include "base/text.h"
#include "rule/pattern.h"

namespace packwarden {
namespace {

using ByteSet = Pattern::ByteSet;
using Node = Pattern::Node;
using NodeKind = Pattern::NodeKind;

ByteSet range(unsigned char first, unsigned char last) {
  ByteSet set;
  for (unsigned value = first; value <= last; ++value) set.set(value);
  return set;
}

ByteSet byte(unsigned char value) { return range(value, value); }

bool is_letter(unsigned char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }
bool is_digit(unsigned char c) { return c >= '0' && c <= '9'; }

ByteSet fold_case(ByteSet set) {
  for (unsigned char c = 'a'; c <= 'z'; ++c) {
    const auto upper = static_cast<unsigned char>(c - 'a' + 'A');
    if (set[c] || set[upper]) set.set(c).set(upper);
  }
  return set;
}

/// The set of `\d`, `\w`, `\s` and their complements; none for another letter.
std::optional<ByteSet> class_escape(unsigned char letter) {
  const auto lower = static_cast<unsigned char>(letter | 0x20U);
  ByteSet set;
  if (lower == 'd') {
    set = range('0', '9');
  } else if (lower == 'w') {
    set = range('0', '9') | range('a', 'z') | range('A', 'Z') | byte('_');
  } else if (lower == 's') {
    set = byte('\t') | byte('\n') | byte('\f') | byte('\r') | byte(' ');
  } else {
    return std::nullopt;
  }
  return letter == lower ? set : ~set;
}

std::optional<unsigned char> control_escape(unsigned char letter) {
  switch (letter) {
    case 'n':
      return '\n';
    case 't':
      return '\t';
    case 'r':
      return '\r';
    case 'f':
      return '\f';
    case 'v':
      return '\v';
    default:
      return std::nullopt;
  }
}

}  // namespace

/// Recursive descent over the pattern's text; nesting is bounded.
class PatternParser {
 public:
  PatternParser(std::string_view text, std::string_view where) : text_(text), where_(where) {}

  Result<Pattern> parse() {
    if (text_.size() > Pattern::kMaxBytes) return mistake("longer than 4096 bytes");
    if (take("(?i)")) fold_ = true;
    Pattern pattern;
    TRY_ASSIGN(pattern.root_, choice(0));
    if (!at_end()) return mistake("`)` without `(`");
    pattern.groups_ = groups_;
    return pattern;
  }

 private:
  static constexpr int kMaxDepth = 32;

  [[nodiscard]] bool at_end() const { return position_ == text_.size(); }
  [[nodiscard]] unsigned char peek() const { return static_cast<unsigned char>(text_[position_]); }
  [[nodiscard]] bool next_is(char c) const { return !at_end() && text_[position_] == c; }

  bool take(std::string_view literal) {
    if (text_.substr(position_, literal.size()) != literal) return false;
    position_ += literal.size();
    return true;
  }

  [[nodiscard]] tl::unexpected<Error> mistake(const std::string& what) const {
    return fail(ErrorKind::config, std::string(where_),
                "at byte " + std::to_string(position_) + " of the pattern: " + what);
  }

  Result<Node> choice(int depth) {
    if (depth > kMaxDepth) return mistake("nested too deeply");
    Node node{.kind = NodeKind::choice};
    do {
      TRY_ASSIGN(Node branch, sequence(depth));
      node.children.push_back(std::move(branch));
    } while (take("|"));
    if (node.children.size() > 1) return node;
    Node only = std::move(node.children.front());
    return only;
  }

  Result<Node> sequence(int depth) {
    Node node{.kind = NodeKind::sequence};
    while (!at_end() && !next_is('|') && !next_is(')')) {
      TRY_ASSIGN(Node item, atom(depth));
      TRY_ASSIGN(item, quantified(std::move(item)));
      node.children.push_back(std::move(item));
    }
    return node;
  }

  Result<Node> atom(int depth) {
    const unsigned char c = peek();
    switch (c) {
      case '(':
        return group(depth);
      case '[':
        return bracket();
      case '\\':
        return escape();
      case '.':
        ++position_;
        return set_node(~byte('\n'));
      case '^':
      case '$':
        return mistake("anchors are not supported");
      case '*':
      case '+':
      case '?':
      case '{':
        return mistake("nothing to repeat");
      default:
        break;
    }
    if (c < 0x20 || c > 0x7E) return mistake("write bytes outside printable ASCII as \\xHH");
    ++position_;
    return set_node(byte(c));
  }

  [[nodiscard]] Node set_node(ByteSet set) const {
    return Node{.kind = NodeKind::bytes, .set = fold_ ? fold_case(set) : set};
  }

  Result<Node> group(int depth) {
    const bool outer_fold = fold_;
    ++position_;
    bool captures = false;
    if (take("?i:")) {
      fold_ = true;
    } else if (!take("?:")) {
      if (next_is('?')) return mistake("only (?: ), (?i: ) and plain groups are supported");
      captures = true;
      ++groups_;
    }
    TRY_ASSIGN(Node inner, choice(depth + 1));
    if (!take(")")) return mistake("`(` without `)`");
    fold_ = outer_fold;
    if (!captures) return inner;
    Node node{.kind = NodeKind::capture};
    node.children.push_back(std::move(inner));
    return node;
  }

  /// `\` and what follows it, outside a class.
  Result<Node> escape() {
    if (take("\\b")) return Node{.kind = NodeKind::boundary};
    if (take("\\B")) return Node{.kind = NodeKind::not_boundary};
    TRY_ASSIGN(const ByteSet set, escaped_set());
    return set_node(set);
  }

  /// The set that an escape stands for; a single byte is a set of one.
  Result<ByteSet> escaped_set() {
    ++position_;
    if (at_end()) return mistake("`\\` at the end");
    const unsigned char c = peek();
    if (c == 'x') return hex_escape();
    const bool is_word = is_letter(c) || is_digit(c);
    std::optional<ByteSet> set = class_escape(c);
    if (!set && control_escape(c)) set = byte(*control_escape(c));
    if (!set && !is_word && c > 0x20 && c < 0x7F) set = byte(c);
    if (!set) return mistake("this escape is not supported");
    ++position_;
    return *set;
  }

  Result<ByteSet> hex_escape() {
    const auto value = hexadecimal_octet(text_, position_ + 1);
    if (!value) return mistake("\\x needs two hexadecimal digits");
    position_ += 3;
    return byte(*value);
  }

  Result<Node> bracket() {
    ++position_;
    const bool negated = take("^");
    ByteSet set;
    do {
      if (at_end()) return mistake("`[` without `]`");
      TRY_ASSIGN(const ByteSet item, class_item());
      set |= item;
    } while (!next_is(']'));
    ++position_;
    if (fold_) set = fold_case(set);
    if (negated) set = ~set;
    if (set.none()) return mistake("an empty class matches nothing");
    return Node{.kind = NodeKind::bytes, .set = set};
  }

  /// One byte, escape or range of a class.
  Result<ByteSet> class_item() {
    TRY_ASSIGN(const ByteSet first, class_byte());
    const bool is_range =
        next_is('-') && position_ + 1 < text_.size() && text_[position_ + 1] != ']';
    if (!is_range) return first;
    ++position_;
    TRY_ASSIGN(const ByteSet last, class_byte());
    if (first.count() != 1 || last.count() != 1) return mistake("a range needs single bytes");
    const auto begin = static_cast<unsigned char>(first._Find_first());
    const auto end = static_cast<unsigned char>(last._Find_first());
    if (begin > end) return mistake("a range must ascend");
    return range(begin, end);
  }

  Result<ByteSet> class_byte() {
    if (at_end()) return mistake("`[` without `]`");
    const unsigned char c = peek();
    if (c == '\\') return escaped_set();
    if (c == '[') return mistake("write `[` in a class as `\\[`");
    if (c < 0x20 || c > 0x7E) return mistake("write bytes outside printable ASCII as \\xHH");
    ++position_;
    return byte(c);
  }

  /// `item` with the quantifier that follows it, if one does.
  Result<Node> quantified(Node item) {
    TRY_ASSIGN(const auto counts, quantifier());
    if (!counts) return item;
    if (item.kind == NodeKind::boundary || item.kind == NodeKind::not_boundary) {
      return mistake("a word boundary cannot be repeated");
    }
    Node node{.kind = NodeKind::repeat, .min = counts->first, .max = counts->second};
    node.lazy = take("?");
    if (next_is('+') || next_is('*') || next_is('?') || next_is('{')) {
      return mistake("a quantifier on a quantifier");
    }
    node.children.push_back(std::move(item));
    return node;
  }

  Result<std::optional<std::pair<std::uint32_t, std::uint32_t>>> quantifier() {
    using Counts = std::pair<std::uint32_t, std::uint32_t>;
    if (take("?")) return Counts{0, 1};
    if (take("*")) return Counts{0, Pattern::kUnbounded};
    if (take("+")) return Counts{1, Pattern::kUnbounded};
    if (!take("{")) return std::nullopt;
    TRY_ASSIGN(const std::uint32_t min, number());
    if (take("}")) return Counts{min, min};
    if (!take(",")) return mistake("a repeat is {n}, {n,} or {n,m}");
    if (take("}")) return Counts{min, Pattern::kUnbounded};
    TRY_ASSIGN(const std::uint32_t max, number());
    if (!take("}")) return mistake("a repeat is {n}, {n,} or {n,m}");
    if (max < min) return mistake("a repeat must ascend");
    return Counts{min, max};
  }

  Result<std::uint32_t> number() {
    if (at_end() || !is_digit(peek())) return mistake("a repeat is {n}, {n,} or {n,m}");
    std::uint32_t value = 0;
    while (!at_end() && is_digit(peek())) {
      value = value * 10 + (peek() - '0');
      if (value > Pattern::kMaxRepeat) return mistake("a repeat goes up to 1000");
      ++position_;
    }
    return value;
  }

  std::string_view text_;
  std::string_view where_;
  std::size_t position_ = 0;
  std::uint32_t groups_ = 0;
  bool fold_ = false;
};

Result<Pattern> Pattern::parse(std::string_view text, std::string_view where) {
  return PatternParser(text, where).parse();
}

}  // namespace packwarden
