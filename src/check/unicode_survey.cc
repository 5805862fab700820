#include "check/unicode_survey.h"

#include <algorithm>
#include <array>
#include <cstdio>

#include "base/text.h"
#include "decode/compiled.h"

namespace packwarden {
namespace {

struct Lookalike {
  char32_t character;
  char ascii;
};

/// By character.
constexpr std::array kLookalikes = {
    Lookalike{0x0131, 'i'}, Lookalike{0x01C0, 'l'}, Lookalike{0x0251, 'a'}, Lookalike{0x0261, 'g'},
    Lookalike{0x0269, 'i'}, Lookalike{0x028B, 'u'}, Lookalike{0x0391, 'A'}, Lookalike{0x0392, 'B'},
    Lookalike{0x0395, 'E'}, Lookalike{0x0396, 'Z'}, Lookalike{0x0397, 'H'}, Lookalike{0x0399, 'I'},
    Lookalike{0x039A, 'K'}, Lookalike{0x039C, 'M'}, Lookalike{0x039D, 'N'}, Lookalike{0x039F, 'O'},
    Lookalike{0x03A1, 'P'}, Lookalike{0x03A4, 'T'}, Lookalike{0x03A5, 'Y'}, Lookalike{0x03A7, 'X'},
    Lookalike{0x03B1, 'a'}, Lookalike{0x03B3, 'y'}, Lookalike{0x03B9, 'i'}, Lookalike{0x03BD, 'v'},
    Lookalike{0x03BF, 'o'}, Lookalike{0x03C1, 'p'}, Lookalike{0x03C3, 'o'}, Lookalike{0x03C5, 'u'},
    Lookalike{0x03F2, 'c'}, Lookalike{0x03F3, 'j'}, Lookalike{0x0405, 'S'}, Lookalike{0x0406, 'I'},
    Lookalike{0x0408, 'J'}, Lookalike{0x0410, 'A'}, Lookalike{0x0412, 'B'}, Lookalike{0x0415, 'E'},
    Lookalike{0x041A, 'K'}, Lookalike{0x041C, 'M'}, Lookalike{0x041D, 'H'}, Lookalike{0x041E, 'O'},
    Lookalike{0x0420, 'P'}, Lookalike{0x0421, 'C'}, Lookalike{0x0422, 'T'}, Lookalike{0x0423, 'Y'},
    Lookalike{0x0425, 'X'}, Lookalike{0x0430, 'a'}, Lookalike{0x0433, 'r'}, Lookalike{0x0435, 'e'},
    Lookalike{0x043E, 'o'}, Lookalike{0x0440, 'p'}, Lookalike{0x0441, 'c'}, Lookalike{0x0443, 'y'},
    Lookalike{0x0445, 'x'}, Lookalike{0x0455, 's'}, Lookalike{0x0456, 'i'}, Lookalike{0x0458, 'j'},
    Lookalike{0x0474, 'V'}, Lookalike{0x0475, 'v'}, Lookalike{0x04AE, 'Y'}, Lookalike{0x04AF, 'y'},
    Lookalike{0x04BB, 'h'}, Lookalike{0x04C0, 'I'}, Lookalike{0x0501, 'd'}, Lookalike{0x050C, 'G'},
    Lookalike{0x051A, 'Q'}, Lookalike{0x051B, 'q'}, Lookalike{0x051C, 'W'}, Lookalike{0x051D, 'w'},
    Lookalike{0x0555, 'O'}, Lookalike{0x0561, 'w'}, Lookalike{0x0563, 'q'}, Lookalike{0x0566, 'q'},
    Lookalike{0x0570, 'h'}, Lookalike{0x0578, 'n'}, Lookalike{0x057C, 'n'}, Lookalike{0x057D, 'u'},
    Lookalike{0x0581, 'g'}, Lookalike{0x0582, 'i'}, Lookalike{0x0585, 'o'},
};

constexpr bool by_character(const Lookalike& a, const Lookalike& b) {
  return a.character < b.character;
}
static_assert(std::is_sorted(kLookalikes.begin(), kLookalikes.end(), by_character));

constexpr bool is_between(char32_t c, char32_t first, char32_t last) {
  return c >= first && c <= last;
}

bool is_zero_width(char32_t c) {
  return is_between(c, 0x200B, 0x200D) || is_between(c, 0x2060, 0x2064) || c == 0x00AD ||
         c == 0x115F || c == 0x3164 || c == 0xFFA0;
}

bool is_private_use(char32_t c) { return is_between(c, 0xE000, 0xF8FF) || c >= 0xF0000; }

/// None of what is of no interest wherever it stands.
std::optional<Oddity> oddity_of(char32_t c) {
  if (is_between(c, 0x202A, 0x202E) || is_between(c, 0x2066, 0x2069)) return Oddity::bidi;
  if (is_between(c, 0xFE00, 0xFE0F) || is_between(c, 0xE0100, 0xE01EF)) return Oddity::selector;
  if (is_between(c, 0xE0000, 0xE007F)) return Oddity::tag;
  if (is_private_use(c)) return Oddity::private_use;
  if (is_zero_width(c)) return Oddity::zero_width;
  if (c == 0x2028 || c == 0x2029) return Oddity::separator;
  if (c == 0xFEFF) return Oddity::mark;
  return ascii_lookalike(c) == '\0' ? std::nullopt : std::optional(Oddity::lookalike);
}

bool is_of_name(char c) { return is_ascii_letter(c) || is_ascii_digit(c) || c == '_' || c == '$'; }

bool is_text(std::string_view bytes) {
  constexpr std::size_t kHead = std::size_t{8} << 10U;
  return bytes.substr(0, kHead).find('\0') == std::string_view::npos && !is_compiled(bytes) &&
         !bytes.starts_with("\xFF\xFE") && !bytes.starts_with("\xFE\xFF");
}

/// Collects runs while characters are read in their order.
class Collector {
 public:
  Collector(std::string_view text, UnicodeSurvey& out) : text_(text), out_(out) {}

