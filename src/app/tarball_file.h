#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "app/output.h"
#include "base/result.h"

namespace packwarden {

/// The file that `packwarden pack` writes. It comes into being with its first bytes, when the
/// package is already listed and it cannot become part of it.
class TarballFile {
 public:
  /// `out` is a file, or a directory for one that is called as npm would call it.
  explicit TarballFile(std::string out) : out_(std::move(out)) {}

  /// Fails where the directory of the file is missing or takes no files, and where something else
  /// than a file is in its place, such as a device: before any work is done.
  [[nodiscard]] Result<void> check_place() const;

  /// Takes the bytes; false when they cannot be written.
  [[nodiscard]] bool write(std::string_view bytes);

  /// What went wrong in `write`, if anything did.
  [[nodiscard]] const Result<void>& outcome() const { return outcome_; }

  /// Gives the file its name, in a directory `filename`, and returns the path. After a `write` that
  /// went well.
  [[nodiscard]] Result<std::string> commit(const std::string& filename);

 private:
  std::string out_;
  std::optional<PendingFile> file_;
  Result<void> outcome_;
};

}  // namespace packwarden
