#include "source/archive.h"

#include <algorithm>
#include <utility>

#include "base/text.h"
#include "source/file_reader.h"
#include "source/gzip_stream.h"
#include "source/limits.h"
#include "source/tar_reader.h"

namespace packwarden {
namespace {

/// A file of up to this size is held whole; of a larger one this much, and the rest streams by.
constexpr std::size_t kHeadBytes = std::size_t{128} << 20U;

/// What is inflated in one piece. Above it, constant memory is worth a third of the speed: the
/// largest of 4,795 published packages is 213 MB.
constexpr std::uint64_t kInflatedBytes = std::uint64_t{256} << 20U;

bool has_parent_component(std::string_view name) {
  // On Windows npm takes both for separators.
  while (true) {
    const std::size_t separator = name.find_first_of("/\\");
    if (name.substr(0, separator) == "..") return true;
    if (separator == std::string_view::npos) return false;
    name.remove_prefix(separator + 1);
  }
}

bool is_absolute(std::string_view name) {
  const bool has_drive = name.size() > 1 && name[1] == ':' &&
                         ((name[0] >= 'a' && name[0] <= 'z') || (name[0] >= 'A' && name[0] <= 'Z'));
  if (has_drive) name.remove_prefix(2);
  return name.starts_with('/') || name.starts_with('\\');
}

/// What is wrong with a member's name; empty: nothing.
std::string_view name_refusal(std::string_view name) {
  if (name.empty()) return "has no name";
  if (name.find('\0') != std::string_view::npos) return "has a NUL byte in its name";
  if (is_absolute(name)) return "has an absolute path";
  if (has_parent_component(name)) return "has a path with \"..\"";
  return "";
}

std::string_view first_segment(std::string_view name) { return name.substr(0, name.find('/')); }

/// Makes entries of the members of one archive.
class Members {
 public:
  Members(const std::string& where, MemberPaths paths, const SourceLimits& limits,
          const EntrySink& sink, const ProblemSink& problems)
      : where_(where), paths_(paths), limits_(limits), sink_(sink), problems_(problems) {}

  Result<void> read_all(TarReader& reader) {
    while (true) {
      TRY_ASSIGN(std::optional<TarMember> member, reader.next());
      if (!member) break;
      if (++members_ > limits_.entries) return fail(too_many_members());
      TRY_ASSIGN(const bool wanted, take(reader, std::move(*member)));
      if (!wanted) return {};
    }
    TRY_ASSIGN(const TarEnd end, reader.finish());
    report_end(end);
    if (members_ == 0) return fail(ErrorKind::format, where_, "holds no members");
    return {};
  }

 private:
  /// Yields one member or names it; whether more are wanted.
  Result<bool> take(TarReader& reader, TarMember member) {
    TarHeader& header = member.header;
    const std::string place = member_place(where_, header.name);
    if (auto refusal = refusal_of(header, place)) {
      problems_({std::move(*refusal), header.size});
      return true;
    }
    if (!member.warning.empty()) report(place, std::move(member.warning));
    const bool is_file = header.kind == EntryKind::file;
    total_bytes_ += is_file ? header.size : header.target.size();
    if (total_bytes_ > limits_.total_bytes) return fail(archive_too_large(where_, limits_));
    Entry entry{.path = path_of(header), .kind = header.kind, .mode = member.mode, .bytes = {}};
    if (is_file) {
      TRY_ASSIGN(entry.bytes, reader.content());
    } else {
      entry.bytes = header.kind == EntryKind::directory ? "" : std::move(header.target);
    }
    // The package's folder itself has no name inside the package, and no bytes.
    return entry.path.empty() || sink_(std::move(entry));
  }

  [[nodiscard]] std::optional<Error> refusal_of(const TarHeader& header,
                                                const std::string& place) const {
    if (auto error = path_limit_error(place, header.name, limits_)) return error;
    std::string refusal = header.refusal;
    if (refusal.empty()) refusal = name_refusal(header.name);
    if (!refusal.empty()) return Error{ErrorKind::format, place, refusal, std::nullopt};
    if (header.size > limits_.entry_bytes) return entry_too_large(place, limits_.entry_bytes);
    return std::nullopt;
  }

  std::string path_of(const TarHeader& header) {
    std::string_view name = header.name;
    if (header.kind == EntryKind::directory) name = name.substr(0, name.find_last_not_of('/') + 1);
    if (paths_ == MemberPaths::inside_archive) return where_ + "!" + std::string(name);

    const std::string_view root = first_segment(name);
    const bool in_folder = root.size() < name.size() || header.kind == EntryKind::directory;
    see_root(in_folder ? root : "");
    if (!in_folder) return std::string(name);
    name.remove_prefix(root.size());
    return std::string(name.substr(std::min(name.find_first_not_of('/'), name.size())));
  }

  /// npm drops the first segment of every path, so members of two folders would fall together.
  void see_root(std::string_view root) {
    if (!root_) root_ = root;
    if (*root_ == root || std::exchange(several_roots_, true)) return;
    report(where_, "has members in more than one top folder");
  }

