// What git says of objects: an answer holds as many bytes as it says, all of which were said.

#include <algorithm>
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "source/git_batch.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace packwarden;
  if (size == 0) return 0;
  const std::size_t step = data[0] % 16U + 1U;  // git speaks in pieces
  std::string_view left(reinterpret_cast<const char*>(data) + 1, size - 1);
  GitBatch batch([&](std::span<char> buffer) -> Result<std::size_t> {
    if (left.empty()) return fail(ErrorKind::io, "git", "broke off");
    const std::size_t count = left.copy(buffer.data(), std::min(step, buffer.size()));
    left.remove_prefix(count);
    return count;
  });
  constexpr std::uint64_t kMost = 100;
  for (;;) {
    const auto answer = batch.next(kMost);
    if (!answer) return 0;
    if (!*answer) continue;
    const GitObject& object = **answer;
    if (!object.bytes) {
      if (object.size <= kMost) std::abort();
      batch.forget();
    } else if (object.bytes->size() != object.size) {
      std::abort();
    }
  }
}
