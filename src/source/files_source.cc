#include "source/files_source.h"

#include <fcntl.h>
#include <sys/stat.h>

#include <algorithm>
#include <cerrno>
#include <climits>
#include <filesystem>
#include <string_view>
#include <system_error>
#include <unordered_set>
#include <utility>

#include "base/text.h"
#include "npm/directory.h"
#include "source/archive.h"
#include "source/file_reader.h"
#include "source/limits.h"
#include "source/standard_input.h"

namespace packwarden {
namespace {

constexpr std::string_view kStandardInput = "-";

bool is_archive_name(std::string_view name) {
  const std::string lower = ascii_lower(name);
  return lower.ends_with(".tgz") || lower.ends_with(".tar") || lower.ends_with(".tar.gz");
}

std::string without_slashes(std::string_view path) {
  while (path.size() > 1 && path.ends_with('/')) path.remove_suffix(1);
  return std::string(path);
}

/// Whether one of the directories above `path` is in `paths`.
bool is_within_one(std::filesystem::path path, const std::unordered_set<std::string>& paths) {
  while (path.has_relative_path()) {
    path = path.parent_path();
    if (paths.count(path.string()) > 0) return true;
  }
  return false;
}

/// `paths` without those that an earlier one or a directory among them reaches. A path that does
/// not exist stays: reading it says so.
std::vector<std::string> without_repeats(const std::vector<std::string>& paths) {
  std::unordered_set<std::string> seen;
  std::vector<std::pair<std::string, std::filesystem::path>> firsts;
  for (const std::string& path : paths) {
    std::error_code error;
    std::filesystem::path real;
    if (path != kStandardInput) real = std::filesystem::canonical(path, error);
    const std::string& key = real.empty() ? path : real.native();
    if (seen.insert(key).second) firsts.emplace_back(path, std::move(real));
  }
  std::vector<std::string> kept;
  for (auto& [path, real] : firsts) {
    if (!is_within_one(real, seen)) kept.push_back(std::move(path));
  }
  return kept;
}

/// The first of them, and how many more there are: a hook may give thousands.
std::string names_of(const std::vector<std::string>& paths) {
  constexpr std::size_t kMost = 5;
  std::string out;
  for (std::size_t i = 0; i < std::min(paths.size(), kMost); ++i)
    out += (i > 0 ? " " : "") + paths[i];
  if (paths.size() > kMost) out += " and " + grouped(paths.size() - kMost) + " more";
  return out;
}

/// One reading of all paths. The functions return whether more entries are wanted.
class Reading {
 public:
  Reading(const SourceLimits& limits, int standard_input, const EntrySink& sink,
          const ProblemSink& problems)
      : limits_(limits),
        standard_input_(standard_input),
        sink_(sink),
        problems_(problems),
        reader_(limits.entry_bytes) {}

  bool read_path(const std::string& path) {
    if (path == kStandardInput)
      return give(path, read_standard_input(standard_input_, limits_.entry_bytes));
    if (auto error = path_limit_error(path, path, limits_)) return name({std::move(*error), 0});
    struct stat status {};
    if (::stat(path.c_str(), &status) != 0) return name({system_error(path, errno), 0});
    if (S_ISDIR(status.st_mode)) return read_tree(path);
    if (S_ISREG(status.st_mode)) return read_file(AT_FDCWD, path, Links::follow, path);
    return name({file_type_error(path, status.st_mode), 0});
  }

 private:
  /// Depth first. A directory is reopened from the root when its turn comes, so that depth costs
  /// no descriptors.
  bool read_tree(const std::string& path) {
    const auto root = open_directory(AT_FDCWD, path, Links::follow, path);
    if (!root) return name({root.error(), 0});
    std::string prefix = without_slashes(path);
    if (!prefix.ends_with('/')) prefix += '/';
    std::vector<std::string> waiting = {""};  // relative to `path`, with a '/' behind each segment
    while (!waiting.empty()) {
      const std::string directory = std::move(waiting.back());
      waiting.pop_back();
      if (!read_directory(root->get(), prefix, directory, waiting)) return false;
    }
    return true;
  }

  bool read_directory(int root, const std::string& prefix, const std::string& relative,
                      std::vector<std::string>& waiting) {
    const std::string where = without_slashes(prefix + relative);
    auto opened = open_directory(root, relative.empty() ? "." : relative, Links::refuse, where);
    if (!opened) return name({std::move(opened.error()), 0});
    const int directory = opened->get();
    auto items = list_directory(directory, where);
    if (!items) return name({std::move(items.error()), 0});

    std::vector<std::string> below;
    for (const DirectoryEntry& item : *items) {
      const std::string path = prefix + relative + item.name;
      if (auto error = path_limit_error(path, path, limits_)) {
        name({std::move(*error), 0});
      } else if (type_of(directory, item) == FileType::directory) {
        below.push_back(relative + item.name + "/");
      } else if (!read_item(directory, item, path)) {
        return false;
      }
    }
    waiting.insert(waiting.end(), std::make_move_iterator(below.rbegin()),
                   std::make_move_iterator(below.rend()));
    return true;
  }

