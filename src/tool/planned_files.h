#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/json.h"
#include "base/result.h"
#include "fix/unified_diff.h"

namespace packwarden {

enum class FileStep : std::uint8_t {
  write,       // a new file has the usual rights
  write_hook,  // a new file can be run, too
  remove,
};

/// A file that a command would write or remove. One that is there keeps its mode and its owner.
struct PlannedFile {
  std::string path;       // absolute
  FileChangeText change;  // its path is how people know the file
  FileStep step = FileStep::write;
};

/// The text of a file; none where there is none. Links are not followed. At most 1 MiB.
[[nodiscard]] Result<std::optional<std::string>> text_of_file(const std::string& path);

/// The package.json in `directory`, not interpreted; an empty object where none can be read.
[[nodiscard]] Json manifest_at(const std::string& directory);

/// Says on standard error which files would be written, and shows the diff on standard output. A
/// diff that would show a secret or harm a terminal is not shown, and that is said.
[[nodiscard]] Result<void> show_files(const std::vector<PlannedFile>& files);

/// Writes them, all or as far as that can be none, and says so on standard error. Directories that
/// are missing are made. Fails where a file changed since it was read.
[[nodiscard]] Result<void> write_files(const std::vector<PlannedFile>& files);

/// Fails in continuous integration, where nobody looks at what is written, unless `consent` is that
/// of the person who called.
enum class Consent : std::uint8_t { not_given, given };
[[nodiscard]] Result<void> check_may_write(Consent consent);

/// "packwarden: " and `text` as a line on standard error; `text` is for people, and printable.
void say(std::string_view text);

}  // namespace packwarden
