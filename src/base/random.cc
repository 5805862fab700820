#include "base/random.h"

#include <sys/random.h>

#include <cassert>

namespace packwarden {

Result<std::string> random_bytes(std::size_t size) {
  assert(size <= 256);  // so many come at once, and no signal breaks in
  std::string bytes(size, '\0');
  if (::getrandom(bytes.data(), size, 0) == static_cast<ssize_t>(size)) return bytes;
  return fail(ErrorKind::internal, "", "the system gives no random bytes");
}

}  // namespace packwarden
