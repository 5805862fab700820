#include "app/output.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <charconv>
#include <cstdio>
#include <cstdlib>
#include <optional>
#include <utility>

#include "base/descriptor.h"
#include "report/page.h"

namespace packwarden {
namespace {

tl::unexpected<Error> cannot_write(std::string_view where, int code) {
  Error error = system_error(std::string(where), code);
  error.what = "cannot be written: " + error.what;
  return fail(std::move(error));
}

/// Waits until what was written has reached the disk, where there is one.
Result<void> flush(int descriptor, std::string_view where) {
  if (fsync(descriptor) == 0 || errno == EINVAL || errno == EROFS) return {};
  return cannot_write(where, errno);
}

/// The descriptor that a path is a name of. What stands behind it may be a file, which somebody
/// opened for this process and is writing to as well.
std::optional<int> descriptor_of(std::string_view path) {
  if (path == "/dev/stdout") return STDOUT_FILENO;
  if (path == "/dev/stderr") return STDERR_FILENO;
  for (const std::string_view directory : {"/dev/fd/", "/proc/self/fd/"}) {
    if (!path.starts_with(directory)) continue;
    const std::string_view number = path.substr(directory.size());
    int out = 0;
    const auto read = std::from_chars(number.data(), number.data() + number.size(), out);
    if (read.ec == std::errc() && read.ptr == number.data() + number.size()) return out;
  }
  return std::nullopt;
}

Result<void> write_special(const std::string& path, std::string_view text) {
  if (const auto own = descriptor_of(path)) return write_all(*own, text, path);
  const Descriptor file(open(path.c_str(), O_WRONLY | O_CLOEXEC | O_NOCTTY));
  if (!file.is_open()) return cannot_write(path, errno);
  TRY(write_all(file.get(), text, path));
  return flush(file.get(), path);
}

/// `rights` without those that the umask takes away.
int apply_mode(int descriptor, mode_t rights) {
  const mode_t mask = umask(0);
  umask(mask);
  return fchmod(descriptor, rights & ~mask);
}

/// What mkostemp makes is for the owner alone; a report gets the usual rights.
void apply_usual_mode(int descriptor) { (void)apply_mode(descriptor, 0666U); }

Result<void> check_replaceable(const struct stat& facts, const std::string& path) {
  std::string_view why;
  if (!S_ISREG(facts.st_mode)) {
    why = "is a link or no file, and is not replaced";
  } else if ((facts.st_mode & S_IWUSR) == 0) {
    why = "is read-only, and is not replaced: make it writable first";
  } else if (facts.st_nlink > 1) {
    why = "has several names (hard links), and is not replaced: only one would name the new file";
  }
  if (why.empty()) return {};
  return fail(ErrorKind::config, path, std::string(why));
}

/// Gives a new file the owner, the group and the mode of another. Only root may give files away; a
/// file of somebody else does not run with new rights, nor is it more open to a new group.
Result<void> take_after(const struct stat& facts, int descriptor, const std::string& path) {
  const bool is_owned = fchown(descriptor, facts.st_uid, facts.st_gid) == 0;
  const bool has_group = is_owned || fchown(descriptor, static_cast<uid_t>(-1), facts.st_gid) == 0;
  struct stat now = {};
  const bool is_same = fstat(descriptor, &now) == 0 && now.st_uid == facts.st_uid && has_group;
  if (fchmod(descriptor, facts.st_mode & (is_same ? 07777U : 0777U)) == 0) return {};
  return cannot_write(path, errno);
}

}  // namespace

bool is_special(const std::string& path) {
  struct stat facts = {};
  return descriptor_of(path) || (stat(path.c_str(), &facts) == 0 && !S_ISREG(facts.st_mode));
}

std::string error_line(const Error& error) {
  const std::string where = error.where.empty() ? "" : printable(error.where) + ": ";
  return "packwarden: " + where + printable(error.what) + "\n";
}

Result<void> write_all(int descriptor, std::string_view text, std::string_view where) {
  while (!text.empty()) {
    const ssize_t written = write(descriptor, text.data(), text.size());
    if (written < 0 && errno == EINTR) continue;
    if (written < 0) return cannot_write(where, errno);
    text.remove_prefix(static_cast<std::size_t>(written));
  }
  return {};
}

PendingFile::PendingFile(std::string path, std::string temporary, Descriptor descriptor)
    : path_(std::move(path)),
      temporary_(std::move(temporary)),
      descriptor_(std::move(descriptor)) {}

PendingFile::PendingFile(PendingFile&& other) noexcept
    : path_(std::move(other.path_)),
      temporary_(std::exchange(other.temporary_, {})),
      descriptor_(std::move(other.descriptor_)) {}

PendingFile::~PendingFile() {
  if (!temporary_.empty()) unlink(temporary_.c_str());
}

Result<PendingFile> PendingFile::create(const std::string& path) {
  std::string temporary = path + ".XXXXXX";
  Descriptor descriptor(mkostemp(temporary.data(), O_CLOEXEC));
  if (!descriptor.is_open()) return cannot_write(path, errno);
  apply_usual_mode(descriptor.get());
  return PendingFile(path, std::move(temporary), std::move(descriptor));
}

Result<PendingFile> PendingFile::create_like(const std::string& path) {
  struct stat facts = {};
  const bool is_there = lstat(path.c_str(), &facts) == 0;
  if (!is_there && errno != ENOENT) return cannot_write(path, errno);
  if (is_there) TRY(check_replaceable(facts, path));
  TRY_ASSIGN(PendingFile out, create(path));
  if (is_there) TRY(take_after(facts, out.descriptor_.get(), path));
  return out;
}

Result<void> PendingFile::write(std::string_view bytes) {
  return write_all(descriptor_.get(), bytes, path_);
}

Result<void> PendingFile::make_executable() {
  if (apply_mode(descriptor_.get(), 0777U) == 0) return {};
  return cannot_write(path_, errno);
}

Result<void> PendingFile::commit(const std::string& path) {
  TRY(flush(descriptor_.get(), path));
  if (std::rename(temporary_.c_str(), path.c_str()) != 0) return cannot_write(path, errno);
  temporary_.clear();
  return {};
}

Result<void> replace_file(const std::string& path, std::string_view text) {
  if (is_special(path)) return write_special(path, text);
  TRY_ASSIGN(PendingFile file, PendingFile::create(path));
  TRY(file.write(text));
  return file.commit(path);
}

}  // namespace packwarden
