#include "policy/path_expression.h"

#include <algorithm>
#include <cstddef>
#include <utility>

#include "base/text.h"
#include "policy/path_pattern.h"

namespace packwarden {
namespace {

using Texts = std::vector<std::string>;

constexpr std::size_t kMostAlternatives = 64;
constexpr std::size_t kLongest = 1000;
constexpr std::size_t kDeepest = 16;

// Signs of an expression that stand for no byte of a path, until it is a pattern.
constexpr char kBegin = '\x01';
constexpr char kEnd = '\x02';
constexpr char kAnything = '\x03';

tl::unexpected<Error> refusal(std::string what) {
  return fail(ErrorKind::unsupported, "", std::move(what));
}

/// Each of `heads` with each of `tails` behind it.
Result<Texts> combined(const Texts& heads, const Texts& tails) {
  if (heads.size() * tails.size() > kMostAlternatives) {
    return refusal("an expression with too many alternatives");
  }
  Texts out;
  for (const std::string& head : heads) {
    for (const std::string& tail : tails) out.push_back(head + tail);
  }
  return out;
}

/// Reads a part of the language of regular expressions, and gives all texts that it stands for.
class ExpressionReader {
 public:
  explicit ExpressionReader(std::string_view text) : text_(text) {}

  Result<Texts> read() {
    TRY_ASSIGN(Texts out, alternatives(0));
    if (!text_.empty()) return refusal("an expression with a bracket too many");
    return out;
  }

 private:
  Result<Texts> alternatives(std::size_t depth) {
    if (depth > kDeepest) return refusal("an expression with too many brackets");
    TRY_ASSIGN(Texts out, sequence(depth));
    while (text_.starts_with('|')) {
      text_.remove_prefix(1);
      TRY_ASSIGN(const Texts more, sequence(depth));
      out.insert(out.end(), more.begin(), more.end());
      if (out.size() > kMostAlternatives) {
        return refusal("an expression with too many alternatives");
      }
    }
    return out;
  }

  Result<Texts> sequence(std::size_t depth) {
    Texts out = {""};
    while (!text_.empty() && text_.front() != '|' && text_.front() != ')') {
      TRY_ASSIGN(Texts next, atom(depth));
      if (take("?")) next.emplace_back();
      if (!text_.empty() && is_one_of(text_.substr(0, 1), Texts{"*", "+", "{", "?"})) {
        return refusal("an expression that repeats something");
      }
      TRY_ASSIGN(out, combined(out, next));
    }
    return out;
  }

  Result<Texts> atom(std::size_t depth) {
    for (const std::string_view any : {".*?", ".*"}) {
      if (take(any)) return Texts{{kAnything}};
    }
    for (const std::string_view any : {"[^/]*?", "[^/]*"}) {
      if (take(any)) return Texts{"*"};
    }
    for (const std::string_view some : {".+?", ".+", "[^/]+?", "[^/]+"}) {
      if (take(some)) return Texts{some.front() == '.' ? std::string("?") + kAnything : "?*"};
    }
    if (take("^")) return Texts{{kBegin}};
    if (take("$") || take("\\z") || take("\\Z")) return Texts{{kEnd}};
    if (take("(?:") || take_group()) return group(depth);
    return literal();
  }

  Result<Texts> group(std::size_t depth) {
    TRY_ASSIGN(Texts out, alternatives(depth + 1));
    if (!take(")")) return refusal("an expression with a bracket that is not closed");
    return out;
  }

  Result<Texts> literal() {
    const bool is_escaped = take("\\");
    if (text_.empty()) return refusal("an expression that ends with a backslash");
    const char c = text_.front();
    const bool is_word = is_ascii_letter(c) || is_ascii_digit(c) || c == '_';
    if (is_escaped && is_word) return refusal("an expression with a class of characters");
    if (!is_escaped && std::string_view("([{*+?").find(c) != std::string_view::npos) {
      return refusal(c == '('
                         ? "an expression with flags or conditions"
                         : "an expression with a class of characters, or that repeats something");
    }
    if (std::string_view("\\![{*?\x01\x02\x03").find(c) != std::string_view::npos) {
      return refusal("a path with a sign that stands for nothing here");
    }
    text_.remove_prefix(1);
    return Texts{{c}};
  }

