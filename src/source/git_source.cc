#include "source/git_source.h"

#include <fcntl.h>

#include <optional>
#include <set>
#include <unordered_set>
#include <utility>

#include "base/digest.h"
#include "npm/posix_path.h"
#include "source/file_reader.h"
#include "source/git_objects.h"
#include "source/git_process.h"
#include "source/large_file.h"
#include "source/limits.h"

namespace packwarden {
namespace {

/// What several commits have counts once, and so does what one commit has from several parents.
void drop_repeated_blobs(std::vector<GitChange>& changes) {
  std::unordered_set<std::string> seen;
  std::erase_if(changes, [&](const GitChange& change) {
    const bool is_blob =
        change.kind == GitChange::Kind::file || change.kind == GitChange::Kind::symbolic_link;
    return is_blob && !change.commit.empty() && !seen.insert(change.id).second;
  });
}

/// The files that Git LFS keeps in this repository.
class LargeFiles {
 public:
  /// The file of a pointer; none: it is not here, is larger than `limit` bytes, or another one.
  [[nodiscard]] std::optional<std::string> find(const LargeFilePointer& pointer,
                                                std::uint64_t limit) {
    if (pointer.size > limit || directory().empty()) return std::nullopt;
    const std::string path = join_paths(directory(), path_of(pointer));
    FileBytes bytes = FileReader(limit).read(AT_FDCWD, path, Links::refuse, path);
    if (!bytes || to_hex(sha256(*bytes)) != pointer.sha256) return std::nullopt;
    return *std::move(bytes);
  }

 private:
  /// That of the repository, which all of its work trees share; "" where git does not say.
  const std::string& directory() {
    if (asked_) return directory_;
    asked_ = true;
    constexpr std::uint64_t kLongest = 8192;
    auto git = GitProcess::start({"rev-parse", "--git-common-dir"}, GitPlace::caller);
    if (!git) return directory_;
    const auto answer = git->answer("", kLongest, kGitPatience);
    if (answer) directory_ = answer->substr(0, answer->rfind('\n'));
    return directory_;
  }

  bool asked_ = false;
  std::string directory_;
};

class GitSource : public Source {
 public:
  GitSource(std::function<Result<GitScope>()> scope, SourceLimits limits)
      : scope_(std::move(scope)), limits_(limits) {}

  Result<SourceFacts> open() override {
    objects_.warm_up();
    TRY_ASSIGN(GitScope scope, scope_());
    changes_ = std::move(scope.changes);
    drop_repeated_blobs(changes_);
    if (changes_.size() > kMostBlobs) {
      return fail(limit_error(scope.facts.root, "holds too many files",
                              {"git-blobs", std::uint64_t{kMostBlobs}}));
    }
    note_submodules(scope.facts.notes);
    return std::move(scope.facts);
  }

  Result<void> read(const EntrySink& sink, const ProblemSink& problems) override {
    std::vector<std::string> ids;
    std::vector<const GitChange*> read;
    for (const GitChange& change : changes_) {
      if (change.kind == GitChange::Kind::unmerged) {
        problems({Error{ErrorKind::unsupported,
                        change.path,
                        "is not merged: resolve the conflict and git add it",
                        {}},
                  0});
      } else if (change.kind != GitChange::Kind::submodule) {
        ids.push_back(change.id);
        read.push_back(&change);
      }
    }
    std::optional<Error> over;
    TRY(objects_.read(ids, limits_.entry_bytes,
                      [&](std::size_t index, std::optional<GitObject> object) {
                        return take(*read[index], index, std::move(object), sink, problems, over);
                      }));
    entries_ = std::move(read);
    return over ? fail(*std::move(over)) : Result<void>();
  }

  std::vector<std::string> versions_before(std::uint64_t index, std::uint64_t limit) override {
    std::vector<std::string> out;
    if (index >= entries_.size()) return out;
    // Where an old blob cannot be had, what is found in the new one counts as new.
    (void)objects_.read(entries_[index]->before, limit,
                        [&](std::size_t, std::optional<GitObject> object) {
                          if (object && object->bytes) out.push_back(*std::move(object->bytes));
                          return true;
                        });
    return out;
  }

  std::string author_of(std::uint64_t index) const override {
    constexpr std::size_t kShown = 12;
    if (index >= entries_.size() || entries_[index]->commit.empty()) return {};
    return "commit " + entries_[index]->commit.substr(0, kShown);
  }

  std::vector<std::string> notes() const override { return {notes_.begin(), notes_.end()}; }

 private:
  static constexpr std::size_t kMostBlobs = 100'000;

  void note_submodules(std::vector<std::string>& notes) const {
    std::set<std::string> paths;
    for (const GitChange& change : changes_) {
      if (change.kind == GitChange::Kind::submodule) paths.insert(change.path);
    }
    for (const std::string& path : paths) {
      notes.push_back(path + " is a submodule: what it holds is not examined.");
    }
  }

  /// Whether to go on.
  bool take(const GitChange& change, std::uint64_t index, std::optional<GitObject> object,
            const EntrySink& sink, const ProblemSink& problems, std::optional<Error>& over) {
    if (!object || object->type != "blob") {
      problems({Error{ErrorKind::io,
                      change.path,
                      "its content is not in this repository: fetch it first",
                      {}},
                0});
      return true;
    }
    if (!object->bytes) {
      problems({entry_too_large(change.path, limits_.entry_bytes), object->size});
      return true;
    }
    if (auto error = path_limit_error(change.path, change.path, limits_)) {
      problems({*std::move(error), object->size});
      return true;
    }
    total_ += object->size;
    if (total_ > limits_.total_bytes) {
      over = limit_error("git", "all files together are too large",
                         {"total-bytes", limits_.total_bytes});
      return false;
    }
    return sink(entry_of(change, index, *std::move(object->bytes)));
  }

  Entry entry_of(const GitChange& change, std::uint64_t index, std::string bytes) {
    Entry out;
    out.path = change.path;
    out.mode = change.mode;
    out.index = index;
    if (change.kind == GitChange::Kind::symbolic_link) out.kind = EntryKind::symbolic_link;
    if (const auto pointer = parse_large_file_pointer(bytes)) {
      if (auto file = large_files_.find(*pointer, limits_.entry_bytes)) {
        bytes = *std::move(file);
      } else {
        notes_.insert(change.path +
                      " is kept by Git LFS and not here: only its pointer is examined.");
      }
    }
    out.bytes = std::move(bytes);
    return out;
  }

  std::function<Result<GitScope>()> scope_;
  SourceLimits limits_;
  GitObjects objects_{GitPlace::caller};
  LargeFiles large_files_;
  std::vector<GitChange> changes_;
  std::vector<const GitChange*> entries_;  // by Entry::index
  std::uint64_t total_ = 0;
  std::set<std::string> notes_;
};

}  // namespace

std::unique_ptr<Source> git_source(std::function<Result<GitScope>()> scope, SourceLimits limits) {
  return std::make_unique<GitSource>(std::move(scope), limits);
}

}  // namespace packwarden
