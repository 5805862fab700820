#include "base/json_scanner.h"

#include <algorithm>

#include "base/json.h"
#include "base/text.h"

namespace packwarden {

JsonScanner::JsonScanner(std::string_view text, std::size_t at)
    : text_(text), at_(std::min(at, text.size())) {}

void JsonScanner::skip_blanks() {
  at_ = std::min(text_.find_first_not_of(" \t\r\n", at_), text_.size());
}

bool JsonScanner::take(char c) {
  skip_blanks();
  if (next() != c || at_ >= text_.size()) return false;
  ++at_;
  skip_blanks();
  return true;
}

std::optional<ByteSpan> JsonScanner::value() {
  skip_blanks();
  const std::size_t begin = at_;
  if (next() == '"') {
    skip_string();
  } else if (next() == '{' || next() == '[') {
    skip_container();
  } else {
    at_ = std::min(text_.find_first_of(",:[]{}\" \t\r\n", at_), text_.size());
  }
  if (at_ == begin) return std::nullopt;
  return ByteSpan{begin, at_};
}

void JsonScanner::skip_container() {
  std::size_t depth = 0;
  do {
    const char c = text_[at_];
    if (c == '"') {
      skip_string();
      continue;
    }
    if (c == '{' || c == '[') ++depth;
    if (c == '}' || c == ']') --depth;
    ++at_;
  } while (depth > 0 && at_ < text_.size());
}

/// A quote ends the string unless an odd number of backslashes stands in front of it. Whole strings
/// of source maps are files: bytes are not looked at one by one.
void JsonScanner::skip_string() {
  std::size_t begin = at_ + 1;
  while (true) {
    const std::size_t quote = text_.find('"', begin);
    if (quote == std::string_view::npos) {
      at_ = text_.size();
      return;
    }
    std::size_t plain = quote;
    while (plain > begin && text_[plain - 1] == '\\') --plain;
    begin = at_ = quote + 1;
    if ((quote - plain) % 2 == 0) return;
  }
}

std::string without_json_comments(std::string_view text) {
  std::string out(text);
  std::size_t at = 0;
  while ((at = text.find_first_of("\"/", at)) != std::string_view::npos) {
    if (text[at] == '"') {
      JsonScanner scanner(text, at);
      at = scanner.value().value_or(ByteSpan{at, at + 1}).end;
      continue;
    }
    const bool is_line = text.substr(at, 2) == "//";
    if (!is_line && text.substr(at, 2) != "/*") {
      ++at;
      continue;
    }
    const std::size_t close = is_line ? text.find_first_of("\r\n", at) : text.find("*/", at + 2);
    std::size_t end = text.size();
    if (close != std::string_view::npos) end = is_line ? close : close + 2;
    for (; at < end; ++at) {
      if (out[at] != '\n' && out[at] != '\r') out[at] = ' ';
    }
  }
  return out;
}

std::string unquoted_json(std::string_view quoted) {
  const auto json = parse_json(to_valid_utf8(quoted), "");
  return json && json->string() != nullptr ? *json->string() : std::string();
}

}  // namespace packwarden
