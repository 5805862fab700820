#pragma once

#include <cstdint>
#include <string>

#include "npm/profile.h"

namespace packwarden {

enum class EntryKind : std::uint8_t {
  file,           // `bytes` are the content
  symbolic_link,  // `bytes` are the target's text; never followed
  hard_link,      // `bytes` are the target's name; its content is another entry
  directory,      // no bytes
};

/// One thing that would be published or scanned. Owns its bytes and is moved, never shared:
/// source -> queue -> one worker.
struct Entry {
  std::string path;  // raw bytes, '/'-separated, inside the package; for plain files as typed
  EntryKind kind = EntryKind::file;
  std::uint32_t mode = 0;   // permission bits as published
  std::uint64_t index = 0;  // place in the source, counted from 0
  NpmVersions packed_by;    // of a package directory
  std::string bytes;
};

}  // namespace packwarden
