#include "source/file_reader.h"

#include <fcntl.h>
#include <poll.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <string_view>
#include <system_error>
#include <utility>

#include "base/text.h"
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

/// Waits until a pipe that another process made non-blocking has something to say.
void wait_for_data(int descriptor) {
  pollfd waiting{descriptor, POLLIN, 0};
  ::poll(&waiting, 1, -1);
}

/// Why nothing could be read: the type of the file says more than the system's error does.
Error read_error(int descriptor, Error error) {
  struct stat status {};
  if (::fstat(descriptor, &status) != 0 || S_ISREG(status.st_mode)) return error;
  return file_type_error(std::move(error.where), status.st_mode);
}

/// The file that begins with `head` and goes on; the descriptor stands behind `head`, which may lie
/// in `buffer`. `size` is what is expected of all of it: what read() gives is what counts. Reading
/// through a small buffer spares filling a large string with zeros first.
FileBytes read_to_end(int descriptor, std::string_view head, std::span<char> buffer,
                      std::uint64_t size, std::uint64_t limit, const std::string& where) {
  std::string bytes;
  bytes.reserve(size);
  bytes += head;
  while (true) {
    auto count = read_full(descriptor, buffer, NoData::fail, where);
    if (!count) return unread(std::move(count.error()), size);
    bytes.append(buffer.data(), *count);
    if (bytes.size() > limit) return unread(entry_too_large(where, limit), bytes.size());
    if (*count < buffer.size()) return bytes;
  }
}

bool is_unchanged(const struct stat& before, const struct stat& after) {
  return before.st_size == after.st_size && before.st_mtim.tv_sec == after.st_mtim.tv_sec &&
         before.st_mtim.tv_nsec == after.st_mtim.tv_nsec;
}

/// The bytes of a file that begins with `head` and may go on; the descriptor stands behind `head`.
FileBytes read_rest(int descriptor, std::string_view head, std::span<char> buffer,
                    std::uint64_t limit, const std::string& where) {
  struct stat before {};
  if (::fstat(descriptor, &before) != 0) return unread(system_error(where, errno));
  if (!S_ISREG(before.st_mode)) return unread(file_type_error(where, before.st_mode));
  const auto size = static_cast<std::uint64_t>(before.st_size);
  if (std::max<std::uint64_t>(size, head.size()) > limit) {
    return unread(entry_too_large(where, limit), size);
  }
  FileBytes bytes = read_to_end(descriptor, head, buffer, size, limit, where);
  struct stat after {};
  if (!bytes || (::fstat(descriptor, &after) == 0 && is_unchanged(before, after))) return bytes;
  return unread({ErrorKind::io, where, "changed while it was read", std::nullopt}, bytes->size());
}

}  // namespace

Error system_error(std::string where, int error_number) {
  return Error{ErrorKind::io, std::move(where),
               ascii_lower(std::generic_category().message(error_number)), std::nullopt};
}

Error file_type_error(std::string where, mode_t mode) {
  return Error{ErrorKind::unsupported, std::move(where),
               "is " + std::string(type_name(mode)) + ", not a regular file", std::nullopt};
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

Result<std::size_t> read_full(int descriptor, std::span<char> buffer, NoData no_data,
                              const std::string& where) {
  std::size_t used = 0;
  while (used < buffer.size()) {
    const ssize_t count = ::read(descriptor, buffer.data() + used, buffer.size() - used);
    if (count == 0) break;
    if (count > 0) {
      used += static_cast<std::size_t>(count);
    } else if (errno == EAGAIN && no_data == NoData::wait) {
      wait_for_data(descriptor);
    } else if (errno != EINTR) {
      return fail(system_error(where, errno));
    }
  }
  return used;
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
  return whole ? FileBytes(head) : read_rest(file->get(), head, buffer_, limit_, where);
}

}  // namespace packwarden
