#include <algorithm>
#include <array>
#include <string>

#include "base/text.h"
#include "check/all.h"

namespace packwarden {
namespace {

using namespace std::string_view_literals;
constexpr auto kNone = std::string_view::npos;

/// SQLite: "Database file format" 1.3; Redis: "RDB file format"; PostgreSQL: `pg_dump -Fc`.
bool has_magic(std::string_view bytes) {
  constexpr std::size_t kRedisVersion = 9;  // bytes of "REDIS0011"
  if (bytes.starts_with("REDIS")) {
    return bytes.size() >= kRedisVersion &&
           std::all_of(bytes.begin() + 5, bytes.begin() + kRedisVersion, is_ascii_digit);
  }
  return bytes.starts_with("SQLite format 3\0"sv) || bytes.starts_with("PGDMP");
}

/// Whether a line of `text` begins with `start`, which is in lower case. Functions hold inserts,
/// too, but indented.
bool has_line(std::string_view text, std::string_view start) {
  for (std::size_t at = 0; at != kNone && at < text.size();) {
    if (ascii_lower(text.substr(at, start.size())) == start) return true;
    at = text.find('\n', at);
    if (at != kNone) ++at;
  }
  return false;
}

/// `COPY table (columns) FROM stdin;`
bool copies_rows(std::string_view text) {
  const std::size_t from = text.find(" FROM stdin");
  return from != kNone && has_line(text, "copy ");
}

bool is_text_of_rows(const CheckedFile& file) {
  constexpr std::array<std::string_view, 3> kExtensions = {"sql", "dump", "bak"};
  if (!is_one_of(file.extension(), kExtensions)) {
    return false;
  }
  return has_line(file.bytes(), "insert into") || copies_rows(file.bytes());
}

bool is_dump(const CheckedFile& file) {
  if (has_magic(file.bytes())) return true;
  if (file.extension() == "mdb" || file.extension() == "bson") return true;
  return file.name() == "dump.rdb" || is_text_of_rows(file);
}

void run(const CheckedFile& file, FileHits& hits) {
  constexpr std::size_t kLarge = std::size_t{1} << 20U;
  if (!is_dump(file)) return;
  const std::size_t size = file.bytes().size();
  hits.add({size > kLarge && !file.is_test() ? Severity::high : Severity::medium,
            "It has " + human_bytes(size) + ".", ""});
}

}  // namespace

const FileCheck kCredentialDataDump = {
    {"cred-data-dump", Severity::medium, "Rows of a database",
     "What people entrusted to a database cannot be changed like a password.",
     "Ship the schema alone and make data in tests; list `{path}` in `files` if it is meant to "
     "ship."},
    Reach::every,
    {},
    run,
    {}};

}  // namespace packwarden
