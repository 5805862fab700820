#pragma once

#include <cstddef>
#include <cstdint>
#include <iosfwd>
#include <string>
#include <string_view>
#include <vector>

#include "report/report.h"

namespace packwarden {

/// What a colour adds to a word. Nothing is said by colour alone.
enum class Tone : std::uint8_t { plain, strong, faint, alarm, caution, good };

/// What a backslash becomes in print.
enum class Spelling : std::uint8_t {
  name,     // two: one alone begins the escape of what cannot be printed
  pattern,  // one, where all of the text is printable ASCII: it is an expression of its own
};

/// A piece of a line that is never broken, raw: the page makes it printable. A name is one word, so
/// that it can be copied whole.
struct Word {
  std::string text;
  Tone tone = Tone::plain;
  Spelling spelling = Spelling::name;
};

/// `text` as words: broken at its spaces.
[[nodiscard]] std::vector<Word> prose(std::string_view text, Tone tone = Tone::plain);

/// How a line begins. Its later lines, when it is wrapped, are indented by `hang` columns.
struct LineStart {
  std::string text;  // indentation or label
  std::size_t hang = 0;
  Tone tone = Tone::faint;
};

/// Lines of at most 80 columns, words wrapped and made safe for terminals and for CI logs.
class Page {
 public:
  /// `out` outlives the page.
  Page(const ReportStyle& style, std::ostream& out) : style_(style), out_(out) {}

  [[nodiscard]] Verbosity verbosity() const { return style_.verbosity; }
  /// Writes one logical line. Words stand one space apart; the first one never leaves the start.
  void line(const LineStart& start, const std::vector<Word>& words);
  /// Sets off what comes next by one empty line, if anything came before.
  void section();

 private:
  ReportStyle style_;
  std::ostream& out_;
  bool empty_ = true;
};

/// `text` safe to print anywhere in a line: `escape_for_display`, and what CI services take for
/// commands defused. A pattern stays one that matches the same.
[[nodiscard]] std::string printable(std::string_view text, Spelling spelling = Spelling::name);

}  // namespace packwarden
