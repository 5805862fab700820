#include "source/tar_reader.h"

#include <archive.h>
#include <archive_entry.h>

#include <string_view>
#include <utility>

#include "base/text.h"
#include "source/limits.h"

namespace packwarden {
namespace {

/// Whichever of the readers is right, another program may read what the other one saw.
constexpr const char* kDisagreement = "is read differently by two tar readers";

struct FreeArchive {
  void operator()(archive* reader) const { archive_read_free(reader); }
};
using ArchivePointer = std::unique_ptr<archive, FreeArchive>;

std::string_view text_or_empty(const char* text) { return text == nullptr ? "" : text; }

std::string_view without_slashes(std::string_view name) {
  return name.substr(0, name.find_last_not_of('/') + 1);
}

/// libarchive's words, in our form: lower case, no full stop.
std::string libarchive_words(archive* reader) {
  std::string words = ascii_lower(text_or_empty(archive_error_string(reader)));
  while (words.ends_with('.')) words.pop_back();
  return words.empty() ? "cannot be read" : words;
}

/// In the C locale libarchive cannot convert a UTF-8 name and keeps its bytes, which is what we
/// want. The extended header itself was checked by TarHeaders.
bool is_about_conversion(std::string_view warning) {
  return warning.find("can't be converted") != std::string_view::npos;
}

EntryKind kind_of(archive_entry* entry) {
  if (archive_entry_hardlink(entry) != nullptr) return EntryKind::hard_link;
  if (archive_entry_filetype(entry) == AE_IFLNK) return EntryKind::symbolic_link;
  return archive_entry_filetype(entry) == AE_IFDIR ? EntryKind::directory : EntryKind::file;
}

/// Whether libarchive read the member as `header` says.
bool agree(archive_entry* entry, const TarHeader& header) {
  const EntryKind kind = kind_of(entry);
  if (kind != header.kind) return false;
  const std::string_view name = text_or_empty(archive_entry_pathname(entry));
  if (without_slashes(name) != without_slashes(header.name.c_str())) return false;
  const char* const target = kind == EntryKind::hard_link       ? archive_entry_hardlink(entry)
                             : kind == EntryKind::symbolic_link ? archive_entry_symlink(entry)
                                                                : nullptr;
  if (target != nullptr && header.target.c_str() != std::string_view(target)) return false;
  return static_cast<std::uint64_t>(archive_entry_size(entry)) == header.size;
}

}  // namespace

std::string member_place(const std::string& archive, std::string_view member) {
  // A name may have a million bytes; its beginning tells enough.
  constexpr std::size_t kMaxShownBytes = 4096;
  return archive + "!" + std::string(member.substr(0, kMaxShownBytes));
}

/// Stays where it is: libarchive calls back with its address.
struct TarReader::State {
  State(ByteStream& stream, const SourceLimits& budgets, std::string name)
      : bytes(stream), limits(budgets), where(std::move(name)) {}

  ByteStream& bytes;
  const SourceLimits limits;
  std::string where;
  std::uint64_t seen = 0;
  bool ended = false;
  TarHeaders headers;
  std::string place;       // of the member that was given last, for errors
  std::uint64_t size = 0;  // of its content
  std::optional<Error> stream_error;
  ArchivePointer reader;

