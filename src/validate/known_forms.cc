#include "validate/known_forms.h"

#include <algorithm>
#include <cstdint>
#include <utility>

#include "base/digest.h"
#include "base/text.h"

namespace packwarden {
namespace {

constexpr std::string_view kStandard =
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
constexpr std::string_view kUrl =
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

/// The characters of base64 that `value` alone decides when `before` other bytes stand before it in
/// its group of three (RFC 4648, section 4).
std::string base64_behind(std::size_t before, std::string_view value, std::string_view alphabet) {
  constexpr std::size_t kByte = 8;
  constexpr std::size_t kCharacter = 6;
  const std::string bytes = std::string(before, '\0') + std::string(value);
  const auto bit = [&](std::size_t at) {
    const unsigned byte = static_cast<unsigned char>(bytes[at / kByte]);
    return (byte >> (kByte - 1 - at % kByte)) & 1U;
  };
  std::string out;
  std::size_t begin = (before * kByte + kCharacter - 1) / kCharacter * kCharacter;
  for (; begin + kCharacter <= bytes.size() * kByte; begin += kCharacter) {
    unsigned index = 0;
    for (std::size_t i = 0; i < kCharacter; ++i) index = index << 1U | bit(begin + i);
    out += alphabet[index];
  }
  return out;
}

std::string ascii_upper(std::string_view text) {
  std::string out(text);
  for (char& c : out) {
    if (is_ascii_lower(c)) c = static_cast<char>(c - 'a' + 'A');
  }
  return out;
}

/// Bytes that are no letters, digits or in `plain` as `%2F`.
std::string percent_encoded(std::string_view value, std::string_view plain) {
  std::string out;
  for (const char c : value) {
    const bool stays =
        is_ascii_letter(c) || is_ascii_digit(c) || plain.find(c) != std::string_view::npos;
    out += stays ? std::string(1, c) : "%" + ascii_upper(to_hex({&c, 1}));
  }
  return out;
}

/// The same with the digits in lower case, which RFC 3986, section 2.1, allows.
std::string lower_percent(std::string text) {
  for (std::size_t i = 0; i + 2 < text.size(); ++i) {
    if (text[i] != '%') continue;
    const std::string digits = ascii_lower(std::string_view(text).substr(i + 1, 2));
    text.replace(i + 1, 2, digits);
  }
  return text;
}

/// A string literal of JSON or JavaScript (RFC 8259, section 7); `also` are signs that get a
/// backslash beside the backslash itself.
std::string escaped(std::string_view value, std::string_view also) {
  std::string out;
  for (const char c : value) {
    if (c == '\n' || c == '\r' || c == '\t') {
      out += c == '\n' ? "\\n" : c == '\r' ? "\\r" : "\\t";
    } else {
      if (c == '\\' || also.find(c) != std::string_view::npos) out += '\\';
      out += c;
    }
  }
  return out;
}

class Forms {
 public:
  void add(std::string_view encoding, std::string text) {
    const bool is_known = std::any_of(forms_.begin(), forms_.end(),
                                      [&](const KnownForm& form) { return form.text == text; });
    if (!is_known) forms_.push_back({encoding, std::move(text)});
  }

  void add_percent(std::string_view value, std::string_view plain) {
    std::string text = percent_encoded(value, plain);
    std::string lower = lower_percent(text);
    add("percent", std::move(text));
    add("percent", std::move(lower));
  }

  std::vector<KnownForm> take() { return std::move(forms_); }

 private:
  std::vector<KnownForm> forms_;
};

}  // namespace

std::vector<KnownForm> forms_of(std::string_view value) {
  constexpr std::size_t kGroup = 3;
  Forms forms;
  forms.add("", std::string(value));
  for (std::size_t before = 0; before < kGroup; ++before) {
    forms.add("base64", base64_behind(before, value, kStandard));
    forms.add("base64", base64_behind(before, value, kUrl));
  }
  forms.add("hex", to_hex(value));
  forms.add("hex", ascii_upper(to_hex(value)));
  forms.add_percent(value, "-_.~");       // RFC 3986, section 2.3
  forms.add_percent(value, "-_.!~*'()");  // encodeURIComponent (ECMA-262, section 19.2.6)
  forms.add_percent(value, "-_.!~*'();/?:@&=+$,#");  // encodeURI
  forms.add("escape", escaped(value, "\""));
  forms.add("escape", escaped(value, "'"));
  forms.add("escape", escaped(value, "`$"));
  forms.add("escape", escaped(value, "\"/"));  // PHP and others
  return forms.take();
}

}  // namespace packwarden
