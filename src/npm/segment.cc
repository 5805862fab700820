#include "npm/segment.h"

#include <algorithm>
#include <optional>
#include <utility>

#include "npm/extglob.h"
#include "npm/glob_program.h"
#include "npm/refusal.h"
#include "npm/unicode.h"

namespace packwarden {
namespace {

bool is_space(char16_t c) {  // `\s` of ECMAScript
  return c == u' ' || (c >= 9 && c <= 13) || c == 0xA0 || c == 0x1680 ||
         (c >= 0x2000 && c <= 0x200A) || c == 0x2028 || c == 0x2029 || c == 0x202F || c == 0x205F ||
         c == 0x3000 || c == 0xFEFF;
}

bool has_only(std::u16string_view text, char16_t c) {
  return text.find_first_not_of(c) == std::u16string_view::npos;
}

/// Splits `text` after its leading run of `c`; none when there is no run, or when what follows
/// holds a character of npm's globs.
std::optional<std::u16string_view> plain_tail_after(char16_t c, std::u16string_view text) {
  const std::size_t run = std::min(text.find_first_not_of(c), text.size());
  const std::u16string_view tail = text.substr(run);
  const bool plain = tail.find_first_of(u"+@!?*[(") == std::u16string_view::npos;
  return run > 0 && plain ? std::optional(tail) : std::nullopt;
}

/// Turns the texts between extglobs into items, and joins them all to a program.
class ProgramCompiler {
 public:
  ProgramCompiler(const GlobTree& tree, std::string_view where, LetterCase letter_case)
      : tree_(tree), where_(where) {
    program_.letter_case = letter_case;
  }

  Result<GlobProgram> compile(std::u16string_view part) {
    TRY_ASSIGN(program_.items, sequence(0));
    if (unicode_) TRY(use_code_points());
    resolve_bars(part);
    fold(program_.items);
    for (GlobGroup& group : program_.groups) {
      for (GlobSequence& alternative : group.alternatives) fold(alternative);
    }
    return std::move(program_);
  }

 private:
  using Kind = GlobItem::Kind;

  Result<GlobSequence> sequence(std::size_t number) {
    const GlobTree::Node& node = tree_.node(number);
    const bool has_text_only =
        std::all_of(node.pieces.begin(), node.pieces.end(),
                    [](const GlobTree::Piece& piece) { return piece.node == GlobTree::kText; });
    const bool is_whole = has_text_only && tree_.is_start(number) && tree_.is_end(number);
    GlobSequence out;
    for (const GlobTree::Piece& piece : node.pieces) {
      if (piece.node == GlobTree::kText) {
        append_text(piece.text, is_whole, out);
      } else if (tree_.node(piece.node).type == 0) {
        TRY_ASSIGN(const GlobSequence inner, sequence(piece.node));
        out.insert(out.end(), inner.begin(), inner.end());
      } else {
        TRY(append_group(piece.node, out));
      }
    }
    if (tree_.is_negated_alternative(number)) out.push_back({Kind::end});
    return out;
  }

  Result<void> append_group(std::size_t number, GlobSequence& items) {
    const GlobTree::Node& node = tree_.node(number);
    if (node.type == u'!' && node.ends_empty) {  // "!()": anything but nothing
      items.push_back({Kind::any});
      items.push_back({Kind::star});
      return {};
    }
    const bool is_whole = tree_.is_start(number) && tree_.is_end(number);
    GlobGroup out;
    out.type = node.type;
    for (const GlobTree::Piece& piece : node.pieces) {
      TRY_ASSIGN(GlobSequence alternative, sequence(piece.node));
      // An extglob that is the whole part does not match the empty name by an empty alternative.
      if (is_whole && alternative.empty()) continue;
      for (GlobSequence& piece_of_it : split_at_bars(alternative)) {
        out.alternatives.push_back(std::move(piece_of_it));
      }
    }
    if (out.alternatives.empty()) {
      return fail(ErrorKind::unsupported, std::string(where_),
                  "an extended glob without content, which npm does not compile to what it says");
    }
    program_.groups.push_back(std::move(out));
    items.push_back({Kind::group, 0, program_.groups.size() - 1});
    return {};
  }

