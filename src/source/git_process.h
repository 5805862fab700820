#pragma once

#include <sys/types.h>

#include <chrono>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/descriptor.h"
#include "base/result.h"

namespace packwarden {

/// What git takes its repository from.
enum class GitPlace : std::uint8_t {
  directory,  // the directory alone: what a hook is told is of another one
  caller,     // also GIT_DIR, GIT_INDEX_FILE and their like: how git calls a hook of its own
};

/// One git that runs. It is started by its absolute path and without a shell, with an environment
/// in which the repository's configuration can run nothing and reach no network. A `git` in a
/// `node_modules`, which npm puts before all others, is none. Its end is waited for by whoever owns
/// it.
class GitProcess {
 public:
  /// `arguments` are those behind the options that every git is given. `directory` is an open one;
  /// none: that of this process. Fails where there is no git (kind `unsupported`).
  [[nodiscard]] static Result<GitProcess> start(std::vector<std::string> arguments, GitPlace place,
                                                const Descriptor* directory = nullptr);
  GitProcess(GitProcess&& other) noexcept;
  GitProcess& operator=(GitProcess&&) = delete;
  ~GitProcess();

  /// Its standard input and output; both block.
  [[nodiscard]] int input() const { return input_.get(); }
  [[nodiscard]] int output() const { return output_.get(); }

  /// Gives it `input` to the end and takes what it says to the end: at most `most` bytes, within
  /// `patience`. Fails where it fails, with its reason.
  [[nodiscard]] Result<std::string> answer(std::string_view input, std::uint64_t most,
                                           std::chrono::seconds patience);
  /// Closes its input and waits for its end. Fails where it fails, with its reason.
  [[nodiscard]] Result<void> finish();

 private:
  GitProcess(pid_t child, Descriptor input, Descriptor output, Descriptor reasons)
      : child_(child),
        input_(std::move(input)),
        output_(std::move(output)),
        reasons_(std::move(reasons)) {}
  [[nodiscard]] Result<std::string> exchange(std::string_view input, std::uint64_t most,
                                             std::chrono::seconds patience);
  void kill() const;
  [[nodiscard]] std::string reason() const;

  pid_t child_;         // -1: it is gone
  Descriptor input_;    // this end of its standard input
  Descriptor output_;   // of its standard output
  Descriptor reasons_;  // a file that holds what it says on standard error
};

/// The longest that git may take for what people wait for.
inline constexpr std::chrono::seconds kGitPatience{600};

}  // namespace packwarden
