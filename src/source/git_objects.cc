#include "source/git_objects.h"

#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <utility>

#include "source/git_changes.h"

namespace packwarden {
namespace {

/// How many objects are asked for ahead. All of their names fit into a pipe, which never blocks
/// while git in turn waits for us.
constexpr std::size_t kAhead = 100;
constexpr std::size_t kLongestName = 400;

tl::unexpected<Error> unknown_answer() {
  return fail(ErrorKind::format, "git", "answers in a way that is not known");
}

}  // namespace

GitObjects::GitObjects(GitPlace place)
    : place_(place), answers_([this](std::span<char> buffer) { return hear(buffer); }) {}

Result<void> GitObjects::start() {
  if (git_) return {};
  TRY_ASSIGN(GitProcess git, GitProcess::start({"cat-file", "--batch"}, place_));
  git_.emplace(std::move(git));
  answers_.forget();
  return {};
}

void GitObjects::warm_up() { (void)start(); }

Result<void> GitObjects::read(std::span<const std::string> names, std::uint64_t most,
                              const Sink& sink) {
  std::size_t asked = 0;
  for (std::size_t i = 0; i < names.size(); ++i) {
    if (!git_) asked = i;  // what was asked of the one before is lost
    TRY(start());
    for (; asked < std::min(names.size(), i + kAhead); ++asked) TRY(ask(names[asked]));
    TRY_ASSIGN(std::optional<GitObject> object, answers_.next(most));
    const bool is_other = object && is_git_id(names[i]) && object->id != names[i];
    if (is_other) return unknown_answer();
    const bool is_still_writing = object && !object->bytes;
    const bool is_enough = !sink(i, std::move(object));
    if (is_still_writing || (is_enough && asked > i + 1)) git_.reset();
    if (is_enough) break;
  }
  return {};
}

Result<std::optional<GitObject>> GitObjects::read(const std::string& name, std::uint64_t most) {
  std::optional<GitObject> out;
  TRY(read(std::span(&name, 1), most, [&](std::size_t, std::optional<GitObject> object) {
    out = std::move(object);
    return true;
  }));
  return out;
}

Result<void> GitObjects::ask(const std::string& name) {
  if (name.size() > kLongestName || name.find('\n') != std::string::npos) {
    return fail(ErrorKind::config, "git", "a name of a revision that is too long or has two lines");
  }
  const std::string line = name + "\n";
  for (std::size_t written = 0; written < line.size();) {
    const ssize_t count = ::write(git_->input(), line.data() + written, line.size() - written);
    if (count < 0 && errno == EINTR) continue;
    if (count < 0) return broken_off();
    written += static_cast<std::size_t>(count);
  }
  return {};
}

Result<std::size_t> GitObjects::hear(std::span<char> buffer) {
  ssize_t count = -1;
  do {
    count = ::read(git_->output(), buffer.data(), buffer.size());
  } while (count < 0 && errno == EINTR);
  if (count <= 0) return broken_off();
  return static_cast<std::size_t>(count);
}

tl::unexpected<Error> GitObjects::broken_off() {
  Result<void> end = git_->finish();
  git_.reset();
  return end ? fail(ErrorKind::io, "git", "broke off") : fail(std::move(end.error()));
}

}  // namespace packwarden