  void append_text(std::u16string_view text, bool is_whole, GlobSequence& out) {
    // Stars that are all of a part or alternative do not match nothing.
    if (is_whole && has_only(text, u'*')) out.push_back({Kind::any});
    for (std::size_t i = 0; i < text.size();) {
      const char16_t c = text[i];
      if (c == u'*') {
        out.push_back({Kind::star});
        i = std::min(text.find_first_not_of(u'*', i), text.size());
      } else if (c == u'\\' && i + 1 < text.size()) {
        append_escaped(text[i + 1], out);
        i += 2;
      } else if (c == u'[') {
        i += append_bracket(text, i, out);
      } else if (c == u'?') {
        out.push_back({Kind::any});
        ++i;
      } else {
        append_literal(c, out);
        ++i;
      }
    }
  }

  void append_escaped(char16_t c, GlobSequence& out) {
    if (c == u'!') not_for_code_points_ = true;
    out.push_back({c == u'|' ? Kind::bar : Kind::character, c});
  }

  static std::vector<GlobSequence> split_at_bars(const GlobSequence& items) {
    std::vector<GlobSequence> out(1);
    for (const GlobItem& item : items) {
      if (item.kind == Kind::bar) {
        out.emplace_back();
      } else {
        out.back().push_back(item);
      }
    }
    return out;
  }

  /// npm takes the backslash of "\|" away and does not put it back, so that it separates
  /// alternatives in its regular expression: "a\|b" is "^a|b$", what begins with a or ends with b.
  /// Only where no regular expression is made, without magic and letters, is it a bar.
  void resolve_bars(std::u16string_view part) {
    std::vector<GlobSequence> alternatives = split_at_bars(program_.items);
    if (alternatives.size() == 1) return;
    const bool has_magic =
        std::any_of(program_.items.begin(), program_.items.end(), [](const GlobItem& item) {
          return item.kind != Kind::character && item.kind != Kind::bar;
        });
    const auto is_letter = [](char16_t c) {
      return simple_upper(c) != simple_lower(c) || !is_own_upper_case(c);
    };
    const bool ignores_case = program_.letter_case == LetterCase::ignored &&
                              std::any_of(part.begin(), part.end(), is_letter);
    if (!has_magic && !ignores_case) {
      for (GlobItem& item : program_.items) item.kind = Kind::character;
      return;
    }
    for (std::size_t i = 0; i < alternatives.size(); ++i) {
      GlobSequence& items = alternatives[i];
      if (i > 0) items.insert(items.begin(), GlobItem{Kind::star});
      if (i + 1 < alternatives.size()) items.push_back({Kind::star});
    }
    program_.groups.push_back({u'@', std::move(alternatives)});
    program_.items = {{Kind::group, 0, program_.groups.size() - 1}};
  }

  void append_literal(char16_t c, GlobSequence& out) {
    // npm escapes these, which regular expressions with the flag `u` do not allow.
    if (c == u'-' || c == u',' || c == u'#' || is_space(c)) not_for_code_points_ = true;
    out.push_back({Kind::character, c});
  }

  std::size_t append_bracket(std::u16string_view text, std::size_t at, GlobSequence& out) {
    BracketExpression bracket = parse_bracket(text, at);
    switch (bracket.kind) {
      case BracketExpression::Kind::literal:
        append_literal(u'[', out);
        break;
      case BracketExpression::Kind::one:
        append_literal(bracket.character, out);
        break;
      case BracketExpression::Kind::never:
        out.push_back({Kind::never});
        break;
      case BracketExpression::Kind::character_class:
        unicode_ = unicode_ || bracket.unicode;
        program_.classes.push_back(std::move(bracket.character_class));
        out.push_back({Kind::character_class, 0, program_.classes.size() - 1});
        break;
    }
    return bracket.length;
  }

