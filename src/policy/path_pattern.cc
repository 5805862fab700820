#include "policy/path_pattern.h"

#include <re2/re2.h>

#include <string>
#include <utility>

namespace packwarden {
namespace {

constexpr std::size_t kLongest = 1000;

/// Takes the first part of `pattern`, and says what it is as an expression.
std::string take_part(std::string_view& pattern) {
  if (pattern.starts_with("**/")) {
    pattern.remove_prefix(3);
    return "(?:.*/)?";
  }
  if (pattern.starts_with("**")) {
    pattern.remove_prefix(2);
    return ".*";
  }
  const std::string_view first = pattern.substr(0, 1);
  pattern.remove_prefix(1);
  if (first == "*") return "[^/]*";
  return first == "?" ? "[^/]" : RE2::QuoteMeta(re2::StringPiece(first.data(), first.size()));
}

std::string expression_of(std::string_view pattern) {
  std::string out = "(?s)";
  if (pattern.find('/') >= pattern.size() - 1) out += "(?:.*/)?";
  if (pattern.starts_with('/')) pattern.remove_prefix(1);
  const bool is_directory = pattern.ends_with('/');
  while (!pattern.empty()) out += take_part(pattern);
  return is_directory ? out + ".*" : out;
}

}  // namespace

PathPattern::PathPattern(std::string_view text, std::shared_ptr<const re2::RE2> expression)
    : text_(text), expression_(std::move(expression)) {}

Result<PathPattern> PathPattern::compile(std::string_view text, std::string_view where) {
  if (text.find_first_of("\\![{") != std::string_view::npos || text.starts_with("./")) {
    return fail(ErrorKind::config, std::string(where),
                "a path with a sign that stands for nothing here: \\, !, [, { or ./ at its begin");
  }
  if (text.empty()) return fail(ErrorKind::config, std::string(where), "an empty path");
  if (text.size() > kLongest) {
    return fail(limit_error(std::string(where), "a path is too long", {"path-bytes", kLongest}));
  }
  RE2::Options options(RE2::Latin1);  // names are bytes
  options.set_log_errors(false);
  auto expression = std::make_shared<const RE2>(expression_of(text), options);
  if (!expression->ok()) {
    return fail(ErrorKind::config, std::string(where), "a path with too many parts");
  }
  return PathPattern(text, std::move(expression));
}

bool PathPattern::matches(std::string_view path) const {
  return RE2::FullMatch(re2::StringPiece(path.data(), path.size()), *expression_);
}

}  // namespace packwarden
