#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "finding/finding.h"
#include "rule/needle.h"

namespace packwarden {

/// What the scanner needs to know of a pattern, derived once by rulec and kept in its table.
struct PatternFacts {
  std::string superset;              // for Hyperscan; what it is compiled to is kept instead
  std::string confirm;               // for RE2
  std::uint32_t superset_width = 0;  // bytes of the superset's longest match
  std::uint32_t width = 0;           // bytes of the longest match; with an unbounded tail `window`
  bool has_lead = false;             // group 1 of `confirm` is the match, the rule's groups follow
  bool open_tail = false;            // a match wider than `width` is cut, not refused
  bool near_run = false;             // each superset match holds a run that MarkedText marks:
  std::uint32_t run_before = 0;      // it begins at most so many bytes behind the match's begin
  std::uint32_t run_after = 0;       // and ends at most so many in front of its end
  std::uint32_t literal = 0;         // bytes of the longest literal that each match holds
  bool weak = false;                 // no literal to look for: found through its keywords alone
  Needles needles;                   // behind the lead; the farthest is bounded
};

/// What a secret looks like. rules/README.md describes the JSON form; rules/schema.json checks it.
struct Rule {
  std::string id;                     // [a-z0-9-]+, unique, stable for ever
  std::string title;                  // "npm access token"
  std::string provider;               // "npm"
  std::string message;                // why a leak matters, one sentence
  std::string fix;                    // what to do, one sentence
  std::string pattern;                // the language of rule/pattern.h
  std::vector<std::string> keywords;  // not empty: one of them must stand near a match
  /// Not empty: the id of another rule. A match of that one which this one knows more of is
  /// reported as this one's (match/refinement.h); it finds nothing by itself.
  std::string refines;
  std::vector<std::string> companions;  // rules of the ids that belong to the secret
  bool needs_companion = false;         // a match counts only with an id of these nearby
  /// Which group is the secret, or where that takes no part the first behind it; 0: the whole
  /// match.
  std::uint32_t secret_group = 0;
  Severity severity = Severity::high;
  Confidence confidence = Confidence::medium;
  SecretClass secret_class = SecretClass::secret;
  /// `content`: what matches is no secret but has no place in a package. It counts in packages
  /// only, in files as they are and in members of archives, and its id is one of the catalogue of
  /// checks.
  FindingKind kind = FindingKind::secret;
  std::string validator;   // a name of validate/validators.h; empty: none
  double min_entropy = 0;  // bits per byte (Shannon) the secret must reach
  /// Bytes. Keywords: how far from the match one may stand. Otherwise the longest match of a
  /// pattern whose tail is unbounded. 0: neither.
  std::uint32_t window = 0;
  std::vector<std::string> references;
  std::vector<std::string> examples;           // texts in which the rule finds something
  std::vector<std::string> negative_examples;  // texts in which it finds nothing
  PatternFacts facts;  // derived from the pattern by check_rule; of a refinement `confirm`

  [[nodiscard]] bool is_refinement() const { return !refines.empty(); }
};

}  // namespace packwarden
