#include "npm/brace.h"

#include <algorithm>
#include <cstdint>
#include <cstdlib>
#include <optional>
#include <unordered_set>

namespace packwarden {
namespace {

/// UTF-16 units, and above them the marks that stand for escaped characters.
using Text = std::u32string;
using View = std::u32string_view;

constexpr char32_t kSlash = 0x10000;
constexpr char32_t kOpen = 0x10001;
constexpr char32_t kClose = 0x10002;
constexpr char32_t kComma = 0x10003;
constexpr char32_t kPeriod = 0x10004;

constexpr std::size_t kMaxAlternatives = 10'000;
constexpr std::size_t kMaxUnits = 4'000'000;
constexpr std::size_t kMaxDepth = 64;
constexpr std::size_t kMaxDigits = 15;  // npm counts in doubles
constexpr std::uint64_t kMaxWork = 20'000'000;

bool is_line_end(char32_t c) { return c == U'\n' || c == U'\r' || c == 0x2028 || c == 0x2029; }

/// Whether the text "{", without another "{" or a line end, then "}" occurs.
bool has_closed_brace(View text) {
  bool open = false;
  for (const char32_t c : text) {
    if (c == U'{') {
      open = true;
    } else if (is_line_end(c)) {
      open = false;
    } else if (c == U'}' && open) {
      return true;
    }
  }
  return false;
}

char32_t mark_of(char32_t escaped, OtherEscapes others) {
  switch (escaped) {
    case U'\\':
      return kSlash;
    case U'{':
      return kOpen;
    case U'}':
      return kClose;
    case U',':
      return kComma;
    case U'.':
      return kPeriod;
    default:
      return others == OtherEscapes::dots && !is_line_end(escaped) ? kPeriod : 0;
  }
}

Text with_marks(std::u16string_view pattern, OtherEscapes others) {
  Text out;
  std::size_t i = 0;
  if (pattern.substr(0, 2) == u"{}") {  // bash keeps a leading pair
    out = {kOpen, kClose};
    i = 2;
  }
  for (; i < pattern.size(); ++i) {
    const char32_t mark =
        pattern[i] == u'\\' && i + 1 < pattern.size() ? mark_of(pattern[i + 1], others) : 0;
    out += mark != 0 ? mark : char32_t{pattern[i]};
    if (mark != 0) ++i;
  }
  return out;
}

std::u16string without_marks(View text) {
  constexpr std::u16string_view kCharacters = u"\\{},.";
  std::u16string out;
  out.reserve(text.size());
  for (const char32_t c : text) {
    out += c >= kSlash ? kCharacters[c - kSlash] : static_cast<char16_t>(c);
  }
  return out;
}

bool is_digit(char32_t c) { return c >= U'0' && c <= U'9'; }
bool is_letter(char32_t c) { return (c >= U'a' && c <= U'z') || (c >= U'A' && c <= U'Z'); }

bool is_integer(View text) {
  if (!text.empty() && text.front() == U'-') text.remove_prefix(1);
  return !text.empty() && std::all_of(text.begin(), text.end(), is_digit);
}

std::int64_t integer(View text) {
  const std::string digits(text.begin(), text.end());
  return std::strtoll(digits.c_str(), nullptr, 10);
}

/// What stands between two braces, and what before and behind.
struct Group {
  View before;
  View body;
  View after;
};

/// "1..5", "a..e", each with an optional "..step".
struct Sequence {
  bool letters = false;
  View first;
  View last;
  View step;  // empty: not given
};

std::optional<Sequence> sequence(View body) {
  const std::size_t dots = body.find(U"..");
  if (dots == View::npos) return std::nullopt;
  Sequence out;
  out.first = body.substr(0, dots);
  View rest = body.substr(dots + 2);
  const std::size_t more = rest.find(U"..");
  out.last = rest.substr(0, more);
  if (more != View::npos) {
    out.step = rest.substr(more + 2);
    if (!is_integer(out.step)) return std::nullopt;
  }
  if (is_integer(out.first) && is_integer(out.last)) return out;
  out.letters = true;
  const bool two_letters = out.first.size() == 1 && out.last.size() == 1 &&
                           is_letter(out.first[0]) && is_letter(out.last[0]);
  return two_letters ? std::optional(out) : std::nullopt;
}

bool is_padded(View number) {
  if (!number.empty() && number.front() == U'-') number.remove_prefix(1);
  return number.size() > 1 && number.front() == U'0';
}

Text padded(std::int64_t value, std::size_t width) {
  std::string digits = std::to_string(value);
  if (digits.size() < width) {
    digits.insert(value < 0 ? 1 : 0, width - digits.size(), '0');
  }
  return {digits.begin(), digits.end()};
}

class Expander {
 public:
  explicit Expander(std::string_view where) : where_(where) {}

