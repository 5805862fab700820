#include "report/page.h"

#include <algorithm>
#include <ostream>
#include <utility>

#include "base/text.h"

namespace packwarden {
namespace {

constexpr std::size_t kColumns = 80;

/// SGR parameters of ECMA-48, section 8.3.117, in the eight colours every terminal has.
std::string_view sgr(Tone tone) {
  switch (tone) {
    case Tone::plain:
      return "";
    case Tone::strong:
      return "1";
    case Tone::faint:
      return "2";
    case Tone::alarm:
      return "1;31";
    case Tone::caution:
      return "33";
    case Tone::good:
      return "32";
  }
  return "";
}

/// One physical line under construction. Neighbours of one tone share one pair of codes.
class Painter {
 public:
  explicit Painter(bool color) : color_(color) {}

  void add(std::string_view text, Tone tone) {
    // Spaces take the tone that is on: it does not show.
    if (text.find_first_not_of(' ') != std::string_view::npos) change_to(tone);
    text_ += text;
    width_ += display_width(text);
  }

  [[nodiscard]] std::size_t width() const { return width_; }

  /// The line so far; the next one begins.
  std::string take() {
    change_to(Tone::plain);
    width_ = 0;
    return std::exchange(text_, {}) + "\n";
  }

 private:
  void change_to(Tone tone) {
    if (!color_ || tone == tone_) return;
    if (tone_ != Tone::plain) text_ += "\x1B[0m";
    if (tone != Tone::plain) text_ += "\x1B[" + std::string(sgr(tone)) + "m";
    tone_ = tone;
  }

  bool color_;
  Tone tone_ = Tone::plain;
  std::size_t width_ = 0;
  std::string text_;
};

bool is_printable_ascii(std::string_view text) {
  return std::all_of(text.begin(), text.end(), [](char c) { return c >= ' ' && c <= '~'; });
}

bool is_alphanumeric(char c) {
  return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
}

}  // namespace

std::vector<Word> prose(std::string_view text, Tone tone) {
  std::vector<Word> words;
  for (std::size_t begin = 0; begin < text.size();) {
    const std::size_t end = std::min(text.find(' ', begin), text.size());
    if (end > begin) words.push_back({std::string(text.substr(begin, end - begin)), tone});
    begin = end + 1;
  }
  return words;
}

void Page::line(const LineStart& start, const std::vector<Word>& words) {
  Painter painter(style_.color);
  painter.add(printable(start.text), start.tone);
  bool first = true;
  for (const Word& word : words) {
    const std::string text = printable(word.text, word.spelling);
    if (!first && painter.width() + 1 + display_width(text) > kColumns) {
      out_ << painter.take();
      painter.add(std::string(start.hang, ' '), Tone::plain);
    } else if (!first) {
      painter.add(" ", Tone::plain);
    }
    painter.add(text, word.tone);
    first = false;
  }
  out_ << painter.take();
  empty_ = false;
}

void Page::section() {
  if (!empty_) out_ << '\n';
}

/// Two more things than a terminal's controls are dangerous: GitHub Actions obeys a line that
/// begins with `::` after white space (of Unicode, and a wrapped line may begin with any word),
/// and, as Azure Pipelines and TeamCity do, a mark such as `##[` or `##vso[` anywhere. Names in
/// which a letter or digit stands before `::` stay as they are.
std::string printable(std::string_view text, Spelling spelling) {
  std::string out;
  char before = ' ';
  const bool stays = spelling == Spelling::pattern && is_printable_ascii(text);
  const std::string escaped = stays ? std::string(text) : escape_for_display(text);
  for (std::size_t i = 0; i < escaped.size(); ++i) {
    const char c = escaped[i];
    const bool doubled = i + 1 < escaped.size() && escaped[i + 1] == c;
    if (c == ':' && doubled && !is_alphanumeric(before)) {
      out += "\\x3A";
    } else if (c == '#' && before == '#') {
      out += "\\x23";
    } else {
      out += c;
    }
    before = c;
  }
  return out;
}

}  // namespace packwarden
