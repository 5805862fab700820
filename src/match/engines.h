#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "match/confirm.h"
#include "match/engine.h"
#include "match/rules_image.h"
#include "rule/rule_set.h"

namespace packwarden {

/// Looks for the needles of the rules, on any processor, and around them with RE2. `rules` outlive
/// the engine. More matches than `most` of one rule in one text are a limit error.
[[nodiscard]] std::unique_ptr<const Engine> portable_engine(const RuleSet& rules,
                                                            std::size_t most = kMostMatches);

/// Runs RE2 alone, each rule over the whole text: slow, and what the others must agree with.
/// `rules` outlive the engine.
[[nodiscard]] std::unique_ptr<const Engine> oracle_engine(const RuleSet& rules);

/// An engine whose rule `n` is called `numbers[n]`.
struct EnginePart {
  std::unique_ptr<const Engine> engine;
  std::vector<std::uint32_t> numbers;  // ascending
};

/// Runs all of `parts`, of which no two have a number in common.
[[nodiscard]] std::unique_ptr<const Engine> joined_engine(std::vector<EnginePart> parts);

/// Runs the databases that rulec made of `rules`. `rules` outlive the engine; `serialized` is
/// copied. Fails when a database is damaged, is of another version or cannot run on this
/// processor, and where no Hyperscan is linked.
[[nodiscard]] Result<std::unique_ptr<const Engine>> hyperscan_engine(
    const RuleSet& rules, const EngineDatabases& serialized);

/// Whether this program holds Hyperscan, and the processor has what that needs.
[[nodiscard]] bool can_run_hyperscan();

using EngineMaker = std::function<Result<std::unique_ptr<const Engine>>()>;
/// Bytes that a thread looks at before it pays to make another engine.
inline constexpr std::uint64_t kDeferredBytes = std::uint64_t{1} << 20U;

/// Runs `first` as long as a thread has not looked at more than kDeferredBytes, and from then on
/// what `make` makes, which is asked once and finds the same. Fails in `find` where that fails.
[[nodiscard]] std::unique_ptr<const Engine> deferred_engine(std::unique_ptr<const Engine> first,
                                                            EngineMaker make);

/// One Confirmer for each rule, in order.
[[nodiscard]] std::vector<Confirmer> confirmers_of(const RuleSet& rules,
                                                   std::size_t most = kMostMatches);

/// Which texts Hyperscan looks for, and what a hit of each means.
struct Expression {
  std::string pattern;
  std::uint32_t id = 0;
};

/// Ids at and above this one are keywords of the weak rule `id - kKeywordId`; below it, rule
/// numbers.
inline constexpr std::uint32_t kKeywordId = 0x4000'0000;
/// The expression of the self-check that every new Scratch runs.
inline constexpr std::uint32_t kSelfCheckId = 0x7FFF'FFFF;

/// By where they are looked for: Hyperscan need not look at most of a text for rules that match
/// nothing but long tokens.
struct Expressions {
  std::vector<Expression> everywhere;
  std::vector<Expression> near_runs;  // of rules whose facts say `near_run`
};

/// What rulec compiles into the databases of `rules`.
[[nodiscard]] Expressions expressions_of(const RuleSet& rules);

/// "5.4.0 2021-01-26": the version of the Hyperscan that is linked; "": none is.
[[nodiscard]] std::string_view hyperscan_version();

}  // namespace packwarden
