#pragma once

#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "app/options.h"
#include "base/result.h"
#include "npm/package.h"
#include "report/report.h"
#include "source/source.h"
#include "source/tar_writer.h"

namespace packwarden {

/// A source, and what to call it when it cannot even be opened.
struct Target {
  std::unique_ptr<Source> source;
  SourceKind kind = SourceKind::paths;
  std::string shown;
  /// After the audit: what the package is as one thing. May be empty.
  std::function<PackageDigests()> digests;
};

/// What the options ask to look into, in order; at least one. Fails where nothing is there.
/// `tarball` takes the compressed tarball of the only package, if it is given.
[[nodiscard]] Result<std::vector<Target>> targets_of(const Options& options, ByteSink tarball);

/// Who will publish: npm where the options name a version of it, else the program that calls, and
/// what that says of itself and its settings. Fails at a global ignore file that cannot be read.
[[nodiscard]] Result<Publisher> publisher_of(const Options& options);

/// The versions of npm by whose rules `options` packs.
[[nodiscard]] std::vector<int> npm_versions_of(const Options& options);

}  // namespace packwarden
