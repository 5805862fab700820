#include "app/known_ids.h"

#include <algorithm>
#include <array>

#include "base/text.h"
#include "check/file_check.h"
#include "check/package_check.h"

namespace packwarden {
namespace {

/// What is found without a rule or a check (validate/known_values.h). What `verify` finds is not
/// among it: nobody may allow a difference.
constexpr std::array<std::string_view, 2> kOthers = {"env-dotenv-value-match", "env-value-match"};

template <class Checks>
bool has_check(const Checks& checks, std::string_view id) {
  return std::any_of(checks.begin(), checks.end(),
                     [id](const auto* check) { return check->info.id == id; });
}

}  // namespace

bool is_known_id(std::string_view id, const Database& database) {
  return database.has_rule(id) || has_check(file_checks(), id) || has_check(package_checks(), id) ||
         is_one_of(id, kOthers);
}

}  // namespace packwarden
