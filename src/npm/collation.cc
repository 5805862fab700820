#include "npm/collation.h"

#include <algorithm>
#include <array>
#include <cstdint>
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

bool has_capital(std::string_view text) {
  return std::any_of(text.begin(), text.end(), [](char c) { return c >= 'A' && c <= 'Z'; });
}

/// Appends the primary weights of ASCII, all there is to the key of a text without capitals.
/// Returns how many they are.
std::size_t append_weights(std::string_view text, std::string& out) {
  const std::size_t before = out.size();
  out.resize(before + text.size());
  char* end = out.data() + before;
  for (const char c : text) {
    const unsigned char weight = kAsciiWeights[static_cast<unsigned char>(c) & 0x7FU];
    *end = static_cast<char>(weight);
    if (weight > 0) ++end;
  }
  out.resize(static_cast<std::size_t>(end - out.data()));
  return out.size() - before;
}

/// Three levels of weights. Levels two and three stay empty as long as all weights are the lowest.
class KeyBuilder {
 public:
  explicit KeyBuilder(std::size_t length) { primary_.reserve(length + 8); }

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

  /// A run of digits as one number: by length without leading zeros, then by digits.
  template <class Digits>
  void add_number(Digits digits) {
    while (!digits.empty() && digits.front() == '0') digits.remove_prefix(1);
    primary_ += static_cast<char>(kNumber);
    primary_ += static_cast<char>(1 + digits.size() / 250);
    primary_ += static_cast<char>(1 + digits.size() % 250);
    for (const auto c : digits) primary_ += static_cast<char>(c);
    if (!case_.empty()) case_ += '\1';
    ++letters_;
  }

  /// Letters, then accents, then case.
  [[nodiscard]] std::string tertiary_key() && {
    primary_ += '\0';
    primary_ += secondary_;
    primary_ += '\0';
    primary_ += case_;
    primary_ += '\0';
    return std::move(primary_);
  }
  /// Letters, then case.
  [[nodiscard]] std::string case_key() && { return std::move(primary_) + '\0' + case_; }

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

  std::string primary_;
  std::string secondary_;
  std::string case_;
  std::size_t letters_ = 0;
};

bool is_ascii(std::string_view text) {
  return std::all_of(text.begin(), text.end(),
                     [](char c) { return static_cast<unsigned char>(c) < 0x80; });
}

std::string tertiary_key(std::string_view text) {
  KeyBuilder key(text.size());
  if (is_ascii(text)) {
    key.add_all(text);
  } else {
    key.add_all(code_points(to_utf16(text)));
  }
  return std::move(key).tertiary_key();
}

/// The end of a level of a key, of three levels.
constexpr std::string_view kLevels("\0\0\0", 3);

std::string lower_cased(std::string_view text) {
  return is_ascii(text) ? ascii_lower(text) : to_utf8(lower_case(to_utf16(text)));
}

bool is_digit(char32_t c) { return c >= U'0' && c <= U'9'; }

/// The key of `json_order_key` for characters, ASCII alone or code points.
template <class Text>
std::string numeric_key(Text text) {
  KeyBuilder key(text.size());
  for (std::size_t i = 0; i < text.size();) {
    const std::size_t begin = i;
    while (i < text.size() && is_digit(static_cast<char32_t>(text[i]))) ++i;
    if (i > begin) key.add_number(text.substr(begin, i - begin));
    const std::size_t end = i;
    while (i < text.size() && !is_digit(static_cast<char32_t>(text[i]))) ++i;
    key.add_all(text.substr(end, i - end));
  }
  return std::move(key).case_key();
}

}  // namespace

std::string tar_order_key(std::string_view path) {
  if (!is_ascii(path)) {
    return tertiary_key(lower_cased(extension(path))) + tertiary_key(lower_cased(base_name(path))) +
           tertiary_key(path);
  }
  std::string out;
  out.reserve(3 * (path.size() + kLevels.size()));
  append_weights(extension(path), out);
  out += kLevels;
  append_weights(base_name(path), out);
  out += kLevels;
  if (has_capital(path)) return out + tertiary_key(path);
  append_weights(path, out);
  out += kLevels;
  return out;
}

std::string json_order_key(std::string_view path) {
  if (is_ascii(path)) {
    const bool is_lower = !path.empty() && path.front() >= 'a' && path.front() <= 'z';
    return (is_lower ? '\1' : '\0') + numeric_key(path);
  }
  const std::u16string text = to_utf16(path);
  const std::u32string points = code_points(text);
  const bool is_first = text.empty() || is_own_upper_case(text.front());
  return (is_first ? '\0' : '\1') + numeric_key(std::u32string_view(points));
}

}  // namespace packwarden
