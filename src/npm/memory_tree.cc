#include "npm/memory_tree.h"

namespace packwarden {

MemoryTree::Node& MemoryTree::add_node(std::string_view path, FileType type) {
  for (std::size_t slash = path.find('/'); slash != std::string_view::npos;
       slash = path.find('/', slash + 1)) {
    Node& parent = nodes_[std::string(path.substr(0, slash))];
    parent.status.type = FileType::directory;
  }
  Node& node = nodes_[std::string(path)];
  node = Node();
  node.status.type = type;
  node.status.inode = nodes_.size();
  return node;
}

void MemoryTree::add_file(std::string_view path, std::string content, std::uint32_t mode) {
  Node& node = add_node(path, FileType::regular);
  node.status.size = content.size();
  node.status.mode = mode;
  node.content = std::move(content);
}

void MemoryTree::add_file_of_size(std::string_view path, std::uint64_t size, std::uint32_t mode) {
  add_file(path, {}, mode);
  nodes_.at(std::string(path)).status.size = size;
}

void MemoryTree::add(std::string_view path, FileType type) { add_node(path, type); }

void MemoryTree::add_hard_link(std::string_view path, std::string_view existing) {
  Node& original = nodes_[std::string(existing)];
  ++original.status.links;
  const Node copy = original;
  add_node(path, FileType::regular) = copy;
}

Result<std::vector<DirectoryEntry>> MemoryTree::list(const std::string& directory) const {
  const auto found = nodes_.find(directory);
  if (!directory.empty() &&
      (found == nodes_.end() || found->second.status.type != FileType::directory)) {
    return fail(ErrorKind::io, directory, "cannot open directory: no such file or directory");
  }
  const std::string prefix = directory.empty() ? "" : directory + "/";
  std::vector<DirectoryEntry> out;
  for (auto node = nodes_.lower_bound(prefix); node != nodes_.end(); ++node) {
    if (node->first.compare(0, prefix.size(), prefix) != 0) break;
    const std::string name = node->first.substr(prefix.size());
    if (!name.empty() && name.find('/') == std::string::npos) {
      out.push_back({name, node->second.status.type});
    }
  }
  return out;
}

Result<FileStatus> MemoryTree::lstat(const std::string& path) const {
  const auto node = nodes_.find(path);
  if (node == nodes_.end()) {
    return fail(ErrorKind::io, path, "cannot look up: no such file or directory");
  }
  return node->second.status;
}

Result<std::string> MemoryTree::real_directory(const std::string& path) const {
  const auto node = nodes_.find(path);
  if (path.empty()) return path;
  if (node == nodes_.end() || node->second.status.type != FileType::directory) {
    return fail(ErrorKind::io, path, "cannot open directory: no such file or directory");
  }
  return path;
}

Result<std::string> MemoryTree::absolute_path() const { return "/memory"; }

Result<std::string> MemoryTree::read(const std::string& path, std::uint64_t limit) const {
  const auto node = nodes_.find(path);
  if (node == nodes_.end()) {
    return fail(ErrorKind::io, path, "cannot open: no such file or directory");
  }
  if (node->second.status.type != FileType::regular) {
    return fail(ErrorKind::io, path, "cannot read: not a regular file");
  }
  if (node->second.content.size() > limit) {
    return fail(file_too_large(path, limit));
  }
  return node->second.content;
}

}  // namespace packwarden
