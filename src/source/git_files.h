#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "base/descriptor.h"
#include "base/result.h"

namespace packwarden {

/// Which files git is asked for.
enum class GitFiles : std::uint8_t {
  tracked,
  untracked,  // those that are neither tracked nor ignored
};

/// The files in and below an open directory, as seen from there, by bytes. Fails where there is no
/// git, no work tree, or no answer in time (ten seconds, 32 MiB): whoever asks can do without.
///
/// Git is started by its absolute path and without a shell, with an environment that lets the
/// repository's configuration run nothing. A `git` in a `node_modules`, which npm puts before all
/// others, is none.
[[nodiscard]] Result<std::vector<std::string>> git_files(const Descriptor& directory,
                                                         GitFiles which = GitFiles::tracked);

}  // namespace packwarden
