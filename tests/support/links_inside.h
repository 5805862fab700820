#pragma once

#include <fcntl.h>

#include <iostream>

#include "base/descriptor.h"
#include "npm/directory.h"

namespace packwarden {

/// Whether links inside a package are refused, since the kernel lacks openat2: before Linux 5.6,
/// and under the qemu-user of Debian 12. Says that a test is skipped for that.
inline bool links_are_refused_here() {
  const Descriptor probe(open_resolved(AT_FDCWD, ".", O_PATH | O_CLOEXEC, 0));
  if (probe.is_open()) return false;
  std::cout << "SKIPPED, tests of links in a package: this kernel or emulator has no openat2\n";
  return true;
}

}  // namespace packwarden
