#include "npm/collation.h"

#include <algorithm>
#include <array>
#include <cstdint>

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

unsigned char ascii_weight(char32_t c) {
  if (c >= U'a' && c <= U'z') return static_cast<unsigned char>(kFirstLetter + (c - U'a'));
  if (c >= U'A' && c <= U'Z') return static_cast<unsigned char>(kFirstLetter + (c - U'A'));
  if (c >= U'0' && c <= U'9') return static_cast<unsigned char>(kFirstDigit + (c - U'0'));
  const std::size_t place = kPunctuation.find(static_cast<char>(c));
  return place == std::string_view::npos ? 0
                                         : static_cast<unsigned char>(kFirstPunctuation + place);
}

void append_code_point(char32_t c, std::string& out) {
  for (const unsigned shift : {16U, 8U, 0U}) out += static_cast<char>((c >> shift) & 0xFFU);
}

class KeyBuilder {
 public:
  void add(char32_t c) {
    const auto ligature = std::find_if(kLigatures.begin(), kLigatures.end(),
                                       [&](const Ligature& row) { return row.character == c; });
    if (ligature == kLigatures.end()) return add_letter(c, c);
    for (const char32_t letter : ligature->letters) add_letter(letter, c);
  }

  void add_letter(char32_t base, char32_t c) {
    if (c >= 0xC0 && c < 0xC0 + kBaseLetters.size() && base == c && kBaseLetters[c - 0xC0] != '?') {
      base = static_cast<char32_t>(kBaseLetters[c - 0xC0]);
    }
    if (base < 0x80) {
      const unsigned char weight = ascii_weight(base);
      if (weight == 0) return;
      primary_ += static_cast<char>(weight);
    } else {
      primary_ += static_cast<char>(kBeyond);
      append_code_point(base, primary_);
    }
    if (base == c) {
      secondary_ += '\1';
    } else {
      secondary_ += '\2';
      append_code_point(simple_lower(c), secondary_);
      has_accents_ = true;
    }
    case_ += simple_lower(c) == c ? '\1' : '\2';
  }

  /// A run of digits as one number: by length without leading zeros, then by digits.
  void add_number(std::u32string_view digits) {
    while (!digits.empty() && digits.front() == U'0') digits.remove_prefix(1);
    primary_ += static_cast<char>(kNumber);
    primary_ += static_cast<char>(1 + digits.size() / 250);
    primary_ += static_cast<char>(1 + digits.size() % 250);
    for (const char32_t c : digits) primary_ += static_cast<char>(c);
    case_ += '\1';
  }

  /// Letters, then accents, then case.
  [[nodiscard]] std::string tertiary_key() const {
    return primary_ + '\0' + (has_accents_ ? secondary_ : std::string()) + '\0' + case_ + '\0';
  }
  /// Letters, then case.
  [[nodiscard]] std::string case_key() const { return primary_ + '\0' + case_; }

 private:
  std::string primary_;
  std::string secondary_;
  std::string case_;
  bool has_accents_ = false;
};

std::string tertiary_key(std::u16string_view text) {
  KeyBuilder key;
  for (const char32_t c : code_points(text)) key.add(c);
  return key.tertiary_key();
}

bool is_digit(char32_t c) { return c >= U'0' && c <= U'9'; }

}  // namespace

std::string tar_order_key(std::string_view path) {
  return tertiary_key(lower_case(to_utf16(extension(path)))) +
         tertiary_key(lower_case(to_utf16(base_name(path)))) + tertiary_key(to_utf16(path));
}

std::string json_order_key(std::string_view path) {
  const std::u16string text = to_utf16(path);
  const std::u32string points = code_points(text);
  KeyBuilder key;
  for (std::size_t i = 0; i < points.size();) {
    const std::size_t begin = i;
    while (i < points.size() && is_digit(points[i])) ++i;
    if (i > begin) {
      key.add_number(std::u32string_view(points).substr(begin, i - begin));
    } else {
      key.add(points[i++]);
    }
  }
  const bool first = text.empty() || is_own_upper_case(text.front());
  return (first ? '\0' : '\1') + key.case_key();
}

}  // namespace packwarden
