#pragma once

#include <functional>
#include <string>

#include "base/result.h"
#include "policy/config.h"

namespace packwarden {

/// Gives the text of the file at a path, '/'-separated and normalised. Fails where there is none,
/// and where it may not be read.
using ConfigRead = std::function<Result<std::string>(const std::string& path)>;

/// The policy in the file at `path`, on top of those it extends: a later setting counts more, lists
/// add up. Paths are relative to the file that names them. Fails where a file cannot be read or
/// parsed, where a policy extends itself, and at chains of more than 8 files, 64 files in all and
/// 8 MiB.
/// Places begin with `label`, as in "origin/main:packwarden.json:12".
[[nodiscard]] Result<Config> read_config(const std::string& path, const ConfigRead& read,
                                         const std::string& label = "");

/// `earlier` with what `later` says on top of it.
[[nodiscard]] Config merged(Config earlier, const Config& later);

}  // namespace packwarden
