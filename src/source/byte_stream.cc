#include "source/byte_stream.h"

#include <algorithm>
#include <utility>

#include "source/file_reader.h"
#include "source/limits.h"

namespace packwarden {

Result<std::string_view> MemoryStream::next() {
  const std::string_view block = rest_.substr(0, kBlockBytes);
  rest_.remove_prefix(block.size());
  return block;
}

DescriptorStream::DescriptorStream(std::string_view head, int descriptor,
                                   const SourceLimits& limits, std::string where)
    : head_(head), descriptor_(descriptor), limits_(limits), where_(std::move(where)) {}

Result<std::string_view> DescriptorStream::next() {
  TRY_ASSIGN(std::string_view block, head_.next());
  if (block.empty()) {
    buffer_.resize(kBlockBytes);
    TRY_ASSIGN(const std::size_t count, read_full(descriptor_, buffer_, NoData::wait, where_));
    block = std::string_view(buffer_).substr(0, count);
  }
  seen_ += block.size();
  if (seen_ > max_archive_bytes(limits_)) return fail(archive_too_large(where_, limits_));
  return block;
}

}  // namespace packwarden
