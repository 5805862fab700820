#include "match/database.h"

#include <utility>

#include "base/digest.h"
#include "match/engine.h"
#include "match/engines.h"
#include "match/refinement.h"
#include "match/rules_image.h"

namespace packwarden {

Database::Database(RuleSet rules)
    : rules_(std::make_unique<const RuleSet>(std::move(rules))),
      refinements_(std::make_unique<const Refinements>(*rules_)) {}
Database::Database(Database&&) noexcept = default;
Database& Database::operator=(Database&&) noexcept = default;
Database::~Database() = default;

Database Database::with_re2(RuleSet rules, std::string digest) {
  Database database(std::move(rules));
  database.engine_ = re2_engine(*database.rules_);
  database.engine_name_ = "re2";
  database.digest_ = std::move(digest);
  return database;
}

Result<Database> Database::compile(RuleSet rules) {
  std::string digest = "sha256:" + to_hex(sha256(rules.serialize()));
  return with_re2(std::move(rules), std::move(digest));
}

Result<Database> Database::from_image(std::string_view bytes, EngineKind kind) {
  TRY_ASSIGN(RulesImage image, read_rules_image(bytes));
  TRY_ASSIGN(RuleSet rules, RuleSet::deserialize(image.table));
  if (kind == EngineKind::re2) return with_re2(std::move(rules), std::move(image.digest));
  if (image.engine_version != hyperscan_version()) {
    return fail(ErrorKind::internal, "hyperscan",
                "the rules were compiled by version " + image.engine_version + ", this is " +
                    std::string(hyperscan_version()));
  }
  Database database(std::move(rules));
  TRY_ASSIGN(database.engine_, hyperscan_engine(*database.rules_, image.database));
  const std::string version = image.engine_version.substr(0, image.engine_version.find(' '));
  database.engine_name_ = "hyperscan " + version;
  database.digest_ = std::move(image.digest);
  return database;
}

}  // namespace packwarden
