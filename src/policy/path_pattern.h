#pragma once

#include <memory>
#include <string>
#include <string_view>

#include "base/result.h"

namespace re2 {
class RE2;
}

namespace packwarden {

/// Paths that a policy names: `*` and `?` stand for what is no '/', `**` for anything. Without a
/// '/' before its end it is a name in any directory; with one at its end it is all below that
/// directory. Case counts. Immutable; copies share what was compiled.
class PathPattern {
 public:
  /// Fails where `text` is empty, has more than 1,000 bytes, or signs that mean something in other
  /// patterns and nothing here (`!`, `[`, `{`, a backslash, "./" at the begin); `where` names it in
  /// the error.
  [[nodiscard]] static Result<PathPattern> compile(std::string_view text, std::string_view where);

  /// Whether `path`, '/'-separated, is one of them. Linear.
  [[nodiscard]] bool matches(std::string_view path) const;

  /// As it was written.
  [[nodiscard]] const std::string& text() const { return text_; }

 private:
  PathPattern(std::string_view text, std::shared_ptr<const re2::RE2> expression);

  std::string text_;
  std::shared_ptr<const re2::RE2> expression_;
};

}  // namespace packwarden
