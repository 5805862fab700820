#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <span>
#include <string>

#include "base/result.h"

namespace packwarden {

/// An object of the repository.
struct GitObject {
  std::string id;
  std::string type;  // "blob", "commit", …
  std::uint64_t size = 0;
  std::optional<std::string> bytes;  // none: there are more than were asked for
};

/// Reads what `git cat-file --batch` says (git-cat-file(1), "batch output", git 2.39).
class GitBatch {
 public:
  /// Fills the begin of a buffer with what git says next; the number of bytes, at least one. Fails
  /// where git breaks off.
  using Hear = std::function<Result<std::size_t>(std::span<char> buffer)>;

  explicit GitBatch(Hear hear) : hear_(std::move(hear)) {}

  /// The next answer; none: there is no such object, or several. Of an object of more than `most`
  /// bytes none are read: then what follows is no answer, and `forget` must be called.
  [[nodiscard]] Result<std::optional<GitObject>> next(std::uint64_t most);
  /// Drops what was heard: another git speaks now.
  void forget();

 private:
  [[nodiscard]] Result<std::string> next_line();
  [[nodiscard]] Result<std::string> next_bytes(std::uint64_t count);
  [[nodiscard]] Result<void> fill();

  Hear hear_;
  std::string buffer_;
  std::size_t taken_ = 0;  // of it
};

}  // namespace packwarden
