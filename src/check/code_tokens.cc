#include "check/code_tokens.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <string>

#include "base/text.h"

namespace packwarden {
namespace {

bool is_blank(char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r'; }

bool is_of_name(char c) {
  return is_ascii_letter(c) || is_ascii_digit(c) || c == '_' || c == '$' ||
         static_cast<unsigned char>(c) >= 0x80;
}

bool is_of_number(char c) { return is_of_name(c) || c == '.'; }

bool opens(const CodeToken& token) {
  return token.is_sign('(') || token.is_sign('[') || token.is_sign('{');
}

bool closes(const CodeToken& token) {
  return token.is_sign(')') || token.is_sign(']') || token.is_sign('}');
}

/// Whether it may end an expression, or be all of it.
bool is_operand(const CodeToken& token) {
  constexpr std::array<std::string_view, 9> kOperators = {
      "await", "delete", "in", "instanceof", "new", "of", "typeof", "void", "as"};
  if (token.kind == CodeTokenKind::name) return !is_one_of(token.text, kOperators);
  return token.kind != CodeTokenKind::sign;
}

/// Whether a statement ends between the two, as no operator joins them.
bool parts_statements(const CodeToken& before, const CodeToken& after) {
  // An expression in a template stands between two parts of it.
  if (before.kind == CodeTokenKind::text && before.text.ends_with("${")) return false;
  if (after.kind == CodeTokenKind::text && after.text.front() != '"' && after.text.front() != '\'')
    return false;
  const bool may_end = is_operand(before) || before.is_sign(')') || before.is_sign(']');
  const bool may_begin = after.kind == CodeTokenKind::sign ? after.is_sign('{') : is_operand(after);
  return may_end && may_begin;
}

/// Whether an expression, of which `before` was read and no bracket is open, ends in front of
/// `token`. A key may stand in a bracket of its own, and a function has a body.
bool ends_expression(const std::vector<CodeToken>& before, const CodeToken& token) {
  if (before.size() == 1 && before[0].kind == CodeTokenKind::text && token.is_sign(']'))
    return false;
  if (token.is_sign(',') || token.is_sign(';') || closes(token)) return true;
  if (before.empty()) return false;
  const CodeTokenSpan first = CodeTokenSpan(before).first(std::min<std::size_t>(before.size(), 4));
  const bool is_function = std::any_of(
      first.begin(), first.end(), [](const CodeToken& one) { return one.is_name("function"); });
  return !(is_function && token.is_sign('{')) && parts_statements(before.back(), token);
}

bool ends_value(CodeTokenSpan tokens) {
  return tokens.empty() || tokens.front().is_sign(',') || tokens.front().is_sign(';') ||
         closes(tokens.front());
}

}  // namespace

std::optional<std::string_view> CodeToken::literal() const {
  if (kind != CodeTokenKind::text || text.size() < 2 || text.front() != text.back()) {
    return std::nullopt;
  }
  if (text.front() != '"' && text.front() != '\'' && text.front() != '`') return std::nullopt;
  return text.substr(1, text.size() - 2);
}

std::optional<CodeToken> CodeTokens::next() {
  while (at_ < program_.size()) {
    const CodePart part = parts_.at(at_);
    const std::size_t end = part.span.end;
    if (part.place == CodePlace::code) {
      while (at_ < end && is_blank(program_[at_])) ++at_;
      if (at_ == end) continue;
      const CodeToken token = in_code(end);
      at_ += token.text.size();
      return token;
    }
    const std::size_t begin = at_;
    at_ = end;
    if (part.place == CodePlace::comment) continue;
    const auto kind = part.place == CodePlace::text ? CodeTokenKind::text : CodeTokenKind::pattern;
    return CodeToken{kind, program_.substr(begin, end - begin), begin};
  }
  return std::nullopt;
}

/// The token at `at_`, of a part of code that goes to `end`.
CodeToken CodeTokens::in_code(std::size_t end) const {
  const char first = program_[at_];
  const auto up_to = [&](auto is_of) {
    std::size_t last = at_;
    while (last < end && is_of(program_[last])) ++last;
    return program_.substr(at_, last - at_);
  };
  const bool is_fraction = first == '.' && at_ + 1 < end && is_ascii_digit(program_[at_ + 1]);
  if (is_ascii_digit(first) || is_fraction) {
    return {CodeTokenKind::number, up_to(is_of_number), at_};
  }
  if (is_of_name(first)) return {CodeTokenKind::name, up_to(is_of_name), at_};
  return {CodeTokenKind::sign, program_.substr(at_, 1), at_};
}

std::vector<CodeToken> CodeSight::expression_at(std::size_t at) {
  constexpr std::size_t kMostTokens = 400;
  std::vector<CodeToken> out;
  if (left_ < kMostBytes) return out;
  const std::string_view window = program_.substr(at, kMostBytes);
  CodeTokens tokens(window);
  std::size_t depth = 0;
  std::size_t read = 0;
  while (out.size() < kMostTokens) {
    const std::optional<CodeToken> token = tokens.next();
    read = token ? token->at + token->text.size() : window.size();
    if (!token || (depth == 0 && ends_expression(out, *token))) break;
    if (opens(*token)) ++depth;
    if (closes(*token) && depth > 0) --depth;
    out.push_back({token->kind, token->text, token->at + at});
  }
  left_ -= std::min(read, left_);
  return out;
}

std::size_t size_of_bracket(CodeTokenSpan tokens) {
  std::size_t depth = 0;
  for (std::size_t i = 0; i < tokens.size(); ++i) {
    if (opens(tokens[i])) ++depth;
    if (closes(tokens[i])) --depth;
    if (depth == 0) return i == 0 ? 0 : i + 1;
  }
  return tokens.size();
}

std::vector<CodeTokenSpan> parts_in_bracket(CodeTokenSpan tokens) {
  std::vector<CodeTokenSpan> out;
  std::size_t depth = 0;
  std::size_t begin = 1;
  const std::size_t size = size_of_bracket(tokens);
  for (std::size_t i = 0; i < size; ++i) {
    const bool is_last = i + 1 == size;
    const bool is_closed = is_last && closes(tokens[i]);
    if (opens(tokens[i])) ++depth;
    if (closes(tokens[i])) --depth;
    if (!is_last && !(depth == 1 && tokens[i].is_sign(','))) continue;
    const std::size_t end = is_last && !is_closed ? i + 1 : i;
    if (end > begin) out.push_back(tokens.subspan(begin, end - begin));
    begin = i + 1;
  }
  return out;
}

CodeTokenSpan value_given(CodeTokenSpan tokens) {
  std::size_t at = 1;
  if (at < tokens.size() && tokens[at].is_sign(']')) ++at;
  if (at + 1 >= tokens.size()) return {};
  if (tokens[at].is_sign(':')) return tokens.subspan(at + 1);
  if (!tokens[at].is_sign('=')) return {};
  const bool is_comparison = tokens[at + 1].is_sign('=') || tokens[at + 1].is_sign('>');
  return is_comparison ? CodeTokenSpan() : tokens.subspan(at + 1);
}

CodeTokenSpan member_of(CodeTokenSpan tokens, std::string_view name) {
  if (tokens.empty() || !tokens.front().is_sign('{')) return {};
  for (const CodeTokenSpan part : parts_in_bracket(tokens)) {
    const CodeToken& key = part.front();
    if (key.is_name(name) || key.literal() == name) return value_given(part);
  }
  return {};
}

bool is_false(CodeTokenSpan tokens) {
  if (tokens.empty()) return false;
  if (tokens.front().is_name("false")) return ends_value(tokens.subspan(1));
  return tokens.size() > 1 && tokens[0].is_sign('!') && tokens[1].text == "1" &&
         ends_value(tokens.subspan(2));
}

std::optional<double> number_of(CodeTokenSpan tokens) {
  if (tokens.empty() || tokens.front().kind != CodeTokenKind::number) return std::nullopt;
  if (!ends_value(tokens.subspan(1))) return std::nullopt;
  std::string text(tokens.front().text);
  std::erase(text, '_');
  const bool is_hexadecimal = text.starts_with("0x") || text.starts_with("0X");
  const std::string_view digits = std::string_view(text).substr(is_hexadecimal ? 2 : 0);
  double value = 0;
  const auto format = is_hexadecimal ? std::chars_format::hex : std::chars_format::general;
  const char* const end = digits.data() + digits.size();
  const auto read = std::from_chars(digits.data(), end, value, format);
  constexpr double kMost = 9007199254740992;
  if (read.ec != std::errc() || read.ptr != end || value > kMost) return std::nullopt;
  return value;
}

ByteSpan span_of(CodeTokenSpan tokens) {
  return {tokens.front().at, tokens.back().at + tokens.back().text.size()};
}

}  // namespace packwarden
