#include "source/directory.h"

#include <fcntl.h>
#include <sys/stat.h>
#ifdef __linux__
#include <linux/openat2.h>
#include <sys/syscall.h>
#endif

#include <algorithm>
#include <cerrno>
#include <string_view>
#include <utility>

namespace packwarden {
namespace {

constexpr int kFlags = O_RDONLY | O_DIRECTORY | O_CLOEXEC;

/// openat() that refuses links in every part of the path, where the system can; else in the last.
int open_without_links(int root, const std::string& path) {
#ifdef SYS_openat2
  open_how how{};
  how.flags = kFlags;
  how.resolve = RESOLVE_BENEATH | RESOLVE_NO_SYMLINKS;
  const long descriptor = ::syscall(SYS_openat2, root, path.c_str(), &how, sizeof how);
  // Kernels before 5.6 do not know the call; sandboxes of that time answer that it is forbidden.
  if (descriptor >= 0 || (errno != ENOSYS && errno != EPERM)) return static_cast<int>(descriptor);
#endif
  return ::openat(root, path.c_str(), kFlags | O_NOFOLLOW);
}

}  // namespace

Result<Descriptor> open_directory(int root, const std::string& path, Links links,
                                  const std::string& where) {
  while (true) {
    const int descriptor = links == Links::refuse ? open_without_links(root, path)
                                                  : ::openat(root, path.c_str(), kFlags);
    if (descriptor >= 0) return Descriptor(descriptor);
    if (errno != EINTR) return fail(system_error(where, errno));
  }
}

Directory::Directory(Descriptor descriptor, std::string where)
    : handle_(::fdopendir(descriptor.get())), where_(std::move(where)) {
  if (handle_) {
    static_cast<void>(descriptor.release());
  } else {
    open_error_ = errno;
  }
}

int Directory::descriptor() const { return handle_ ? ::dirfd(handle_.get()) : -1; }

Result<std::vector<DirectoryItem>> Directory::items() {
  if (!handle_) return fail(system_error(where_, open_error_));
  std::vector<DirectoryItem> items;
  while (true) {
    errno = 0;
    const dirent* const item = ::readdir(handle_.get());
    if (item == nullptr) break;
    const std::string_view name = item->d_name;
    if (name == "." || name == "..") continue;
    items.push_back(
        {std::string(name), static_cast<mode_t>(DTTOIF(static_cast<mode_t>(item->d_type)))});
  }
  if (errno != 0) return fail(system_error(where_, errno));
  std::sort(items.begin(), items.end(),
            [](const DirectoryItem& a, const DirectoryItem& b) { return a.name < b.name; });
  return items;
}

}  // namespace packwarden
