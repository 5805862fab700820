#include "app/policy_files.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <array>
#include <cstdlib>
#include <ctime>
#include <functional>
#include <map>
#include <memory>
#include <utility>

#include "app/catalogue.h"
#include "app/known_ids.h"
#include "base/nearest.h"
#include "npm/posix_path.h"
#include "policy/config_files.h"
#include "source/file_reader.h"

namespace packwarden {
namespace {

/// The day in UTC, YYYY-MM-DD.
std::string today() {
  const std::time_t now = std::time(nullptr);
  std::tm day = {};
  std::array<char, 16> text = {};
  if (gmtime_r(&now, &day) == nullptr) return "";
  return {text.data(), std::strftime(text.data(), text.size(), "%Y-%m-%d", &day)};
}

Result<std::string> read_file(const std::string& path, Links links) {
  FileBytes bytes = FileReader(kMaxConfigBytes).read(AT_FDCWD, path, links, path);
  if (!bytes) return fail(std::move(bytes.error().error));
  return *std::move(bytes);
}

bool is_there(const std::string& path) {
  struct stat status = {};
  return ::lstat(path.c_str(), &status) == 0;
}

bool is_same_file(const std::string& a, const std::string& b) {
  struct stat first = {};
  struct stat second = {};
  return ::stat(a.c_str(), &first) == 0 && ::stat(b.c_str(), &second) == 0 &&
         first.st_dev == second.st_dev && first.st_ino == second.st_ino;
}

/// The absolute path without links; "" where there is nothing.
std::string real_path(const std::string& path) {
  const std::unique_ptr<char, void (*)(void*)> real(::realpath(path.c_str(), nullptr), std::free);
  return real ? real.get() : "";
}

/// The work tree of git that `directory` lies in, else `directory`; without links.
std::string tree_around(const std::string& directory) {
  const std::string own = real_path(directory);
  for (std::string at = own; at.size() > 1; at = directory_name(at)) {
    if (is_there(at + "/.git")) return at;
  }
  return own;
}

/// Reads what lies in `tree`: no link and no path leads out of it.
Result<std::string> read_within(const std::string& tree, const std::string& path) {
  const std::string directory = real_path(std::string(directory_name(path)));
  const bool is_within = directory == tree || directory.starts_with(tree + "/");
  if (!directory.empty() && (tree.empty() || !is_within)) {
    return fail(ErrorKind::config, path, "outside of the repository that it is for");
  }
  return read_file(path, Links::refuse);
}

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

tl::unexpected<Error> unknown_id(std::string_view id, const std::string& where,
                                 const Database& database) {
  const std::vector<CatalogueEntry> entries = catalogue(database);
  std::vector<std::string_view> ids;
  for (const CatalogueEntry& entry : entries) ids.push_back(entry.id);
  const std::string_view meant = nearest_name(id, ids);
  std::string what = "there is no rule or check called \"" + std::string(id) + "\"";
  if (!meant.empty()) what.append("; did you mean \"").append(meant).append("\"?");
  return fail(ErrorKind::config, where, std::move(what));
}

Result<void> check_severities(const Config& config, const Database& database) {
  for (const SeverityChange& change : config.severities) {
    if (!is_known_id(change.rule, database)) {
      return unknown_id(change.rule, change.where, database);
    }
  }
  return {};
}

Result<Config> operators_config(const Options& options, const Database& database) {
  if (options.config.empty()) return Config();
  TRY_ASSIGN(Config config, read_config(options.config, [](const std::string& path) {
               return read_file(path, Links::follow);
             }));
  for (const Allowance& allowance : config.allow) {
    if (!is_known_id(allowance.rule, database)) {
      return unknown_id(allowance.rule, allowance.where, database);
    }
  }
  TRY(check_severities(config, database));
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
  if (!is_there(path) || is_same_file(path, options.config)) return PackagePolicy{policy, {}};
  const std::string tree = tree_around(directory);
  TRY_ASSIGN(const Config found, read_config(path, [&](const std::string& asked) {
               return asked == path ? read_file(path, Links::refuse) : read_within(tree, asked);
             }));
  TRY(check_severities(found, database));
  PackagePolicy out{policy, {}};
  out.policy = policy.tightened_by(found, usual_severities(database), out.notes);
  return out;
}

void report_what_is_stale(const Policy& policy, StaleMode mode,
                          std::vector<TargetReport>& targets) {
  if (targets.empty()) return;
  std::vector<const Judged*> judged;
  for (const TargetReport& target : targets) {
    for (const Judged& one : target.findings) judged.push_back(&one);
  }
  report_stale(policy.stale(judged), mode, targets.back());
}

}  // namespace packwarden
