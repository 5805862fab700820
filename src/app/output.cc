#include "app/output.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <cstdlib>
#include <utility>

#include "base/descriptor.h"

namespace packwarden {
namespace {

tl::unexpected<Error> cannot_write(std::string_view where, int code) {
  Error error = system_error(std::string(where), code);
  error.what = "cannot be written: " + error.what;
  return fail(std::move(error));
}

Result<void> write_and_close(int descriptor, std::string_view text, std::string_view where) {
  Result<void> outcome = write_all(descriptor, text, where);
  if (outcome && fsync(descriptor) != 0 && errno != EINVAL && errno != EROFS) {
    outcome = cannot_write(where, errno);
  }
  if (close(descriptor) != 0 && outcome) outcome = cannot_write(where, errno);
  return outcome;
}

bool is_special(const std::string& path) {
  struct stat facts = {};
  return stat(path.c_str(), &facts) == 0 && !S_ISREG(facts.st_mode);
}

Result<void> write_special(const std::string& path, std::string_view text) {
  const int descriptor = open(path.c_str(), O_WRONLY | O_CLOEXEC | O_NOCTTY);
  if (descriptor < 0) return cannot_write(path, errno);
  return write_and_close(descriptor, text, path);
}

/// What mkostemp makes is for the owner alone; a report gets the usual rights.
void apply_usual_mode(int descriptor) {
  const mode_t mask = umask(0);
  umask(mask);
  (void)fchmod(descriptor, 0666U & ~mask);
}

}  // namespace

Result<void> write_all(int descriptor, std::string_view text, std::string_view where) {
  while (!text.empty()) {
    const ssize_t written = write(descriptor, text.data(), text.size());
    if (written < 0 && errno == EINTR) continue;
    if (written < 0) return cannot_write(where, errno);
    text.remove_prefix(static_cast<std::size_t>(written));
  }
  return {};
}

Result<void> replace_file(const std::string& path, std::string_view text) {
  if (is_special(path)) return write_special(path, text);
  std::string temporary = path + ".XXXXXX";
  const int descriptor = mkostemp(temporary.data(), O_CLOEXEC);
  if (descriptor < 0) return cannot_write(path, errno);
  apply_usual_mode(descriptor);
  Result<void> outcome = write_and_close(descriptor, text, path);
  if (outcome && std::rename(temporary.c_str(), path.c_str()) != 0) {
    outcome = cannot_write(path, errno);
  }
  if (!outcome) unlink(temporary.c_str());
  return outcome;
}

}  // namespace packwarden
