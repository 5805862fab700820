#pragma once

#include <cstdint>
#include <deque>
#include <optional>
#include <string>
#include <string_view>

#include "source/entry.h"
#include "source/tar_block.h"

namespace packwarden {

/// One member of a tar archive as its headers describe it.
struct TarHeader {
  std::uint64_t position = 0;  // of its first header in the archive, the special ones included
  std::string name;            // raw bytes, NUL included
  std::string target;          // of a link: raw bytes
  EntryKind kind = EntryKind::file;
  std::uint64_t size = 0;  // of its content, as declared
  std::string refusal;     // why two readers could take it differently; empty: no reason
};

/// How a tar archive ends.
struct TarEnd {
  std::uint64_t end_blocks = 0;    // blocks of zeros behind the last member, padding included
  std::uint64_t bytes_behind = 0;  // from the first to the last byte behind these that is not zero
  bool cut_off = false;            // within a member or a header
};

/// Reads the headers of a tar archive from its bytes as they pass by, more strictly than libarchive
/// does: POSIX.1-2017, pax, "pax Interchange Format" and "ustar Interchange Format", and the long
/// names of GNU tar. What programs read differently is refused, not guessed.
class TarHeaders {
 public:
  /// The next bytes of the archive.
  void feed(std::string_view bytes);
  /// The first header that was fed and not yet taken; none when there is none.
  [[nodiscard]] std::optional<TarHeader> take();
  /// Why no further header can be read; empty: no reason.
  [[nodiscard]] const std::string& fault() const { return fault_; }
  /// How the bytes fed so far end.
  [[nodiscard]] TarEnd end() const;

 private:
  [[nodiscard]] std::string_view gather(std::string_view& bytes);
  void feed_behind_end(std::string_view bytes);
  void read_header(std::string_view block);
  void begin_special(const TarBlock& block);
  void read_special(std::string_view body);
  void read_extended(std::string_view records);
  void read_global(std::string_view records);
  void finish_member(TarBlock block);
  void refuse(std::string reason);

  std::deque<TarHeader> headers_;
  std::string fault_;

  // The member whose headers are being read. The special headers before its own overrule it.
  std::optional<TarHeader> current_;
  std::optional<std::string> name_;
  std::optional<std::string> target_;
  std::optional<std::uint64_t> size_;
  bool extended_ = false;

  // The place in the archive.
  std::uint64_t position_ = 0;           // bytes taken
  std::uint64_t skip_ = 0;               // of content and padding that come next
  std::size_t wanted_ = kTarBlockBytes;  // of the header or special body that comes then
  std::string partial_;                  // what came of it
  std::string unit_;                     // one that came in parts
  char special_ = '\0';                  // the type of the special body that comes; NUL: a header
  std::size_t special_bytes_ = 0;        // of it without padding
  std::optional<std::uint64_t> end_;     // where the first end-of-archive block begins
  std::optional<std::uint64_t> first_behind_;
  std::uint64_t last_behind_ = 0;
};

}  // namespace packwarden
