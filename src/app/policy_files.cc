#include "app/policy_files.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <utility>

#include "app/known_ids.h"
#include "app/source_date.h"
#include "source/file_reader.h"

namespace packwarden {
namespace {

Result<Config> read_config(const std::string& path, Links links) {
  FileBytes bytes = FileReader(kMaxConfigBytes).read(AT_FDCWD, path, links, path);
  if (!bytes) return fail(std::move(bytes.error().error));
  return parse_config(*bytes, path);
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

}  // namespace

Result<Policy> policy_of(const Options& options, const Database& database, Severity otherwise) {
  Config config;
  if (!options.config.empty()) {
    TRY_ASSIGN(config, read_config(options.config, Links::follow));
  }
  for (const Allowance& allowance : config.allow) {
    if (is_known_id(allowance.rule, database)) continue;
    return fail(ErrorKind::config, allowance.where,
                "there is no rule or check called \"" + allowance.rule + "\"");
  }
  if (!config.fail_on) config.fail_on = FailOn{otherwise, ""};
  return Policy::of(config, options.fail_on, today());
}

Result<PackagePolicy> policy_in(const Policy& policy, const std::string& directory,
                                const Options& options) {
  const std::string path =
      directory == "." ? std::string(kConfigName) : directory + "/" + std::string(kConfigName);
  if (!is_there(path) || is_same_file(path, options.config)) return PackagePolicy{policy, {}};
  TRY_ASSIGN(const Config found, read_config(path, Links::refuse));
  PackagePolicy out{policy, {}};
  out.policy = policy.tightened_by(found, out.notes);
  return out;
}

void note_what_is_stale(const Policy& policy, std::vector<TargetReport>& targets) {
  if (targets.empty()) return;
  std::vector<const Judged*> judged;
  for (const TargetReport& target : targets) {
    for (const Judged& one : target.findings) judged.push_back(&one);
  }
  std::vector<std::string> notes = policy.stale_notes(judged);
  std::move(notes.begin(), notes.end(), std::back_inserter(targets.back().notes));
}

}  // namespace packwarden
