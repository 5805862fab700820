#include "npm/collation.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <cstring>
#include <utility>

#include "base/text.h"
#include "npm/posix_path.h"
#include "npm/unicode.h"

namespace packwarden {
namespace {

/// ASCII in the primary order of the root collation (CLDR); letters and digits follow. Other
/// control characters are ignored.
constexpr std::string_view kPunctuation = "\t\n\v\f\r _-,;:!?.'\"()[]{}@*/\\&#%`^+<=>|~$";

constexpr unsigned char kFirstPunctuation = 1;
constexpr unsigned char kFirstDigit = 64;
constexpr unsigned char kNumber = kFirstDigit;  // where a whole number counts as one
constexpr unsigned char kFirstLetter = 80;
constexpr unsigned char kBeyond = 0xFE;

/// The letters that ICU treats U+00C0 to U+017F as, in order; "?" where there is none.
constexpr std::string_view kBaseLetters =
    "AAAAAA?CEEEEIIIIDNOOOOO?OUUUUY??aaaaaa?ceeeeiiiidnooooo?ouuuuy?y"
    "AaAaAaCcCcCcCcDdDdEeEeEeEeEeGgGgGgGgHhHhIiIiIiIiI???JjKk?LlLlLlLlLlNnNnNn???OoOoOo??"
    "RrRrRrSsSsSsSs"
    "TtTt??UuUuUuUuUuUuWwYyYZzZzZzs";

struct Ligature {
  char32_t character;
  std::u32string_view letters;
};

constexpr std::array<Ligature, 7> kLigatures = {{{0xC6, U"AE"},
                                                 {0xDF, U"ss"},
                                                 {0xE6, U"ae"},
                                                 {0x132, U"IJ"},
                                                 {0x133, U"ij"},
                                                 {0x152, U"OE"},
                                                 {0x153, U"oe"}}};

/// Primary weights of ASCII; 0: ignored.
constexpr std::array<unsigned char, 128> kAsciiWeights = [] {
  std::array<unsigned char, 128> out{};
  for (std::size_t i = 0; i < kPunctuation.size(); ++i) {
    out.at(static_cast<unsigned char>(kPunctuation[i])) =
        static_cast<unsigned char>(kFirstPunctuation + i);
  }
  for (unsigned char i = 0; i < 10; ++i) {
    out.at('0' + i) = static_cast<unsigned char>(kFirstDigit + i);
  }
  for (unsigned char i = 0; i < 26; ++i) {
    out.at('a' + i) = static_cast<unsigned char>(kFirstLetter + i);
    out.at('A' + i) = static_cast<unsigned char>(kFirstLetter + i);
  }
  return out;
}();

void append_code_point(char32_t c, std::string& out) {
  for (const unsigned shift : {16U, 8U, 0U}) out += static_cast<char>((c >> shift) & 0xFFU);
}

/// Whether ASCII holds a capital. Eight bytes at a time: added to "A" and what is behind it, to "["
/// and what is behind it, these numbers reach the highest bit of a byte.
bool has_capital(std::string_view ascii) {
  constexpr std::uint64_t kEach = 0x0101010101010101;
  std::uint64_t word = 0;
  for (; ascii.size() >= sizeof word; ascii.remove_prefix(sizeof word)) {
    std::memcpy(&word, ascii.data(), sizeof word);
    const std::uint64_t from_a = word + kEach * (0x80 - 'A');
    const std::uint64_t behind_z = word + kEach * (0x80 - '[');
    if ((from_a & ~behind_z & kEach * 0x80) != 0) return true;
  }
  return std::any_of(ascii.begin(), ascii.end(), is_ascii_upper);
}

/// Appends what `put` writes, at most `size` bytes: it is given the place and returns the end.
/// Returns how many they are.
template <class Put>
std::size_t append_at_most(std::size_t size, Put put, std::string& out) {
  const std::size_t before = out.size();
  out.resize(before + size);
  const char* const end = put(out.data() + before);
  out.resize(static_cast<std::size_t>(end - out.data()));
  return out.size() - before;
}

/// Writes the primary weights of ASCII, all there is to the key of a text without capitals.
char* put_weights(std::string_view text, char* out) {
  for (const char c : text) {
    const unsigned char weight = kAsciiWeights[static_cast<unsigned char>(c) & 0x7FU];
    *out = static_cast<char>(weight);
    if (weight > 0) ++out;
  }
  return out;
}

std::size_t append_weights(std::string_view text, std::string& out) {
  return append_at_most(
      text.size(), [&](char* to) { return put_weights(text, to); }, out);
}

/// What is written of a number besides its digits.
constexpr std::size_t kNumberBytes = 3;

/// Writes a run of digits as one number: by length without leading zeros, then by digits.
template <class Digits>
char* put_number(Digits digits, char* out) {
  while (!digits.empty() && digits.front() == '0') digits.remove_prefix(1);
  *out++ = static_cast<char>(kNumber);
  *out++ = static_cast<char>(1 + digits.size() / 250);
  *out++ = static_cast<char>(1 + digits.size() % 250);
  for (const auto c : digits) *out++ = static_cast<char>(c);
  return out;
}

/// Appends three levels of weights. Levels two and three stay empty as long as all weights are the
/// lowest.
class KeyBuilder {
 public:
  explicit KeyBuilder(std::string& out) : primary_(out) {}

  void add(char32_t c) {
    if (c < 0x80) return add_letter(c, c);
    const auto ligature = std::find_if(kLigatures.begin(), kLigatures.end(),
                                       [&](const Ligature& row) { return row.character == c; });
    if (ligature == kLigatures.end()) return add_letter(base_of(c), c);
    for (const char32_t letter : ligature->letters) add_letter(letter, c);
  }