  void take(char32_t character, ByteSpan span) {
    const auto kind = oddity_of(character);
    const bool goes_on =
        kind && run_.count > 0 && run_.kind == *kind && run_.span.end == span.begin;
    if (goes_on) {
      ++run_.count;
      if (character == run_.last + 1) ++run_.steps;
      run_.last = character;
      run_.span.end = span.end;
      return;
    }
    finish();
    if (kind) run_ = {*kind, character, 1, 0, character, span};
  }

  void finish() {
    if (run_.count > 0 && counts() && out_.runs.size() < UnicodeSurvey::kMostRuns) {
      out_.runs.push_back(run_);
    }
    run_.count = 0;
  }

 private:
  [[nodiscard]] bool counts() const {
    switch (run_.kind) {
      case Oddity::selector:
      case Oddity::tag:
        return run_.count >= UnicodeSurvey::kLongSelectors;
      case Oddity::private_use:
        return run_.count >= UnicodeSurvey::kLongPrivateUse;
      case Oddity::lookalike:
        return touches_name();
      case Oddity::mark:
        return run_.span.begin > 0;
      default:
        return true;
    }
  }

  [[nodiscard]] bool touches_name() const {
    const auto [begin, end] = run_.span;
    return (begin > 0 && is_of_name(text_[begin - 1])) ||
           (end < text_.size() && is_of_name(text_[end]));
  }

  std::string_view text_;
  UnicodeSurvey& out_;
  OddRun run_;
};

}  // namespace

char ascii_lookalike(char32_t character) {
  constexpr char32_t kFullWidth = 0xFEE0;  // U+FF01 is `!`, and so on
  if (is_between(character, 0xFF10, 0xFF5A)) {
    const char ascii = static_cast<char>(character - kFullWidth);
    return is_of_name(ascii) ? ascii : '\0';
  }
  const auto* const found = std::lower_bound(kLookalikes.begin(), kLookalikes.end(),
                                             Lookalike{character, '\0'}, by_character);
  return found != kLookalikes.end() && found->character == character ? found->ascii : '\0';
}

std::string name_of_character(char32_t character) {
  std::array<char, 16> buffer{};
  const int length =
      std::snprintf(buffer.data(), buffer.size(), "U+%04X", static_cast<unsigned>(character));
  return {buffer.data(), static_cast<std::size_t>(length)};
}

UnicodeSurvey survey_unicode(std::string_view bytes, ByteSpan within) {
  UnicodeSurvey out;
  const std::string_view part = bytes.substr(0, within.end);
  std::size_t at = find_non_ascii(part, std::min<std::size_t>(within.begin, part.size()));
  if (at == part.size() || !is_text(bytes)) return out;
  Collector collector(bytes, out);
  while (at < part.size()) {
    const CodePoint found = code_point_at(bytes, at);
    if (found.value == CodePoint::kInvalid) {
      if (!out.invalid) out.invalid = at;
    } else {
      collector.take(found.value, {at, at + found.length});
    }
    at = find_non_ascii(part, at + found.length);
  }
  collector.finish();
  return out;
}

}  // namespace packwarden
