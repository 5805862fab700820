#include <archive.h>
#include <archive_entry.h>

#include <array>
#include <memory>

#include "decode/all.h"
#include "decode/container.h"
#include "decode/layers.h"

namespace packwarden {
namespace {

struct ReaderDeleter {
  void operator()(archive* reader) const { archive_read_free(reader); }
};
using Reader = std::unique_ptr<archive, ReaderDeleter>;

/// No member is read further: it is more than all layers of an entry may have, and so a limit
/// error.
constexpr std::size_t kMostBytes = DecodeLimits().bytes + 1;

/// Turns on exactly what the container needs. What is compressed is only inflated: what it holds is
/// looked at again. libarchive would take a text that begins with zeros for the end of a tar.
int support(archive* reader, Container container) {
  if (container == Container::tar) return archive_read_support_format_tar(reader);
  if (container == Container::zip) return archive_read_support_format_zip(reader);
  int status = archive_read_support_format_raw(reader);
  for (const auto filter : {archive_read_support_filter_gzip, archive_read_support_filter_bzip2,
                            archive_read_support_filter_xz, archive_read_support_filter_zstd}) {
    if (status == ARCHIVE_OK) status = filter(reader);
  }
  return status;
}

Reader open_archive(std::string_view text, Container container) {
  Reader reader(archive_read_new());
  const bool is_open =
      reader != nullptr && support(reader.get(), container) == ARCHIVE_OK &&
      archive_read_open_memory(reader.get(), text.data(), text.size()) == ARCHIVE_OK;
  return is_open ? std::move(reader) : nullptr;
}

std::string path_of(archive_entry* entry, Container container) {
  if (container == Container::compressed) return {};
  const char* name = archive_entry_pathname(entry);
  return name == nullptr ? "?" : name;
}

/// What cannot be read of an archive.
struct Unread {
  bool is_broken = false;
  bool is_encrypted = false;

  [[nodiscard]] std::string_view text() const {
    if (is_encrypted) return "is encrypted in part";
    return is_broken ? "is broken" : "";
  }
};

/// What is readable of the member.
std::string content_of(archive* reader, Unread& unread) {
  std::string out;
  std::array<char, 65536> block{};
  while (out.size() < kMostBytes) {
    const la_ssize_t count = archive_read_data(reader, block.data(), block.size());
    if (count < 0) unread.is_broken = true;
    if (count <= 0) break;
    out.append(block.data(), static_cast<std::size_t>(count));
  }
  return out;
}

}  // namespace

void decode_archives(const MarkedText& marked, const DecodedSink& sink) {
  const std::string_view text = marked.text();
  const Container container = container_of(text);
  if (container == Container::none) return;
  const Reader reader = open_archive(text, container);
  Unread unread;
  archive_entry* entry = nullptr;
  int status = reader == nullptr ? ARCHIVE_FATAL : archive_read_next_header(reader.get(), &entry);
  // A warning is about a name or a time.
  for (; status == ARCHIVE_OK || status == ARCHIVE_WARN;
       status = archive_read_next_header(reader.get(), &entry)) {
    if (archive_entry_is_encrypted(entry) != 0) {
      unread.is_encrypted = true;
      continue;
    }
    Decoded out;
    out.member = path_of(entry, container);
    out.text = content_of(reader.get(), unread);
    out.source = {0, text.size()};
    if (!out.text.empty() && !sink(out)) return;
  }
  if (status != ARCHIVE_EOF) unread.is_broken = true;
  Decoded rest;
  rest.unread = unread.text();
  if (!rest.unread.empty()) sink(rest);
}

}  // namespace packwarden
