#include "source/revision_files.h"

#include <algorithm>
#include <utility>

namespace packwarden {
namespace {

constexpr std::uint64_t kLargestCommit = std::uint64_t{1} << 20U;

/// Whether git would take the text for one line, and for a name alone.
bool is_one_name(std::string_view text) {
  const auto is_control = [](char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7F; };
  return !text.empty() && std::none_of(text.begin(), text.end(), is_control);
}

}  // namespace

Result<std::unique_ptr<RevisionFiles>> RevisionFiles::of_commit(const std::string& revision) {
  std::unique_ptr<RevisionFiles> out(new RevisionFiles());
  if (!is_one_name(revision)) return fail(ErrorKind::config, revision, "is no name of a revision");
  TRY_ASSIGN(const auto commit, out->objects_.read(revision + "^{commit}", kLargestCommit));
  if (!commit || commit->type != "commit") {
    return fail(ErrorKind::config, revision,
                "there is no such commit in this clone. Fetch it and run this again: git fetch "
                "origin");
  }
  out->tree_ = commit->id;
  return out;
}

std::unique_ptr<RevisionFiles> RevisionFiles::of_index() {
  return std::unique_ptr<RevisionFiles>(new RevisionFiles());
}

Result<std::optional<std::string>> RevisionFiles::read(const std::string& path,
                                                       std::uint64_t most) {
  if (!is_one_name(path)) {
    return fail(ErrorKind::config, path, "is no path that git can be asked for");
  }
  if (path.starts_with('/') || path == ".." || path.starts_with("../")) {
    return fail(ErrorKind::config, path, "outside of the repository");
  }
  TRY_ASSIGN(auto object, objects_.read(tree_ + ":" + path, most));
  if (!object || object->type != "blob") return std::nullopt;
  if (!object->bytes) return fail(limit_error(path, "too large", {"file-bytes", most}));
  return std::move(object->bytes);
}

Result<std::string> RevisionFiles::read_existing(const std::string& path, std::uint64_t most) {
  TRY_ASSIGN(std::optional<std::string> bytes, read(path, most));
  if (!bytes) return fail(ErrorKind::io, path, "there is no such file in the revision");
  return *std::move(bytes);
}

}  // namespace packwarden