  void report_end(const TarEnd& end) {
    if (end.cut_off) report(where_, "is cut off");
    if (end.bytes_behind > 0) {
      const std::string count = counted(end.bytes_behind, "byte");
      problems_({{ErrorKind::format, where_, count + " after the end of the archive", {}},
                 end.bytes_behind});
    } else if (end.end_blocks < 2 && !end.cut_off) {
      report(where_, "has " + counted(end.end_blocks, "end-of-archive block") + " instead of two");
    }
  }

  void report(std::string where, std::string what) {
    problems_({{ErrorKind::format, std::move(where), std::move(what), std::nullopt}, 0});
  }

  [[nodiscard]] Error too_many_members() const {
    return limit_error(where_, "holds more members than an archive may",
                       {"entries", limits_.entries});
  }

  const std::string& where_;
  const MemberPaths paths_;
  const SourceLimits& limits_;
  const EntrySink& sink_;
  const ProblemSink& problems_;
  std::uint64_t members_ = 0;
  std::uint64_t total_bytes_ = 0;
  std::optional<std::string> root_;
  bool several_roots_ = false;
};

}  // namespace

Archive::Archive(std::string bytes, std::string where, const SourceLimits& limits)
    : head_(std::move(bytes)), where_(std::move(where)), limits_(limits) {
  if (begins_like_gzip(head_)) inflated_ = inflate_whole(head_, kInflatedBytes);
}

Archive::Archive(std::string head, Descriptor rest, std::string where, const SourceLimits& limits)
    : head_(std::move(head)), rest_(std::move(rest)), where_(std::move(where)), limits_(limits) {}

Result<Archive> Archive::read_from(Descriptor descriptor, std::string where,
                                   const SourceLimits& limits) {
  std::string head;
  while (head.size() < kHeadBytes) {
    const std::size_t used = head.size();
    head.resize(std::clamp(used * 2, ByteStream::kBlockBytes, kHeadBytes));
    const std::span<char> free = std::span(head).subspan(used);
    TRY_ASSIGN(const std::size_t count, read_full(descriptor.get(), free, NoData::wait, where));
    if (count == free.size()) continue;
    head.resize(used + count);
    return Archive(std::move(head), std::move(where), limits);
  }
  return Archive(std::move(head), std::move(descriptor), std::move(where), limits);
}

Result<void> Archive::read(MemberPaths paths, const EntrySink& sink,
                           const ProblemSink& problems) const {
  std::unique_ptr<ByteStream> file;
  if (rest_.get() >= 0) {
    file = std::make_unique<DescriptorStream>(head_, rest_.get(), limits_, where_);
  } else {
    file = std::make_unique<MemoryStream>(head_);
  }
  const std::unique_ptr<ByteStream> bytes = tar_bytes(std::move(file));
  TarReader reader(*bytes, limits_, where_);
  return Members(where_, paths, limits_, sink, problems).read_all(reader);
}

std::optional<std::string> Archive::find(std::string_view name, std::uint64_t limit) const {
  if (!positions_) positions_ = positions();
  const auto known = positions_->find(std::string(name));
  if (known == positions_->end()) return std::nullopt;
  const std::string_view memory = tar_in_memory();
  const std::uint64_t begin = memory.empty() ? 0 : known->second;
  std::unique_ptr<ByteStream> bytes = std::make_unique<MemoryStream>(memory.substr(begin));
  if (memory.empty()) bytes = tar_bytes(std::make_unique<MemoryStream>(head_));
  TarReader reader(*bytes, limits_in_memory(), where_);
  for (auto member = reader.next(); member && *member; member = reader.next()) {
    const TarHeader& header = (*member)->header;
    if (begin + header.position != known->second) continue;
    if (header.size > limit) break;
    auto content = reader.content();
    return content ? std::optional(std::move(*content)) : std::nullopt;
  }
  return std::nullopt;
}

/// The uncompressed archive where there is one in memory; "" else.
std::string_view Archive::tar_in_memory() const {
  if (inflated_) return inflated_->view();
  return begins_like_gzip(head_) ? std::string_view() : std::string_view(head_);
}

SourceLimits Archive::limits_in_memory() const {
  SourceLimits out = limits_;
  out.total_bytes = std::min(out.total_bytes, kInflatedBytes);
  return out;
}

/// Of the files in a top folder, the first of each name. What is wrong with the archive is for
/// `read` to say.
Archive::Positions Archive::positions() const {
  const std::unique_ptr<ByteStream> bytes = tar_bytes(std::make_unique<MemoryStream>(head_));
  TarReader reader(*bytes, limits_in_memory(), where_);
  Positions out;
  for (auto member = reader.next(); member && *member; member = reader.next()) {
    const TarHeader& header = (*member)->header;
    const std::size_t folder = first_segment(header.name).size();
    if (header.kind != EntryKind::file || !header.refusal.empty() || folder == header.name.size()) {
      continue;
    }
    out.emplace(header.name.substr(folder + 1), header.position);
  }
  return out;
}

/// The bytes of the archive, given those of the file.
std::unique_ptr<ByteStream> Archive::tar_bytes(std::unique_ptr<ByteStream> file) const {
  if (inflated_) return std::make_unique<MemoryStream>(inflated_->view());
  if (!begins_like_gzip(head_)) return file;
  return std::make_unique<GzipStream>(std::move(file), where_);
}

std::optional<std::string> Archive::take_raw_bytes() {
  if (rest_.get() >= 0) return std::nullopt;
  return std::move(head_);
}

}  // namespace packwarden
