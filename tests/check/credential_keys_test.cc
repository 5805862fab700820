#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "base/base64.h"
#include "check/checked.h"
#include "check/key_material.h"
#include "support/private_keys.h"

namespace packwarden {
namespace {

using namespace std::string_literals;

struct Case {
  std::string path;
  std::string bytes;
  std::vector<std::string> expected;
};

void expect_checks(const std::vector<Case>& cases) {
  for (std::size_t i = 0; i < cases.size(); ++i) {
    const Case& row = cases[i];
    EXPECT_EQ(checks_of_group("cred-", row.path, row.bytes), row.expected)
        << row.path << ", row " << i;
  }
}

std::string der(std::string_view body) { return *decode_base64(body, Base64Alphabet::standard); }

TEST(CredentialSshKey, IsAKeyByItsContent) {
  expect_checks({
      {"id_rsa", pem_key(kOwnBody), {"cred-ssh-key critical"}},
      {"x/.ssh/deploy", pem_key(kOwnBody), {"cred-ssh-key critical"}},
      {"id_ed25519_old", pem_key(kEncryptedBody), {"cred-ssh-key high"}},
      {"a.ppk", putty_key("none"), {"cred-ssh-key critical"}},
      {"a.ppk", putty_key("aes256-cbc"), {"cred-ssh-key high"}},
      {"test/fixtures/id_rsa", pem_key(kOwnBody), {"cred-ssh-key medium"}},
      {"id_rsa", pem_key(kPublishedBody), {"cred-ssh-key note"}},
      {"id_rsa", pem_key(kPublishedBody) + pem_key(kOwnBody), {"cred-ssh-key critical"}},
      {".ssh/known_hosts", "acme.io ssh-rsa AAAA", {"cred-ssh-key medium"}},
      {".ssh/config", "Host acme", {"cred-ssh-key medium"}},
      {"id_rsa.pub", "ssh-rsa AAAA", {}},
      {".ssh/id_rsa.pub", pem_key(kOwnBody), {}},
      {"id_rsa.js", pem_key(kOwnBody), {}},
      {"id_rsa", "ssh-rsa AAAA", {}},
      {"id_rsa", "", {}},
  });
}

TEST(CredentialPrivateKey, ACertificateIsNone) {
  const std::string certificate = pem("CERTIFICATE", std::string(400, 'A'));
  expect_checks({
      {"server.pem", certificate + pem_key(kOwnBody), {"cred-private-key-file critical"}},
      {"server.key", pem_key(kEncryptedBody), {"cred-private-key-file high"}},
      {"server.p8", pem_key(kOwnBody), {"cred-private-key-file critical"}},
      {"server.der", der(kOwnBody), {"cred-private-key-file critical"}},
      {"server.key", der(kEncryptedBody), {"cred-private-key-file high"}},
      {"server.der", der(kPublishedBody), {"cred-private-key-file note"}},
      {"test/server.pem", pem_key(kOwnBody), {"cred-private-key-file medium"}},
      {"my-private-root-ca.cert.pem", certificate, {}},
      {"server.der", "\x30\x03\x02\x01\x00", {}},
      {"server.der", "\x30\x05\x02\x01\x01\x05\x00"s, {}},
      {"server.pem", "-----BEGIN PRIVATE KEY-----\n<KEY>\n-----END PRIVATE KEY-----", {}},
      {"slides.key", "PK\x03\x04", {}},
      {"server.pem", "", {}},
  });
}

TEST(CredentialPrivateKey, InAnyAndNotTheSshNameIsOneFinding) {
  const auto found = found_in("id_rsa.pem", pem_key(kOwnBody));
  ASSERT_EQ(found.size(), 1U);
  EXPECT_EQ(found[0].rule_id, "cred-private-key-file");
  ASSERT_EQ(found[0].also.size(), 1U);
  EXPECT_EQ(found[0].also[0].rule_id, "cred-ssh-key");
}

TEST(KeyMaterial, CountsWhatItFinds) {
  const KeyMaterial keys =
      private_keys_in(pem_key(kOwnBody) + pem_key(kPublishedBody) + pem_key(kEncryptedBody));
  EXPECT_EQ(keys.clear, 2U);
  EXPECT_EQ(keys.encrypted, 1U);
  EXPECT_EQ(keys.known, 1U);
}

TEST(CredentialKeystore, MagicNamesAndPlaceDecide) {
  expect_checks({
      {"a.jks", "\xFE\xED\xFE\xED\0\0\0\2"s, {"cred-keystore critical"}},
      {"a.keystore", "\xCE\xCE\xCE\xCE", {"cred-keystore critical"}},
      {"a.kdbx", "\x03\xD9\xA2\x9A", {"cred-keystore critical"}},
      {"a.p12", "\x30\x82\x01\x00\x02\x01\x03\x30"s, {"cred-keystore critical"}},
      {"a.pfx", "\x30\x80\x02\x01\x03", {"cred-keystore critical"}},
      {"a.p12", "anything", {"cred-keystore high"}},
      {"test/a.p12", "\x30\x80\x02\x01\x03", {"cred-keystore medium"}},
      {"a.mobileprovision", "\x30\x82", {"cred-keystore medium"}},
      {"a.ovpn", "remote acme.io\n<key>\n", {"cred-keystore critical"}},
      {"a.ovpn", "remote acme.io\n", {}},
      {"a.opvault/default/profile.js", "var", {"cred-keystore critical"}},
      {"default/profile.js", "var", {}},
      {"keystore.js", "", {}},
  });
}

TEST(CredentialKeystore, OnlyTheDebugKeyItselfIsANote) {
  // The real file is not at hand: one of its size is another.
  EXPECT_EQ(checks_of("debug.keystore", "\xFE\xED\xFE\xED" + std::string(2253, 'a')),
            std::vector<std::string>{"cred-keystore critical"});
}

TEST(CredentialOpenPgp, SecretKeysOnly) {
  const auto armour = [](const std::string& kind) {
    return "-----BEGIN PGP " + kind + "-----\n\nAAAA\n-----END PGP " + kind + "-----\n";
  };
  expect_checks({
      {"a.asc", armour("PRIVATE KEY BLOCK"), {"cred-openpgp-secret-key critical"}},
      {"test/a.asc", armour("PRIVATE KEY BLOCK"), {"cred-openpgp-secret-key medium"}},
      {"secring.gpg",
       "\x95\x01\x00\x04"
       "12345"s,
       {"cred-openpgp-secret-key critical"}},
      {"a.gpg",
       "\xC5\x58\x04"
       "12345",
       {"cred-openpgp-secret-key critical"}},
      {"private-keys-v1.d/A.key",
       "(21:protected-private-key",
       {"cred-openpgp-secret-key critical"}},
      {"a.asc", armour("PUBLIC KEY BLOCK"), {}},
      {"a.asc", armour("SIGNATURE"), {}},
      {"a.gpg",
       "\x99\x01\x00\x04"
       "12345"s,
       {}},
      {"a.gpg",
       "\x95\x01\x00\x20"
       "12345"s,
       {}},
      {"a.gpg", "\x95", {}},
      {"a.asc", "-----BEGIN PGP PRIVATE KEY BLOCK-----", {}},
  });
}

}  // namespace
}  // namespace packwarden
