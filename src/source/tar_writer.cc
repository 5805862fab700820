#include "source/tar_writer.h"

#include <archive.h>
#include <archive_entry.h>

#include <algorithm>
#include <array>
#include <cassert>
#include <cstring>
#include <utility>

#include "npm/posix_path.h"
#include "npm/tar_path.h"
#include "npm/unicode.h"

namespace packwarden {
namespace {

constexpr std::size_t kBlock = 512;
constexpr std::uint64_t kModified = 499162500;  // 1985-10-26T08:15:00Z
constexpr std::size_t kBuffer = std::size_t{64} * 1024;

using Block = std::array<char, kBlock>;

/// A field of a header, by its place (POSIX.1-2017, pax, "ustar Interchange Format").
struct Field {
  std::size_t offset;
  std::size_t size;
};

constexpr Field kName = {0, 100};
constexpr Field kMode = {100, 8};
constexpr Field kSize = {124, 12};
constexpr Field kTime = {136, 12};
constexpr Field kChecksum = {148, 8};
constexpr Field kType = {156, 1};
constexpr Field kLink = {157, 100};
constexpr Field kMagic = {257, 8};
constexpr Field kMajor = {329, 8};
constexpr Field kMinor = {337, 8};
constexpr Field kPrefix = {345, 155};

void put(Block& block, Field field, std::string_view text) {
  std::copy_n(text.begin(), std::min(text.size(), field.size),
              block.begin() + static_cast<std::ptrdiff_t>(field.offset));
}

/// Octal digits that fill the field but for "space NUL", or but for NUL where they need that place.
void put_number(Block& block, Field field, std::uint64_t value) {
  std::string digits;
  for (; value > 0 || digits.empty(); value >>= 3U) {
    digits.insert(digits.begin(), static_cast<char>('0' + (value & 7U)));
  }
  assert(digits.size() < field.size);
  if (digits.size() + 1 < field.size) {
    digits.insert(0, field.size - 2 - digits.size(), '0');
    digits += ' ';
  }
  put(block, field, digits);
}

/// As many whole characters of `text` as the field holds.
std::string_view fitting(std::string_view text, Field field) {
  std::size_t end = std::min(text.size(), field.size);
  while (end < text.size() && end > 0 && (static_cast<unsigned char>(text[end]) & 0xC0U) == 0x80U) {
    --end;
  }
  return text.substr(0, end);
}

Block header_block(const TarName& name, const TarEntry& header, char type) {
  Block block{};
  put(block, kName, name.name);
  put(block, kPrefix, name.prefix);
  put_number(block, kMode, header.mode);
  put_number(block, kSize, header.size);
  put_number(block, kTime, kModified);
  put(block, kType, std::string_view(&type, 1));
  put(block, kLink, fitting(header.link, kLink));
  put(block, kMagic, std::string_view("ustar\00000", 8));
  put_number(block, kMajor, 0);
  put_number(block, kMinor, 0);
  std::uint64_t sum = std::uint64_t{' '} * kChecksum.size;
  for (const char byte : block) sum += static_cast<unsigned char>(byte);
  put_number(block, kChecksum, sum);
  return block;
}

std::string_view bytes_of(const Block& block) { return {block.data(), block.size()}; }

/// "LENGTH KEY=VALUE\n", where the length counts itself.
std::string pax_record(std::string_view key, std::string_view value) {
  const std::string tail = " " + std::string(key) + "=" + std::string(value) + "\n";
  std::size_t length = tail.size() + 1;
  while (std::to_string(length).size() + tail.size() > length) ++length;
  return std::to_string(length) + tail;
}

bool link_needs_pax(std::string_view link) {
  return link.size() > kLink.size || std::any_of(link.begin(), link.end(), [](char c) {
           return static_cast<unsigned char>(c) >= 0x80;
         });
}

std::string pax_body(const TarEntry& header) {
  std::string body = pax_record("path", header.path);
  if (!header.link.empty()) body += pax_record("linkpath", header.link);
  body += pax_record("mtime", std::to_string(kModified));
  return body + pax_record("size", std::to_string(header.size));
}

Block pax_block(const TarEntry& header, std::size_t body_size) {
  const std::u16string path = to_utf16("PaxHeader/" + std::string(base_name(header.path)));
  TarEntry pax;
  pax.path = to_utf8(path.substr(0, 99));
  pax.mode = 0644;
  pax.size = body_size;
  return header_block(tar_name(pax.path), pax, 'x');
}

struct ArchiveFree {
  void operator()(struct archive* handle) const { ::archive_write_free(handle); }
};

struct EntryFree {
  void operator()(struct archive_entry* entry) const { ::archive_entry_free(entry); }
};

}  // namespace

/// libarchive in its raw format carries the bytes to the sink, compressed or not. Its own tar
/// formats cannot be used: they write owner numbers, which npm leaves empty, end numbers otherwise,
/// split names elsewhere and give pax headers other names and records.
struct TarWriter::Archive {
  ByteSink sink;
  std::unique_ptr<struct archive, ArchiveFree> handle;

