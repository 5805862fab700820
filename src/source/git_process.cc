#include "source/git_process.h"

#include <fcntl.h>
#include <poll.h>
#include <spawn.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <csignal>
#include <cstdlib>
#include <utility>

#include "base/environment.h"
#include "base/text.h"

namespace packwarden {
namespace {

constexpr std::string_view kWhere = "git";

/// What `PATH` finds, in absolute directories and not among the programs of packages.
std::string path_of_git() {
  const std::string path = environment_variable("PATH");
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

void keep(std::initializer_list<const char*> names, std::vector<std::string>& environment) {
  for (const char* name : names) {
    if (std::getenv(name) != nullptr)
      environment.push_back(name + ("=" + environment_variable(name)));
  }
}

/// Whose repositories may be read is said by the files at home, and under sudo by who asked.
std::vector<std::string> environment_for(GitPlace place) {
  std::vector<std::string> out = {"LC_ALL=C", "GIT_ALLOW_PROTOCOL=none", "GIT_NO_LAZY_FETCH=1",
                                  "GIT_TERMINAL_PROMPT=0", "GIT_OPTIONAL_LOCKS=0"};
  keep({"HOME", "XDG_CONFIG_HOME", "SUDO_UID"}, out);
  if (place == GitPlace::caller) {
    keep({"GIT_DIR", "GIT_WORK_TREE", "GIT_COMMON_DIR", "GIT_INDEX_FILE", "GIT_PREFIX",
          "GIT_OBJECT_DIRECTORY", "GIT_ALTERNATE_OBJECT_DIRECTORIES", "GIT_QUARANTINE_PATH",
          "GIT_CEILING_DIRECTORIES", "GIT_NAMESPACE"},
         out);
  }
  return out;
}

std::vector<std::string> with_common(const std::string& git, std::vector<std::string> arguments) {
  std::vector<std::string> out = {git,
                                  "--no-pager",
                                  "--no-optional-locks",
                                  "--no-replace-objects",
                                  "-c",
                                  "core.fsmonitor=false",
                                  "-c",
                                  "core.hooksPath=/dev/null"};
  std::move(arguments.begin(), arguments.end(), std::back_inserter(out));
  return out;
}

std::vector<char*> pointers_to(std::vector<std::string>& texts) {
  std::vector<char*> out;
  out.reserve(texts.size() + 1);
  for (std::string& text : texts) out.push_back(text.data());
  out.push_back(nullptr);
  return out;
}

struct Pipe {
  Descriptor read_end;
  Descriptor write_end;

  static Result<Pipe> create() {
    std::array<int, 2> ends{};
    if (::pipe2(ends.data(), O_CLOEXEC) != 0) {
      return fail(system_error(std::string(kWhere), errno, "start"));
    }
    return Pipe{Descriptor(ends[0]), Descriptor(ends[1])};
  }
};

/// What posix_spawn is told.
class SpawnSettings {
 public:
  SpawnSettings(const Descriptor* directory, const Pipe& input, const Pipe& output,
                const Descriptor& reasons) {
    posix_spawn_file_actions_init(&actions_);
    if (directory != nullptr) posix_spawn_file_actions_addfchdir_np(&actions_, directory->get());
    posix_spawn_file_actions_adddup2(&actions_, input.read_end.get(), STDIN_FILENO);
    posix_spawn_file_actions_adddup2(&actions_, output.write_end.get(), STDOUT_FILENO);
    if (reasons.is_open()) {
      posix_spawn_file_actions_adddup2(&actions_, reasons.get(), STDERR_FILENO);
    } else {
      posix_spawn_file_actions_addopen(&actions_, STDERR_FILENO, "/dev/null", O_WRONLY, 0);
    }
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

  [[nodiscard]] Result<pid_t> spawn(std::vector<std::string> arguments,
                                    std::vector<std::string> environment) const {
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

/// Writes what the pipe takes now; the part that is left. A reader that is gone takes nothing more.
std::string_view written_from(int descriptor, std::string_view input) {
  const ssize_t count = ::write(descriptor, input.data(), input.size());
  if (count >= 0) return input.substr(static_cast<std::size_t>(count));
  return errno == EAGAIN || errno == EINTR ? input : std::string_view();
}

}  // namespace

Result<GitProcess> GitProcess::start(std::vector<std::string> arguments, GitPlace place,
                                     const Descriptor* directory) {
  const std::string git = path_of_git();
  if (git.empty()) return fail(ErrorKind::unsupported, std::string(kWhere), "is not installed");
  TRY_ASSIGN(Pipe input, Pipe::create());
  TRY_ASSIGN(Pipe output, Pipe::create());
  Descriptor reasons(::memfd_create("reasons", MFD_CLOEXEC));
  const SpawnSettings settings(directory, input, output, reasons);
  TRY_ASSIGN(const pid_t child,
             settings.spawn(with_common(git, std::move(arguments)), environment_for(place)));
  return GitProcess(child, std::move(input.write_end), std::move(output.read_end),
                    std::move(reasons));
}

GitProcess::GitProcess(GitProcess&& other) noexcept
    : child_(std::exchange(other.child_, -1)),
      input_(std::move(other.input_)),
      output_(std::move(other.output_)),
      reasons_(std::move(other.reasons_)) {}

GitProcess::~GitProcess() {
  if (child_ < 0) return;
  kill();
  (void)finish();
}

void GitProcess::kill() const { (void)::kill(child_, SIGKILL); }

Result<std::string> GitProcess::answer(std::string_view input, std::uint64_t most,
                                       std::chrono::seconds patience) {
  Result<std::string> out = exchange(input, most, patience);
  if (!out) kill();
  Result<void> end = finish();
  if (out && !end) return fail(std::move(end.error()));
  return out;
}

/// Both ways at once: git may speak before it has heard all.
Result<std::string> GitProcess::exchange(std::string_view input, std::uint64_t most,
                                         std::chrono::seconds patience) {
  using Clock = std::chrono::steady_clock;
  const auto deadline = Clock::now() + patience;
  ::fcntl(input_.get(), F_SETFL, O_NONBLOCK);
  std::string out;
  std::array<char, std::size_t{64} << 10U> buffer{};
  while (out.size() <= most) {
    if (input.empty()) input_ = Descriptor();
    const auto left =
        std::chrono::duration_cast<std::chrono::milliseconds>(deadline - Clock::now());
    std::array<pollfd, 2> waiting = {{{output_.get(), POLLIN, 0}, {input_.get(), POLLOUT, 0}}};
    const int ready = left.count() > 0
                          ? ::poll(waiting.data(), waiting.size(), static_cast<int>(left.count()))
                          : 0;
    if (ready == 0) return fail(ErrorKind::io, std::string(kWhere), "takes too long");
    if (ready < 0) continue;
    if (waiting[1].revents != 0) input = written_from(input_.get(), input);
    if (waiting[0].revents == 0) continue;
    const ssize_t count = ::read(output_.get(), buffer.data(), buffer.size());
    if (count == 0) return out;
    if (count < 0 && errno != EINTR) return fail(system_error(std::string(kWhere), errno, "read"));
    if (count > 0) out.append(buffer.data(), static_cast<std::size_t>(count));
  }
  return fail(limit_error(std::string(kWhere), "says too much", {"git-bytes", most}));
}

Result<void> GitProcess::finish() {
  input_ = Descriptor();
  output_ = Descriptor();
  int status = 0;
  while (::waitpid(child_, &status, 0) < 0) {
    if (errno != EINTR) return fail(system_error(std::string(kWhere), errno, "wait for"));
  }
  child_ = -1;
  if (WIFEXITED(status) && WEXITSTATUS(status) == 0) return {};
  return fail(ErrorKind::io, std::string(kWhere), reason());
}

/// The first lines of what it says, as one.
std::string GitProcess::reason() const {
  std::array<char, 300> buffer{};
  const ssize_t count = ::pread(reasons_.get(), buffer.data(), buffer.size(), 0);
  std::string out(buffer.data(), count > 0 ? static_cast<std::size_t>(count) : 0);
  out = std::string(trimmed(out));
  std::replace(out.begin(), out.end(), '\n', ' ');
  return out.empty() ? "broke off" : out;
}

}  // namespace packwarden
