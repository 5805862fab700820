#pragma once

#include <unistd.h>

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <utility>

#include "base/result.h"

namespace packwarden {

/// Owns one open file descriptor, or none (-1), and closes it.
class Descriptor {
 public:
  explicit Descriptor(int value = -1) : value_(value) {}
  Descriptor(Descriptor&& other) noexcept : value_(std::exchange(other.value_, -1)) {}
  Descriptor& operator=(Descriptor&& other) noexcept {
    std::swap(value_, other.value_);
    return *this;
  }
  ~Descriptor() {
    // Nothing was written, so a failing close loses nothing.
    if (is_open()) ::close(value_);
  }

  [[nodiscard]] int get() const { return value_; }
  [[nodiscard]] bool is_open() const { return value_ >= 0; }

 private:
  int value_;
};

/// An Error of kind `io` with the system's words for `error_number`, in lower case: "permission
/// denied", or "cannot ACTION: permission denied".
[[nodiscard]] Error system_error(std::string where, int error_number, std::string_view action = {});

/// Whether an Error of `system_error` says that there is no such file.
[[nodiscard]] bool is_missing(const Error& error);

/// What to do when a FIFO, a pipe or a terminal has no data yet.
enum class NoData : std::uint8_t { wait, fail };

/// Reads into `buffer` until it is full or the file ends; the number of bytes read.
[[nodiscard]] Result<std::size_t> read_full(int descriptor, std::span<char> buffer, NoData no_data,
                                            const std::string& where);

/// `head` and what the descriptor gives behind it, to the end of the file, or until the whole has
/// more than `most` bytes, by how much is not said. `expected` bytes are reserved.
[[nodiscard]] Result<std::string> read_on(int descriptor, std::string head, std::uint64_t expected,
                                          std::uint64_t most, const std::string& where);

}  // namespace packwarden