  /// The type of `item`, which is asked for only when the listing did not tell. Still unknown: the
  /// file has just gone.
  static FileType type_of(int directory, const DirectoryEntry& item) {
    struct stat status {};
    const bool ask = item.type == FileType::unknown &&
                     ::fstatat(directory, item.name.c_str(), &status, AT_SYMLINK_NOFOLLOW) == 0;
    return ask ? file_type(status.st_mode) : item.type;
  }

  bool read_item(int directory, const DirectoryEntry& item, const std::string& path) {
    const FileType type = type_of(directory, item);
    if (type == FileType::link) return read_link(directory, item.name, path);
    if (type == FileType::other) return name_special(directory, item, path);
    return read_file(directory, item.name, Links::refuse, path);
  }

  /// A device is not even opened: that can have effects.
  bool name_special(int directory, const DirectoryEntry& item, const std::string& path) {
    struct stat status {};
    if (::fstatat(directory, item.name.c_str(), &status, AT_SYMLINK_NOFOLLOW) != 0) {
      return name({system_error(path, errno), 0});
    }
    return name({file_type_error(path, status.st_mode), 0});
  }

  bool read_link(int directory, const std::string& link, const std::string& path) {
    std::string target(PATH_MAX, '\0');
    const ssize_t size = ::readlinkat(directory, link.c_str(), target.data(), target.size());
    if (size < 0) return name({system_error(path, errno), 0});
    target.resize(static_cast<std::size_t>(size));
    return give({.path = path, .kind = EntryKind::symbolic_link, .bytes = std::move(target)});
  }

  bool read_file(int directory, const std::string& file, Links links, const std::string& path) {
    if (is_archive_name(file)) return read_archive(directory, file, links, path);
    return give(path, reader_.read(directory, file, links, path));
  }

  bool read_archive(int directory, const std::string& file, Links links, const std::string& path) {
    auto opened = open_regular_file(directory, file, links, path);
    if (!opened) return name({std::move(opened.error()), 0});
    auto archive = Archive::read_from(std::move(*opened), path, limits_);
    if (!archive) return name({std::move(archive.error()), 0});
    bool wanted = true;
    const std::uint64_t before = next_index_;
    const EntrySink sink = [&](Entry entry) { return wanted = give(std::move(entry)); };
    auto result = archive->read(MemberPaths::inside_archive, sink, problems_);
    if (result) return wanted;
    name({std::move(result.error()), 0});
    return next_index_ > before || give_raw(*archive, path);
  }

  /// What is no archive after all is a file like any other.
  bool give_raw(Archive& archive, const std::string& path) {
    std::optional<std::string> bytes = archive.take_raw_bytes();
    if (!bytes || bytes->size() > limits_.entry_bytes) {
      return name({entry_too_large(path, limits_.entry_bytes), bytes ? bytes->size() : 0});
    }
    return give({.path = path, .bytes = std::move(*bytes)});
  }

  bool give(const std::string& path, FileBytes bytes) {
    if (!bytes) return name(std::move(bytes.error()));
    return give({.path = path, .bytes = std::move(*bytes)});
  }

  bool give(Entry entry) {
    entry.index = next_index_++;
    return sink_(std::move(entry));
  }

  bool name(UnreadEntry problem) {
    problems_(std::move(problem));
    return true;
  }

  const SourceLimits& limits_;
  const int standard_input_;
  const EntrySink& sink_;
  const ProblemSink& problems_;
  FileReader reader_;
  std::uint64_t next_index_ = 0;
};

class FilesSource : public Source {
 public:
  FilesSource(std::vector<std::string> paths, SourceLimits limits, int standard_input)
      : paths_(std::move(paths)), limits_(limits), standard_input_(standard_input) {}

  Result<SourceFacts> open() override {
    if (paths_.empty()) return fail(ErrorKind::config, "scan", "names no file or directory");
    SourceFacts facts;
    if (paths_ == std::vector<std::string>{"-"}) facts.kind = SourceKind::standard_input;
    facts.root = names_of(paths_);
    paths_ = without_repeats(paths_);
    return facts;
  }

  Result<void> read(const EntrySink& sink, const ProblemSink& problems) override {
    Reading reading(limits_, standard_input_, sink, problems);
    for (const std::string& path : paths_) {
      if (!reading.read_path(path)) break;
    }
    return {};
  }

  /// Also what is beside the paths: only the names of sources come of it.
  std::optional<std::string> find(const std::string& path, std::uint64_t limit) override {
    FileBytes bytes = FileReader(limit).read(AT_FDCWD, path, Links::refuse, path);
    return bytes ? std::optional(*std::move(bytes)) : std::nullopt;
  }

 private:
  std::vector<std::string> paths_;
  SourceLimits limits_;
  int standard_input_;
};

}  // namespace

std::unique_ptr<Source> files_source(std::vector<std::string> paths, SourceLimits limits,
                                     int standard_input) {
  return std::make_unique<FilesSource>(std::move(paths), limits, standard_input);
}

}  // namespace packwarden
