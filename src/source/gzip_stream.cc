#include "source/gzip_stream.h"

#include <zlib.h>

#include <utility>

#include "base/text.h"
#include "source/inflate.h"

namespace packwarden {
namespace {

constexpr std::uint64_t kMaxRatio = 200;
constexpr std::uint64_t kFreeBytes = std::uint64_t{10} << 20U;

/// zlib's flag for "a gzip wrapper and nothing else", added to the largest window.
constexpr int kGzipWindowBits = 15 + 16;

}  // namespace

GzipStream::GzipStream(std::unique_ptr<ByteStream> compressed, std::string where)
    : compressed_(std::move(compressed)),
      where_(std::move(where)),
      inflater_(std::make_unique<z_stream>()),
      buffer_(kBlockBytes, '\0') {
  if (::inflateInit2(inflater_.get(), kGzipWindowBits) != Z_OK) {
    error_ = Error{ErrorKind::internal, where_, "zlib did not start", std::nullopt};
  }
}

GzipStream::~GzipStream() { ::inflateEnd(inflater_.get()); }

Result<std::string_view> GzipStream::next() {
  inflater_->next_out = reinterpret_cast<Bytef*>(buffer_.data());
  inflater_->avail_out = static_cast<uInt>(buffer_.size());
  if (!error_) {
    // A fault waits until the bytes before it are delivered.
    if (auto inflated = inflate_block(); !inflated) error_ = std::move(inflated.error());
  }
  const std::size_t count = buffer_.size() - inflater_->avail_out;
  if (count == 0 && error_) return fail(*error_);
  return std::string_view(buffer_).substr(0, count);
}

Result<void> GzipStream::inflate_block() {
  while (!ended_ && inflater_->avail_out > 0) {
    if (inflater_->avail_in == 0) TRY(take_input());
    const uInt room = inflater_->avail_out;
    const int status = ::inflate(inflater_.get(), Z_NO_FLUSH);
    bytes_out_ += room - inflater_->avail_out;
    if (status == Z_STREAM_END) {
      ended_ = true;
      TRY(check_end());
    } else if (status != Z_OK) {
      return fail(ErrorKind::format, where_, "gzip data is damaged");
    }
    TRY(check_ratio());
  }
  return {};
}

Result<void> GzipStream::take_input() {
  TRY_ASSIGN(const std::string_view block, compressed_->next());
  if (block.empty()) return fail(ErrorKind::format, where_, "gzip data is cut off");
  bytes_in_ += block.size();
  // zlib does not write to its input; its type says so only when ZLIB_CONST is set.
  inflater_->next_in = reinterpret_cast<Bytef*>(const_cast<char*>(block.data()));
  inflater_->avail_in = static_cast<uInt>(block.size());
  return {};
}

Result<void> GzipStream::check_ratio() const {
  if (bytes_out_ <= kFreeBytes || bytes_out_ / kMaxRatio <= bytes_in_) return {};
  return fail(limit_error(where_, "inflates to too many times its size", {"ratio", kMaxRatio}));
}

Result<void> GzipStream::check_end() {
  std::string_view behind(reinterpret_cast<const char*>(inflater_->next_in), inflater_->avail_in);
  if (behind.empty()) {
    TRY_ASSIGN(behind, compressed_->next());
  }
  if (behind.empty()) return {};
  if (begins_like_gzip(behind)) {
    return fail(ErrorKind::format, where_, "a second gzip member follows the first");
  }
  std::uint64_t count = 0;
  while (!behind.empty()) {
    count += behind.size();
    TRY_ASSIGN(behind, compressed_->next());
  }
  return fail(ErrorKind::format, where_,
              counted(count, "byte") + " after the end of the gzip data");
}

}  // namespace packwarden
