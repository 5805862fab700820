#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "match/confirm.h"
#include "match/engine.h"
#include "rule/rule_set.h"

namespace packwarden {

/// How far a rule got in a text.
struct RuleProgress {
  std::uint64_t position = 0;  // where its last match ended
  std::uint64_t resolved = 0;  // all matches that begin before this are found
  std::uint64_t read_to = 0;   // RE2 may have read what is in front of this
  std::uint64_t last_hit = 0;
  std::uint64_t dense_to = 0;  // tries before this are counted together
  std::size_t tries = 0;
  std::size_t matches = 0;
  bool touched = false;
  Regions regions;  // of a weak rule
};

/// What a thread needs for HitSearch.
struct HitScratch {
  std::vector<RuleProgress> progress;  // by rule number
  std::vector<std::uint32_t> touched;  // rules whose progress is not as new
};

/// Stage 2 of an engine: looks for matches where stage 1 has a hit. One for each text.
class HitSearch {
 public:
  /// All outlive this. `scratch` is as new, with a progress for each of `confirmers`.
  HitSearch(const std::vector<Confirmer>& confirmers, std::string_view text, Boundaries boundaries,
            HitScratch& scratch, std::vector<RuleMatch>& out);
  HitSearch(const HitSearch&) = delete;
  HitSearch& operator=(const HitSearch&) = delete;
  /// Leaves the scratch as new.
  ~HitSearch();

  /// A match of the rule may begin within `begins`. Of one rule neither `begins.begin` nor
  /// `begins.end` is less than in the call before; fails with an internal error if that is less.
  [[nodiscard]] Result<void> within(std::uint32_t rule, ByteSpan begins);
  /// A match may begin at `begin`, its lead not counted. Of one rule in ascending order.
  [[nodiscard]] Result<void> at(std::uint32_t rule, std::uint64_t begin);
  /// A keyword of a weak rule ends at `end`.
  void keyword(std::uint32_t rule, std::uint64_t end);
  /// Looks for the weak rules, and sorts what was found. Fails with the first limit that was
  /// reached.
  [[nodiscard]] Result<void> finish();

 private:
  RuleProgress& progress_of(std::uint32_t rule);
  [[nodiscard]] Result<void> search(std::uint32_t rule, ByteSpan begins);
  [[nodiscard]] Result<void> search_regions();

  const std::vector<Confirmer>& confirmers_;
  std::string_view text_;
  Boundaries boundaries_;
  HitScratch& scratch_;
  std::vector<RuleMatch>& out_;
  std::size_t found_before_;
  RuleLimits limits_;
};

/// How far around a run of MarkedText the rules are looked for that match near runs alone.
struct RunMargins {
  std::uint32_t before = 0;
  std::uint32_t after = 0;
};
[[nodiscard]] RunMargins run_margins(const RuleSet& rules);

/// The parts of the text that are near runs, in order; no two of them touch.
[[nodiscard]] std::vector<ByteSpan> parts_near_runs(const MarkedText& text, RunMargins margins);

}  // namespace packwarden
