#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "base/result.h"
#include "source/source.h"

namespace packwarden {

/// Bytes in order, block by block. Single pass; not thread-safe.
class ByteStream {
 public:
  ByteStream() = default;
  ByteStream(const ByteStream&) = delete;
  ByteStream& operator=(const ByteStream&) = delete;
  virtual ~ByteStream() = default;

  /// The next block, at most kBlockBytes and empty at the end only; valid until the next call.
  /// After a failure every further call fails, too.
  [[nodiscard]] virtual Result<std::string_view> next() = 0;

  /// Small enough for the second-level cache, so that a block is still there for its next reader.
  static constexpr std::size_t kBlockBytes = std::size_t{256} << 10U;
};

/// The blocks of `bytes`, which the caller keeps.
class MemoryStream : public ByteStream {
 public:
  explicit MemoryStream(std::string_view bytes) : rest_(bytes) {}
  [[nodiscard]] Result<std::string_view> next() override;

 private:
  std::string_view rest_;
};

/// The blocks of `head`, then what can still be read from `descriptor`; the caller keeps both.
class DescriptorStream : public ByteStream {
 public:
  /// More than max_archive_bytes(limits) in all are a limit error. `where` names it in errors.
  DescriptorStream(std::string_view head, int descriptor, const SourceLimits& limits,
                   std::string where);
  [[nodiscard]] Result<std::string_view> next() override;

 private:
  MemoryStream head_;
  int descriptor_;
  SourceLimits limits_;
  std::uint64_t seen_ = 0;
  std::string where_;
  std::string buffer_;
};

}  // namespace packwarden
