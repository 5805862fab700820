#pragma once

#include <string>
#include <string_view>

#include "base/descriptor.h"
#include "base/result.h"

namespace packwarden {

/// Writes all of `text` to the descriptor, which stays the caller's. `where` names it in errors.
[[nodiscard]] Result<void> write_all(int descriptor, std::string_view text, std::string_view where);

/// "packwarden: WHERE: WHAT" and a line end, for people, on standard error.
[[nodiscard]] std::string error_line(const Error& error);

/// Whether something is there that is no regular file, as a device, a FIFO or a directory, or is
/// somebody else's: one that is open already, by the name of its descriptor (/dev/stdout).
[[nodiscard]] bool is_special(const std::string& path);

/// A file that takes the place of another when it is complete, and leaves nothing behind when it is
/// not: it grows under a temporary name.
class PendingFile {
 public:
  /// `path` with a suffix is the temporary name.
  [[nodiscard]] static Result<PendingFile> create(const std::string& path);
  /// The same with the mode of the file at `path`, if there is one, and with its owner and group as
  /// far as the system lets this process give them. Fails where something else is there, such as a
  /// link, and where a new file would undo what the old one says: it is read-only, or has several
  /// names.
  [[nodiscard]] static Result<PendingFile> create_like(const std::string& path);
  PendingFile(PendingFile&& other) noexcept;
  PendingFile& operator=(PendingFile&&) = delete;
  ~PendingFile();

  /// Appends bytes.
  [[nodiscard]] Result<void> write(std::string_view bytes);
  /// Lets whoever may read it run it, but for what the umask takes away.
  [[nodiscard]] Result<void> make_executable();
  /// Gives the file the name `path`, of the same directory, once its bytes have reached the disk.
  /// The last call.
  [[nodiscard]] Result<void> commit(const std::string& path);

 private:
  PendingFile(std::string path, std::string temporary, Descriptor descriptor);

  std::string path_;
  std::string temporary_;  // empty: there is none any more
  Descriptor descriptor_;
};

/// Replaces `path` by a file that holds `text`, or leaves it as it was: the text goes to a
/// temporary file beside it, reaches the disk, and is renamed. A path that is_special is
/// written to as it is.
[[nodiscard]] Result<void> replace_file(const std::string& path, std::string_view text);

}  // namespace packwarden