  Result<void> use_code_points() {
    if (not_for_code_points_) {
      return npm_refuses(
          ErrorKind::unsupported, std::string(where_),
          "npm cannot compile this mixture of a POSIX class and punctuation and stops");
    }
    program_.mode = CharMode::code_points;
    for (CharClass& character_class : program_.classes) join_surrogates(character_class);
    return {};
  }

  void fold(GlobSequence& items) const {
    if (program_.mode == CharMode::code_points) join_pairs(items);
    for (GlobItem& item : items) {
      if (item.kind != Kind::character || program_.letter_case == LetterCase::kept) continue;
      item.character = program_.mode == CharMode::code_points
                           ? fold_code_point(item.character)
                           : fold_unit(static_cast<char16_t>(item.character));
    }
  }

  static void join_pairs(GlobSequence& items) {
    GlobSequence out;
    for (const GlobItem& item : items) {
      const char32_t c = item.character;
      const char32_t high = out.empty() ? 0 : out.back().character;
      if (c >= 0xDC00 && c <= 0xDFFF && high >= 0xD800 && high <= 0xDBFF) {
        out.back().character = 0x10000 + ((high & 0x3FFU) << 10U) + (c & 0x3FFU);
      } else {
        out.push_back(item);
      }
    }
    items = std::move(out);
  }

  const GlobTree& tree_;
  std::string_view where_;
  GlobProgram program_;
  bool unicode_ = false;
  bool not_for_code_points_ = false;
};

}  // namespace

struct Segment::Program : GlobProgram {};

class SegmentCompiler {
 public:
  SegmentCompiler(std::u16string_view part, std::string_view where, LetterCase letter_case)
      : part_(part), where_(where), letter_case_(letter_case) {}

  Result<Segment> compile() {
    if (!is_short_cut()) TRY(compile_program());
    return std::move(out_);
  }

 private:
  using Kind = Segment::Kind;

  bool set(Kind kind, std::u16string text = {}) {
    out_.kind_ = kind;
    out_.text_ = std::move(text);
    if (kind == Kind::literal) out_.fingerprint_ = fingerprint_of_name(out_.text_);
    if (kind == Kind::leading_dot) out_.fingerprint_ = first_fingerprint(u'.');
    if ((kind == Kind::suffix || kind == Kind::length) && !out_.text_.empty()) {
      out_.fingerprint_ = last_fingerprint(fold_unit(out_.text_.back()));
    }
    return true;
  }

  [[nodiscard]] std::u16string lowered(std::u16string_view text) const {
    return letter_case_ == LetterCase::kept ? std::u16string(text) : lower_case(text);
  }

  /// Parts that npm tests without a regular expression, in its order. They compare lower-case
  /// forms, and raw text: a backslash in the tail is not an escape.
  bool is_short_cut() {
    if (part_.empty()) return set(Kind::empty);
    if (part_ == u"**") return set(Kind::globstar);
    if (part_.find_first_of(u"*?[\\(") == std::u16string_view::npos) {
      return set(Kind::literal,
                 letter_case_ == LetterCase::kept ? std::u16string(part_) : folded_text(part_));
    }
    if (has_only(part_, u'*')) return set(Kind::not_empty);
    if (const auto tail = plain_tail_after(u'*', part_)) {
      return set(Kind::suffix, lowered(*tail));
    }
    if (const auto tail = plain_tail_after(u'?', part_)) {
      out_.length_ = part_.size();
      return set(Kind::length, lowered(*tail));
    }
    const std::size_t stars = part_.find_first_not_of(u'*');
    if (part_[stars] != u'.' || !has_only(part_.substr(stars + 1), u'*')) return false;
    if (stars > 0 && stars + 1 < part_.size()) return set(Kind::has_dot);
    return stars == 0 && part_.size() > 1 && set(Kind::leading_dot);
  }

