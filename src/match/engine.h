#pragma once

#include <cstdint>
#include <memory>
#include <vector>

#include "base/result.h"
#include "base/span.h"
#include "decode/marked_text.h"

namespace packwarden {

/// A match of the rule with that number; no secret is copied.
struct RuleMatch {
  std::uint32_t rule = 0;  // number in the RuleSet
  ByteSpan whole;          // what the pattern matched
  ByteSpan secret;         // the secret's part of it
  bool joined = false;     // found only because boundaries were ignored
};

/// Whether a match must stand apart from the text around it. Compiled files hold one string behind
/// the other: there the word boundaries can be ignored that patterns begin and end with
/// (confirm.h).
enum class Boundaries : std::uint8_t { kept, ignored };

/// What one thread needs to run an engine.
class Scratch {
 public:
  Scratch() = default;
  Scratch(const Scratch&) = delete;
  Scratch& operator=(const Scratch&) = delete;
  virtual ~Scratch() = default;
};

/// Finds rule matches in bytes. Immutable: any number of threads, each with a Scratch of its own.
///
/// What a match is does not depend on the engine: of each rule, the first match from the left, then
/// the first that begins where the last one ended or later. A rule with keywords also needs one of
/// them within its window; a weak one is looked for only there (confirm.h).
class Engine {
 public:
  Engine() = default;
  Engine(const Engine&) = delete;
  Engine& operator=(const Engine&) = delete;
  virtual ~Engine() = default;

  [[nodiscard]] virtual Result<std::unique_ptr<Scratch>> new_scratch() const = 0;

  /// Appends all matches in `text`, sorted by rule, then by place. `scratch` comes from
  /// `new_scratch` of this engine. On failure `out` holds what was found so far; on one of kind
  /// `limit`, all matches of the other rules too.
  [[nodiscard]] virtual Result<void> find(const MarkedText& text, Boundaries boundaries,
                                          Scratch& scratch, std::vector<RuleMatch>& out) const = 0;
};

}  // namespace packwarden
