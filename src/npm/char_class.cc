#include "npm/char_class.h"

#include <algorithm>
#include <array>
#include <deque>
#include <utility>

#include "npm/unicode.h"

namespace packwarden {
namespace {

struct PosixRow {
  std::u16string_view name;
  const char* categories;  // null: ASCII ranges only
  bool is_complement;      // the categories are what is left out
};

/// In the order of PosixClass. `print` is what npm makes of it, the opposite of what it says. RE2's
/// `C` lacks the unassigned code points, hence the complement of all other categories.
constexpr std::array<PosixRow, 14> kPosix = {{
    {u"[:alnum:]", R"(\p{L}\p{Nl}\p{Nd})", false},
    {u"[:alpha:]", R"(\p{L}\p{Nl})", false},
    {u"[:ascii:]", nullptr, false},
    {u"[:blank:]", R"(\p{Zs}\t)", false},
    {u"[:cntrl:]", R"(\p{Cc})", false},
    {u"[:digit:]", R"(\p{Nd})", false},
    {u"[:graph:]", R"(^\p{L}\p{M}\p{N}\p{P}\p{S})", true},
    {u"[:lower:]", R"(\p{Ll})", false},
    {u"[:print:]", R"(^\p{L}\p{M}\p{N}\p{P}\p{S}\p{Z})", false},
    {u"[:punct:]", R"(\p{P})", false},
    {u"[:space:]", R"(\p{Z}\t\r\n\v\f)", false},
    {u"[:upper:]", R"(\p{Lu})", false},
    {u"[:word:]", R"(\p{L}\p{Nl}\p{Nd}\p{Pc})", false},
    {u"[:xdigit:]", nullptr, false},
}};

constexpr std::array<UnitRange, 1> kAscii = {{{0, 0x7F}}};
constexpr std::array<UnitRange, 3> kHexDigits = {{{U'A', U'F'}, {U'a', U'f'}, {U'0', U'9'}}};

const PosixRow& row_of(PosixClass posix) { return kPosix.at(static_cast<std::size_t>(posix)); }

/// Whether the categories of `posix` hold `c`; of `graph` and `print` the ones left out.
bool in_categories(PosixClass posix, char32_t c) {
  static const std::deque<CategoryTest> kTests = [] {
    std::deque<CategoryTest> tests;
    for (const PosixRow& row : kPosix) {
      tests.emplace_back(row.categories == nullptr ? "a" : row.categories);
    }
    return tests;
  }();
  return kTests.at(static_cast<std::size_t>(posix)).contains(c);
}

bool has_posix_name(std::u16string_view glob, std::size_t at, PosixClass& posix) {
  for (std::size_t i = 0; i < kPosix.size(); ++i) {
    if (glob.substr(at, kPosix.at(i).name.size()) != kPosix.at(i).name) continue;
    posix = static_cast<PosixClass>(i);
    return true;
  }
  return false;
}

/// Reads what stands between the brackets, left to right.
class BracketParser {
 public:
  BracketParser(std::u16string_view glob, std::size_t position)
      : glob_(glob), begin_(position), at_(position + 1) {}

  BracketExpression parse() {
    if (peek(0) == u'!' || peek(0) == u'^') {
      negated_ = true;
      ++at_;
    }
    while (at_ < glob_.size()) {
      if (glob_[at_] == u']' && saw_start_ && !escaping_) {
        ++at_;
        return finish();
      }
      saw_start_ = true;
      if (!step()) return never();
    }
    return {};
  }

 private:
  [[nodiscard]] char16_t peek(std::size_t ahead) const {
    return at_ + ahead < glob_.size() ? glob_[at_ + ahead] : u'\0';
  }

  /// Takes one member. False: the class cannot match.
  bool step() {
    const char16_t c = glob_[at_];
    if (c == u'\\' && !escaping_) {
      escaping_ = true;
      ++at_;
      return true;
    }
    PosixClass posix{};
    if (c == u'[' && !escaping_ && has_posix_name(glob_, at_, posix)) {
      if (range_start_) return false;  // "[a-[:alpha:]]"
      add(posix);
      return true;
    }
    escaping_ = false;
    if (range_start_) {
      // A reversed range is dropped; the other members still count.
      if (c >= *range_start_) add({*range_start_, c});
      range_start_.reset();
      ++at_;
    } else if (peek(1) == u'-' && peek(2) == u']') {
      add({c, c});
      add({u'-', u'-'});
      at_ += 2;
    } else if (peek(1) == u'-') {
      range_start_ = c;
      at_ += 2;
    } else {
      add({c, c});
      ++at_;
    }
    return true;
  }

