#include "npm/directory.h"

#include <dirent.h>
#include <linux/openat2.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstddef>
#include <cstdlib>
#include <cstring>
#include <memory>
#include <string_view>

#include "base/descriptor.h"

namespace packwarden {
namespace {

FileType type_of_entry(unsigned char directory_entry_type) {
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

/// Appends the entries in `bytes`, which getdents64 filled.
void append_entries(std::string_view bytes, std::vector<DirectoryEntry>& out) {
  constexpr std::size_t kRecord = 32;  // of a name of a few letters
  out.reserve(out.size() + bytes.size() / kRecord);
  while (!bytes.empty()) {
    unsigned short length = 0;  // of the record, its name padded with NUL
    std::memcpy(&length, bytes.data() + offsetof(struct dirent64, d_reclen), sizeof length);
    const auto type = static_cast<unsigned char>(bytes[offsetof(struct dirent64, d_type)]);
    const std::string_view record = bytes.substr(0, length);
    std::string_view name = record.substr(offsetof(struct dirent64, d_name));
    name = name.substr(0, name.find('\0'));
    if (name != "." && name != "..") out.push_back({std::string(name), type_of_entry(type)});
    bytes.remove_prefix(length);
  }
}

}  // namespace

FileType file_type(mode_t mode) {
  if (S_ISREG(mode)) return FileType::regular;
  if (S_ISDIR(mode)) return FileType::directory;
  return S_ISLNK(mode) ? FileType::link : FileType::other;
}

Result<std::vector<DirectoryEntry>> list_directory(int descriptor, const std::string& where) {
  std::vector<DirectoryEntry> out;
  alignas(struct dirent64) std::array<char, std::size_t{32} * 1024> buffer;
  while (true) {
    const ssize_t length = ::getdents64(descriptor, buffer.data(), buffer.size());
    if (length < 0) return fail(system_error(where, errno, "list directory"));
    if (length == 0) break;
    append_entries({buffer.data(), static_cast<std::size_t>(length)}, out);
  }
  std::sort(out.begin(), out.end(),
            [](const DirectoryEntry& a, const DirectoryEntry& b) { return a.name < b.name; });
  return out;
}

int open_resolved(int root, const std::string& path, int flags, std::uint64_t resolve) {
  struct open_how how = {};
  how.flags = static_cast<std::uint64_t>(flags);
  how.resolve = resolve;
  return static_cast<int>(::syscall(SYS_openat2, root, path.c_str(), &how, sizeof how));
}

Result<std::string> real_path(const std::string& path) {
  const std::unique_ptr<char, decltype(&std::free)> resolved(::realpath(path.c_str(), nullptr),
                                                             &std::free);
  if (resolved == nullptr) return fail(system_error(path, errno));
  return std::string(resolved.get());
}

bool is_there(const std::string& path) {
  struct stat facts = {};
  return ::lstat(path.c_str(), &facts) == 0;
}

bool is_same_file(const std::string& path, const std::string& other) {
  struct stat first = {};
  struct stat second = {};
  return ::stat(path.c_str(), &first) == 0 && ::stat(other.c_str(), &second) == 0 &&
         first.st_dev == second.st_dev && first.st_ino == second.st_ino;
}

}  // namespace packwarden
