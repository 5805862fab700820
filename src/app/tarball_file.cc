#include "app/tarball_file.h"

#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>

#include "base/descriptor.h"
#include "npm/posix_path.h"

namespace packwarden {
namespace {

bool is_directory(const std::string& path) {
  struct stat facts = {};
  return stat(path.c_str(), &facts) == 0 && S_ISDIR(facts.st_mode);
}

}  // namespace

Result<void> TarballFile::check_place() const {
  // It would be replaced, and one that is written to as it is gets bytes before the verdict.
  if (is_special(out_) && !is_directory(out_)) {
    return fail(ErrorKind::config, out_,
                "is no file: name one, or a directory, as the tarball stays only if it is clean");
  }
  const std::string directory = is_directory(out_) ? out_ : std::string(directory_name(out_));
  if (access(directory.c_str(), W_OK | X_OK) == 0) return {};
  return fail(system_error(directory, errno, "write the tarball there"));
}

bool TarballFile::write(std::string_view bytes) {
  if (!file_ && outcome_) {
    Result<PendingFile> file =
        PendingFile::create(is_directory(out_) ? join_paths(out_, ".packwarden") : out_);
    if (file) file_.emplace(*std::move(file));
    if (!file) outcome_ = fail(std::move(file.error()));
  }
  if (outcome_) outcome_ = file_->write(bytes);
  return outcome_.has_value();
}

Result<std::string> TarballFile::commit(const std::string& filename) {
  const std::string path = is_directory(out_) ? join_paths(out_, filename) : out_;
  TRY(file_->commit(path));
  return path;
}

}  // namespace packwarden