  Result<std::vector<Text>> expand(Text text, bool is_top, std::size_t depth) {
    if (depth > kMaxDepth) {
      return fail(limit_error(where_, "braces are nested too deeply", {"brace-depth", kMaxDepth}));
    }
    std::vector<Text> prefixes = {Text()};
    // bash drops empty results only where the first group is a list at the top.
    bool drop_empty = false;
    bool first_group = true;
    while (true) {
      TRY(count_work(text.size()));
      const std::optional<Group> group = balanced(text);
      if (!group) return combine(prefixes, text, {Text()}, drop_empty);
      const bool is_last = group->after.empty();
      if (!group->before.empty() && group->before.back() == U'$') {  // "${x}" is left alone
        const View literal = View(text).substr(0, text.size() - group->after.size());
        TRY_ASSIGN(prefixes, combine(prefixes, literal, {Text()}, drop_empty && is_last));
        first_group = false;
      } else {
        const std::optional<Sequence> range = sequence(group->body);
        if (!range && group->body.find(U',') == View::npos) {
          if (!has_list_behind(group->after)) return combine(prefixes, text, {Text()}, drop_empty);
          // "{a},b}": bash reads on, as if the first closing brace were escaped.
          text[text.size() - group->after.size() - 1] = kClose;
          is_top = true;
          continue;
        }
        if (first_group) drop_empty = is_top && !range;
        first_group = false;
        TRY_ASSIGN(const std::vector<Text> values,
                   range ? sequence_values(*range) : list_values(group->body, depth));
        TRY_ASSIGN(prefixes, combine(prefixes, group->before, values, drop_empty && is_last));
      }
      if (is_last) return prefixes;
      text = Text(group->after);
    }
  }

 private:
  Result<void> count_work(std::uint64_t units) {
    work_ += units;
    if (work_ <= kMaxWork) return {};
    return fail(limit_error(where_, "braces take too many steps", {"brace-steps", kMaxWork}));
  }

  [[nodiscard]] tl::unexpected<Error> too_many() const {
    return fail(limit_error(where_, "braces stand for too many patterns",
                            {"brace-alternatives", kMaxAlternatives}));
  }

  /// The outermost closed group, as npm finds it: of the braces opened before the first one that
  /// closes the outermost, or else the leftmost pair that is closed.
  static std::optional<Group> balanced(View text) {
    std::vector<std::size_t> open;
    std::size_t left = View::npos;
    std::size_t right = View::npos;
    for (std::size_t i = text.find_first_of(U"{}"); i != View::npos;
         i = text.find_first_of(U"{}", i + 1)) {
      if (text[i] == U'{') {
        open.push_back(i);
      } else if (open.size() == 1) {
        return split(text, open.front(), i);
      } else if (!open.empty()) {
        if (open.back() < left) {
          left = open.back();
          right = i;
        }
        open.pop_back();
      }
    }
    if (right == View::npos) return std::nullopt;
    return split(text, left, right);
  }

  static Group split(View text, std::size_t left, std::size_t right) {
    return {text.substr(0, left), text.substr(left + 1, right - left - 1), text.substr(right + 1)};
  }

  /// A comma that no comma follows, and behind it on the same line a closing brace.
  static bool has_list_behind(View text) {
    std::size_t brace = View::npos;  // the next "}" on the line, seen from the right
    for (std::size_t i = text.size(); i-- > 0;) {
      if (is_line_end(text[i])) brace = View::npos;
      if (text[i] == U'}') brace = i;
      if (text[i] == U',' && brace != View::npos && text[i + 1] != U',') return true;
    }
    return false;
  }

