#include "app/previous.h"

#include <utility>

#include "app/concealing.h"
#include "app/subject.h"
#include "report/statement.h"
#include "source/tarball_source.h"

namespace packwarden {
namespace {

bool begins_like_json(std::string_view bytes) {
  const std::size_t first = bytes.find_first_not_of(" \t\r\n\xEF\xBB\xBF");
  return first != std::string_view::npos && bytes[first] == '{';
}

}  // namespace

Result<PreviousRelease> read_previous(const std::string& path, const Database& database) {
  TRY_ASSIGN(std::string bytes, read_whole_file(path, kMaxTarballBytes));
  if (begins_like_json(bytes)) {
    TRY_ASSIGN(Statement statement, parse_statement(bytes, path));
    return PreviousRelease{std::move(statement.release), std::nullopt};
  }
  TRY_ASSIGN(Inspector names, concealing_inspector(database));
  const auto source = tarball_from_bytes(bytes, path, {});
  TRY_ASSIGN(Release release,
             read_release(*source, [&](std::string_view text) { return names.conceal(text); }));
  return PreviousRelease{std::move(release), std::move(bytes)};
}

}  // namespace packwarden
