#include "app/targets.h"

#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstdlib>
#include <utility>

#include "app/npm_version.h"
#include "base/descriptor.h"
#include "source/files_source.h"
#include "source/package_source.h"
#include "source/tarball_source.h"

namespace packwarden {
namespace {

bool asks_for_workspaces(const PackRequest& request) {
  return request.scope != WorkspaceScope::implicit || !request.workspaces.empty() ||
         request.root == WorkspaceRoot::included;
}

std::vector<Target> one(std::unique_ptr<Source> source, SourceKind kind, std::string shown) {
  std::vector<Target> out;
  out.push_back({std::move(source), kind, std::move(shown)});
  return out;
}

Result<std::vector<Target>> packages(const Options& options, ByteSink tarball) {
  TRY_ASSIGN(PackRun run, plan_pack_run(options.packages));
  if (tarball && run.packages.size() > 1) {
    return fail(ErrorKind::config, options.out,
                "holds one package, and " + std::to_string(run.packages.size()) +
                    " are to be packed: choose one with --workspace");
  }
  PackageOptions how;
  how.npm = npm_versions_of(options);
  how.publisher = publisher_of(options);
  how.tarball = std::move(tarball);
  how.compression = TarCompression::gzip;
  std::vector<Target> out;
  for (RequestedPackage& package : run.packages) {
    std::string shown = package.shown;
    out.push_back({std::make_unique<PackageSource>(std::move(package), how), SourceKind::package,
                   std::move(shown)});
  }
  return out;
}

Result<std::vector<Target>> audited(const Options& options) {
  const std::string& path = options.targets.front();
  if (path == "-") {
    return one(tarball_from_descriptor(STDIN_FILENO, path, {}), SourceKind::tarball, path);
  }
  struct stat facts = {};
  if (stat(path.c_str(), &facts) != 0) return fail(system_error(path, errno));
  if (S_ISDIR(facts.st_mode)) return packages(options, {});
  if (!asks_for_workspaces(options.packages)) {
    return one(tarball_from_file(path, {}), SourceKind::tarball, path);
  }
  return fail(ErrorKind::config, path, "is no directory, and so has no workspaces");
}

}  // namespace

Result<std::vector<Target>> targets_of(const Options& options, ByteSink tarball) {
  if (options.command == Command::pack) return packages(options, std::move(tarball));
  if (options.command != Command::scan) return audited(options);
  return one(files_source(options.targets, {}), SourceKind::paths, options.targets.front());
}

std::optional<PackageManager> publisher_of(const Options& options) {
  if (!options.npm.empty()) return PackageManager::npm;
  const char* agent = std::getenv("npm_config_user_agent");
  return calling_manager(agent == nullptr ? "" : agent);
}

std::vector<int> npm_versions_of(const Options& options) {
  if (!options.npm.empty()) return options.npm;
  const bool is_audit = options.command == Command::audit;
  return npm_versions(std::getenv("npm_config_user_agent"),
                      is_audit ? std::vector<int>{11, 12} : std::vector<int>{11});
}

}  // namespace packwarden