  void add_all(std::string_view text) {
    if (has_capital(text) || !secondary_.empty() || !case_.empty()) {
      for (const char c : text) add(static_cast<char32_t>(c));
    } else {
      letters_ += append_weights(text, primary_);
    }
  }

  void add_all(std::u32string_view text) {
    for (const char32_t c : text) add(c);
  }

  template <class Digits>
  void add_number(Digits digits) {
    append_at_most(
        digits.size() + kNumberBytes, [&](char* to) { return put_number(digits, to); }, primary_);
    if (!case_.empty()) case_ += '\1';
    ++letters_;
  }

  /// Letters, then accents, then case.
  void end_tertiary_key() {
    primary_ += '\0';
    primary_ += secondary_;
    primary_ += '\0';
    primary_ += case_;
    primary_ += '\0';
  }
  /// Letters, then case.
  void end_case_key() {
    primary_ += '\0';
    primary_ += case_;
  }

 private:
  static char32_t base_of(char32_t c) {
    if (c < 0xC0 || c >= 0xC0 + kBaseLetters.size() || kBaseLetters[c - 0xC0] == '?') return c;
    return static_cast<char32_t>(kBaseLetters[c - 0xC0]);
  }

  void add_letter(char32_t base, char32_t c) {
    if (base < 0x80) {
      if (kAsciiWeights.at(base) == 0) return;
      primary_ += static_cast<char>(kAsciiWeights.at(base));
    } else {
      primary_ += static_cast<char>(kBeyond);
      append_code_point(base, primary_);
    }
    if (base != c) {
      raise(secondary_);
      append_code_point(simple_lower(c), secondary_);
    } else if (!secondary_.empty()) {
      secondary_ += '\1';
    }
    if (c < 0x80 ? c >= U'A' && c <= U'Z' : simple_lower(c) != c) {
      raise(case_);
    } else if (!case_.empty()) {
      case_ += '\1';
    }
    ++letters_;
  }

  /// Gives the letter being added more weight on a level than those that have the lowest.
  void raise(std::string& level) const {
    if (level.empty()) level.assign(letters_, '\1');
    level += '\2';
  }

  std::string& primary_;  // what is appended to
  std::string secondary_;
  std::string case_;
  std::size_t letters_ = 0;
};

/// The end of a level of a key, of three levels.
constexpr std::string_view kLevels("\0\0\0", 3);

/// Writes what `append_path_order_key` appends for ASCII without capitals.
char* put_plain_key(std::string_view text, char* out) {
  return std::copy(kLevels.begin(), kLevels.end(), put_weights(text, out));
}

std::string lower_cased(std::string_view text) {
  return is_ascii(text) ? ascii_lower(text) : to_utf8(lower_case(to_utf16(text)));
}

template <class Character>
bool is_digit(Character c) {
  return c >= Character{'0'} && c <= Character{'9'};
}

/// Calls `add_number` and `add_text` with the parts of a text, in order.
template <class Text, class AddNumber, class AddText>
void for_each_part(Text text, AddNumber add_number, AddText add_text) {
  for (std::size_t i = 0; i < text.size();) {
    const std::size_t begin = i;
    while (i < text.size() && is_digit(text[i])) ++i;
    if (i > begin) add_number(text.substr(begin, i - begin));
    const std::size_t end = i;
    while (i < text.size() && !is_digit(text[i])) ++i;
    if (i > end) add_text(text.substr(end, i - end));
  }
}

/// The key of `append_json_order_key` for characters, ASCII alone or code points.
template <class Text>
void append_numeric_key(Text text, std::string& out) {
  KeyBuilder key(out);
  for_each_part(
      text, [&](Text digits) { key.add_number(digits); }, [&](Text part) { key.add_all(part); });
  key.end_case_key();
}

/// The same for ASCII without capitals: there is one level only.
void append_plain_numeric_key(std::string_view text, std::string& out) {
  const auto put = [&](char* to) {
    for_each_part(
        text, [&](std::string_view digits) { to = put_number(digits, to); },
        [&](std::string_view part) { to = put_weights(part, to); });
    *to++ = '\0';
    return to;
  };
  append_at_most((kNumberBytes + 1) * text.size() + 1, put, out);
}

}  // namespace

void append_tar_order_key(std::string_view path, std::string& out) {
  const std::string_view name = base_name(path);
  if (!is_ascii(name)) {
    append_path_order_key(lower_cased(extension(name)), out);
    return append_path_order_key(lower_cased(name), out);
  }
  const auto put = [&](char* to) {
    return put_plain_key(name, put_plain_key(extension(name), to));
  };
  append_at_most(2 * (name.size() + kLevels.size()), put, out);
}

void append_path_order_key(std::string_view path, std::string& out) {
  KeyBuilder key(out);
  if (is_ascii(path)) {
    key.add_all(path);
  } else {
    key.add_all(code_points(to_utf16(path)));
  }
  key.end_tertiary_key();
}

void append_json_order_key(std::string_view path, std::string& out) {
  if (is_ascii(path)) {
    out += !path.empty() && is_ascii_lower(path.front()) ? '\1' : '\0';
    return has_capital(path) ? append_numeric_key(path, out) : append_plain_numeric_key(path, out);
  }
  const std::u16string text = to_utf16(path);
  const std::u32string points = code_points(text);
  const bool is_first = text.empty() || is_own_upper_case(text.front());
  out += is_first ? '\0' : '\1';
  append_numeric_key(std::u32string_view(points), out);
}

}  // namespace packwarden