  Result<std::string_view> next_block();
  Result<void> open();
  Result<TarHeader> header_at(std::int64_t position);
  [[nodiscard]] Error content_failure() const;
  Error header_failure();
};

namespace {

la_ssize_t read_block(archive* /*reader*/, void* self, const void** buffer) {
  auto& state = *static_cast<TarReader::State*>(self);
  auto block = state.next_block();
  if (!block) {
    state.stream_error = std::move(block.error());
    return -1;
  }
  *buffer = block->data();
  return static_cast<la_ssize_t>(block->size());
}

}  // namespace

/// The headers see each block before libarchive does.
Result<std::string_view> TarReader::State::next_block() {
  TRY_ASSIGN(const std::string_view block, bytes.next());
  seen += block.size();
  ended = block.empty();
  if (seen > max_archive_bytes(limits)) return fail(archive_too_large(where, limits));
  headers.feed(block);
  return block;
}

Result<void> TarReader::State::open() {
  reader.reset(archive_read_new());
  archive* const created = reader.get();
  // One format and no filter: every other one is a parser that no package needs, and some start
  // programs. AppleDouble members (`._name`) are members like others.
  if (created == nullptr || archive_read_support_format_tar(created) != ARCHIVE_OK ||
      archive_read_set_format_option(created, "tar", "mac-ext", nullptr) != ARCHIVE_OK) {
    return fail(ErrorKind::internal, where, "libarchive reads no tar archives");
  }
  if (archive_read_open(created, this, nullptr, read_block, nullptr) == ARCHIVE_OK) return {};
  if (stream_error) return fail(*stream_error);
  return fail(ErrorKind::format, where, seen == 0 ? "is empty" : "is not a tar archive");
}

/// The header of the member that libarchive found at `position`.
Result<TarHeader> TarReader::State::header_at(std::int64_t position) {
  std::optional<TarHeader> header = headers.take();
  if (header && static_cast<std::int64_t>(header->position) == position) return std::move(*header);
  const std::string& fault = headers.fault();
  return fail(ErrorKind::format, where, fault.empty() ? std::string(kDisagreement) : fault);
}

/// Why libarchive stopped within a member's content.
Error TarReader::State::content_failure() const {
  if (stream_error) return *stream_error;
  const bool cut_off = ended && headers.end().cut_off;
  return Error{ErrorKind::format, place, cut_off ? "is cut off" : libarchive_words(reader.get()),
               std::nullopt};
}

/// Why libarchive stopped between two members: TarHeaders, which may be ahead, knows best.
Error TarReader::State::header_failure() {
  Error error = content_failure();
  if (stream_error) return error;
  if (const std::optional<TarHeader> header = headers.take()) {
    error.where = member_place(where, header->name);
    if (!header->refusal.empty()) error.what = header->refusal;
  } else if (!headers.fault().empty()) {
    error.what = headers.fault();
  }
  return error;
}

TarReader::TarReader(ByteStream& bytes, const SourceLimits& limits, std::string where)
    : state_(std::make_unique<State>(bytes, limits, std::move(where))) {}

TarReader::~TarReader() = default;

Result<std::optional<TarMember>> TarReader::next() {
  State& state = *state_;
  if (!state.reader) TRY(state.open());
  state.place = state.where;
  archive_entry* entry = nullptr;
  const int status = archive_read_next_header(state.reader.get(), &entry);
  if (status == ARCHIVE_EOF) return std::nullopt;
  if (status != ARCHIVE_OK && status != ARCHIVE_WARN) return fail(state.header_failure());

  TarMember member;
  TRY_ASSIGN(member.header, state.header_at(archive_read_header_position(state.reader.get())));
  member.mode = archive_entry_perm(entry);
  if (member.header.refusal.empty() && !agree(entry, member.header)) {
    member.header.refusal = kDisagreement;
  }
  const std::string words = status == ARCHIVE_WARN ? libarchive_words(state.reader.get()) : "";
  if (!is_about_conversion(words)) member.warning = words;
  state.place = member_place(state.where, member.header.name);
  state.size = member.header.size;
  return member;
}

Result<std::string> TarReader::content() {
  State& state = *state_;
  std::string bytes;
  bytes.reserve(state.size);
  while (bytes.size() < state.size) {
    const void* data = nullptr;
    std::size_t size = 0;
    la_int64_t offset = 0;
    const int status = archive_read_data_block(state.reader.get(), &data, &size, &offset);
    if (status != ARCHIVE_OK && status != ARCHIVE_EOF) return fail(state.content_failure());
    const bool next_piece = static_cast<std::uint64_t>(offset) == bytes.size();
    if (status == ARCHIVE_EOF || !next_piece || size > state.size - bytes.size()) {
      return fail(ErrorKind::format, state.place, kDisagreement);
    }
    bytes.append(static_cast<const char*>(data), size);
  }
  return bytes;
}

Result<TarEnd> TarReader::finish() {
  State& state = *state_;
  while (!state.ended) TRY(state.next_block());
  if (!state.headers.fault().empty()) {
    return fail(ErrorKind::format, state.where, state.headers.fault());
  }
  if (state.headers.take()) return fail(ErrorKind::format, state.where, kDisagreement);
  return state.headers.end();
}

}  // namespace packwarden
