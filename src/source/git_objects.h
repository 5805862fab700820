#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "base/result.h"
#include "source/git_batch.h"
#include "source/git_process.h"

namespace packwarden {

/// Reads objects through one `git cat-file --batch`, which is started when the first is asked for,
/// and anew behind an object that is too large to be read. Names go to its standard input, so that
/// none is taken for an option.
class GitObjects {
 public:
  explicit GitObjects(GitPlace place);
  GitObjects(const GitObjects&) = delete;
  GitObjects& operator=(const GitObjects&) = delete;

  /// Takes what the name at `index` is of; none: nothing, or several things. False ends it.
  using Sink = std::function<bool(std::size_t index, std::optional<GitObject> object)>;

  /// Reads the objects of `names` in their order: ids, or names as in gitrevisions(7), such as
  /// `main^{commit}` and `:packwarden.json`. Of more than `most` bytes none are read. Fails where
  /// git breaks off.
  [[nodiscard]] Result<void> read(std::span<const std::string> names, std::uint64_t most,
                                  const Sink& sink);
  /// The same of one.
  [[nodiscard]] Result<std::optional<GitObject>> read(const std::string& name, std::uint64_t most);

  /// Has git started ahead, while other things are done.
  void warm_up();

 private:
  [[nodiscard]] Result<void> start();
  [[nodiscard]] Result<std::size_t> hear(std::span<char> buffer);
  [[nodiscard]] Result<void> ask(const std::string& name);
  [[nodiscard]] tl::unexpected<Error> broken_off();

  GitPlace place_;
  std::optional<GitProcess> git_;
  GitBatch answers_;
};

}  // namespace packwarden
