#include "app/request_lines.h"

#include <sys/select.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>

#include "base/descriptor.h"

namespace packwarden {
namespace {

constexpr std::size_t kBlockBytes = std::size_t{64} << 10U;

volatile std::sig_atomic_t is_terminated = 0;

void note_termination(int /*signal*/) { is_terminated = 1; }

}  // namespace

/// The signal is blocked but for the moments in which `pselect` waits, so that it cannot come
/// between a look at the flag and the wait.
RequestLines::RequestLines(int descriptor, std::size_t most)
    : descriptor_(descriptor), most_(most) {
  is_terminated = 0;
  sigset_t termination;
  sigemptyset(&termination);
  sigaddset(&termination, SIGTERM);
  pthread_sigmask(SIG_BLOCK, &termination, &signals_before_);
  struct sigaction action = {};
  action.sa_handler = note_termination;
  sigaction(SIGTERM, &action, &action_before_);
}

RequestLines::~RequestLines() {
  sigaction(SIGTERM, &action_before_, nullptr);
  pthread_sigmask(SIG_SETMASK, &signals_before_, nullptr);
}

bool RequestLines::is_asked_to_end(Wait wait) const {
  sigset_t while_waiting = signals_before_;
  sigdelset(&while_waiting, SIGTERM);
  const timespec at_once = {};
  fd_set readable;
  FD_ZERO(&readable);
  FD_SET(descriptor_, &readable);
  (void)pselect(descriptor_ + 1, &readable, nullptr, nullptr, wait == Wait::no ? &at_once : nullptr,
                &while_waiting);
  return is_terminated != 0;
}

Result<bool> RequestLines::read_more() {
  buffer_.resize(kBlockBytes);
  const ssize_t count = ::read(descriptor_, buffer_.data(), buffer_.size());
  const int error = errno;
  buffer_.resize(static_cast<std::size_t>(std::max<ssize_t>(count, 0)));
  at_ = 0;
  const bool is_nothing = count < 0 && (error == EINTR || error == EAGAIN);
  if (count < 0 && !is_nothing) return fail(system_error("standard input", error));
  return count != 0;
}

void RequestLines::take_line(std::string_view bytes) {
  if (!has_begun_) line_.clear();
  has_begun_ = true;
  const std::size_t room = most_ + 1 - std::min(most_ + 1, line_.size());
  line_ += bytes.substr(0, room);
}

Result<std::optional<std::string_view>> RequestLines::next() {
  while (!is_asked_to_end(at_ < buffer_.size() || at_end_ ? Wait::no : Wait::for_data)) {
    if (at_ < buffer_.size()) {
      const std::string_view rest = std::string_view(buffer_).substr(at_);
      const std::size_t end = rest.find('\n');
      take_line(rest.substr(0, end));
      at_ = end == std::string_view::npos ? buffer_.size() : at_ + end + 1;
      if (end == std::string_view::npos) continue;
      has_begun_ = false;
      return std::optional<std::string_view>(line_);
    }
    if (at_end_) {
      if (!has_begun_) return std::nullopt;
      has_begun_ = false;
      return std::optional<std::string_view>(line_);
    }
    TRY_ASSIGN(const bool is_more, read_more());
    at_end_ = !is_more;
  }
  return std::nullopt;
}

}  // namespace packwarden
