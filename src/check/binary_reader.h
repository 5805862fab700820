#pragma once

#include <cstdint>
#include <string_view>

namespace packwarden {

enum class ByteOrder : std::uint8_t { little, big };

/// Numbers and texts in the bytes of a file, whatever its offsets say: what is not in it reads as 0
/// or "".
class BinaryReader {
 public:
  BinaryReader(std::string_view bytes, ByteOrder order) : bytes_(bytes), order_(order) {}

  [[nodiscard]] std::uint64_t number(std::uint64_t at, std::size_t size) const {
    if (size > bytes_.size() || at > bytes_.size() - size) return 0;
    std::uint64_t out = 0;
    for (std::size_t i = 0; i < size; ++i) {
      const std::size_t place = order_ == ByteOrder::big ? i : size - 1 - i;
      out = out << 8U | static_cast<unsigned char>(bytes_[static_cast<std::size_t>(at) + place]);
    }
    return out;
  }
  [[nodiscard]] std::uint64_t u16(std::uint64_t at) const { return number(at, 2); }
  [[nodiscard]] std::uint64_t u32(std::uint64_t at) const { return number(at, 4); }
  [[nodiscard]] std::uint64_t u64(std::uint64_t at) const { return number(at, 8); }

  /// The bytes there, as many of them as there are.
  [[nodiscard]] std::string_view bytes(std::uint64_t at, std::uint64_t size) const {
    return at < bytes_.size()
               ? bytes_.substr(static_cast<std::size_t>(at), static_cast<std::size_t>(size))
               : std::string_view();
  }

  /// The text that ends at a zero byte, of at most 4,096 bytes; "" where none ends.
  [[nodiscard]] std::string_view text(std::uint64_t at) const {
    constexpr std::uint64_t kMost = 4096;
    const std::string_view rest = bytes(at, kMost);
    const std::size_t end = rest.find('\0');
    return end == std::string_view::npos ? std::string_view() : rest.substr(0, end);
  }

 private:
  std::string_view bytes_;
  ByteOrder order_;
};

}  // namespace packwarden