  void add(UnitRange range) {
    if (members_ == 0) caret_first_ = range.first == U'^';
    out_.character_class.ranges.push_back(range);
    ++members_;
  }

  void add(PosixClass posix) {
    const PosixRow& row = row_of(posix);
    CharClass& out = out_.character_class;
    at_ += row.name.size();
    if (row.categories == nullptr) {
      const bool is_ascii = posix == PosixClass::ascii;
      if (is_ascii) out.ranges.insert(out.ranges.end(), kAscii.begin(), kAscii.end());
      if (!is_ascii) out.ranges.insert(out.ranges.end(), kHexDigits.begin(), kHexDigits.end());
      members_ += 2;  // never "one character"
      return;
    }
    out_.unicode = true;
    (row.is_complement ? out.complements : out.classes).push_back(posix);
    members_ += 2;
  }

  [[nodiscard]] BracketExpression never() const {
    BracketExpression out;
    out.kind = BracketExpression::Kind::never;
    out.length = glob_.size() - begin_;
    return out;
  }

  BracketExpression finish() {
    CharClass& members = out_.character_class;
    if (members_ == 0) return never();
    out_.length = at_ - begin_;
    const bool is_one =
        members_ == 1 && !negated_ && members.ranges.front().first == members.ranges.front().last;
    out_.kind = is_one ? BracketExpression::Kind::one : BracketExpression::Kind::character_class;
    if (is_one) out_.character = static_cast<char16_t>(members.ranges.front().first);
    members.has_members = !members.ranges.empty() || !members.classes.empty();
    members.negated = negated_;
    members.complements_negated = negated_;
    if (!negated_ && caret_first_ && !is_one) negate_by_caret();
    return std::move(out_);
  }

  /// "[\^a]": npm takes the backslash away, and the regular expression that it writes begins "[^".
  void negate_by_caret() {
    CharClass& members = out_.character_class;
    const char32_t last = members.ranges.front().last;
    members.negated = true;
    members.ranges.erase(members.ranges.begin());
    if (last != U'^') members.ranges.insert(members.ranges.end(), {{U'-', U'-'}, {last, last}});
  }

  std::u16string_view glob_;
  std::size_t begin_;
  std::size_t at_;
  bool saw_start_ = false;
  bool escaping_ = false;
  bool negated_ = false;
  bool caret_first_ = false;  // the first member is "^", or a range from it
  std::optional<char16_t> range_start_;
  std::size_t members_ = 0;
  BracketExpression out_;
};

template <class Predicate>
bool any_of_fold_class(char32_t c, CharMode mode, LetterCase letter_case, Predicate holds) {
  if (letter_case == LetterCase::kept) return holds(c);
  if (c < 0x80 && mode == CharMode::units) return holds(simple_lower(c)) || holds(simple_upper(c));
  const std::u32string equals = mode == CharMode::units
                                    ? fold_class_of_unit(static_cast<char16_t>(c))
                                    : fold_class_of_code_point(c);
  return std::any_of(equals.begin(), equals.end(), holds);
}

}  // namespace

bool CharClass::contains(char32_t c, CharMode mode, LetterCase letter_case) const {
  const auto is_member = [&](char32_t x) {
    return std::any_of(ranges.begin(), ranges.end(),
                       [&](UnitRange range) { return x >= range.first && x <= range.last; }) ||
           std::any_of(classes.begin(), classes.end(),
                       [&](PosixClass posix) { return in_categories(posix, x); });
  };
  const auto is_left_out = [&](char32_t x) {
    return std::any_of(complements.begin(), complements.end(),
                       [&](PosixClass posix) { return in_categories(posix, x); });
  };
  if (has_members && any_of_fold_class(c, mode, letter_case, is_member) != negated) return true;
  return !complements.empty() &&
         any_of_fold_class(c, mode, letter_case, is_left_out) == complements_negated;
}

BracketExpression parse_bracket(std::u16string_view glob, std::size_t position) {
  return BracketParser(glob, position).parse();
}

void join_surrogates(CharClass& character_class) {
  std::vector<UnitRange> joined;
  for (const UnitRange range : character_class.ranges) {
    const bool is_low = range.first == range.last && range.first >= 0xDC00 && range.first <= 0xDFFF;
    if (is_low && !joined.empty() && joined.back().last >= 0xD800 && joined.back().last <= 0xDBFF) {
      const char32_t high = joined.back().last;
      const char32_t point = 0x10000 + ((high & 0x3FFU) << 10U) + (range.first & 0x3FFU);
      if (joined.back().first == high) joined.back().first = point;
      joined.back().last = point;
    } else {
      joined.push_back(range);
    }
  }
  character_class.ranges = std::move(joined);
}

}  // namespace packwarden
