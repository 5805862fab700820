#include "app/revision_file.h"

#include <optional>
#include <string_view>
#include <utility>

#include "source/git_objects.h"

namespace packwarden {
namespace {

/// A name of git ends with its line, and a ':' in it is where the path begins.
bool may_be_revision(const std::string& text) {
  return !text.empty() && text.find_first_of(std::string_view(":\n\r\0", 4)) == std::string::npos;
}

}  // namespace

Result<std::string> read_at_revision(const std::string& revision, const std::string& path,
                                     std::uint64_t most) {
  const std::string where = revision + ":" + path;
  if (!may_be_revision(revision)) return fail(ErrorKind::config, revision, "is no revision of git");
  if (path.starts_with('/') || path.find('\n') != std::string::npos) {
    return fail(ErrorKind::config, path, "must be relative to this directory: it is read from git");
  }
  GitObjects objects(GitPlace::caller);
  TRY_ASSIGN(std::optional<GitObject> object, objects.read(revision + ":./" + path, most));
  if (!object) {
    return fail(ErrorKind::config, where,
                "is not there: no such revision, which a shallow clone may lack (git fetch gets "
                "it), or no such file in it");
  }
  if (object->type != "blob") return fail(ErrorKind::config, where, "is no file");
  if (!object->bytes) return fail(limit_error(where, "a file is too large", {"bytes", most}));
  return *std::move(object->bytes);
}

}  // namespace packwarden
