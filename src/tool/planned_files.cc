#include "tool/planned_files.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <utility>

#include "app/continuous_integration.h"
#include "app/output.h"
#include "app/shown_changes.h"
#include "match/database.h"
#include "npm/posix_path.h"
#include "report/page.h"
#include "source/file_reader.h"
#include "validate/inspector.h"

namespace packwarden {
namespace {

constexpr std::uint64_t kMostBytes = std::uint64_t{1} << 20U;

bool is_there(const std::string& path) {
  struct stat facts = {};
  return ::lstat(path.c_str(), &facts) == 0;
}

std::string_view word_for(const PlannedFile& file) {
  if (file.step == FileStep::remove) return "remove ";
  return file.change.before ? "change " : "create ";
}

Result<void> make_directory(const std::string& path) {
  if (is_there(path)) return {};
  TRY(make_directory(std::string(directory_name(path))));
  if (::mkdir(path.c_str(), 0777) == 0 || errno == EEXIST) return {};
  return fail(system_error(path, errno, "make"));
}

Result<void> check_unchanged(const PlannedFile& file) {
  TRY_ASSIGN(const std::optional<std::string> now, text_of_file(file.path));
  if (now == file.change.before) return {};
  return fail(ErrorKind::io, file.change.path, "changed meanwhile, and nothing was written");
}

/// A file that waits for its name.
struct Waiting {
  const PlannedFile* file;
  PendingFile pending;
};

Result<PendingFile> prepared(const PlannedFile& file) {
  TRY(make_directory(std::string(directory_name(file.path))));
  TRY_ASSIGN(PendingFile out, PendingFile::create_like(file.path));
  TRY(out.write(file.change.after));
  if (file.step == FileStep::write_hook && !file.change.before) TRY(out.make_executable());
  return out;
}

Result<void> remove_file(const PlannedFile& file) {
  if (::unlink(file.path.c_str()) == 0) return {};
  return fail(system_error(file.change.path, errno, "remove"));
}

void say_done(const PlannedFile& file) {
  const std::string_view what = file.step == FileStep::remove ? "removed " : "wrote ";
  say(std::string(what) + printable(file.change.path));
}

}  // namespace

Result<std::optional<std::string>> text_of_file(const std::string& path) {
  if (!is_there(path)) return std::nullopt;
  FileBytes bytes = FileReader(kMostBytes).read(AT_FDCWD, path, Links::refuse, path);
  if (!bytes) return fail(std::move(bytes.error().error));
  return std::move(*bytes);
}

Json manifest_at(const std::string& directory) {
  const auto text = text_of_file(join_paths(directory, "package.json"));
  if (!text || !*text) return Json::Object();
  return parse_json(**text, "package.json").value_or(Json::Object());
}

Result<void> show_files(const std::vector<PlannedFile>& files) {
  if (files.empty()) return {};
  TRY_ASSIGN(const Database database, Database::built_in(EngineKind::fastest));
  TRY_ASSIGN(ValueTagger tagger, ValueTagger::create());
  const Sought sought{database, std::move(tagger)};
  TRY_ASSIGN(Inspector inspector, Inspector::create(sought));
  std::vector<FileChangeText> changes;
  for (const PlannedFile& file : files) {
    say("would " + std::string(word_for(file)) + printable(file.change.path));
    changes.push_back(file.change);
  }
  TRY_ASSIGN(const ShownChanges shown, shown_changes(changes, "", {}, inspector));
  for (const std::string& path : shown.withheld) {
    say(inspector.conceal(printable(path)) +
        ": its diff is not shown, since it would show a secret or harm a terminal");
  }
  return write_all(STDOUT_FILENO, shown.diff, "standard output");
}

Result<void> write_files(const std::vector<PlannedFile>& files) {
  std::vector<Waiting> waiting;
  for (const PlannedFile& file : files) {
    TRY(check_unchanged(file));
    if (file.step == FileStep::remove) continue;
    TRY_ASSIGN(PendingFile pending, prepared(file));
    waiting.push_back({&file, std::move(pending)});
  }
  for (Waiting& one : waiting) TRY(one.pending.commit(one.file->path));
  for (const PlannedFile& file : files) {
    if (file.step == FileStep::remove) TRY(remove_file(file));
    say_done(file);
  }
  return {};
}

Result<void> check_may_write(Consent consent) {
  if (consent == Consent::given || !is_ci()) return {};
  return fail(ErrorKind::config, "--write",
              "is for people, and this is a run of continuous integration: nothing was written. "
              "--yes confirms it");
}

void say(std::string_view text) {
  (void)write_all(STDERR_FILENO, "packwarden: " + std::string(text) + "\n", "standard error");
}

}  // namespace packwarden
