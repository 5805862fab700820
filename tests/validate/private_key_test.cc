#include "validate/private_key.h"

#include <gtest/gtest.h>

#include <array>
#include <string>
#include <string_view>

#include "base/base64.h"
#include "validate/known_test_key.h"
#include "validate/match_of.h"

namespace packwarden {
namespace {

// Keys that openssl 3.0 and ssh-keygen 9.2 made for this test, without their first and last lines.
// PKCS #1, 512 bits
constexpr std::string_view kRsa =
    "MIIBOgIBAAJBAMd6n4AU9OO3h28qID7FXEf5kLybBgmYbHlagy+mRv8bp5ohDBlaTzVnxnmmzSNynv2heHiB"
    "v6wbuG5F44xGDzUCAwEAAQJAHdHZ6Ca52RTFfTu56EhOnD/VgCxYgbS0eouqUsQzls0C0qEFMCE6Moud6AOB"
    "DiXH0mExGhQzlQtSrVn1iDYq3QIhAPFJ1ZnLhau50S/MdPu178vzaN4/oMmCEN/oS6sEsKhbAiEA06Q0JJaR"
    "IpZTFPLSTzqWStgGLyieIPWgje3vEPACO68CIQDGCC9DVoKS+qLxdADfRedVoKUFI3u3ZwSqgGD6L5M92QIg"
    "YDsudmB795UQi9rpI5tJERjunuzCEcx9x2sjo7jt2wMCIGnOBQlb22bXr6DMPaHst7fGdYtpKiYnFWYN+oFU"
    "hc5Y";
// PKCS #8
constexpr std::string_view kEd25519 =
    "MC4CAQAwBQYDK2VwBCIEIAmVm4ChUKPyPinUSeUbmigO+yzSYBx8UPcxj+JCDrVJ";
// SEC 1
constexpr std::string_view kEc =
    "MHcCAQEEIK4S0HEvrc/YjhPXaIRotBVRpxUKWdgqH0O5WkW1jF2uoAoGCCqGSM49AwEHoUQDQgAEjLDSQ5/N"
    "tJCM2dxNqXd0n9ZeFqQcswq5ztVyiXI5JZO/Ha3+/0IzGuKY9+cYHFDuMDHFKv6+lblzQVMPHztjjQ==";
// PKCS #8
constexpr std::string_view kEc8 =
    "MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQgrhLQcS+tz9iOE9dohGi0FVGnFQpZ2CofQ7la"
    "RbWMXa6hRANCAASMsNJDn820kIzZ3E2pd3Sf1l4WpByzCrnO1XKJcjklk78drf7/QjMa4pj35xgcUO4wMcUq"
    "/r6VuXNBUw8fO2ON";
// PKCS #8 under a passphrase
constexpr std::string_view kEncrypted =
    "MIGbMFcGCSqGSIb3DQEFDTBKMCkGCSqGSIb3DQEFDDAcBAhS35+w4UDXxQICCAAwDAYIKoZIhvcNAgkFADAd"
    "BglghkgBZQMEASoEENzngLomla+hVElfFe/T5+0EQCBDwMaFkLWFTKj/D1YmX+pffgBpF6F7/NhX9zuHhhOL"
    "7yG2F5fAPh55LaIjFt8m6P1mWMAddVOpp9QbuU2EiIM=";
// with the headers of RFC 1421
constexpr std::string_view kEcEncrypted =
    "3yYt1wrLoqUdRuWxdhp1usK4UhT8YrsImAO0R5iBcvcjq51+z9dcbn1aRAvcesbXVZffHVfT7ZNlLCfmtCUJ"
    "U+93lmZz2Z7nAP7wMGC1r/NauN/44Km3HBVgECgCe2qybC6ai0UicpxMBqDnYu1rXSABrAw6pgkahci+oMtD"
    "YBg=";
// OpenSSH
constexpr std::string_view kOpenSsh =
    "b3BlbnNzaC1rZXktdjEAAAAABG5vbmUAAAAEbm9uZQAAAAAAAAABAAAAMwAAAAtzc2gtZWQyNTUxOQAAACAL"
    "55PID0/Qn6fI24h6yz2lecJl1kiYVXsEKCf4xGhBuAAAAIh8QX9tfEF/bQAAAAtzc2gtZWQyNTUxOQAAACAL"
    "55PID0/Qn6fI24h6yz2lecJl1kiYVXsEKCf4xGhBuAAAAEDlgudVM2jNETpYKZBGkvuHrYnPYZ30HYs2crVc"
    "Mey2Hgvnk8gPT9Cfp8jbiHrLPaV5wmXWSJhVewQoJ/jEaEG4AAAAAWMBAgME";
// OpenSSH under a passphrase
constexpr std::string_view kOpenSshEncrypted =
    "b3BlbnNzaC1rZXktdjEAAAAACmFlczI1Ni1jdHIAAAAGYmNyeXB0AAAAGAAAABAB+G/d+/SUcRcvh8KhLVuY"
    "AAAAEAAAAAEAAAAzAAAAC3NzaC1lZDI1NTE5AAAAIPT+T9qoN/Uk4toL3WHupD98kmSrumT8cjS5Ju3UwOHW"
    "AAAAkCMs3VeZtqvyFki4i/vQmN7Wc3cpn9bZYPJ5fH1KpLlXKTkwbWjRtshIbwX4HzmE4VeGeb+6L66hXY+r"
    "s5bRZsAWYrrtR5jSdsb+mSv2G+DAY82IrjNbfTASTmH6OnpmO8gKTDK6R2LDdlgI/d7B2r4hx/Wdi5/6+EN2"
    "RY2P4RxZl/oHx24ZZAykiVvkNKaL9A==";
// no key at all
constexpr std::string_view kCertificate =
    "MIIBbTCCAROgAwIBAgIUGoCPurpz9A63li8TvHvjoerX6BAwCgYIKoZIzj0EAwIwDDEKMAgGA1UEAwwBYTAe"
    "Fw0yNjExMjQxNDIyNDFaFw0yNjExMjUxNDIyNDFaMAwxCjAIBgNVBAMMAWEwWTATBgcqhkjOPQIBBggqhkjO"
    "PQMBBwNCAASMsNJDn820kIzZ3E2pd3Sf1l4WpByzCrnO1XKJcjklk78drf7/QjMa4pj35xgcUO4wMcUq/r6V"
    "uXNBUw8fO2ONo1MwUTAdBgNVHQ4EFgQU110OfpmNLlJvZKq0XTetJjMXLsAwHwYDVR0jBBgwFoAU110OfpmN"
    "LlJvZKq0XTetJjMXLsAwDwYDVR0TAQH/BAUwAwEB/zAKBggqhkjOPQQDAgNIADBFAiAznT5mN+Ml+8UYpVJ4"
    "9k64kBKthjvZ+HqJlsk4t2MKmgIhAL1cF5KaRxBrnBIDOiUW+RsHbl1BamgdXM9FYviKRzV/";

std::string label(std::string_view kind) {
  return join({"-----BEGIN ", kind, "PRIVATE ", "KEY-----"});
}

/// The key as a file: lines of 64 characters that end in `line_end`.
std::string pem(std::string_view kind, std::string_view body, std::string_view line_end = "\n") {
  constexpr std::size_t kLine = 64;
  std::string out = label(kind);
  for (; !body.empty(); body.remove_prefix(std::min(kLine, body.size()))) {
    out += line_end;
    out += body.substr(0, kLine);
  }
  return out + std::string(line_end) + join({"-----END ", kind, "PRIVATE ", "KEY-----"});
}

struct Key {
  std::string_view kind;
  std::string_view body;
  PrivateKeyState state;
};

constexpr std::array<Key, 10> kKeys = {{
    {"RSA ", kRsa, PrivateKeyState::clear},
    {"", kEd25519, PrivateKeyState::clear},
    {"EC ", kEc, PrivateKeyState::clear},
    {"", kEc8, PrivateKeyState::clear},
    {"OPENSSH ", kOpenSsh, PrivateKeyState::clear},
    {"RSA ", kOpenSsh, PrivateKeyState::clear},  // a wrong label does not make it harmless
    {"ENCRYPTED ", kEncrypted, PrivateKeyState::encrypted},
    {"OPENSSH ", kOpenSshEncrypted, PrivateKeyState::encrypted},
    {"", kCertificate, PrivateKeyState::none},
    {"", "", PrivateKeyState::none},
}};

TEST(PrivateKey, ReadsEveryFormat) {
  for (const Key& key : kKeys) {
    EXPECT_EQ(private_key_state(pem(key.kind, key.body)), key.state) << key.kind << key.body;
  }
}

// Files of Windows, JSON and JavaScript strings, twice escaped JSON, one line, indentation, strings
// that are joined (JavaScript, PHP, a list), continued lines, comments, a quotation.
TEST(PrivateKey, ReadsKeysInProgramText) {
  for (const char* line_end : {"\r\n", "\\n", "\\r\\n", "\\\\n", " ", "\n    ", "\\n\" +\n  \"",
                               "\\n' .\n  '", "\\n',\n'", "\\\n", "\n# ", "\n * ", "\n> ", ""}) {
    for (const Key& key : kKeys) {
      EXPECT_EQ(private_key_state(pem(key.kind, key.body, line_end)), key.state) << line_end;
    }
  }
}

TEST(PrivateKey, ASlashMayBeEscaped) {
  std::string text = pem("", kEc8, "\\n");
  for (std::size_t i = 0; (i = text.find('/', i)) != std::string::npos; i += 2)
    text.insert(i, "\\");
  EXPECT_EQ(private_key_state(text), PrivateKeyState::clear);
}

TEST(PrivateKey, HeadersSayThatABodyIsEncrypted) {
  for (const std::string end : {"\n", "\\n"}) {
    const std::string headers = label("EC ") + end + "Proc-Type: 4,ENCRYPTED" + end +
                                "DEK-Info: AES-128-CBC,688361E896E652DE3D82B115DCEC4B7D" + end +
                                end;
    EXPECT_EQ(private_key_state(headers + std::string(kEcEncrypted) + end),
              PrivateKeyState::encrypted);
    EXPECT_EQ(private_key_state(headers), PrivateKeyState::none);
    EXPECT_EQ(private_key_state(headers + "..."), PrivateKeyState::none);
  }
}

TEST(PrivateKey, HalfAKeyIsDamagedAndItsBeginningIsNone) {
  const std::string whole = pem("RSA ", kRsa);
  EXPECT_EQ(private_key_state(label("RSA ") + std::string(kRsa.substr(0, 300))),
            PrivateKeyState::damaged);
  EXPECT_EQ(private_key_state(label("RSA ") + std::string(kRsa.substr(0, 100))),
            PrivateKeyState::none);
  EXPECT_EQ(private_key_state(label("RSA ") + std::string(kRsa) + "AAAA"),
            PrivateKeyState::damaged);
}

TEST(PrivateKey, TheFirstLineOfAKeyOfOpenSshIsNone) {
  for (const std::string_view body : {kOpenSsh, kOpenSshEncrypted}) {
    for (const std::size_t size : {std::size_t{64}, std::size_t{70}, body.size() / 2}) {
      const std::string text =
          label("OPENSSH ") + "\n" + std::string(body.substr(0, size)) + "\n...\n";
      EXPECT_EQ(private_key_state(text), PrivateKeyState::none) << size;
    }
  }
  EXPECT_EQ(private_key_state(label("OPENSSH ") + std::string(kOpenSsh.substr(0, 280))),
            PrivateKeyState::damaged);
  EXPECT_EQ(private_key_state(label("OPENSSH ") + std::string(kOpenSshEncrypted.substr(0, 340))),
            PrivateKeyState::encrypted);
}

TEST(PrivateKey, NoTruncationIsTakenForAWholeKey) {
  for (const Key& key : kKeys) {
    const std::string text = label(key.kind) + std::string(key.body);
    const std::size_t last_group = text.size() - 4;
    for (std::size_t size = 0; size < last_group; ++size) {
      EXPECT_NE(private_key_state(text.substr(0, size)), PrivateKeyState::clear) << size;
    }
  }
}

TEST(PrivateKey, RefutesTextsWithoutAKey) {
  for (const char* body : {"\n...\n", "\nxxx\n", "\nYWJjZGVmZ2hpamtsbW5vcHFyc3R1dnd4eXo=\n",
                           "\\n${KEY}\\n", "\nMIIEvQIBADANBgkqhkiG9w0BAQEFAASC\n"}) {
    EXPECT_EQ(private_key_state(label("") + body), PrivateKeyState::none) << body;
  }
  EXPECT_EQ(private_key_state("-----BEGIN PUBLIC KEY-----" + std::string(kEc8)),
            PrivateKeyState::none);
  EXPECT_EQ(private_key_state(std::string(kEc8)), PrivateKeyState::none);
}

TEST(Pem, ConfirmsClearKeysAndLeavesDamagedOnesOpen) {
  EXPECT_EQ(verdict_of("pem", pem("", kEc8)), Verdict::confirmed);
  EXPECT_EQ(verdict_of("pem", pem("ENCRYPTED ", kEc8)), Verdict::confirmed);
  EXPECT_EQ(verdict_of("pem", pem("ENCRYPTED ", kEncrypted)), Verdict::refuted);
  EXPECT_EQ(verdict_of("pem", label("RSA ") + std::string(kRsa.substr(0, 300))), Verdict::unknown);
  EXPECT_EQ(verdict_of("pem", pem("", kCertificate)), Verdict::refuted);
}

TEST(PemEncrypted, LeavesKeysUnderAPassphraseOpenWhateverTheirLabel) {
  EXPECT_EQ(verdict_of("pem-encrypted", pem("ENCRYPTED ", kEncrypted)), Verdict::unknown);
  EXPECT_EQ(verdict_of("pem-encrypted", pem("", kEncrypted)), Verdict::unknown);
  EXPECT_EQ(verdict_of("pem-encrypted", pem("OPENSSH ", kOpenSshEncrypted)), Verdict::unknown);
  EXPECT_EQ(verdict_of("pem-encrypted", pem("OPENSSH ", kOpenSsh)), Verdict::refuted);
  EXPECT_EQ(verdict_of("pem-encrypted", pem("ENCRYPTED ", kEc8)), Verdict::refuted);
}

TEST(PrivateKey, InAFileOfBytesNothingElsePasses) {
  const auto state_of = [](std::string_view body) {
    return der_key_state(*decode_base64(body, Base64Alphabet::standard));
  };
  for (const std::string_view body : {kRsa, kEd25519, kEc, kEc8}) {
    EXPECT_EQ(state_of(body), PrivateKeyState::clear);
  }
  EXPECT_EQ(state_of(kEncrypted), PrivateKeyState::encrypted);
  EXPECT_EQ(state_of(kCertificate), PrivateKeyState::none);
  for (const std::string_view bytes :
       {"", "\x30", "\x30\x03\x02\x01\x01", "\x30\x06\x02\x01\x01\x02\x01\x05",
        "\x30\x05\x02\x01\x01\x04\x05", "\x30\x05\x02\x01\x01\x30\x05"}) {
    EXPECT_EQ(der_key_state(bytes), PrivateKeyState::none);
  }
}

TEST(PrivateKey, HasOneDigestInEveryText) {
  const auto digest = private_key_digest(pem("", kEd25519));
  ASSERT_TRUE(digest.has_value());
  EXPECT_EQ(private_key_digest(pem("", kEd25519, "\\n\" +\n  \"")), digest);
  EXPECT_EQ(sha256(*decode_base64(kEd25519, Base64Alphabet::standard)), *digest);
  EXPECT_NE(private_key_digest(pem("", kEc8)), digest);
  EXPECT_EQ(private_key_digest(label("")), std::nullopt);
  EXPECT_EQ(private_key_digest("text"), std::nullopt);
}

// RFC 8410, section 10.3
TEST(KnownTestKey, IsOneThatAStandardPublished) {
  constexpr std::string_view kPublished =
      "MC4CAQAwBQYDK2VwBCIEINTuctv5E1hK1bbY8fdp+K06/nwoy/HU++CXqI9EdVhC";
  EXPECT_TRUE(is_known_test_key(*private_key_digest(pem("", kPublished))));
  EXPECT_FALSE(is_known_test_key(*private_key_digest(pem("", kEd25519))));
}

// Base64 by python, of the whole file.
constexpr std::string_view kWrapped =
    "LS0tLS1CRUdJTiBQUklWQVRFIEtFWS0tLS0tCk1DNENBUUF3QlFZREsyVndCQ0lFSUFtVm00Q2hVS1B5UGlu"
    "VVNlVWJtaWdPK3l6U1lCeDhVUGN4aitKQ0RyVkoKLS0tLS1FTkQgUFJJVkFURSBLRVktLS0tLQo=";
constexpr std::string_view kWrappedPublic =
    "LS0tLS1CRUdJTiBQVUJMSUMgS0VZLS0tLS0KTUZrd0V3WUhLb1pJemowQ0FRWUlLb1pJemowREFRY0RRZ0FF"
    "akxEU1E1L050SkNNMmR4TnFYZDBuOVplRnFRYwpzd3E1enRWeWlYSTVKWk8vSGEzKy8wSXpHdUtZOStjWUhG"
    "RHVNREhGS3Y2K2xibHpRVk1QSHp0ampRPT0KLS0tLS1FTkQgUFVCTElDIEtFWS0tLS0tCg==";

TEST(PemBase64, ReadsTheKeyInside) {
  EXPECT_EQ(verdict_of("pem-base64", kWrapped), Verdict::confirmed);
  EXPECT_EQ(verdict_of("pem-base64", join({kWrapped.substr(0, 76), "\n", kWrapped.substr(76)})),
            Verdict::confirmed);
  EXPECT_EQ(verdict_of("pem-base64", kWrappedPublic), Verdict::refuted);
  EXPECT_EQ(verdict_of("pem-base64", kWrapped.substr(0, 60)), Verdict::refuted);
}

TEST(GoogleServiceAccount, NeedsTheAccountBesideTheKey) {
  const std::string key = pem("", kEc8, "\\n");
  const std::string file = join({R"({"type": "service_account", "private_key": ")", key,
                                 R"(\n", "client_email": "a@b.iam.gserviceaccount.com"})"});
  const std::string_view begin = std::string_view(key).substr(0, 100);
  EXPECT_EQ(verdict_in("google-service-account", file, begin), Verdict::confirmed);
  EXPECT_EQ(verdict_in("google-service-account", key, begin), Verdict::refuted);
  const std::string hollow = R"("service_account")" + label("") + "\\n...\\n";
  EXPECT_EQ(verdict_in("google-service-account", hollow, label("")), Verdict::refuted);
}

}  // namespace
}  // namespace packwarden
