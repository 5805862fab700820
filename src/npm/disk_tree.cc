#include "npm/disk_tree.h"

#include <fcntl.h>
#include <linux/openat2.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <string_view>
#include <utility>

#include "npm/directory.h"
#include "npm/posix_path.h"
#include "npm/tree_path.h"

namespace packwarden {
namespace {

tl::unexpected<Error> io_error(const std::string& path, std::string_view action, int error) {
  return fail(system_error(path.empty() ? "." : path, error, action));
}

FileStatus status_of(const struct stat& found) {
  FileStatus out;
  out.type = file_type(found.st_mode);
  out.size = static_cast<std::uint64_t>(std::max<off_t>(found.st_size, 0));
  out.mode = found.st_mode & 07777U;
  out.device = found.st_dev;
  out.inode = found.st_ino;
  out.links = found.st_nlink;
  out.modified_seconds = found.st_mtim.tv_sec;
  out.modified_nanoseconds = found.st_mtim.tv_nsec;
  return out;
}

bool kernel_has_openat2(int root) {
  const Descriptor probe(open_resolved(root, ".", O_PATH | O_CLOEXEC, RESOLVE_BENEATH));
  return probe.is_open();
}

tl::unexpected<Error> open_error(const std::string& path, std::string_view action, int error) {
  if (error == EXDEV) {
    return fail(ErrorKind::unsupported, path, "leads out of the package by a link");
  }
  return io_error(path, action, error);
}

/// The path of an open directory, as the kernel knows it.
Result<std::string> path_of(const Descriptor& file) {
  const std::string link = "/proc/self/fd/" + std::to_string(file.get());
  std::array<char, std::size_t{16} * 1024> buffer{};
  const ssize_t length = ::readlink(link.c_str(), buffer.data(), buffer.size());
  if (length < 0) return io_error(link, "read link", errno);
  if (static_cast<std::size_t>(length) == buffer.size()) {
    return io_error(link, "read link", ENAMETOOLONG);
  }
  return std::string(buffer.data(), static_cast<std::size_t>(length));
}

}  // namespace

DiskTree::DiskTree(std::string root, Descriptor descriptor, PathResolution resolution)
    : root_(std::move(root)), descriptor_(std::move(descriptor)), resolution_(resolution) {}

Result<std::unique_ptr<DiskTree>> DiskTree::open(const std::string& root,
                                                 PathResolution resolution) {
  Descriptor descriptor(::open(root.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
  if (!descriptor.is_open()) return io_error(root, "open directory", errno);
  if (!kernel_has_openat2(descriptor.get())) resolution = PathResolution::components;
  return std::unique_ptr<DiskTree>(new DiskTree(root, std::move(descriptor), resolution));
}

std::uint64_t DiskTree::resolve_flags(Links links, std::string_view path) {
  if (links == Links::follow) return 0;
  if (leads_up(path)) return RESOLVE_NO_SYMLINKS;
  return links == Links::refuse ? RESOLVE_BENEATH | RESOLVE_NO_SYMLINKS : RESOLVE_BENEATH;
}

Result<Descriptor> DiskTree::open_beneath(const std::string& path, int flags, Links links) const {
  flags |= O_CLOEXEC;
  if ((flags & O_PATH) == 0) flags |= O_NONBLOCK | O_NOCTTY;  // openat2 refuses them together
  const std::string_view action =
      (flags & O_DIRECTORY) != 0 ? std::string_view("open directory") : std::string_view("open");
  if (resolution_ == PathResolution::components) return open_by_components(path, flags);
  const std::uint64_t resolve = RESOLVE_NO_MAGICLINKS | resolve_flags(links, path);
  // EAGAIN: something was renamed meanwhile, and the kernel could not be sure.
  for (int attempt = 0; attempt < 8; ++attempt) {
    Descriptor file(open_resolved(descriptor_.get(), path, flags, resolve));
    if (file.is_open()) return file;
    if (errno != EAGAIN && errno != EINTR) return open_error(path, action, errno);
  }
  return open_error(path, action, EAGAIN);
}

Result<Descriptor> DiskTree::open_by_components(const std::string& path, int flags) const {
  Descriptor directory;
  bool is_leading = true;  // nothing but ".." so far
  for (std::size_t begin = 0;;) {
    const std::size_t end = path.find('/', begin);
    const std::string name = path.substr(begin, end == std::string::npos ? end : end - begin);
    if (name == ".." && !is_leading) return open_error(path, "open", EXDEV);
    is_leading = name == "..";
    const int parent = directory.is_open() ? directory.get() : descriptor_.get();
    const int how = end == std::string::npos ? flags : O_PATH | O_DIRECTORY | O_CLOEXEC;
    Descriptor next(::openat(parent, name.c_str(), how | O_NOFOLLOW));
    if (!next.is_open() && errno == ELOOP) {
      return fail(ErrorKind::unsupported, path, "is a link, which this kernel cannot keep inside");
    }
    if (!next.is_open()) return open_error(path, "open", errno);
    if (end == std::string::npos) return next;
    directory = std::move(next);
    begin = end + 1;
  }
}

Result<void> DiskTree::enter(std::string_view directory) const {
  if (directory_.is_open() && directory_path_ == directory) return {};
  TRY_ASSIGN(directory_, open_beneath(std::string(directory.empty() ? "." : directory),
                                      O_RDONLY | O_DIRECTORY, Links::refuse));
  directory_path_ = directory;
  return {};
}

Result<std::vector<DirectoryEntry>> DiskTree::list(const std::string& directory) const {
  directory_ = Descriptor();  // one that was read already stands at its end
  TRY(enter(directory));
  return list_directory(directory_.get(), directory.empty() ? "." : directory);
}

Result<FileStatus> DiskTree::lstat(const std::string& path) const {
  TRY(enter(parent_of(path)));
  const char* name = path.c_str() + path.rfind('/') + 1;  // npos + 1 is 0
  struct stat found = {};
  if (::fstatat(directory_.get(), name, &found, AT_SYMLINK_NOFOLLOW) != 0) {
    return io_error(path, "look up", errno);
  }
  return status_of(found);
}

Result<std::string> DiskTree::real_directory(const std::string& path) const {
  TRY_ASSIGN(const Descriptor opened,
             open_beneath(path.empty() ? "." : path, O_PATH | O_DIRECTORY, Links::follow));
  TRY_ASSIGN(const std::string root, path_of(descriptor_));
  TRY_ASSIGN(const std::string found, path_of(opened));
  const std::string out = relative_path(root, found);
  return out == "." ? std::string() : out;
}

Result<std::string> DiskTree::read(const std::string& path, std::uint64_t limit) const {
  TRY_ASSIGN(const Descriptor file, open_beneath(path, O_RDONLY, Links::follow_beneath));
  TRY_ASSIGN(const FileStatus found, status(file, path));
  if (found.type == FileType::directory) return io_error(path, "read", EISDIR);
  if (found.type != FileType::regular) {
    return fail(ErrorKind::io, path, "cannot read: not a regular file");
  }
  TRY_ASSIGN(std::string bytes, read_on(file.get(), {}, std::min(found.size, limit), limit, path));
  if (bytes.size() > limit) return fail(file_too_large(path, limit));
  return bytes;
}

Result<std::string> DiskTree::read_link(const std::string& path) const {
  TRY(enter(parent_of(path)));
  const char* name = path.c_str() + path.rfind('/') + 1;  // npos + 1 is 0
  std::array<char, 4096> text{};
  const ssize_t size = ::readlinkat(directory_.get(), name, text.data(), text.size());
  if (size < 0) return io_error(path, "read link", errno);
  if (static_cast<std::size_t>(size) == text.size())
    return io_error(path, "read link", ENAMETOOLONG);
  return std::string(text.data(), static_cast<std::size_t>(size));
}

Result<std::string> DiskTree::absolute_path() const { return real_path(root_); }

Result<Descriptor> DiskTree::open_file(const std::string& path) const {
  return open_beneath(path, O_RDONLY, Links::refuse);
}

Result<FileStatus> DiskTree::status(const Descriptor& file, const std::string& path) {
  struct stat found = {};
  if (::fstat(file.get(), &found) != 0) return io_error(path, "look up", errno);
  return status_of(found);
}

}  // namespace packwarden