  bool take_group() { return !text_.starts_with("(?") && take("("); }

  bool take(std::string_view what) {
    if (!text_.starts_with(what)) return false;
    text_.remove_prefix(what.size());
    return true;
  }

  std::string_view text_;
};

/// `body` with each run of stars and of kAnything as the widest of them: side by side they would
/// read as another sign.
std::string with_single_signs(std::string_view body) {
  std::string out;
  for (const char c : body) {
    const bool follows_star = out.ends_with('*') || out.ends_with(kAnything);
    if (c == kAnything && out.ends_with('*')) out.pop_back();
    if (c == kAnything && out.ends_with(kAnything)) continue;
    if (c == '*' && follows_star) continue;
    out += c;
  }
  return out;
}

/// Replaces kAnything. In a pattern `**/` may be nothing, and `.*/` is a '/' at least.
std::string with_stars(std::string_view body) {
  std::string out;
  for (std::size_t i = 0; i < body.size(); ++i) {
    const bool is_before_slash = i + 1 < body.size() && body[i + 1] == '/';
    if (body[i] != kAnything) {
      out += body[i];
    } else if (!is_before_slash) {
      out += "**";
    } else {
      out += out.empty() ? "*/**" : "***";
    }
  }
  return out;
}

/// One text that the expression stands for, as a pattern.
Result<std::string> pattern_of(std::string_view text) {
  const bool begins = text.starts_with(kBegin);
  if (begins) text.remove_prefix(1);
  const bool ends = text.ends_with(kEnd);
  if (ends) text.remove_suffix(1);
  if (text.find_first_of(std::string_view("\x01\x02")) != std::string_view::npos) {
    return refusal("an expression with ^ or $ in the middle");
  }
  std::string body(text);
  if (!begins) body.insert(body.begin(), kAnything);
  if (!ends) body += kAnything;
  body = with_single_signs(body);
  if (body.find_first_not_of("*?/\x03") == std::string::npos) {
    return refusal("an expression for any path");
  }
  return (begins && body.front() != '/' ? "/" : "") + with_stars(body);
}

Result<Texts> checked(Texts patterns) {
  std::sort(patterns.begin(), patterns.end());
  patterns.erase(std::unique(patterns.begin(), patterns.end()), patterns.end());
  for (const std::string& pattern : patterns) {
    if (auto compiled = PathPattern::compile(pattern, ""); !compiled) {
      return fail(std::move(compiled.error()));
    }
  }
  return patterns;
}

}  // namespace

Result<Texts> patterns_of_expression(std::string_view expression) {
  if (expression.size() > kLongest) return refusal("an expression that is too long");
  TRY_ASSIGN(const Texts texts, ExpressionReader(expression).read());
  Texts out;
  for (const std::string& text : texts) {
    TRY_ASSIGN(std::string pattern, pattern_of(text));
    out.push_back(std::move(pattern));
  }
  return checked(std::move(out));
}

/// A name stands for a file and for all in a directory (gitignore(5), "PATTERN FORMAT").
Result<Texts> patterns_of_ignore_line(std::string_view line) {
  if (line.starts_with('!')) return refusal("a path that is taken in again");
  if (line.find_first_of("\\[{!") != std::string_view::npos) {
    return refusal("a path with a sign that stands for nothing here");
  }
  Texts out = {std::string(line)};
  if (!line.ends_with('/') && !line.ends_with("**")) out.push_back(std::string(line) + "/");
  return checked(std::move(out));
}

}  // namespace packwarden
