#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "source/byte_stream.h"

struct z_stream_s;

namespace packwarden {

/// What a gzip file holds, inflated block by block in constant memory: one member (RFC 1952) and
/// nothing behind it. Fails when the file is damaged or cut off, when anything follows the member,
/// and when more than 200 bytes come out for one that went in, once 10 MiB came out (limit
/// `ratio`). The bytes before the fault come first.
class GzipStream : public ByteStream {
 public:
  /// `where` names the file in errors.
  GzipStream(std::unique_ptr<ByteStream> compressed, std::string where);
  ~GzipStream() override;
  [[nodiscard]] Result<std::string_view> next() override;

 private:
  [[nodiscard]] Result<void> inflate_block();
  [[nodiscard]] Result<void> take_input();
  [[nodiscard]] Result<void> check_ratio() const;
  [[nodiscard]] Result<void> check_end();

  std::unique_ptr<ByteStream> compressed_;
  std::string where_;
  std::unique_ptr<z_stream_s> inflater_;
  std::string buffer_;
  std::uint64_t bytes_in_ = 0;
  std::uint64_t bytes_out_ = 0;
  bool ended_ = false;
  std::optional<Error> error_;
};

}  // namespace packwarden
