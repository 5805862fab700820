#pragma once

#include <memory>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "base/span.h"
#include "decode/marked_text.h"
#include "match/database.h"
#include "match/engine.h"
#include "rule/rule.h"

// The secret boundary: only match/, validate/ and rulec/ may include this file (layering_test.py).
namespace packwarden {

/// A place where a rule matches. Borrows the scanned text and the rules. Never printed.
struct Match {
  const Rule* rule = nullptr;
  ByteSpan whole;           // what the pattern matched
  ByteSpan span;            // the secret alone
  std::string_view secret;  // the bytes of `span`
  std::string_view text;    // all that was scanned; `whole` and `span` are offsets in it
  bool joined = false;      // found only because boundaries were ignored
};

/// Finds all matches of a Database's rules. Owns scratch space: one Scanner per thread.
class Scanner {
 public:
  /// `database` outlives the scanner.
  [[nodiscard]] static Result<Scanner> create(const Database& database);
  Scanner(Scanner&&) noexcept;
  Scanner& operator=(Scanner&&) noexcept;
  ~Scanner();

  /// Appends all matches in `text`, by (rule number, offset). They are valid as long as `text`. On
  /// failure `text` does not count as examined, and `out` holds what was found all the same.
  [[nodiscard]] Result<void> scan(const MarkedText& text, Boundaries boundaries,
                                  std::vector<Match>& out);

 private:
  class State;
  explicit Scanner(std::unique_ptr<State> state);
  std::unique_ptr<State> state_;
};

}  // namespace packwarden
