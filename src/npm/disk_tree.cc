#include "npm/disk_tree.h"

#include <dirent.h>
#include <fcntl.h>
#include <linux/openat2.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstddef>
#include <cstring>
#include <string_view>
#include <system_error>
#include <utility>

namespace packwarden {
namespace {

std::string message_of(int error) { return std::generic_category().message(error); }

tl::unexpected<Error> io_error(const std::string& path, std::string_view action, int error) {
  return fail(ErrorKind::io, path.empty() ? "." : path,
              "cannot " + std::string(action) + ": " + message_of(error));
}

FileType type_of(unsigned char directory_entry_type) {
  switch (directory_entry_type) {
    case DT_REG:
      return FileType::regular;
    case DT_DIR:
      return FileType::directory;
    case DT_LNK:
      return FileType::link;
    case DT_UNKNOWN:
      return FileType::unknown;
    default:
      return FileType::other;
  }
}

FileStatus status_of(const struct stat& found) {
  FileStatus out;
  out.type = S_ISREG(found.st_mode)   ? FileType::regular
             : S_ISDIR(found.st_mode) ? FileType::directory
             : S_ISLNK(found.st_mode) ? FileType::link
                                      : FileType::other;
  out.size = static_cast<std::uint64_t>(std::max<off_t>(found.st_size, 0));
  out.mode = found.st_mode & 07777U;
  out.device = found.st_dev;
  out.inode = found.st_ino;
  out.links = found.st_nlink;
  out.modified_seconds = found.st_mtim.tv_sec;
  out.modified_nanoseconds = found.st_mtim.tv_nsec;
  return out;
}

int open_in_kernel(int root, const std::string& path, int flags, std::uint64_t resolve) {
  struct open_how how = {};
  how.flags = static_cast<std::uint64_t>(flags);
  how.resolve = resolve;
  return static_cast<int>(::syscall(SYS_openat2, root, path.c_str(), &how, sizeof how));
}

bool kernel_has_openat2(int root) {
  const FileDescriptor probe(open_in_kernel(root, ".", O_PATH | O_CLOEXEC, RESOLVE_BENEATH));
  return probe.is_open();
}

std::string_view parent_of(std::string_view path) {
  const std::size_t slash = path.rfind('/');
  return slash == std::string_view::npos ? std::string_view() : path.substr(0, slash);
}

/// Appends the entries in `bytes`, which getdents64 filled.
void append_entries(std::string_view bytes, std::vector<DirectoryEntry>& out) {
  while (!bytes.empty()) {
    unsigned short length = 0;  // of the record, its name padded with NUL
    std::memcpy(&length, bytes.data() + offsetof(struct dirent64, d_reclen), sizeof length);
    const auto type = static_cast<unsigned char>(bytes[offsetof(struct dirent64, d_type)]);
    const std::string_view record = bytes.substr(0, length);
    std::string_view name = record.substr(offsetof(struct dirent64, d_name));
    name = name.substr(0, name.find('\0'));
    if (name != "." && name != "..") out.push_back({std::string(name), type_of(type)});
    bytes.remove_prefix(length);
  }
}

tl::unexpected<Error> open_error(const std::string& path, std::string_view action, int error) {
  if (error == EXDEV) {
    return fail(ErrorKind::unsupported, path, "leads out of the package by a link");
  }
  return io_error(path, action, error);
}

/// The path of an open directory, as the kernel knows it.
Result<std::string> path_of(const FileDescriptor& file) {
  const std::string link = "/proc/self/fd/" + std::to_string(file.number());
  std::array<char, std::size_t{16} * 1024> buffer{};
  const ssize_t length = ::readlink(link.c_str(), buffer.data(), buffer.size());
  if (length < 0) return io_error(link, "read link", errno);
  if (static_cast<std::size_t>(length) == buffer.size()) {
    return io_error(link, "read link", ENAMETOOLONG);
  }
  return std::string(buffer.data(), static_cast<std::size_t>(length));
}

}  // namespace

FileDescriptor::FileDescriptor(FileDescriptor&& other) noexcept
    : number_(std::exchange(other.number_, -1)) {}

FileDescriptor& FileDescriptor::operator=(FileDescriptor&& other) noexcept {
  std::swap(number_, other.number_);
  return *this;
}

FileDescriptor::~FileDescriptor() {
  if (is_open()) ::close(number_);
}

DiskTree::DiskTree(FileDescriptor descriptor, PathResolution resolution)
    : descriptor_(std::move(descriptor)), resolution_(resolution) {}

Result<std::unique_ptr<DiskTree>> DiskTree::open(const std::string& root,
                                                 PathResolution resolution) {
  FileDescriptor descriptor(::open(root.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
  if (!descriptor.is_open()) return io_error(root, "open directory", errno);
  if (!kernel_has_openat2(descriptor.number())) resolution = PathResolution::components;
  return std::unique_ptr<DiskTree>(new DiskTree(std::move(descriptor), resolution));
}

Result<FileDescriptor> DiskTree::open_beneath(const std::string& path, int flags,
                                              Links links) const {
  flags |= O_CLOEXEC;
  if ((flags & O_PATH) == 0) flags |= O_NONBLOCK | O_NOCTTY;  // openat2 refuses them together
  const std::string_view action =
      (flags & O_DIRECTORY) != 0 ? std::string_view("open directory") : std::string_view("open");
  if (resolution_ == PathResolution::components) return open_by_components(path, flags);
  const std::uint64_t resolve =
      RESOLVE_BENEATH | RESOLVE_NO_MAGICLINKS | (links == Links::refuse ? RESOLVE_NO_SYMLINKS : 0U);
  // EAGAIN: something was renamed meanwhile, and the kernel could not be sure.
  for (int attempt = 0; attempt < 8; ++attempt) {
    FileDescriptor file(open_in_kernel(descriptor_.number(), path, flags, resolve));
    if (file.is_open()) return file;
    if (errno != EAGAIN && errno != EINTR) return open_error(path, action, errno);
  }
  return open_error(path, action, EAGAIN);
}

Result<FileDescriptor> DiskTree::open_by_components(const std::string& path, int flags) const {
  FileDescriptor directory;
  for (std::size_t begin = 0;;) {
    const std::size_t end = path.find('/', begin);
    const std::string name = path.substr(begin, end == std::string::npos ? end : end - begin);
    if (name == "..") return open_error(path, "open", EXDEV);
    const int parent = directory.is_open() ? directory.number() : descriptor_.number();
    const int how = end == std::string::npos ? flags : O_PATH | O_DIRECTORY | O_CLOEXEC;
    FileDescriptor next(::openat(parent, name.c_str(), how | O_NOFOLLOW));
    if (!next.is_open() && errno == ELOOP) {
      return fail(ErrorKind::unsupported, path, "is a link, which this kernel cannot keep inside");
    }
    if (!next.is_open()) return open_error(path, "open", errno);
    if (end == std::string::npos) return next;
    directory = std::move(next);
    begin = end + 1;
  }
}

Result<void> DiskTree::enter(const std::string& directory) const {
  if (directory_.is_open() && directory_path_ == directory) return {};
  TRY_ASSIGN(directory_, open_beneath(directory.empty() ? "." : directory, O_RDONLY | O_DIRECTORY,
                                      Links::refuse));
  directory_path_ = directory;
  return {};
}

Result<std::vector<DirectoryEntry>> DiskTree::list(const std::string& directory) const {
  directory_ = FileDescriptor();  // one that was read already stands at its end
  TRY(enter(directory));
  std::vector<DirectoryEntry> out;
  alignas(struct dirent64) std::array<char, std::size_t{32} * 1024> buffer;
  while (true) {
    const ssize_t length = ::getdents64(directory_.number(), buffer.data(), buffer.size());
    if (length < 0) return io_error(directory, "list directory", errno);
    if (length == 0) break;
    append_entries({buffer.data(), static_cast<std::size_t>(length)}, out);
  }
  std::sort(out.begin(), out.end(),
            [](const DirectoryEntry& a, const DirectoryEntry& b) { return a.name < b.name; });
  return out;
}

Result<FileStatus> DiskTree::lstat(const std::string& path) const {
  TRY(enter(std::string(parent_of(path))));
  const std::string name = path.substr(path.rfind('/') + 1);  // npos + 1 is 0
  struct stat found = {};
  if (::fstatat(directory_.number(), name.c_str(), &found, AT_SYMLINK_NOFOLLOW) != 0) {
    return io_error(path, "look up", errno);
  }
  return status_of(found);
}

Result<std::string> DiskTree::real_directory(const std::string& path) const {
  TRY_ASSIGN(const FileDescriptor opened,
             open_beneath(path.empty() ? "." : path, O_PATH | O_DIRECTORY, Links::follow_beneath));
  TRY_ASSIGN(const std::string root, path_of(descriptor_));
  TRY_ASSIGN(const std::string found, path_of(opened));
  if (found == root) return std::string();
  const std::string prefix = root.ends_with('/') ? root : root + "/";
  if (found.starts_with(prefix)) return found.substr(prefix.size());
  return open_error(path, "open directory", EXDEV);
}

Result<std::string> DiskTree::read(const std::string& path, std::uint64_t limit) const {
  TRY_ASSIGN(const FileDescriptor file, open_beneath(path, O_RDONLY, Links::follow_beneath));
  TRY_ASSIGN(const FileStatus found, status(file, path));
  if (found.type == FileType::directory) return io_error(path, "read", EISDIR);
  if (found.type != FileType::regular) {
    return fail(ErrorKind::io, path, "cannot read: not a regular file");
  }
  // One byte more than expected tells a file that has grown.
  std::string out(std::min(found.size, limit) + 1, '\0');
  std::size_t length = 0;
  while (true) {
    if (length == out.size()) out.resize(out.size() * 2);
    const ssize_t count = ::read(file.number(), out.data() + length, out.size() - length);
    if (count < 0 && errno == EINTR) continue;
    if (count < 0) return io_error(path, "read", errno);
    if (count == 0) break;
    length += static_cast<std::size_t>(count);
    if (length > limit) {
      return fail(limit_error(path, "the file is too large", {"file-bytes", limit}));
    }
  }
  out.resize(length);
  return out;
}

Result<FileDescriptor> DiskTree::open_file(const std::string& path) const {
  return open_beneath(path, O_RDONLY, Links::refuse);
}

Result<FileStatus> DiskTree::status(const FileDescriptor& file, const std::string& path) {
  struct stat found = {};
  if (::fstat(file.number(), &found) != 0) return io_error(path, "look up", errno);
  return status_of(found);
}

}  // namespace packwarden
