#include "source/inflate.h"

#include <libdeflate.h>

#include <algorithm>

namespace packwarden {
namespace {

/// The shortest gzip file: header, an empty deflate block, trailer.
constexpr std::size_t kShortestGzip = 20;

/// The largest ratio of 4,795 published packages is 31.4. What claims more is not worth its memory
/// before it has shown its bytes.
constexpr std::uint64_t kPlausibleRatio = 64;

/// ISIZE of RFC 1952, section 2.3.1: what the author says the size is, modulo 2^32.
std::uint64_t claimed_size(std::string_view compressed) {
  std::uint64_t size = 0;
  for (std::size_t i = 1; i <= 4; ++i) {
    size = size << 8U | static_cast<unsigned char>(compressed[compressed.size() - i]);
  }
  return size;
}

struct FreeDecompressor {
  void operator()(libdeflate_decompressor* decompressor) const {
    libdeflate_free_decompressor(decompressor);
  }
};
struct FreeCompressor {
  void operator()(libdeflate_compressor* compressor) const {
    libdeflate_free_compressor(compressor);
  }
};

}  // namespace

bool begins_like_gzip(std::string_view bytes) { return bytes.starts_with("\x1f\x8b"); }

std::optional<RawBytes> inflate_whole(std::string_view compressed, std::uint64_t limit) {
  if (compressed.size() < kShortestGzip) return std::nullopt;
  const std::uint64_t size = claimed_size(compressed);
  if (size > std::min(limit, compressed.size() * kPlausibleRatio)) return std::nullopt;

  RawBytes inflated{std::make_unique_for_overwrite<char[]>(size), size};
  const std::unique_ptr<libdeflate_decompressor, FreeDecompressor> decompressor(
      libdeflate_alloc_decompressor());
  if (!decompressor) return std::nullopt;
  std::size_t consumed = 0;
  std::size_t produced = 0;
  const libdeflate_result result =
      libdeflate_gzip_decompress_ex(decompressor.get(), compressed.data(), compressed.size(),
                                    inflated.data.get(), size, &consumed, &produced);
  const bool exact = consumed == compressed.size() && produced == size;
  if (result != LIBDEFLATE_SUCCESS || !exact) return std::nullopt;
  return inflated;
}

Result<std::string> gzip_whole(std::string_view bytes) {
  constexpr int kSmallest = 12;
  const std::unique_ptr<libdeflate_compressor, FreeCompressor> compressor(
      libdeflate_alloc_compressor(kSmallest));
  if (!compressor) return fail(ErrorKind::internal, "gzip", "out of memory");
  std::string out(libdeflate_gzip_compress_bound(compressor.get(), bytes.size()), '\0');
  out.resize(libdeflate_gzip_compress(compressor.get(), bytes.data(), bytes.size(), out.data(),
                                      out.size()));
  return out;
}

}  // namespace packwarden