  static la_ssize_t take(struct archive* handle, void* self, const void* bytes, std::size_t size) {
    if (static_cast<Archive*>(self)->sink({static_cast<const char*>(bytes), size})) {
      return static_cast<la_ssize_t>(size);
    }
    ::archive_set_error(handle, -1, "the output takes no more bytes");
    return -1;
  }

  [[nodiscard]] tl::unexpected<Error> failure() const {
    const char* text = ::archive_error_string(handle.get());
    return fail(ErrorKind::io, "tarball", text == nullptr ? "cannot write" : text);
  }
};

TarWriter::TarWriter(ByteSink sink, TarCompression compression)
    : archive_(std::make_unique<Archive>()) {
  archive_->sink = std::move(sink);
  archive_->handle.reset(::archive_write_new());
  struct archive* handle = archive_->handle.get();
  ::archive_write_set_format_raw(handle);
  if (compression == TarCompression::gzip) {
    ::archive_write_add_filter_gzip(handle);
    ::archive_write_set_filter_option(handle, "gzip", "compression-level", "9");
    ::archive_write_set_filter_option(handle, "gzip", "timestamp", nullptr);
  }
  ::archive_write_set_bytes_per_block(handle, kBuffer);
  ::archive_write_set_bytes_in_last_block(handle, 1);
  ::archive_write_open(handle, archive_.get(), nullptr, Archive::take, nullptr);
  const std::unique_ptr<struct archive_entry, EntryFree> entry(::archive_entry_new());
  ::archive_entry_set_filetype(entry.get(), AE_IFREG);
  ::archive_write_header(handle, entry.get());
}

TarWriter::~TarWriter() = default;

Result<void> TarWriter::append(std::string_view bytes) {
  if (bytes.empty()) return {};
  const la_ssize_t written =
      ::archive_write_data(archive_->handle.get(), bytes.data(), bytes.size());
  if (written < 0 || static_cast<std::size_t>(written) != bytes.size()) return archive_->failure();
  return {};
}

Result<void> TarWriter::append_padded(std::string_view bytes) {
  constexpr Block kZeros{};
  TRY(append(bytes));
  return append(bytes_of(kZeros).substr(0, (kBlock - bytes.size() % kBlock) % kBlock));
}

Result<void> TarWriter::write(const TarEntry& header, std::string_view content) {
  assert(content.size() == header.size);
  const TarName name = tar_name(header.path);
  if (name.needs_pax || link_needs_pax(header.link)) {
    const std::string body = pax_body(header);
    TRY(append(bytes_of(pax_block(header, body.size()))));
    TRY(append_padded(body));
  }
  TRY(append(bytes_of(header_block(name, header, header.link.empty() ? '0' : '1'))));
  return append_padded(content);
}

Result<void> TarWriter::finish() {
  constexpr Block kZeros{};
  TRY(append(bytes_of(kZeros)));
  TRY(append(bytes_of(kZeros)));
  if (::archive_write_close(archive_->handle.get()) != ARCHIVE_OK) return archive_->failure();
  return {};
}

}  // namespace packwarden
