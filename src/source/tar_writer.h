#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <string_view>

#include "base/result.h"

namespace packwarden {

/// Takes bytes in order; false: it cannot take more.
using ByteSink = std::function<bool(std::string_view)>;

enum class TarCompression : std::uint8_t { none, gzip };

/// What the header of an entry says.
struct TarEntry {
  std::string path;        // "package/…"
  std::string link;        // of a hard link, the path of the entry with the content; else ""
  std::uint32_t mode = 0;  // 07777
  std::uint64_t size = 0;  // bytes of content; 0 of a link
};

/// Writes a tarball as npm does (src/npm/README.md section 7): uncompressed, byte for byte. npm's
/// own gzip cannot be reproduced; the level and the fixed times are the same.
class TarWriter {
 public:
  TarWriter(ByteSink sink, TarCompression compression);
  TarWriter(const TarWriter&) = delete;
  TarWriter& operator=(const TarWriter&) = delete;
  ~TarWriter();

  /// Appends an entry; `content` has `header.size` bytes. Fails when the sink refuses, for good.
  [[nodiscard]] Result<void> write(const TarEntry& header, std::string_view content);

  /// Ends the tarball. Nothing may be written after.
  [[nodiscard]] Result<void> finish();

 private:
  struct Archive;

  [[nodiscard]] Result<void> append(std::string_view bytes);
  [[nodiscard]] Result<void> append_padded(std::string_view bytes);

  std::unique_ptr<Archive> archive_;
};

}  // namespace packwarden
