#include "npm/javascript.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <cstdint>
#include <optional>
#include <utility>
#include <vector>

namespace packwarden {
namespace {

/// White space and line ends of ECMAScript, in UTF-8.
constexpr std::array<std::string_view, 25> kBlanks = {
    " ",      "\t",     "\v",     "\f",     "\r",     "\n",     "\u00A0", "\uFEFF", "\u1680",
    "\u2000", "\u2001", "\u2002", "\u2003", "\u2004", "\u2005", "\u2006", "\u2007", "\u2008",
    "\u2009", "\u200A", "\u2028", "\u2029", "\u202F", "\u205F", "\u3000"};

/// Bytes of the blank that the text begins with; 0 where it begins with none.
std::size_t leading_blank(std::string_view text) {
  for (const std::string_view blank : kBlanks) {
    if (text.starts_with(blank)) return blank.size();
  }
  return 0;
}

std::size_t trailing_blank(std::string_view text) {
  for (const std::string_view blank : kBlanks) {
    if (text.ends_with(blank)) return blank.size();
  }
  return 0;
}

/// ECMA-262 6.1.6.1.20, Number::toString with radix 10.
std::string number_text(double number) {
  if (number == 0) return "0";
  if (std::isinf(number)) return number > 0 ? "Infinity" : "-Infinity";
  std::array<char, 40> buffer{};
  const auto end = std::to_chars(buffer.data(), buffer.data() + buffer.size(), std::abs(number),
                                 std::chars_format::scientific)
                       .ptr;
  const std::string text(buffer.data(), end);
  const std::size_t exponent_at = text.find('e');
  std::string digits = text.substr(0, exponent_at);
  digits.erase(std::remove(digits.begin(), digits.end(), '.'), digits.end());
  const int point = std::stoi(text.substr(exponent_at + 1)) + 1;
  const int count = static_cast<int>(digits.size());
  const auto zeros = [](int n) { return std::string(static_cast<std::size_t>(n), '0'); };
  std::string out = number < 0 ? "-" : "";
  if (count <= point && point <= 21) return out + digits + zeros(point - count);
  if (point > 0 && point <= 21) {
    return out + digits.insert(static_cast<std::size_t>(point), ".");
  }
  if (point > -6 && point <= 0) return out + "0." + zeros(-point) + digits;
  if (count > 1) digits.insert(1, ".");
  return out + digits + "e" + (point > 0 ? "+" : "-") + std::to_string(std::abs(point - 1));
}

std::string array_text(const Json::Array& array) {
  std::string out;
  for (std::size_t i = 0; i < array.size(); ++i) {
    if (i > 0) out += ',';
    if (!array[i].is_null()) out += javascript_text(array[i]);
  }
  return out;
}

/// The value of a name that is an array index (ECMA-262 6.1.7); none of others.
std::optional<std::uint32_t> array_index(const std::string& name) {
  std::uint32_t out = 0;
  const auto [end, error] = std::from_chars(name.data(), name.data() + name.size(), out);
  const bool is_number = error == std::errc() && end == name.data() + name.size();
  if (!is_number || std::to_string(out) != name || out == UINT32_MAX) return std::nullopt;
  return out;
}

class Writer {
 public:
  explicit Writer(std::string indent) : indent_(std::move(indent)) {}

  std::string write(const Json& value) {
    append(value);
    return std::move(out_);
  }

 private:
  void append(const Json& value) {
    if (const std::string* text = value.string()) {
      append_string(*text);
    } else if (const Json::Array* array = value.array()) {
      append_array(*array);
    } else if (const Json::Object* object = value.object()) {
      append_object(*object);
    } else if (value.is_number() && !std::isfinite(value.number())) {
      out_ += "null";
    } else {
      out_ += javascript_text(value);
    }
  }

  void append_array(const Json::Array& array) {
    out_ += '[';
    ++depth_;
    for (const Json& element : array) {
      begin_member(&element == array.data());
      append(element);
    }
    end_members(array.empty());
    out_ += ']';
  }

