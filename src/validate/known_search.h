#pragma once

#include <string_view>
#include <vector>

#include "base/result.h"
#include "base/span.h"
#include "rule/rule.h"
#include "validate/known_values.h"

// Like match/scanner.h, only match/, validate/ and rulec/ may include this file (layering_test.py).
namespace packwarden {

/// A place where a known value stands. Never printed.
struct KnownMatch {
  const Rule* rule = nullptr;  // made for this value: what to say of it
  std::string_view value;      // as it is, whatever stands there
  std::string_view encoding;   // of what stands there, as decoders are named; "": none
  ByteSpan span;               // of a long value, a part of it
};

/// Appends all places in `text` where one of `values` stands, in any of its forms. They are valid
/// as long as `values`. On failure `text` does not count as examined, and `out` holds what was
/// found all the same.
[[nodiscard]] Result<void> find_known_values(const KnownValues& values, std::string_view text,
                                             std::vector<KnownMatch>& out);

}  // namespace packwarden
