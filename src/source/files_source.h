#pragma once

#include <unistd.h>

#include <memory>
#include <string>
#include <vector>

#include "source/source.h"

namespace packwarden {

/// The files that `paths` name, for `packwarden scan`:
/// - A directory stands for all files in it, at any depth and whatever their names: git-ignored and
///   hidden ones too, and `.git` itself, whose `config` may hold a token. The files of a directory
///   come before its subdirectories, each sorted by bytes.
/// - Entries are called as typed: `scan c` gives `c/a/b.js`, `scan .` gives `./a/b.js`.
/// - A symbolic link is followed where it is one of `paths`. Within a directory it is an entry that
///   holds its target's text.
/// - `.tar`, `.tar.gz` and `.tgz` files are opened: their members are the entries `a.tgz!name`. One
///   that cannot be opened is a problem and an entry of its raw bytes.
/// - `-` is standard input, an entry of that name. Alone it is also what the facts say is read.
/// - What several of `paths` reach comes once.
/// The facts' root is `paths` with spaces between; of many the first five, and how many more.
/// Entries have no mode: nobody asks for it. FIFOs, sockets and devices, and all that cannot be
/// read, are problems; the others are read all the same. At most three files and directories are
/// open at a time. `limits.entries` and `limits.total_bytes` hold for each archive, not for all
/// files.
[[nodiscard]] std::unique_ptr<Source> files_source(std::vector<std::string> paths,
                                                   SourceLimits limits,
                                                   int standard_input = STDIN_FILENO);

}  // namespace packwarden
