#include "base/digest.h"

#include <libdeflate.h>
#include <nettle/hmac.h>
#include <nettle/sha1.h>
#include <nettle/sha2.h>
#include <string.h>

namespace packwarden {
namespace {

/// nettle takes unsigned bytes; this file is the one that talks to it.
const std::uint8_t* unsigned_bytes(std::string_view bytes) {
  return reinterpret_cast<const std::uint8_t*>(bytes.data());
}

}  // namespace

Sha1 sha1(std::string_view bytes) {
  sha1_ctx context;
  sha1_init(&context);
  sha1_update(&context, bytes.size(), unsigned_bytes(bytes));
  Sha1 digest{};
  sha1_digest(&context, digest.size(), digest.data());
  return digest;
}

Sha256 sha256(std::string_view bytes) {
  sha256_ctx context;
  sha256_init(&context);
  sha256_update(&context, bytes.size(), unsigned_bytes(bytes));
  Sha256 digest{};
  sha256_digest(&context, digest.size(), digest.data());
  return digest;
}

struct Sha512Stream::Context {
  sha512_ctx state{};
};

Sha512Stream::Sha512Stream() : context_(std::make_unique<Context>()) {
  sha512_init(&context_->state);
}
Sha512Stream::Sha512Stream(Sha512Stream&&) noexcept = default;
Sha512Stream& Sha512Stream::operator=(Sha512Stream&&) noexcept = default;
Sha512Stream::~Sha512Stream() = default;

void Sha512Stream::update(std::string_view bytes) {
  sha512_update(&context_->state, bytes.size(), unsigned_bytes(bytes));
}

Sha512 Sha512Stream::finish() {
  Sha512 digest{};
  sha512_digest(&context_->state, digest.size(), digest.data());
  return digest;
}

Sha256 hmac_sha256(std::string_view key, std::string_view bytes) {
  hmac_sha256_ctx context;
  hmac_sha256_set_key(&context, key.size(), unsigned_bytes(key));
  hmac_sha256_update(&context, bytes.size(), unsigned_bytes(bytes));
  Sha256 digest{};
  hmac_sha256_digest(&context, digest.size(), digest.data());
  ::explicit_bzero(&context, sizeof context);  // it is as good as the key
  return digest;
}

std::uint32_t crc32(std::string_view bytes) {
  return libdeflate_crc32(0, bytes.data(), bytes.size());
}

std::string to_hex(std::string_view bytes) {
  constexpr std::string_view kDigits = "0123456789abcdef";
  std::string out;
  out.reserve(bytes.size() * 2);
  for (const char c : bytes) {
    const auto byte = static_cast<unsigned char>(c);
    out += kDigits[byte >> 4U];
    out += kDigits[byte & 15U];
  }
  return out;
}

std::string to_hex(const Sha1& digest) {
  return to_hex({reinterpret_cast<const char*>(digest.data()), digest.size()});
}

std::string to_hex(const Sha256& digest) {
  return to_hex({reinterpret_cast<const char*>(digest.data()), digest.size()});
}

std::string to_hex(const Sha512& digest) {
  return to_hex({reinterpret_cast<const char*>(digest.data()), digest.size()});
}

}  // namespace packwarden
