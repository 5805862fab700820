#pragma once

#include <array>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

namespace packwarden {

using Sha1 = std::array<std::uint8_t, 20>;
using Sha256 = std::array<std::uint8_t, 32>;
using Sha512 = std::array<std::uint8_t, 64>;

/// FIPS 180-4. Broken: for what other programs have written with it, and nothing else.
[[nodiscard]] Sha1 sha1(std::string_view bytes);

/// FIPS 180-4.
[[nodiscard]] Sha256 sha256(std::string_view bytes);

/// The same of bytes that come in pieces.
class Sha512Stream {
 public:
  Sha512Stream();
  Sha512Stream(Sha512Stream&&) noexcept;
  Sha512Stream& operator=(Sha512Stream&&) noexcept;
  ~Sha512Stream();

  void update(std::string_view bytes);
  /// Of all that came; called once, last.
  [[nodiscard]] Sha512 finish();

 private:
  struct Context;
  std::unique_ptr<Context> context_;
};
/// RFC 2104, over SHA-256: says nothing of `bytes` to whoever does not have `key`.
[[nodiscard]] Sha256 hmac_sha256(std::string_view key, std::string_view bytes);

/// CRC-32 as in IEEE 802.3, gzip and PNG (reflected polynomial 0xEDB88320).
[[nodiscard]] std::uint32_t crc32(std::string_view bytes);

/// Lower-case hexadecimal digits.
[[nodiscard]] std::string to_hex(std::string_view bytes);
[[nodiscard]] std::string to_hex(const Sha1& digest);
[[nodiscard]] std::string to_hex(const Sha256& digest);
[[nodiscard]] std::string to_hex(const Sha512& digest);

}  // namespace packwarden
