#include "source/git_files.h"

#include <fcntl.h>
#include <poll.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <chrono>
#include <csignal>
#include <cstdlib>
#include <string_view>
#include <utility>

namespace packwarden {
namespace {

constexpr std::string_view kWhere = "git";

std::string variable(const char* name) {
  const char* value = std::getenv(name);
  return value == nullptr ? std::string() : value;
}

/// What `PATH` finds, in absolute directories and not among the programs of packages.
std::string path_of_git() {
  const std::string path = variable("PATH");
  for (std::size_t begin = 0; begin < path.size();) {
    const std::size_t end = std::min(path.find(':', begin), path.size());
    const std::string directory = path.substr(begin, end - begin);
    begin = end + 1;
    if (!directory.starts_with('/') || directory.find("node_modules") != std::string::npos) {
      continue;
    }
    std::string program = directory + "/git";
    if (::access(program.c_str(), X_OK) == 0) return program;
  }
  return {};
}

/// Whose repositories may be read is said by the files at home. `GIT_DIR` and its like, which hooks
/// are given, are of another directory.
std::vector<std::string> environment_of_git() {
  std::vector<std::string> out = {"LC_ALL=C", "GIT_ALLOW_PROTOCOL=none", "GIT_NO_LAZY_FETCH=1",
                                  "GIT_TERMINAL_PROMPT=0", "GIT_OPTIONAL_LOCKS=0"};
  constexpr std::array kKept = {"HOME", "XDG_CONFIG_HOME"};
  out.reserve(out.size() + kKept.size());
  for (const char* name : kKept) {
    if (std::getenv(name) != nullptr) out.push_back(name + ("=" + variable(name)));
  }
  return out;
}

std::vector<char*> pointers_to(std::vector<std::string>& texts) {
  std::vector<char*> out;
  out.reserve(texts.size() + 1);
  for (std::string& text : texts) out.push_back(text.data());
  out.push_back(nullptr);
  return out;
}

/// What posix_spawn is told.
class SpawnSettings {
 public:
  SpawnSettings(const Descriptor& directory, const Descriptor& output) {
    posix_spawn_file_actions_init(&actions_);
    posix_spawn_file_actions_addfchdir_np(&actions_, directory.get());
    posix_spawn_file_actions_addopen(&actions_, STDIN_FILENO, "/dev/null", O_RDONLY, 0);
    posix_spawn_file_actions_adddup2(&actions_, output.get(), STDOUT_FILENO);
    posix_spawn_file_actions_addopen(&actions_, STDERR_FILENO, "/dev/null", O_WRONLY, 0);
    posix_spawnattr_init(&attributes_);
    sigset_t ignored_here;
    sigemptyset(&ignored_here);
    sigaddset(&ignored_here, SIGPIPE);
    sigaddset(&ignored_here, SIGXFSZ);
    posix_spawnattr_setsigdefault(&attributes_, &ignored_here);
    posix_spawnattr_setflags(&attributes_, POSIX_SPAWN_SETSIGDEF);
  }
  SpawnSettings(const SpawnSettings&) = delete;
  SpawnSettings& operator=(const SpawnSettings&) = delete;
  ~SpawnSettings() {
    posix_spawn_file_actions_destroy(&actions_);
    posix_spawnattr_destroy(&attributes_);
  }

  [[nodiscard]] Result<pid_t> spawn(std::vector<std::string> arguments) const {
    std::vector<std::string> environment = environment_of_git();
    pid_t child = -1;
    const int error = ::posix_spawn(&child, arguments.front().c_str(), &actions_, &attributes_,
                                    pointers_to(arguments).data(), pointers_to(environment).data());
    if (error != 0) return fail(system_error(std::string(kWhere), error, "start"));
    return child;
  }

 private:
  posix_spawn_file_actions_t actions_{};
  posix_spawnattr_t attributes_{};
};

/// What the descriptor gives to its end.
Result<std::string> read_all(const Descriptor& input) {
  using Clock = std::chrono::steady_clock;
  constexpr std::size_t kMost = std::size_t{32} << 20U;
  const auto deadline = Clock::now() + std::chrono::seconds(10);
  std::string out;
  std::array<char, std::size_t{64} << 10U> buffer{};
  while (out.size() <= kMost) {
    const auto left =
        std::chrono::duration_cast<std::chrono::milliseconds>(deadline - Clock::now());
    pollfd waiting = {input.get(), POLLIN, 0};
    const int ready = left.count() > 0 ? ::poll(&waiting, 1, static_cast<int>(left.count())) : 0;
    if (ready == 0) return fail(ErrorKind::io, std::string(kWhere), "takes too long");
    const ssize_t count = ready < 0 ? -1 : ::read(input.get(), buffer.data(), buffer.size());
    if (count == 0) return out;
    if (count < 0 && errno != EINTR) return fail(system_error(std::string(kWhere), errno, "read"));
    if (count > 0) out.append(buffer.data(), static_cast<std::size_t>(count));
  }
  return fail(limit_error(std::string(kWhere), "says too much", {"git-bytes", kMost}));
}

/// Waits for the child's end: whether it was a good one.
bool ends_well(pid_t child) {
  int status = 0;
  while (::waitpid(child, &status, 0) < 0) {
    if (errno != EINTR) return false;
  }
  return WIFEXITED(status) && WEXITSTATUS(status) == 0;
}

std::vector<std::string> arguments_for(const std::string& git, GitFiles which) {
  std::vector<std::string> out = {git,
                                  "--no-pager",
                                  "--no-optional-locks",
                                  "--no-replace-objects",
                                  "-c",
                                  "core.fsmonitor=false",
                                  "-c",
                                  "core.hooksPath=/dev/null",
                                  "ls-files",
                                  "-z"};
  if (which == GitFiles::tracked) {
    out.emplace_back("--cached");
  } else {
    out.insert(out.end(), {"--others", "--exclude-standard"});
  }
  return out;
}

std::vector<std::string> split_at_zeros(std::string_view text) {
  std::vector<std::string> out;
  for (std::size_t begin = 0; begin < text.size();) {
    const std::size_t end = std::min(text.find('\0', begin), text.size());
    if (end > begin) out.emplace_back(text.substr(begin, end - begin));
    begin = end + 1;
  }
  return out;
}

}  // namespace

Result<std::vector<std::string>> git_files(const Descriptor& directory, GitFiles which) {
  const std::string git = path_of_git();
  if (git.empty()) return fail(ErrorKind::unsupported, std::string(kWhere), "is not installed");
  std::array<int, 2> ends{};
  if (::pipe2(ends.data(), O_CLOEXEC) != 0) return fail(system_error(std::string(kWhere), errno));
  const Descriptor input(ends[0]);
  Descriptor output(ends[1]);
  TRY_ASSIGN(const pid_t child, SpawnSettings(directory, output).spawn(arguments_for(git, which)));
  output = Descriptor();
  const Result<std::string> text = read_all(input);
  if (!text) ::kill(child, SIGKILL);
  const bool is_well = ends_well(child);
  if (!text) return fail(text.error());
  if (!is_well) return fail(ErrorKind::io, std::string(kWhere), "knows of no files here");
  return split_at_zeros(*text);
}

}  // namespace packwarden
