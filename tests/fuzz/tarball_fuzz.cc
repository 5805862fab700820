#include <cstdlib>

#include "source/tarball_source.h"
#include "support/source_reading.h"

/// Any bytes: what is yielded keeps to the limits, and never is more than the bytes can hold.
extern "C" int LLVMFuzzerTestOneInput(const unsigned char* data, std::size_t size) {
  using namespace packwarden;
  const SourceLimits limits{.entry_bytes = 1U << 20U, .total_bytes = 1U << 22U, .entries = 1000};
  const std::string bytes(reinterpret_cast<const char*>(data), size);
  const auto reading = read_all(*tarball_from_bytes(bytes, "x.tgz", limits));
  std::uint64_t total = 0;
  for (const Entry& entry : reading.entries) {
    if (entry.bytes.size() > limits.entry_bytes) abort();
    total += entry.bytes.size();
  }
  if (total > (bytes.starts_with("\x1f\x8b") ? limits.total_bytes : size)) abort();
  if (reading.entries.size() > limits.entries) abort();
  return 0;
}
