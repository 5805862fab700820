#include "match/database.h"

#include <utility>

#include "base/digest.h"
#include "match/confirm.h"
#include "match/engine.h"
#include "match/engines.h"
#include "match/refinement.h"
#include "match/rules_image.h"

namespace packwarden {

std::vector<EngineKind> engines() {
  if (hyperscan_version().empty()) return {EngineKind::re2};
  return {EngineKind::hyperscan, EngineKind::re2};
}

Database::Database(RuleSet rules, std::string refinements)
    : rules_(std::make_unique<const RuleSet>(std::move(rules))),
      refinements_(std::make_unique<const Refinements>(std::move(refinements))) {}
Database::Database(Database&&) noexcept = default;
Database& Database::operator=(Database&&) noexcept = default;
Database::~Database() = default;

const RuleSet& Database::refining_rules() const { return refinements_->rules(); }

std::size_t Database::rule_count() const { return rules_->rules().size() + refinements_->size(); }

void Database::use_re2() {
  engine_ = portable_engine(*rules_);
  engine_name_ = "re2";
}

const Rule* Database::find_rule(std::string_view id) const {
  const Rule* rule = rules_->find(id);
  return rule != nullptr ? rule : refinements_->find(id);
}

/// Made ready at once, or of `fastest` when a thread has examined so much that it pays.
Result<void> Database::use_hyperscan(EngineKind kind, const RulesImage& image) {
  if (image.engine_version != hyperscan_version()) {
    return fail(ErrorKind::internal, "hyperscan",
                "the rules were compiled by version " + image.engine_version + ", this is " +
                    std::string(hyperscan_version()));
  }
  engine_name_ = "hyperscan " + image.engine_version.substr(0, image.engine_version.find(' '));
  const auto make = [rules = rules_.get(), databases = image.databases] {
    return hyperscan_engine(*rules, databases);
  };
  if (kind == EngineKind::fastest) {
    engine_ = deferred_engine(portable_engine(*rules_), make);
  } else {
    TRY_ASSIGN(engine_, make());
  }
  return {};
}

Result<void> Database::use(EngineKind kind, const RulesImage& image) {
  const bool wants_hyperscan =
      kind == EngineKind::hyperscan || (kind == EngineKind::fastest && can_run_hyperscan());
  if (wants_hyperscan) return use_hyperscan(kind, image);
  if (kind == EngineKind::oracle) {
    engine_ = oracle_engine(*rules_);
    engine_name_ = "oracle";
  } else {
    use_re2();
  }
  return {};
}

Result<Database> Database::compile(const RuleSet& rules) {
  TRY_ASSIGN(std::string refinements, packed_refinements(rules));
  Database database(rules.looking_at_texts(), std::move(refinements));
  database.digest_ = rules_digest(rules);
  database.use_re2();
  return database;
}

namespace {

std::vector<Rule> all_of(const RuleSet& some, const RuleSet& others) {
  std::vector<Rule> out(some.rules().begin(), some.rules().end());
  out.insert(out.end(), others.rules().begin(), others.rules().end());
  return out;
}

/// Which rule of `whole` each of `part` is.
std::vector<std::uint32_t> numbers_of(const RuleSet& part, const RuleSet& whole) {
  std::vector<std::uint32_t> out;
  for (const Rule& rule : part.rules()) {
    out.push_back(static_cast<std::uint32_t>(whole.find(rule.id) - whole.rules().data()));
  }
  return out;
}

}  // namespace

Result<void> Database::refine(const RuleSet& extra) {
  if (extra.rules().empty()) return {};
  TRY_ASSIGN(const RuleSet all, RuleSet::create(all_of(refining_rules(), extra)));
  TRY_ASSIGN(std::string packed, packed_refinements(all));
  refinements_ = std::make_unique<const Refinements>(std::move(packed));
  return {};
}

Result<Database> Database::extended(Database built_in, const RuleSet& extra) {
  for (const Rule& rule : extra.rules()) TRY(check_compiles(rule));
  const RuleSet looking = extra.looking_at_texts();
  TRY_ASSIGN(RuleSet all, RuleSet::create(all_of(built_in.rules(), looking)));
  Database out = std::move(built_in);
  TRY(out.refine(extra.refinements()));
  out.digest_ = "sha256:" + to_hex(sha256(out.digest_ + "\n" + rules_digest(extra)));
  const RuleSet& before = *out.parts_.emplace_back(std::move(out.rules_));
  const RuleSet& added = *out.parts_.emplace_back(std::make_unique<const RuleSet>(looking));
  out.rules_ = std::make_unique<const RuleSet>(std::move(all));
  std::vector<EnginePart> engines;
  engines.push_back({std::move(out.engine_), numbers_of(before, *out.rules_)});
  engines.push_back(
      {portable_engine(added, kMostMatchesOfExtraRule), numbers_of(added, *out.rules_)});
  out.engine_ = joined_engine(std::move(engines));
  return out;
}

Result<Database> Database::from_image(std::string_view bytes, EngineKind kind) {
  TRY_ASSIGN(RulesImage image, read_rules_image(bytes));
  TRY_ASSIGN(RuleSet rules, RuleSet::deserialize(image.table));
  Database database(std::move(rules), std::string(image.refinements));
  database.digest_ = std::move(image.digest);
  TRY(database.use(kind, image));
  return database;
}

}  // namespace packwarden
