#pragma once

#include <string>
#include <string_view>

// Private keys that were made for tests, put together where they are needed.
namespace packwarden {

/// Of Ed25519 in PKCS #8, that nobody uses.
inline constexpr std::string_view kOwnBody =
    "MC4CAQAwBQYDK2VwBCIEIAmVm4ChUKPyPinUSeUbmigO+yzSYBx8UPcxj+JCDrVJ";
/// The same form, of RFC 8410, section 10.3.
inline constexpr std::string_view kPublishedBody =
    "MC4CAQAwBQYDK2VwBCIEINTuctv5E1hK1bbY8fdp+K06/nwoy/HU++CXqI9EdVhC";
/// PKCS #8 under a passphrase.
inline constexpr std::string_view kEncryptedBody =
    "MIGbMFcGCSqGSIb3DQEFDTBKMCkGCSqGSIb3DQEFDDAcBAhS35+w4UDXxQICCAAwDAYIKoZIhvcNAgkFADAd"
    "BglghkgBZQMEASoEENzngLomla+hVElfFe/T5+0EQCBDwMaFkLWFTKj/D1YmX+pffgBpF6F7/NhX9zuHhhOL"
    "7yG2F5fAPh55LaIjFt8m6P1mWMAddVOpp9QbuU2EiIM=";

/// A block of PEM text: `label` is "PRIVATE KEY" or "CERTIFICATE".
inline std::string pem(std::string_view label, std::string_view body) {
  const std::string line = std::string(label) + "-----\n";
  return "-----BEGIN " + line + std::string(body) + "\n-----END " + line;
}

inline std::string pem_key(std::string_view body) {
  return pem(std::string("PRIVATE ") + "KEY", body);
}

/// A file of PuTTY's, as far as it is looked at.
inline std::string putty_key(std::string_view encryption) {
  return "PuTTY-User-Key-" + std::string("File-2: ssh-ed25519\r\nEncryption: ") +
         std::string(encryption) + "\r\nComment: a\r\nPublic-Lines: 1\r\nAAAA\r\nPrivate-" +
         "Lines: 1\r\nAAAA\r\n";
}

}  // namespace packwarden
