// The least that listing a package takes: walk_pass DIRECTORY lists every directory below and asks
// for the status of every file, and does nothing with the answers but count.

#include <dirent.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cstdint>
#include <cstdio>
#include <cstring>

namespace {

struct Totals {
  std::uint64_t files = 0;
  std::uint64_t directories = 0;
  std::uint64_t bytes = 0;
};

/// Takes over `descriptor`.
void walk(int descriptor, Totals& totals) {
  DIR* directory = fdopendir(descriptor);
  if (directory == nullptr) return;
  ++totals.directories;
  while (const dirent* entry = readdir(directory)) {
    if (std::strcmp(entry->d_name, ".") == 0 || std::strcmp(entry->d_name, "..") == 0) continue;
    if (entry->d_type == DT_DIR) {
      const int below =
          openat(dirfd(directory), entry->d_name, O_RDONLY | O_DIRECTORY | O_NOFOLLOW);
      if (below >= 0) walk(below, totals);
      continue;
    }
    struct stat status = {};
    if (fstatat(dirfd(directory), entry->d_name, &status, AT_SYMLINK_NOFOLLOW) != 0) continue;
    ++totals.files;
    totals.bytes += static_cast<std::uint64_t>(status.st_size);
  }
  closedir(directory);
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 2) return 2;
  const int descriptor = open(argv[1], O_RDONLY | O_DIRECTORY);
  if (descriptor < 0) return 2;
  Totals totals;
  walk(descriptor, totals);
  std::printf("%llu files, %llu directories, %llu bytes\n",
              static_cast<unsigned long long>(totals.files),
              static_cast<unsigned long long>(totals.directories),
              static_cast<unsigned long long>(totals.bytes));
}
