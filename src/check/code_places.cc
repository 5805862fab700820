#include "check/code_places.h"

#include <algorithm>
#include <array>

#include "base/text.h"

namespace packwarden {
namespace {

/// Templates in templates in templates: deeper ones are taken for code.
constexpr std::size_t kDeepest = 1000;

bool is_of_name(char c) { return is_ascii_letter(c) || is_ascii_digit(c) || c == '_' || c == '$'; }

/// Bytes that end a part or count in one: all others of code are passed over.
constexpr std::array<bool, 256> make_notable() {
  std::array<bool, 256> out{};
  for (const char c : std::string_view("\"'`/{}")) out.at(static_cast<unsigned char>(c)) = true;
  return out;
}

constexpr std::array<bool, 256> kNotable = make_notable();

/// Behind the end of the text literal whose content begins at `at`: it ends with its line at last.
std::size_t end_of_text(std::string_view text, std::size_t at, char quote) {
  for (; at < text.size() && text[at] != quote && text[at] != '\n'; ++at) {
    if (text[at] == '\\') ++at;
  }
  return std::min(at + 1, text.size());
}

/// The same of a regular expression: a slash in a class does not end it.
std::size_t end_of_pattern(std::string_view text, std::size_t at) {
  bool is_in_class = false;
  for (; at < text.size() && text[at] != '\n'; ++at) {
    if (text[at] == '\\')
      ++at;
    else if (text[at] == '[')
      is_in_class = true;
    else if (text[at] == ']')
      is_in_class = false;
    else if (text[at] == '/' && !is_in_class)
      return at + 1;
  }
  return std::min(at, text.size());
}

std::size_t end_of_comment(std::string_view text, std::size_t at) {
  const bool is_line = text[at + 1] != '*';
  const std::size_t end = is_line ? text.find('\n', at) : text.find("*/", at + 2);
  if (end == std::string_view::npos) return text.size();
  return is_line ? end : end + 2;
}

}  // namespace

CodePart CodeParts::at(std::uint64_t offset) {
  while (last_.span.end <= offset && at_ < text_.size()) last_ = next();
  return last_;
}

CodePart CodeParts::next() {
  const std::size_t begin = at_;
  if (is_in_template_) return rest_of_template(begin, begin);
  if (begin == 0 && text_.starts_with("#!")) {
    at_ = std::min(text_.find('\n'), text_.size());
    return {CodePlace::comment, {begin, at_}};
  }
  if (!begins_part(begin)) {
    at_ = end_of_code(begin);
    return {CodePlace::code, {begin, at_}};
  }
  const char first = text_[begin];
  if (first == '`') return rest_of_template(begin, begin + 1);
  if (first == '"' || first == '\'') {
    at_ = end_of_text(text_, begin + 1, first);
    return {CodePlace::text, {begin, at_}};
  }
  const bool is_comment = text_[begin + 1] == '/' || text_[begin + 1] == '*';
  at_ = is_comment ? end_of_comment(text_, begin) : end_of_pattern(text_, begin + 1);
  return {is_comment ? CodePlace::comment : CodePlace::pattern, {begin, at_}};
}

/// Where the code ends that begins at `at`: behind it stands another part, or the text ends.
std::size_t CodeParts::end_of_code(std::size_t at) {
  const auto is_notable = [](char c) { return kNotable[static_cast<unsigned char>(c)]; };
  while (!is_in_template_) {
    at = static_cast<std::size_t>(
        std::find_if(text_.begin() + static_cast<std::ptrdiff_t>(at), text_.end(), is_notable) -
        text_.begin());
    if (at >= text_.size() || begins_part(at)) break;
    const char c = text_[at++];
    if (c == '{' || c == '}') count_brace(c);
  }
  return at;
}

bool CodeParts::begins_part(std::size_t at) const {
  const char c = text_[at];
  if (c == '"' || c == '\'' || c == '`') return true;
  if (c != '/' || at + 1 >= text_.size()) return false;
  return text_[at + 1] == '/' || text_[at + 1] == '*' || may_begin_pattern(at);
}

/// A slash divides what stands in front of it, unless that is an operator or a word that wants a
/// value.
bool CodeParts::may_begin_pattern(std::size_t slash) const {
  constexpr std::array<std::string_view, 11> kWords = {
      "return", "typeof", "case", "in", "of", "void", "delete", "do", "else", "throw", "yield"};
  constexpr std::size_t kMostBlanks = 200;
  std::size_t end = slash;
  while (end > 0 && slash - end < kMostBlanks &&
         (text_[end - 1] == ' ' || text_[end - 1] == '\n' || text_[end - 1] == '\r' ||
          text_[end - 1] == '\t')) {
    --end;
  }
  if (end == 0) return true;
  const char before = text_[end - 1];
  if (std::string_view("(,=:[!&|?{;+-*%~^<>").find(before) != std::string_view::npos) return true;
  if (!is_of_name(before)) return false;
  std::size_t begin = end;
  while (begin > 0 && end - begin < 8 && is_of_name(text_[begin - 1])) --begin;
  return is_one_of(text_.substr(begin, end - begin), kWords);
}

void CodeParts::count_brace(char brace) {
  if (brace == '{') {
    ++braces_;
  } else if (!templates_.empty() && templates_.back() == braces_) {
    templates_.pop_back();
    is_in_template_ = true;
  } else if (braces_ > 0) {
    --braces_;
  }
}

/// The part of a template from `begin` on, up to its end or to the expression in it.
CodePart CodeParts::rest_of_template(std::size_t begin, std::size_t at) {
  is_in_template_ = false;
  for (; at < text_.size() && text_[at] != '`'; ++at) {
    if (text_[at] == '\\')
      ++at;
    else if (text_.substr(at, 2) == "${" && templates_.size() < kDeepest)
      break;
  }
  if (at < text_.size() && text_[at] == '$') {
    templates_.push_back(braces_);
    at_ = at + 2;
    return {CodePlace::text, {begin, at_}};
  }
  at_ = std::min(at + 1, text_.size());
  return {CodePlace::text, {begin, at_}};
}

}  // namespace packwarden
