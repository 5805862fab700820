#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "npm/ignore_file.h"
#include "npm/pack_pattern.h"

namespace packwarden {

/// The rules that the names in one directory are judged by, in order. Most rules name something
/// that is neither on the way to the directory nor in it: one test a name tells that, instead of
/// many comparisons. Borrows the rules.
class RulesInUse {
 public:
  struct Rule {
    const PackPattern* pattern = nullptr;
    const RuleLabel* label = nullptr;
  };

  void clear();
  /// Appends the rules of a directory further up; `above` are the fingerprints of the names between
  /// it and the one whose names are judged.
  void add(const RuleList& list, std::uint64_t above);
  /// After the last `add`, before `next`.
  void end();

  [[nodiscard]] std::size_t size() const { return rules_.size(); }
  [[nodiscard]] const Rule& operator[](std::size_t place) const { return rules_[place]; }

  /// The place of the first rule, from `place` on, that may match a name with these fingerprints;
  /// `size()` where there is none.
  [[nodiscard]] std::size_t next(std::size_t place, std::uint64_t name, Question question) const {
    const auto& needed = question == Question::directory ? needed_on_the_way_ : needed_;
    while ((needed[place] & ~name) != 0) ++place;
    return place;
  }

 private:
  std::vector<Rule> rules_;
  // The fingerprints that a name must have for each rule, and then none.
  std::vector<std::uint64_t> needed_;
  std::vector<std::uint64_t> needed_on_the_way_;  // for Question::directory
};

}  // namespace packwarden
