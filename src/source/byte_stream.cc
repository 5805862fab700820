#include "source/byte_stream.h"

#include <algorithm>
#include <utility>

#include "source/file_reader.h"

namespace packwarden {

Result<std::string_view> MemoryStream::next() {
  const std::string_view block = rest_.substr(0, kBlockBytes);
  rest_.remove_prefix(block.size());
  return block;
}

DescriptorStream::DescriptorStream(std::string_view head, int descriptor, std::uint64_t limit,
                                   std::string where)
    : head_(head), descriptor_(descriptor), limit_(limit), where_(std::move(where)) {}

Result<std::string_view> DescriptorStream::next() {
  TRY_ASSIGN(std::string_view block, head_.next());
  if (block.empty()) {
    buffer_.resize(kBlockBytes);
    TRY_ASSIGN(const std::size_t count, read_full(descriptor_, buffer_, NoData::wait, where_));
    block = std::string_view(buffer_).substr(0, count);
  }
  seen_ += block.size();
  if (seen_ <= limit_) return block;
  return fail(limit_error(where_, "is larger than an archive may be", {"total-bytes", limit_}));
}

}  // namespace packwarden
