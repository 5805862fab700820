#include <dirent.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <string>
#include <vector>

// The least that a scan must do: walk DIRECTORY and read every file. What a scan costs is told in
// multiples of this.
namespace {

struct Totals {
  std::uint64_t files = 0;
  std::uint64_t bytes = 0;
};

void read_file(int directory, const char* name, std::vector<char>& buffer, Totals& totals) {
  const int file = openat(directory, name, O_RDONLY | O_CLOEXEC | O_NOFOLLOW);
  if (file < 0) return;
  for (;;) {
    const ssize_t count = read(file, buffer.data(), buffer.size());
    if (count <= 0) break;
    totals.bytes += static_cast<std::uint64_t>(count);
    if (static_cast<std::size_t>(count) < buffer.size()) break;
  }
  close(file);
  ++totals.files;
}

void walk(int parent, const char* name, std::vector<char>& buffer, Totals& totals) {
  const int descriptor = openat(parent, name, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  DIR* directory = descriptor < 0 ? nullptr : fdopendir(descriptor);
  if (directory == nullptr) return;
  while (const dirent* entry = readdir(directory)) {
    const std::string child = entry->d_name;
    if (entry->d_type == DT_REG) read_file(descriptor, child.c_str(), buffer, totals);
    if (entry->d_type == DT_DIR && child != "." && child != "..") {
      walk(descriptor, child.c_str(), buffer, totals);
    }
  }
  closedir(directory);
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 2) return 2;
  std::vector<char> buffer(std::size_t{128} << 10U);
  Totals totals;
  walk(AT_FDCWD, argv[1], buffer, totals);
  std::printf("%llu files, %llu bytes\n", static_cast<unsigned long long>(totals.files),
              static_cast<unsigned long long>(totals.bytes));
  return 0;
}