  /// The members of a list; commas inside inner groups do not count.
  Result<std::vector<Text>> members(View body) {
    std::vector<Text> out = {Text()};
    while (true) {
      TRY(count_work(body.size()));
      const std::optional<Group> group = balanced(body);
      split_at_commas(group ? group->before : body, out);
      if (!group) return out;
      out.back().append(U"{").append(group->body).append(U"}");
      if (group->after.empty()) return out;
      body = group->after;
    }
  }

  /// Appends to the last of `out` and starts a new one at each comma.
  static void split_at_commas(View text, std::vector<Text>& out) {
    for (const char32_t c : text) {
      if (c == U',') {
        out.emplace_back();
      } else {
        out.back() += c;
      }
    }
  }

  Result<std::vector<Text>> list_values(View body, std::size_t depth) {
    TRY_ASSIGN(std::vector<Text> parts, members(body));
    if (parts.size() == 1) {  // "{{a,b}}" is "{a}" and "{b}", which may be groups in their turn
      TRY_ASSIGN(parts, expand(parts.front(), false, depth + 1));
      for (Text& part : parts) part.insert(0, 1, U'{').append(U"}");
      if (parts.size() == 1) return parts;
    }
    std::vector<Text> out;
    for (const Text& part : parts) {
      TRY_ASSIGN(std::vector<Text> values, expand(part, false, depth + 1));
      if (out.size() + values.size() > kMaxAlternatives) return too_many();
      std::move(values.begin(), values.end(), std::back_inserter(out));
    }
    return out;
  }

  Result<std::vector<Text>> sequence_values(const Sequence& range) {
    const std::size_t width = std::max(range.first.size(), range.last.size());
    if (std::max(width, range.step.size()) > kMaxDigits) return too_many();
    const std::int64_t first = range.letters ? range.first[0] : integer(range.first);
    const std::int64_t last = range.letters ? range.last[0] : integer(range.last);
    const std::int64_t step =
        range.step.empty() ? 1 : std::max<std::int64_t>(std::abs(integer(range.step)), 1);
    const bool pad = is_padded(range.first) || is_padded(range.last) || is_padded(range.step);
    std::vector<Text> out;
    for (std::int64_t offset = 0; offset <= std::abs(last - first); offset += step) {
      if (out.size() == kMaxAlternatives) return too_many();
      const std::int64_t value = last < first ? first - offset : first + offset;
      out.push_back(range.letters ? letter(value) : padded(value, pad ? width : 0));
    }
    return out;
  }

  /// Between "Z" and "a" lies the backslash, which bash leaves out.
  static Text letter(std::int64_t value) {
    return value == '\\' ? Text() : Text(1, static_cast<char32_t>(value));
  }

  Result<std::vector<Text>> combine(const std::vector<Text>& prefixes, View before,
                                    const std::vector<Text>& values, bool drop_empty) {
    std::vector<Text> out;
    std::size_t units = 0;
    for (const Text& prefix : prefixes) {
      for (const Text& value : values) {
        Text text = prefix;
        text.append(before).append(value);
        if (drop_empty && text.empty()) continue;
        units += text.size();
        if (out.size() == kMaxAlternatives || units > kMaxUnits) return too_many();
        out.push_back(std::move(text));
      }
    }
    TRY(count_work(units));
    return out;
  }

  std::string where_;
  std::uint64_t work_ = 0;
};

}  // namespace

Result<std::vector<std::u16string>> expand_braces(std::u16string_view pattern,
                                                  std::string_view where, OtherEscapes others) {
  const Text text(pattern.begin(), pattern.end());
  if (!has_closed_brace(text)) return std::vector<std::u16string>{std::u16string(pattern)};
  TRY_ASSIGN(const std::vector<Text> expanded,
             Expander(where).expand(with_marks(pattern, others), true, 0));
  std::vector<std::u16string> out;
  std::unordered_set<std::u16string> seen;
  for (const Text& alternative : expanded) {
    std::u16string units = without_marks(alternative);
    if (seen.insert(units).second) out.push_back(std::move(units));
  }
  return out;
}

}  // namespace packwarden
