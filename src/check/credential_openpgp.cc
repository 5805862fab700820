#include <array>

#include "check/all.h"
#include "check/example_name.h"

namespace packwarden {
namespace {

constexpr std::array<std::string_view, 5> kNames = {"*.asc", "*.gpg", "*.pgp", "secring.gpg",
                                                    "private-keys-v1.d/*.key"};

bool holds(std::string_view text, std::string_view part) {
  return text.find(part) != std::string_view::npos;
}

/// RFC 9580, sections 4.2 and 5.5.3: the bytes of a packet's header behind the first one; 0 where
/// no packet begins so.
std::size_t length_bytes(unsigned char first, unsigned char second) {
  constexpr std::array<std::size_t, 4> kOldLengths = {1, 2, 4, 0};
  constexpr unsigned char kNewFormat = 0x40;
  if ((first & kNewFormat) == 0) return kOldLengths.at(first & 3U);
  if (second == 255) return 5;
  return second >= 192 && second < 224 ? 2 : 1;
}

/// Whether the first packet is a secret key or subkey: its tag, then a version of 3 to 6.
bool is_secret_key_packet(std::string_view bytes) {
  if (bytes.size() < 8) return false;
  const auto byte = [&](std::size_t at) { return static_cast<unsigned char>(bytes[at]); };
  const unsigned char first = byte(0);
  const bool has_tag = (first >= 0x94 && first <= 0x97) || (first >= 0x9C && first <= 0x9F) ||
                       first == 0xC5 || first == 0xC7;
  if (!has_tag) return false;
  const unsigned char version = byte(1 + length_bytes(first, byte(1)));
  return version >= 3 && version <= 6;
}

/// The armour of a secret key, RFC 9580, section 6.2.
bool has_armour(std::string_view text) {
  return holds(text, "-----BEGIN PGP PRIVATE KEY BLOCK-----") &&
         holds(text, "-----END PGP PRIVATE KEY BLOCK-----");
}

/// GnuPG's own files of keys are expressions of Libgcrypt.
bool is_of_gnupg(const CheckedFile& file) {
  return file.extension() == "key" && holds(file.bytes(), "private-key");
}

void run(const CheckedFile& file, FileHits& hits) {
  const std::string_view bytes = file.bytes();
  if (!has_armour(bytes) && !is_secret_key_packet(bytes) && !is_of_gnupg(file)) return;
  if (!file.is_test()) return hits.add();
  hits.add({Severity::medium, "", std::string(kLeaveOutTests)});
}

}  // namespace

const FileCheck kCredentialOpenPgp = {
    {"cred-openpgp-secret-key", Severity::critical, "Secret key of OpenPGP",
     "Who reads it can sign and decrypt as its owner, if it has no passphrase or a weak one.",
     kKeepOut},
    Reach::named,
    kNames,
    run,
    {}};

}  // namespace packwarden
