#pragma once

#include <cstddef>
#include <memory>
#include <string>

#include "base/result.h"
#include "match/scanner.h"
#include "rule/rule_set.h"

namespace packwarden {

/// Those of `rules` that refine another one, serialized and compressed. Fails only without memory.
[[nodiscard]] Result<std::string> packed_refinements(const RuleSet& rules);

/// The rules that refine another one (Rule::refines): they say whose the secret is that it found.
class Refinements {
 public:
  /// `packed` is what packed_refinements made of them. It is read when the first match asks: most
  /// runs find nothing.
  explicit Refinements(std::string packed);
  Refinements(const Refinements&) = delete;
  Refinements& operator=(const Refinements&) = delete;
  ~Refinements();

  [[nodiscard]] std::size_t size() const;
  [[nodiscard]] const RuleSet& rules() const;
  /// The one called `id`, or null.
  [[nodiscard]] const Rule* find(std::string_view id) const;

  /// The rule that says more of `match`, or null: the secret as a whole matches its pattern, and
  /// the name that the secret is given to, or a name around that, holds one of its keywords. Of
  /// several the one whose keyword stands nearest, then the longer keyword, then the lesser id.
  [[nodiscard]] const Rule* of(const Match& match) const;

 private:
  struct Loaded;
  [[nodiscard]] const Loaded& loaded() const;

  std::string packed_;
  std::unique_ptr<Loaded> loaded_;  // filled once, by whichever thread comes first
};

}  // namespace packwarden
