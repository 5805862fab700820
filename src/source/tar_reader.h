#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "base/result.h"
#include "source/byte_stream.h"
#include "source/source.h"
#include "source/tar_headers.h"

namespace packwarden {

/// A member that both readers saw alike, or that is refused: then only its name, position and
/// refusal count.
struct TarMember {
  TarHeader header;
  std::uint32_t mode = 0;  // permission bits
  std::string warning;     // what libarchive found odd and read all the same; empty: nothing
};

/// How errors name a member: "archive.tgz!path/in/archive", of a very long path the beginning.
[[nodiscard]] std::string member_place(const std::string& archive, std::string_view member);

/// Reads a tar archive twice in one pass: libarchive gives the members, TarHeaders must have seen
/// the same ones. Whatever libarchive says but "OK" and "end of archive" is an error.
class TarReader {
 public:
  struct State;

  /// `bytes` are an uncompressed archive, which the caller keeps; more than
  /// max_archive_bytes(limits) are a limit error. `where` names the archive in errors.
  TarReader(ByteStream& bytes, const SourceLimits& limits, std::string where);
  ~TarReader();
  TarReader(const TarReader&) = delete;
  TarReader& operator=(const TarReader&) = delete;

  /// The next member; none at the end of the archive. After a failure there is no next member.
  [[nodiscard]] Result<std::optional<TarMember>> next();
  /// The content of the file that `next` gave last, once. Its size, which is the author's word, was
  /// compared with a limit by the caller.
  [[nodiscard]] Result<std::string> content();
  /// Reads the stream to its end, behind the end of the archive too, and says how it ends. Called
  /// when `next` gave none.
  [[nodiscard]] Result<TarEnd> finish();

 private:
  std::unique_ptr<State> state_;
};

}  // namespace packwarden