  void append_object(const Json::Object& object) {
    out_ += '{';
    ++depth_;
    bool is_first = true;
    for (const auto* member : in_javascript_order(object)) {
      begin_member(is_first);
      is_first = false;
      append_string(member->first);
      out_ += indent_.empty() ? ":" : ": ";
      append(member->second);
    }
    end_members(object.empty());
    out_ += '}';
  }

  static std::vector<const Json::Object::value_type*> in_javascript_order(
      const Json::Object& object) {
    std::vector<const Json::Object::value_type*> out;
    for (const auto& member : object) out.push_back(&member);
    std::stable_sort(out.begin(), out.end(), [](const auto* a, const auto* b) {
      const auto left = array_index(a->first);
      const auto right = array_index(b->first);
      return left && (!right || *left < *right);
    });
    return out;
  }

  void begin_member(bool is_first) {
    if (!is_first) out_ += ',';
    break_line();
  }

  void end_members(bool is_empty) {
    --depth_;
    if (!is_empty) break_line();
  }

  void break_line() {
    if (indent_.empty()) return;
    out_ += '\n';
    for (std::size_t i = 0; i < depth_; ++i) out_ += indent_;
  }

  void append_string(const std::string& text) {
    constexpr std::string_view kEscaped = "\b\t\n\f\r\"\\";
    constexpr std::string_view kLetters = "btnfr\"\\";
    constexpr std::string_view kHexadecimal = "0123456789abcdef";
    out_ += '"';
    for (const char c : text) {
      const auto byte = static_cast<unsigned char>(c);
      const std::size_t escape = kEscaped.find(c);
      if (escape != std::string_view::npos) {
        out_ += '\\';
        out_ += kLetters[escape];
      } else if (byte < 0x20) {
        out_ += "\\u00";
        out_ += kHexadecimal[byte >> 4U];
        out_ += kHexadecimal[byte & 15U];
      } else {
        out_ += c;
      }
    }
    out_ += '"';
  }

  std::string indent_;
  std::size_t depth_ = 0;
  std::string out_;
};

}  // namespace

std::string_view trim_blanks(std::string_view text) {
  while (const std::size_t bytes = leading_blank(text)) text.remove_prefix(bytes);
  while (const std::size_t bytes = trailing_blank(text)) text.remove_suffix(bytes);
  return text;
}

std::vector<std::string_view> words_of(std::string_view text) {
  std::vector<std::string_view> out;
  for (text = trim_blanks(text); !text.empty(); text = trim_blanks(text)) {
    std::size_t end = 0;
    while (end < text.size() && leading_blank(text.substr(end)) == 0) ++end;
    out.push_back(text.substr(0, end));
    text.remove_prefix(end);
  }
  return out;
}

std::string javascript_text(const Json& value) {
  if (const std::string* text = value.string()) return *text;
  if (const bool* truth = value.boolean()) return *truth ? "true" : "false";
  if (value.is_number()) return number_text(value.number());
  if (const Json::Array* array = value.array()) return array_text(*array);
  return value.is_null() ? "null" : "[object Object]";
}

JsonLayout layout_of(std::string_view text) {
  constexpr std::string_view kAsciiBlanks = " \t\n\v\f\r";
  constexpr std::size_t kMaxIndent = 10;  // JSON.stringify takes no more
  if (text.starts_with("\xEF\xBB\xBF")) text.remove_prefix(3);
  text.remove_prefix(std::min(text.find_first_not_of(kAsciiBlanks), text.size()));
  if (text.empty()) return {};
  text.remove_prefix(1);
  std::size_t end = 0;
  while (text.substr(end).starts_with('\n') || text.substr(end).starts_with("\r\n")) {
    end += text[end] == '\n' ? 1 : 2;
  }
  if (end == 0) return {};
  const std::string_view rest = text.substr(end);
  const std::size_t blanks = std::min(rest.find_first_not_of(kAsciiBlanks), rest.size());
  return {std::string(text.substr(0, end)),
          std::string(rest.substr(0, std::min(blanks, kMaxIndent)))};
}

std::string stringify(const Json& value, const JsonLayout& layout) {
  const std::string text = Writer(layout.indent).write(value) + "\n";
  std::string out;
  for (const char c : text) {
    if (c == '\n') {
      out += layout.newline;
    } else {
      out += c;
    }
  }
  return out;
}

}  // namespace packwarden
