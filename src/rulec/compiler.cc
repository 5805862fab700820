#include "rulec/compiler.h"

#include <hs.h>

#include <algorithm>
#include <cstdlib>
#include <memory>
#include <vector>

#include "match/engines.h"
#include "match/rules_image.h"

namespace packwarden {
namespace {

/// Hyperscan's arrays for hs_compile_multi; they point into `expressions`.
struct CompileInput {
  explicit CompileInput(const std::vector<Expression>& expressions) {
    for (const Expression& expression : expressions) {
      patterns.push_back(expression.pattern.c_str());
      flags.push_back(0);
      ids.push_back(expression.id);
    }
  }

  std::vector<const char*> patterns;
  std::vector<unsigned> flags;
  std::vector<unsigned> ids;
};

struct CompileErrorDeleter {
  void operator()(hs_compile_error_t* error) const { hs_free_compile_error(error); }
};

/// Block mode for any x86-64 processor with SSSE3: a database for the build machine's own features
/// would be refused elsewhere.
Result<std::string> compile(const RuleSet& rules, const std::vector<Expression>& expressions) {
  const CompileInput input(expressions);
  const hs_platform_info_t generic{HS_TUNE_FAMILY_GENERIC, 0, 0, 0};
  hs_database_t* raw = nullptr;
  hs_compile_error_t* raw_error = nullptr;
  const hs_error_t code = hs_compile_multi(
      input.patterns.data(), input.flags.data(), input.ids.data(),
      static_cast<unsigned>(expressions.size()), HS_MODE_BLOCK, &generic, &raw, &raw_error);
  const std::unique_ptr<hs_database_t, decltype(&hs_free_database)> database(raw, hs_free_database);
  const std::unique_ptr<hs_compile_error_t, CompileErrorDeleter> error(raw_error);
  if (code != HS_SUCCESS) {
    const auto number = static_cast<std::size_t>(std::max(error->expression, 0));
    const std::size_t rule = expressions[number].id % kKeywordId;
    return fail(ErrorKind::config, rules.rules()[std::min(rule, rules.rules().size() - 1)].id,
                std::string("Hyperscan refuses the pattern: ") + error->message);
  }
  char* bytes = nullptr;
  std::size_t length = 0;
  if (hs_serialize_database(database.get(), &bytes, &length) != HS_SUCCESS) {
    return fail(ErrorKind::internal, "hyperscan", "the database cannot be serialized");
  }
  const std::unique_ptr<char, decltype(&std::free)> owner(bytes, std::free);
  return std::string(bytes, length);
}

}  // namespace

Result<std::string> compile_image(const RuleSet& rules) {
  const RuleSet looking = rules.looking_at_texts();
  const Expressions expressions = expressions_of(looking);
  TRY_ASSIGN(const std::string everywhere, compile(looking, expressions.everywhere));
  TRY_ASSIGN(const std::string near_runs, compile(looking, expressions.near_runs));
  return write_rules_image(rules, {everywhere, near_runs});
}

}  // namespace packwarden
