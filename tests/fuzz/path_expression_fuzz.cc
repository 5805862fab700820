#include <re2/re2.h>

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "policy/path_expression.h"
#include "policy/path_pattern.h"

namespace {

/// Paths of files have no empty name.
bool may_be_path(std::string_view text) {
  return !text.empty() && text.front() != '/' && text.back() != '/' &&
         text.find("//") == std::string_view::npos && text.find('\n') == std::string_view::npos;
}

}  // namespace

// The first line is an expression, the next a path: what the patterns of an expression match, it
// matches as well. What is allowed by mistake is published.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  const std::size_t end = text.find('\n');
  if (end == std::string_view::npos || !may_be_path(text.substr(end + 1))) return 0;
  const re2::StringPiece path(text.data() + end + 1, text.size() - end - 1);
  const auto patterns = packwarden::patterns_of_expression(text.substr(0, end));
  if (!patterns) return 0;
  RE2::Options options(RE2::Latin1);
  options.set_log_errors(false);
  options.set_dot_nl(true);
  const RE2 expression(re2::StringPiece(text.data(), end), options);
  if (!expression.ok()) return 0;  // one of Python, or none
  for (const std::string& pattern : *patterns) {
    const auto compiled = packwarden::PathPattern::compile(pattern, "");
    if (!compiled) std::abort();
    if (compiled->matches(text.substr(end + 1)) && !RE2::PartialMatch(path, expression)) {
      std::abort();
    }
  }
  return 0;
}
