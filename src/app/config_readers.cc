#include "app/config_readers.h"

#include <fcntl.h>

#include <utility>

#include "npm/directory.h"
#include "npm/posix_path.h"
#include "policy/config.h"
#include "source/file_reader.h"

namespace packwarden {
namespace {

Result<std::string> read_file(const std::string& path, Links links) {
  FileBytes bytes = FileReader(kMaxConfigBytes).read(AT_FDCWD, path, links, path);
  if (!bytes) return fail(std::move(bytes.error().error));
  return *std::move(bytes);
}

/// The work tree of git that `directory` lies in, else `directory`; without links.
std::string tree_around(const std::string& directory) {
  const std::string own = real_path(directory).value_or("");
  for (std::string at = own; at.size() > 1; at = directory_name(at)) {
    if (is_there(at + "/.git")) return at;
  }
  return own;
}

/// Reads what lies in `tree`: no link and no path leads out of it.
Result<std::string> read_within(const std::string& tree, const std::string& path) {
  const std::string directory = real_path(std::string(directory_name(path))).value_or("");
  const bool is_within = directory == tree || directory.starts_with(tree + "/");
  if (!directory.empty() && (tree.empty() || !is_within)) {
    return fail(ErrorKind::config, path, "outside of the repository that it is for");
  }
  return read_file(path, Links::refuse);
}

}  // namespace

ConfigRead config_reader() {
  return [](const std::string& path) { return read_file(path, Links::follow); };
}

ConfigRead config_reader_within(const std::string& directory, const std::string& first) {
  return [tree = tree_around(directory), first](const std::string& path) {
    return path == first ? read_file(path, Links::refuse) : read_within(tree, path);
  };
}

ConfigRead config_reader_of(std::shared_ptr<RevisionFiles> files) {
  return [files = std::move(files)](const std::string& path) {
    return files->read_existing(path, kMaxConfigBytes);
  };
}

}  // namespace packwarden
