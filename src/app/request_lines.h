#pragma once

#include <csignal>
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

#include "base/result.h"

namespace packwarden {

/// The lines of a descriptor, until it ends or the process is asked to (SIGTERM). While one of
/// these is there, SIGTERM waits for `next`: it never ends the work on a line. One at a time, in
/// the thread that starts all others.
class RequestLines {
 public:
  /// The descriptor stays the caller's. Of a line that is longer than `most` bytes the first `most`
  /// and one more are kept.
  RequestLines(int descriptor, std::size_t most);
  RequestLines(const RequestLines&) = delete;
  RequestLines& operator=(const RequestLines&) = delete;
  ~RequestLines();

  /// The next line without its end, valid until the next call; a last one needs no end. None at the
  /// end of the input, and after SIGTERM. Fails where the descriptor cannot be read.
  [[nodiscard]] Result<std::optional<std::string_view>> next();

 private:
  enum class Wait : bool { no, for_data };
  [[nodiscard]] bool is_asked_to_end(Wait wait) const;
  [[nodiscard]] Result<bool> read_more();
  void take_line(std::string_view bytes);

  int descriptor_;
  std::size_t most_;
  sigset_t signals_before_ = {};
  struct sigaction action_before_ = {};
  std::string line_;    // so far, cut
  std::string buffer_;  // what was read behind it, from `at_` on
  std::size_t at_ = 0;
  bool has_begun_ = false;  // a line without an end is in `line_`
  bool at_end_ = false;
};

}  // namespace packwarden