  Result<void> compile_program() {
    TRY_ASSIGN(const GlobTree tree, GlobTree::parse(part_, where_));
    if (is_hollow_extglob(tree)) {
      set(Kind::literal, hollow_text(tree));
      return {};
    }
    TRY_ASSIGN(GlobProgram program, ProgramCompiler(tree, where_, letter_case_).compile(part_));
    const bool is_literal =
        program.mode == CharMode::units &&
        std::all_of(program.items.begin(), program.items.end(),
                    [](const GlobItem& item) { return item.kind == GlobItem::Kind::character; });
    if (is_literal) {
      std::u16string text;
      for (const GlobItem& item : program.items) text += static_cast<char16_t>(item.character);
      set(Kind::literal, std::move(text));
      return {};
    }
    set(program.groups.empty() ? Kind::items : Kind::alternatives);
    if (program.mode == CharMode::units) out_.fingerprint_ = fingerprint_of_ends(program.items);
    out_.program_ = std::make_unique<Segment::Program>(Segment::Program{std::move(program)});
    return {};
  }

  static std::uint64_t fingerprint_of_ends(const GlobSequence& items) {
    std::uint64_t out = 0;
    if (items.empty()) return out;
    if (items.front().kind == GlobItem::Kind::character) {
      out |= first_fingerprint(items.front().character);
    }
    if (items.back().kind == GlobItem::Kind::character) {
      out |= last_fingerprint(items.back().character);
    }
    return out;
  }

  /// "@()", "+(|)": nothing in it, and it is all there is. npm compares it as text.
  static bool is_hollow_extglob(const GlobTree& tree) {
    if (tree.root().pieces.size() != 1) return false;
    const std::size_t number = tree.root().pieces.front().node;
    if (number == GlobTree::kText) return false;
    const GlobTree::Node& node = tree.node(number);
    return node.type != 0 && node.type != u'!' &&
           std::all_of(node.pieces.begin(), node.pieces.end(), [&](const GlobTree::Piece& piece) {
             return tree.node(piece.node).pieces.empty();
           });
  }

  static std::u16string hollow_text(const GlobTree& tree) {
    const GlobTree::Node& node = tree.node(tree.root().pieces.front().node);
    return std::u16string(1, node.type) + u"(" + std::u16string(node.pieces.size() - 1, u'|') +
           u")";
  }

  std::u16string_view part_;
  std::string_view where_;
  LetterCase letter_case_;
  Segment out_;
};

Segment::Segment() = default;
Segment::Segment(Segment&&) noexcept = default;
Segment& Segment::operator=(Segment&&) noexcept = default;
Segment::~Segment() = default;

Result<Segment> Segment::compile(std::u16string_view part, std::string_view where,
                                 LetterCase letter_case) {
  return SegmentCompiler(part, where, letter_case).compile();
}

bool Segment::matches(const PathName& name, MatchBudget& budget) const {
  switch (kind_) {
    case Kind::globstar:
      return true;
    case Kind::empty:
      return name.text.empty();
    case Kind::literal:
      return name.folded == text_;
    case Kind::not_empty:
      return !name.text.empty();
    case Kind::suffix:
      return name.lower_case().ends_with(text_);
    case Kind::length:
      return name.text.size() == length_ && name.lower_case().ends_with(text_);
    case Kind::has_dot:
      return name.text.find(u'.') != std::u16string::npos;
    case Kind::leading_dot:
      return name.text.starts_with(u'.');
    case Kind::items:
    case Kind::alternatives:
      return matches_program(*program_, name, budget);
  }
  return false;
}

bool Segment::matches_empty(MatchBudget& budget) const { return matches(PathName(), budget); }

}  // namespace packwarden
