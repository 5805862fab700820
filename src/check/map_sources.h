#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace packwarden {

/// Where one of the author's files is that a source map names.
enum class SourcePlace : std::uint8_t {
  inside,     // below the package's directory
  outside,    // beside it or above
  installed,  // of another package, below `node_modules`
  foreign,    // in the names of a bundler that built another package
  machine,    // an absolute path of the machine that built it
  root,       // an absolute path of no machine: `/src/a.ts`
  remote,     // on another host
  made,       // by a tool: there is no such file
};

struct SourceName {
  SourcePlace place = SourcePlace::made;
  std::string path;  // inside: as published; foreign and installed: the name of the package
};

/// Reads the name of a source in a map at `map_path`, with the map's `sourceRoot`, in a package
/// that is called `package`.
[[nodiscard]] SourceName read_source_name(std::string_view name, std::string_view root,
                                          std::string_view map_path, std::string_view package);

/// Whether `path` is absolute and begins like those of a machine: a home, a drive, a place where
/// builds run.
[[nodiscard]] bool is_machine_path(std::string_view path);

}  // namespace packwarden
