#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "rule/rule_set.h"

namespace packwarden {

class Engine;
class Refinements;
struct RulesImage;

/// Which first stage runs. All give the same matches; re2 runs on any processor, and the oracle,
/// which is slow, is what tests compare them with. `fastest`: re2 for a few bytes, for which
/// Hyperscan takes too long to begin with, and Hyperscan for the others; where that does not run,
/// re2 alone.
enum class EngineKind : std::uint8_t { fastest, hyperscan, re2, oracle };

/// Those that this program holds, but for `fastest` and the oracle.
[[nodiscard]] std::vector<EngineKind> engines();

/// Rules and the engine that finds them. Immutable; shared by all threads.
class Database {
 public:
  /// The embedded rules. Fails when they were made for another engine version.
  [[nodiscard]] static Result<Database> built_in(EngineKind kind);
  /// The rules of an image that rulec wrote (rules_image.h). `image` outlives the database where
  /// `kind` is `fastest`.
  [[nodiscard]] static Result<Database> from_image(std::string_view image, EngineKind kind);
  /// Any rules, on the portable engine: the program holds no Hyperscan compiler.
  [[nodiscard]] static Result<Database> compile(const RuleSet& rules);

  /// `built_in`, and `extra` rules beside it, on the portable engine: none of them is called as one
  /// that is there. The digest is of both. More than 1,000 matches of an extra rule in one text are
  /// a limit error. Fails where RE2 refuses a pattern.
  [[nodiscard]] static Result<Database> extended(Database built_in, const RuleSet& extra);

  Database(Database&&) noexcept;
  Database& operator=(Database&&) noexcept;
  ~Database();

  /// Those that look at texts; `refinements` are the others.
  [[nodiscard]] const RuleSet& rules() const { return *rules_; }
  /// The rules that say more of what another one found.
  [[nodiscard]] const RuleSet& refining_rules() const;
  [[nodiscard]] const Engine& engine() const { return *engine_; }
  [[nodiscard]] const Refinements& refinements() const { return *refinements_; }
  [[nodiscard]] std::size_t rule_count() const;
  /// The rule or refinement that is called `id`; null: none is.
  [[nodiscard]] const Rule* find_rule(std::string_view id) const;
  /// "hyperscan 5.4.0", "re2" or "oracle".
  [[nodiscard]] const std::string& engine_name() const { return engine_name_; }
  /// "sha256:…" of all rules.
  [[nodiscard]] const std::string& digest() const { return digest_; }

 private:
  Database(RuleSet rules, std::string refinements);
  [[nodiscard]] Result<void> use(EngineKind kind, const RulesImage& image);
  void use_re2();
  [[nodiscard]] Result<void> use_hyperscan(EngineKind kind, const RulesImage& image);
  [[nodiscard]] Result<void> refine(const RuleSet& extra);

  std::unique_ptr<const RuleSet> rules_;               // the others point into it
  std::vector<std::unique_ptr<const RuleSet>> parts_;  // and these, of an engine that is joined
  std::unique_ptr<const Refinements> refinements_;
  std::unique_ptr<const Engine> engine_;
  std::string engine_name_;
  std::string digest_;
};

}  // namespace packwarden
