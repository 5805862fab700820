#include "source/git_batch.h"

#include <algorithm>
#include <utility>

#include "source/git_changes.h"

namespace packwarden {
namespace {

constexpr std::size_t kLongestHeader = 4096;
constexpr std::size_t kHeardAtOnce = std::size_t{256} << 10U;

tl::unexpected<Error> unknown_answer() {
  return fail(ErrorKind::format, "git", "answers in a way that is not known");
}

/// `ID TYPE SIZE`; none for another line.
std::optional<GitObject> parse_header(const std::string& line) {
  const std::size_t type = line.find(' ');
  const std::size_t size = type == std::string::npos ? type : line.find(' ', type + 1);
  if (size == std::string::npos || line.size() - size > 20) return std::nullopt;
  GitObject out;
  out.id = line.substr(0, type);
  out.type = line.substr(type + 1, size - type - 1);
  for (const char c : line.substr(size + 1)) {
    if (c < '0' || c > '9') return std::nullopt;
    out.size = out.size * 10 + static_cast<std::uint64_t>(c - '0');
  }
  return is_git_id(out.id) ? std::optional(std::move(out)) : std::nullopt;
}

}  // namespace

Result<std::optional<GitObject>> GitBatch::next(std::uint64_t most) {
  TRY_ASSIGN(const std::string line, next_line());
  if (line.ends_with(" missing") || line.ends_with(" ambiguous")) return std::nullopt;
  std::optional<GitObject> object = parse_header(line);
  if (!object) return unknown_answer();
  if (object->size > most) return object;
  TRY_ASSIGN(std::string bytes, next_bytes(object->size + 1));
  if (!bytes.ends_with('\n')) return unknown_answer();
  bytes.pop_back();
  object->bytes = std::move(bytes);
  return object;
}

Result<std::string> GitBatch::next_line() {
  for (;;) {
    const std::size_t end = buffer_.find('\n', taken_);
    if (end != std::string::npos) {
      std::string out = buffer_.substr(taken_, end - taken_);
      taken_ = end + 1;
      return out;
    }
    if (buffer_.size() - taken_ > kLongestHeader) return unknown_answer();
    TRY(fill());
  }
}

Result<std::string> GitBatch::next_bytes(std::uint64_t count) {
  std::string out = buffer_.substr(taken_, count);
  taken_ += out.size();
  out.reserve(count);
  while (out.size() < count) {
    TRY(fill());
    const std::size_t taken = std::min<std::size_t>(count - out.size(), buffer_.size());
    out.append(buffer_, 0, taken);
    taken_ = taken;
  }
  return out;
}

/// What was taken makes room for what comes next, of which there is at least one byte.
Result<void> GitBatch::fill() {
  buffer_.erase(0, taken_);
  taken_ = 0;
  const std::size_t before = buffer_.size();
  buffer_.resize(before + kHeardAtOnce);
  Result<std::size_t> count = hear_(std::span(buffer_).subspan(before));
  buffer_.resize(before + count.value_or(0));
  if (!count) return fail(std::move(count.error()));
  return {};
}

void GitBatch::forget() {
  buffer_.clear();
  taken_ = 0;
}

}  // namespace packwarden
