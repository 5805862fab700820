#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>

#include "base/descriptor.h"
#include "base/result.h"
#include "source/byte_stream.h"
#include "source/inflate.h"
#include "source/source.h"

namespace packwarden {

/// What the entries of an archive are called.
enum class MemberPaths : std::uint8_t {
  /// As npm installs them: without the first path segment, of which there may be only one.
  inside_package,
  /// "archive.tgz!path/in/archive".
  inside_archive,
};

/// A tar archive, gzip-compressed or not, whose members become entries. Nothing is extracted.
class Archive {
 public:
  /// An archive in memory. `where` is its path as typed.
  Archive(std::string bytes, std::string where, const SourceLimits& limits);

  /// The archive that can be read from `descriptor`, which is read as far as memory allows: to the
  /// end, but for large archives.
  [[nodiscard]] static Result<Archive> read_from(Descriptor descriptor, std::string where,
                                                 const SourceLimits& limits);

  /// Yields every member in the order of the archive, and as a problem every one that is refused
  /// and what is wrong with the archive as a whole. Fails when the archive breaks off; what was
  /// yielded before still counts. Stops, without a failure, when the sink does. Called once.
  [[nodiscard]] Result<void> read(MemberPaths paths, const EntrySink& sink,
                                  const ProblemSink& problems) const;

  /// The content of the first file with the path `name` in a top folder, if it is among the bytes
  /// in memory and has at most `limit` bytes. Before `read` or behind it, and of one thread: the
  /// first call reads all headers and keeps where each file begins.
  [[nodiscard]] std::optional<std::string> find(std::string_view name, std::uint64_t limit) const;

  /// The bytes of the file itself; none when they are not all in memory. The archive is empty then.
  [[nodiscard]] std::optional<std::string> take_raw_bytes();

 private:
  Archive(std::string head, Descriptor rest, std::string where, const SourceLimits& limits);
  /// Where the headers of a file begin, by its name.
  using Positions = std::unordered_map<std::string, std::uint64_t>;

  [[nodiscard]] std::unique_ptr<ByteStream> tar_bytes(std::unique_ptr<ByteStream> file) const;
  [[nodiscard]] std::string_view tar_in_memory() const;
  [[nodiscard]] SourceLimits limits_in_memory() const;
  [[nodiscard]] Positions positions() const;

  std::string head_;                  // the first bytes of the file, or all of them
  Descriptor rest_;                   // where the others come from, if there are others
  std::optional<RawBytes> inflated_;  // what the file holds, where that is cheap to have
  mutable std::optional<Positions> positions_;
  std::string where_;
  SourceLimits limits_;
};

}  // namespace packwarden
