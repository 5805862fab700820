#include "app/policy_files.h"

#include <functional>
#include <map>
#include <utility>

#include "app/catalogue.h"
#include "app/concealing.h"
#include "app/config_readers.h"
#include "app/continuous_integration.h"
#include "app/source_date.h"
#include "base/environment.h"
#include "npm/directory.h"
#include "npm/posix_path.h"
#include "policy/config_files.h"
#include "policy/environment_skip.h"

namespace packwarden {
namespace {

/// What options say of the policy.
Config config_typed(const Options& options) {
  Config out;
  if (options.fail_on) out.fail_on = FailOn{*options.fail_on, "--fail-on"};
  for (const NamedGroup& row : named_groups()) {
    if (options.groups.contains(row.group)) out.groups.push_back({row.group, "--group"});
  }
  if (options.fail_on_stale) out.fail_on_stale = Switch{true, "--fail-on-stale"};
  if (options.inline_suppressions) {
    out.inline_suppressions = Switch{*options.inline_suppressions, "--inline-suppressions"};
  }
  for (const Budget& budget : options.budgets) out.budgets.push_back({budget, "--budget"});
  return out;
}

Result<void> check_severities(const Config& config, const Database& database) {
  for (const SeverityChange& change : config.severities) {
    if (!is_known_id(change.rule, database)) {
      return fail(unknown_id(change.rule, change.where, catalogue(database)));
    }
  }
  return {};
}

/// The policy as the revision has it. Without a name of it, and without such a file, there is none.
Result<Config> config_of_revision(const Options& options) {
  const std::string path =
      options.config.empty() ? std::string(kConfigName) : normalize_path(options.config);
  TRY_ASSIGN(auto opened, RevisionFiles::of_commit(options.config_from));
  const std::shared_ptr<RevisionFiles> files = std::move(opened);
  if (options.config.empty()) {
    TRY_ASSIGN(const auto bytes, files->read(path, kMaxConfigBytes));
    if (!bytes) {
      Config none;
      none.notes.push_back(options.config_from + " has no " + path + ": nothing is allowed.");
      return none;
    }
  }
  return read_config(path, config_reader_of(files), options.config_from + ":");
}

Result<Config> written_config(const Options& options) {
  if (!options.config_from.empty()) return config_of_revision(options);
  if (options.config.empty()) return Config();
  return read_config(options.config, config_reader());
}

/// What whoever commits has `staged` skip.
Result<Config> config_of_environment(const Options& options) {
  Config out;
  if (options.command != Command::staged) return out;
  const std::string rules = environment_variable("PACKWARDEN_SKIP");
  const std::string reason = environment_variable("PACKWARDEN_SKIP_REASON");
  TRY_ASSIGN(SkippedRules skipped, skipped_rules({rules, reason, is_ci()}));
  out.allow = std::move(skipped.allow);
  out.notes = std::move(skipped.notes);
  return out;
}

/// People quote what they allow.
Result<void> conceal_reasons(std::vector<Allowance>& allow, const Database& database) {
  if (allow.empty()) return {};
  TRY_ASSIGN(Inspector inspector, concealing_inspector(database));
  for (Allowance& allowance : allow) allowance.reason = inspector.conceal(allowance.reason);
  return {};
}

Result<Config> operators_config(const Options& options, const Database& database) {
  TRY_ASSIGN(Config written, written_config(options));
  TRY_ASSIGN(const Config skipped, config_of_environment(options));
  Config config = merged(std::move(written), skipped);
  for (const Allowance& allowance : config.allow) {
    if (!is_known_id(allowance.rule, database)) {
      return fail(unknown_id(allowance.rule, allowance.where, catalogue(database)));
    }
  }
  TRY(check_severities(config, database));
  TRY(conceal_reasons(config.allow, database));
  return config;
}

/// How bad what each rule finds is; the catalogue is made when the first is asked for.
UsualSeverity usual_severities(const Database& database) {
  const auto severities = std::make_shared<std::map<std::string, Severity, std::less<>>>();
  return [severities, &database](std::string_view id) -> std::optional<Severity> {
    if (severities->empty()) {
      for (const CatalogueEntry& entry : catalogue(database)) {
        severities->emplace(entry.id, entry.severity);
      }
    }
    const auto found = severities->find(id);
    return found == severities->end() ? std::nullopt : std::optional(found->second);
  };
}

Result<PackagePolicy> tightened(const Policy& policy, const Config& found,
                                const Database& database) {
  TRY(check_severities(found, database));
  PackagePolicy out{policy, policy.config().notes};
  out.policy = policy.tightened_by(found, usual_severities(database), out.notes);
  return out;
}

}  // namespace

Result<Policy> policy_of(const Options& options, const Database& database, Severity otherwise) {
  TRY_ASSIGN(Config written, operators_config(options, database));
  Config config = merged(std::move(written), config_typed(options));
  if (!config.fail_on) config.fail_on = FailOn{otherwise, "default"};
  return Policy::of(std::move(config), today());
}

Result<PackagePolicy> policy_in(const Policy& policy, const std::string& directory,
                                const Options& options, const Database& database) {
  const std::string path =
      directory == "." ? std::string(kConfigName) : directory + "/" + std::string(kConfigName);
  const bool is_named = options.config_from.empty() && is_same_file(path, options.config);
  if (!is_there(path) || is_named) return PackagePolicy{policy, policy.config().notes};
  TRY_ASSIGN(const Config found, read_config(path, config_reader_within(directory, path)));
  return tightened(policy, found, database);
}

Result<PackagePolicy> policy_in_index(const Policy& policy, const Options& options,
                                      const Database& database) {
  const std::string path(kConfigName);
  const bool is_named = options.config_from.empty() && normalize_path(options.config) == path;
  const std::shared_ptr<RevisionFiles> files = RevisionFiles::of_index();
  TRY_ASSIGN(const auto bytes, files->read(path, kMaxConfigBytes));
  if (!bytes || is_named) return PackagePolicy{policy, policy.config().notes};
  TRY_ASSIGN(const Config found, read_config(path, config_reader_of(files)));
  return tightened(policy, found, database);
}

}  // namespace packwarden
