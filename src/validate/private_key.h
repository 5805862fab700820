#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "base/digest.h"

namespace packwarden {

/// What the body of a PEM text holds: no private key, or less than half of one; a part of one, or
/// one with bytes too many; one under a passphrase, or a part of it; one that anybody can use.
enum class PrivateKeyState : std::uint8_t { none, damaged, encrypted, clear };

/// The state of the key in `pem`, which starts with its `-----BEGIN` line; what follows the base64
/// text does not matter. Reads PKCS #1, PKCS #8, SEC 1, DSA (DER in RFC 7468 form, also with the
/// headers of RFC 1421) and OpenSSH's format, whatever the label says. The text may be as it stands
/// in program text: indented, in quoted pieces, with escaped line ends.
[[nodiscard]] PrivateKeyState private_key_state(std::string_view pem);

/// The state of the key in `der`, which is one of those structures by itself and nothing else.
/// Stricter than what a PEM label announces: certificates, requests and PKCS #12 begin alike.
[[nodiscard]] PrivateKeyState der_key_state(std::string_view der);

/// The digest of the key's bytes in `pem`, as private_key_state reads it: the same for each text of
/// it. None where there are no bytes.
[[nodiscard]] std::optional<Sha256> private_key_digest(std::string_view pem);

/// The base64 characters that `text` starts with. White space, quotes, commas, the marks of
/// comments and quotations, operators between quoted pieces, and escapes of line ends are left out;
/// padding or any other byte ends it.
[[nodiscard]] std::string collect_base64(std::string_view text);

/// The text of a key, which starts with `-----BEGIN` or PuTTY's name, without all that
/// `collect_base64` leaves out: the same for a key in a file of its own and in program text. Any
/// other text stays as it is.
[[nodiscard]] std::string unwrapped_key(std::string_view text);

}  // namespace packwarden
