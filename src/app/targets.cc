#include "app/targets.h"

#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <utility>

#include "app/commit_range_of_ci.h"
#include "app/integrity.h"
#include "app/npm_version.h"
#include "app/subject.h"
#include "base/descriptor.h"
#include "base/digest.h"
#include "base/environment.h"
#include "npm/disk_tree.h"
#include "npm/ignore_file.h"
#include "npm/posix_path.h"
#include "source/files_source.h"
#include "source/git_source.h"
#include "source/package_source.h"
#include "source/staged_files.h"
#include "source/standard_input.h"
#include "source/tarball_source.h"

namespace packwarden {
namespace {

/// Of a larger tarball nobody is told the digest who did not ask for it: it is not kept in memory.
constexpr off_t kMostDigested = off_t{256} << 20U;

std::vector<Target> one(std::unique_ptr<Source> source, SourceKind kind, std::string shown) {
  std::vector<Target> out;
  out.push_back({std::move(source), kind, std::move(shown), {}});
  return out;
}

/// One package whose tar archive is digested as it grows.
Target with_digest(RequestedPackage package, PackageOptions how) {
  const auto stream = std::make_shared<Sha512Stream>();
  how.tarball = [stream](std::string_view bytes) {
    stream->update(bytes);
    return true;
  };
  how.compression = TarCompression::none;
  std::string shown = package.shown;
  return {std::make_unique<PackageSource>(std::move(package), std::move(how)), SourceKind::package,
          std::move(shown), [stream] {
            return PackageDigests{to_hex(stream->finish()), ""};
          }};
}

/// The option that goes with a single package; null: none of them.
const char* what_holds_one_package(const Options& options) {
  if (!options.out.empty()) return options.out.c_str();
  if (options.command == Command::sbom) return "sbom";
  if (options.wants("statement")) return "--format statement";
  if (options.wants("cyclonedx")) return "--format cyclonedx";
  return options.previous.empty() ? nullptr : "--previous";
}

Result<std::vector<Target>> packages(const Options& options, ByteSink tarball) {
  TRY_ASSIGN(std::vector<RequestedPackage> run, packages_of_run(options.packages));
  if (const char* only = what_holds_one_package(options); only != nullptr && run.size() > 1) {
    return fail(ErrorKind::config, only,
                "is of one package, and there are " + std::to_string(run.size()) +
                    ": choose one with --workspace");
  }
  PackageOptions how;
  how.npm = npm_versions_of(options);
  TRY_ASSIGN(how.publisher, publisher_of(options));
  how.tarball = std::move(tarball);
  how.compression = TarCompression::gzip;
  std::vector<Target> out;
  if (options.wants("statement") && !how.tarball) {
    out.push_back(with_digest(std::move(run.front()), how));
    return out;
  }
  for (RequestedPackage& package : run) {
    std::string shown = package.shown;
    out.push_back({std::make_unique<PackageSource>(std::move(package), how),
                   SourceKind::package,
                   std::move(shown),
                   {}});
  }
  return out;
}

Result<std::string> whole_tarball(const std::string& path) {
  if (path != "-") return read_whole_file(path, kMaxTarballBytes);
  FileBytes bytes = read_standard_input(STDIN_FILENO, kMaxTarballBytes);
  if (!bytes) return fail(std::move(bytes.error().error));
  return *std::move(bytes);
}

Result<void> check_integrity(const PackageDigests& digests, const std::string& path,
                             const Options& options) {
  TRY_ASSIGN(const std::string expected, expected_integrity(options));
  if (expected.empty() || expected == digests.integrity) return {};
  return fail(ErrorKind::config, path,
              "is another tarball than the expected one: its integrity is " + digests.integrity);
}

/// A finished tarball that is digested: all of it is in memory, so that it stays the same.
Result<std::vector<Target>> digested_tarball(const std::string& path, const Options& options) {
  TRY_ASSIGN(std::string bytes, whole_tarball(path));
  PackageDigests digests;
  if (!options.format_of_one_package().empty()) {
    TRY_ASSIGN(digests, digests_of_tarball(bytes, path));
  }
  digests.integrity = integrity_of(bytes);
  TRY(check_integrity(digests, path, options));
  std::vector<Target> out;
  out.push_back({tarball_from_bytes(std::move(bytes), path, {}), SourceKind::tarball, path,
                 [digests] { return digests; }});
  return out;
}

Result<std::vector<Target>> audited(const Options& options) {
  const std::string& path = options.packages.directory;
  const bool is_expected =
      !options.expected_integrity.empty() || !options.expected_integrity_variable.empty();
  if (path == "-" && options.wants("statement")) {
    return fail(ErrorKind::config, "-", "a statement is of a file: name the tarball");
  }
  if (path == "-" && !is_expected) {
    return one(tarball_from_descriptor(STDIN_FILENO, path, {}), SourceKind::tarball, path);
  }
  struct stat facts = {};
  if (path != "-" && stat(path.c_str(), &facts) != 0) return fail(system_error(path, errno));
  if (S_ISDIR(facts.st_mode) && is_expected) {
    return fail(ErrorKind::config, path,
                "is a directory, and --expect-integrity is of a tarball: name the file");
  }
  if (S_ISDIR(facts.st_mode)) return packages(options, {});
  if (options.packages.asks_for_workspaces()) {
    return fail(ErrorKind::config, path, "is no directory, and so has no workspaces");
  }
  const bool is_digested = is_expected || !options.format_of_one_package().empty() ||
                           (S_ISREG(facts.st_mode) && facts.st_size <= kMostDigested);
  if (is_digested) return digested_tarball(path, options);
  return one(tarball_from_file(path, {}), SourceKind::tarball, path);
}

Result<CommitRange> commit_range_of(const Options& options) {
  constexpr std::uint64_t kMostTold = std::uint64_t{16} << 20U;
  if (!options.range.empty()) return parse_commit_range(options.range);
  if (options.pushed_to.empty()) return commit_range_of_ci(environment_variable);
  TRY_ASSIGN(const std::string lines, read_on(STDIN_FILENO, "", 0, kMostTold, "standard input"));
  return pushed_range(lines, options.pushed_to);
}

std::vector<Target> staged(const Options& options) {
  const auto scope = [paths = options.paths] { return staged_files(paths); };
  return one(git_source(scope, {}), SourceKind::staged, "");
}

Result<std::vector<Target>> range(const Options& options) {
  TRY_ASSIGN(CommitRange commits, commit_range_of(options));
  std::string shown = commits.text;
  const auto scope = [commits = std::move(commits)] { return files_of_commits(commits); };
  return one(git_source(scope, {}), SourceKind::range, std::move(shown));
}

/// What npm 12 tells its scripts of the file that it reads besides the package's own: mostly where
/// it would be.
Result<std::string> global_ignore_file() {
  std::string path = environment_variable("npm_config_global_ignore_file");
  const std::string prefix = environment_variable("npm_config_global_prefix");
  if (path.empty() && !prefix.empty()) path = prefix + "/etc/npmignore";
  if (path.empty()) return path;
  struct stat facts = {};
  if (stat(path.c_str(), &facts) != 0) return std::string();
  TRY_ASSIGN(const auto tree, DiskTree::open(std::string(directory_name(path))));
  auto text = tree->read(std::string(base_name(path)), kMaxIgnoreFile);
  if (!text) text.error().where = path;
  return text;
}

}  // namespace

Result<std::vector<Target>> targets_of(const Options& options, ByteSink tarball) {
  if (options.command == Command::pack) return packages(options, std::move(tarball));
  if (options.command == Command::staged) return staged(options);
  if (options.command == Command::range) return range(options);
  if (options.command != Command::scan) return audited(options);
  return one(files_source(options.paths, {}), SourceKind::paths, options.paths.front());
}

Result<Publisher> publisher_of(const Options& options) {
  Publisher out;
  const std::string agent = environment_variable("npm_config_user_agent");
  out.host = with_user_agent(this_host(), agent);
  out.manager = options.npm.empty() ? calling_manager(agent) : PackageManager::npm;
  if (options.npm.empty()) out.note = note_on_version(agent);
  TRY_ASSIGN(out.global_ignore_file, global_ignore_file());
  return out;
}

std::vector<int> npm_versions_of(const Options& options) {
  if (!options.npm.empty()) return options.npm;
  const bool is_audit =
      options.command == Command::fix ||
      (options.command == Command::audit && options.format_of_one_package().empty());
  return npm_versions(environment_variable("npm_config_user_agent"),
                      is_audit ? std::vector<int>{11, 12} : std::vector<int>{11});
}

}  // namespace packwarden
