#include "base/base64.h"

#include <nettle/base64.h>

#include <utility>

namespace packwarden {
namespace {

constexpr std::size_t kGroup = 4;  // characters that stand for three bytes

/// `text` with the padding that it has or may have; none when that is wrong.
std::optional<std::string> padded(std::string_view text) {
  const std::size_t digits = text.find_last_not_of('=') + 1;  // npos + 1 is 0
  const std::size_t padding = (kGroup - digits % kGroup) % kGroup;
  const std::size_t given = text.size() - digits;
  if (padding == kGroup - 1 || (given != 0 && given != padding)) return std::nullopt;
  std::string out(text.substr(0, digits));
  out.append(padding, '=');
  return out;
}

}  // namespace

std::optional<std::string> decode_base64(std::string_view text, Base64Alphabet alphabet) {
  // nettle would skip white space.
  if (text.find_first_of(" \t\n\v\f\r") != std::string_view::npos) return std::nullopt;
  const std::optional<std::string> encoded = padded(text);
  if (!encoded) return std::nullopt;
  base64_decode_ctx context;
  if (alphabet == Base64Alphabet::url) {
    base64url_decode_init(&context);
  } else {
    base64_decode_init(&context);
  }
  std::string out(BASE64_DECODE_LENGTH(encoded->size()), '\0');
  std::size_t length = out.size();
  if (base64_decode_update(&context, &length, reinterpret_cast<std::uint8_t*>(out.data()),
                           encoded->size(), encoded->data()) == 0 ||
      base64_decode_final(&context) == 0) {
    return std::nullopt;
  }
  out.resize(length);
  return out;
}

std::string decode_base64_prefix(std::string_view text, Base64Alphabet alphabet) {
  if (std::optional<std::string> bytes = decode_base64(text, alphabet)) return *std::move(bytes);
  if (text.size() <= kGroup) return {};
  const std::size_t last = (text.size() - 1) % kGroup + 1;
  text.remove_suffix(last);
  return decode_base64(text, alphabet).value_or(std::string());
}

}  // namespace packwarden
