#include "npm/glob_program.h"

#include <algorithm>

#include "npm/unicode.h"

namespace packwarden {
namespace {

/// A name in the characters that a program compares.
struct Subject {
  std::u32string text;
  std::u32string folded;
};

Subject subject_of(const PathName& name, const GlobProgram& program) {
  Subject out;
  if (program.mode == CharMode::units) {
    out.text.assign(name.text.begin(), name.text.end());
    out.folded.assign(name.folded.begin(), name.folded.end());
    return out;
  }
  out.text = code_points(name.text);
  if (program.letter_case == LetterCase::kept) {
    out.folded = out.text;
    return out;
  }
  for (const char32_t c : out.text) out.folded += fold_code_point(c);
  return out;
}

/// Whether an item that takes one character takes `raw`, whose folded form is `folded`.
bool takes(const GlobProgram& program, const GlobItem& item, char32_t raw, char32_t folded) {
  switch (item.kind) {
    case GlobItem::Kind::character:
      return item.character == folded;
    case GlobItem::Kind::any:
      return true;
    case GlobItem::Kind::character_class:
      return program.classes[item.index].contains(raw, program.mode, program.letter_case);
    default:
      return false;
  }
}

/// Without groups: on a mismatch the last star takes one character more.
template <class Text>
bool matches_items(const GlobProgram& program, const Text& raw, const Text& folded,
                   MatchBudget& budget) {
  constexpr std::size_t kNone = static_cast<std::size_t>(-1);
  const GlobSequence& items = program.items;
  std::size_t item = 0;
  std::size_t at = 0;
  std::size_t star = kNone;
  std::size_t star_end = 0;
  std::uint64_t steps = 1;
  for (; at < raw.size(); ++steps) {
    if (item < items.size() && items[item].kind == GlobItem::Kind::star) {
      star = item++;
      star_end = at;
    } else if (item < items.size() && takes(program, items[item], raw[at], folded[at])) {
      ++item;
      ++at;
    } else if (star != kNone) {
      item = star + 1;
      at = ++star_end;
    } else {
      break;
    }
  }
  budget.spend(steps);
  while (item < items.size() && items[item].kind == GlobItem::Kind::star) ++item;
  return at == raw.size() && item == items.size();
}

/// The set of places between the characters of a name; true: reached.
using Places = std::vector<bool>;

class GroupMatcher {
 public:
  GroupMatcher(const GlobProgram& program, const Subject& subject, MatchBudget& budget)
      : program_(program), subject_(subject), budget_(budget), refused_(program.groups.size()) {}

  bool matches() {
    Places start(places(), false);
    start[0] = true;
    return run(program_.items, std::move(start)).back();
  }

 private:
  [[nodiscard]] std::size_t places() const { return subject_.text.size() + 1; }

  /// Where the sequence may end when it begins at one of `from`.
  Places run(const GlobSequence& items, Places from) {
    for (const GlobItem& item : items) {
      budget_.spend(places());
      if (budget_.exhausted()) return Places(places(), false);
      from = step(item, from);
    }
    return from;
  }

  Places step(const GlobItem& item, const Places& from) {
    switch (item.kind) {
      case GlobItem::Kind::star:
        return all_from(from);
      case GlobItem::Kind::end:
        return end_of(from);
      case GlobItem::Kind::group:
        return run_group(item.index, from);
      default:
        return advanced(item, from);
    }
  }

  Places advanced(const GlobItem& item, const Places& from) {
    Places out(places(), false);
    for (std::size_t i = 0; i + 1 < places(); ++i) {
      if (from[i] && takes(program_, item, subject_.text[i], subject_.folded[i])) out[i + 1] = true;
    }
    return out;
  }

  [[nodiscard]] Places all_from(const Places& from) const {
    Places out(places(), false);
    const auto first =
        static_cast<std::size_t>(std::find(from.begin(), from.end(), true) - from.begin());
    for (std::size_t i = first; i < places(); ++i) out[i] = true;
    return out;
  }

  [[nodiscard]] Places end_of(const Places& from) const {
    Places out(places(), false);
    out.back() = from.back();
    return out;
  }

  Places run_group(std::size_t number, const Places& from) {
    const GlobGroup& group = program_.groups[number];
    switch (group.type) {
      case u'@':
        return run_alternatives(group, from);
      case u'?':
        return united(from, run_alternatives(group, from));
      case u'!':
        return all_from(not_refused(number, from));
      default:
        return repeated(group, from);
    }
  }

  Places run_alternatives(const GlobGroup& group, const Places& from) {
    Places out(places(), false);
    for (const GlobSequence& alternative : group.alternatives) {
      out = united(out, run(alternative, from));
    }
    return out;
  }

  static Places united(Places a, const Places& b) {
    for (std::size_t i = 0; i < a.size(); ++i) {
      if (b[i]) a[i] = true;
    }
    return a;
  }

  /// `*( )` and `+( )`: from the places reached last, until none is new.
  Places repeated(const GlobGroup& group, const Places& from) {
    Places reached = group.type == u'*' ? from : Places(places(), false);
    for (Places last = from; std::find(last.begin(), last.end(), true) != last.end();) {
      Places next = run_alternatives(group, last);
      for (std::size_t i = 0; i < next.size(); ++i) next[i] = next[i] && !reached[i];
      reached = united(reached, next);
      last = std::move(next);
    }
    return reached;
  }

  /// Those of `from` at which no alternative of the negation matches. Remembered for each place, so
  /// that negations inside negations stay polynomial.
  Places not_refused(std::size_t number, const Places& from) {
    std::vector<Answer>& known = refused_[number];
    if (known.empty()) known.assign(places(), Answer::unknown);
    Places out(places(), false);
    for (std::size_t i = 0; i < places(); ++i) {
      if (!from[i]) continue;
      if (known[i] == Answer::unknown) {
        Places start(places(), false);
        start[i] = true;
        const Places ends = run_alternatives(program_.groups[number], start);
        const bool matches = std::find(ends.begin(), ends.end(), true) != ends.end();
        known[i] = matches ? Answer::yes : Answer::no;
      }
      out[i] = known[i] == Answer::no;
    }
    return out;
  }

  enum class Answer : std::uint8_t { unknown, yes, no };

  const GlobProgram& program_;
  const Subject& subject_;
  MatchBudget& budget_;
  std::vector<std::vector<Answer>> refused_;
};

/// Most names differ in the first character already.
bool first_differs(const GlobProgram& program, const PathName& name) {
  if (program.mode != CharMode::units || program.items.empty()) return false;
  const GlobItem& first = program.items.front();
  return first.kind == GlobItem::Kind::character &&
         (name.folded.empty() || name.folded.front() != first.character);
}

}  // namespace

bool matches_program(const GlobProgram& program, const PathName& name, MatchBudget& budget) {
  if (first_differs(program, name)) return false;
  if (program.groups.empty() && program.mode == CharMode::units) {
    return matches_items(program, name.text, name.folded, budget);
  }
  const Subject subject = subject_of(name, program);
  if (program.groups.empty()) return matches_items(program, subject.text, subject.folded, budget);
  return GroupMatcher(program, subject, budget).matches();
}

}  // namespace packwarden
