#include "source/file_reader.h"

#include <fcntl.h>
#include <linux/openat2.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <string_view>
#include <utility>

#include "npm/directory.h"
#include "source/limits.h"

namespace packwarden {
namespace {

/// Holds 95 % of the files of a real tree whole and stays in the second-level cache.
constexpr std::size_t kBufferBytes = std::size_t{64} << 10U;

std::string_view type_name(mode_t mode) {
  if (S_ISDIR(mode)) return "a directory";
  if (S_ISFIFO(mode)) return "a FIFO";
  if (S_ISSOCK(mode)) return "a socket";
  if (S_ISLNK(mode)) return "a symbolic link";
  return "a device";
}

tl::unexpected<UnreadEntry> unread(Error error, std::uint64_t bytes = 0) {
  return tl::make_unexpected(UnreadEntry{std::move(error), bytes});
}

/// Why nothing could be read: the type of the file says more than the system's error does.
Error read_error(int descriptor, Error error) {
  struct stat status {};
  if (::fstat(descriptor, &status) != 0 || S_ISREG(status.st_mode)) return error;
  return file_type_error(std::move(error.where), status.st_mode);
}

bool is_unchanged(const struct stat& before, const struct stat& after) {
  return before.st_size == after.st_size && before.st_mtim.tv_sec == after.st_mtim.tv_sec &&
         before.st_mtim.tv_nsec == after.st_mtim.tv_nsec;
}

/// The bytes of a file that begins with `head` and may go on; the descriptor stands behind `head`.
FileBytes read_rest(int descriptor, std::string_view head, std::uint64_t limit,
                    const std::string& where) {
  struct stat before {};
  if (::fstat(descriptor, &before) != 0) return unread(system_error(where, errno));
  if (!S_ISREG(before.st_mode)) return unread(file_type_error(where, before.st_mode));
  const auto size = static_cast<std::uint64_t>(before.st_size);
  if (std::max<std::uint64_t>(size, head.size()) > limit) {
    return unread(entry_too_large(where, limit), size);
  }
  auto bytes = read_on(descriptor, std::string(head), size, limit, where);
  if (!bytes) return unread(std::move(bytes.error()), size);
  if (bytes->size() > limit) return unread(entry_too_large(where, limit), bytes->size());
  struct stat after {};
  if (::fstat(descriptor, &after) == 0 && is_unchanged(before, after)) return *std::move(bytes);
  return unread({ErrorKind::io, where, "changed while it was read", std::nullopt}, bytes->size());
}

constexpr int kDirectoryFlags = O_RDONLY | O_DIRECTORY | O_CLOEXEC;

/// openat() that refuses links in every part of the path, where the system can; else in the last.
int open_without_links(int root, const std::string& path) {
  const int descriptor =
      open_resolved(root, path, kDirectoryFlags, RESOLVE_BENEATH | RESOLVE_NO_SYMLINKS);
  // Kernels before 5.6 do not know the call; sandboxes of that time answer that it is forbidden.
  if (descriptor >= 0 || (errno != ENOSYS && errno != EPERM)) return descriptor;
  return ::openat(root, path.c_str(), kDirectoryFlags | O_NOFOLLOW);
}

}  // namespace

Error file_type_error(std::string where, mode_t mode) {
  return Error{ErrorKind::unsupported, std::move(where),
               "is " + std::string(type_name(mode)) + ", not a regular file", std::nullopt};
}

Result<Descriptor> open_directory(int root, const std::string& path, Links links,
                                  const std::string& where) {
  while (true) {
    const int descriptor = links == Links::refuse ? open_without_links(root, path)
                                                  : ::openat(root, path.c_str(), kDirectoryFlags);
    if (descriptor >= 0) return Descriptor(descriptor);
    if (errno != EINTR) return fail(system_error(where, errno));
  }
}

Result<Descriptor> open_file(int directory, const std::string& name, Links links,
                             const std::string& where) {
  // O_NONBLOCK: opening a FIFO would wait for its writer.
  int flags = O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY;
  if (links == Links::refuse) flags |= O_NOFOLLOW;
  while (true) {
    const int descriptor = ::openat(directory, name.c_str(), flags);
    if (descriptor >= 0) return Descriptor(descriptor);
    if (errno != EINTR) return fail(system_error(where, errno));
  }
}

Result<Descriptor> open_regular_file(int directory, const std::string& name, Links links,
                                     const std::string& where) {
  TRY_ASSIGN(Descriptor file, open_file(directory, name, links, where));
  struct stat status {};
  if (::fstat(file.get(), &status) != 0) return fail(system_error(where, errno));
  if (!S_ISREG(status.st_mode)) return fail(file_type_error(where, status.st_mode));
  return file;
}

FileReader::FileReader(std::uint64_t limit) : limit_(limit), buffer_(kBufferBytes, '\0') {}

FileBytes FileReader::read(int directory, const std::string& name, Links links,
                           const std::string& where) {
  auto file = open_file(directory, name, links, where);
  if (!file) return unread(std::move(file.error()));
  auto count = read_full(file->get(), buffer_, NoData::fail, where);
  if (!count) return unread(read_error(file->get(), std::move(count.error())));
  const std::string_view head(buffer_.data(), *count);
  // Nothing is what a FIFO without a writer gives, too: only then is the type worth a system call.
  const bool whole = !head.empty() && head.size() < buffer_.size() && head.size() <= limit_;
  return whole ? FileBytes(head) : read_rest(file->get(), head, limit_, where);
}

}  // namespace packwarden
