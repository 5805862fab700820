#include <gtest/gtest.h>

#include <array>
#include <string>
#include <string_view>

#include "validate/match_of.h"

namespace packwarden {
namespace {

struct Row {
  std::string_view user;
  std::string_view password;
  std::string_view host;
};

Verdict verdict(const Row& row) {
  const std::string text =
      join({"postgres://", row.user, ":", row.password, "@", row.host, "/app?ssl=1"});
  return verdict_in("url-password", text, row.password);
}

TEST(UrlPassword, LetsPasswordsOfRealHostsThrough) {
  constexpr std::array<Row, 8> kRows = {{
      {"app", "Pseg2020", "db.acme.io:5432"},
      {"root", "m42ploz2wd", "10.0.3.7"},
      {"", "r7vKd2HsB8ya", "cache.acme.io:6380"},
      {"svc", "12345", "db.acme.io"},
      {"app", "p@ss/w0rd", "db.acme.io"},
      {"${DB_USER}", "r7vKd2HsB8ya", "${DB_HOST}"},
      {"app", "simple", "notexample.com"},
      {"app", "D1fficult", "[2606:4700::1111]:5432"},
  }};
  for (const Row& row : kRows) EXPECT_EQ(verdict(row), Verdict::unknown) << row.password;
}

TEST(UrlPassword, RefutesPlaceholders) {
  constexpr std::array<Row, 14> kRows = {{
      {"user", "${PASSWORD}", "db.acme.io"},
      {"user", "$PASSWORD", "db.acme.io"},
      {"user", "%s", "db.acme.io"},
      {"user", "{password}", "db.acme.io"},
      {"user", "$(PGPASSWORD)", "db.acme.io"},
      {"user", "xxxxxxxx", "db.acme.io"},
      {"user", "YOUR_PASSWORD", "db.acme.io"},
      {"user", "secret", "db.acme.io"},
      {"postgres", "Postgres", "db.acme.io"},
      {"abc", "xyz", "db.acme.io"},
      {"", "123", "174.129.42.52"},
      {"use%21r", "pas%2As", "db.acme.io"},
      {"user%3An%40me", "p%40ss%3Aword", "db.acme.io"},
      {"([^:]+)", "(.*)", "db.acme.io"},
  }};
  for (const Row& row : kRows) EXPECT_EQ(verdict(row), Verdict::refuted) << row.password;
}

TEST(UrlPassword, AtLocalAndDocumentationHostsOnlyHardPasswordsCount) {
  for (const char* host :
       {"localhost", "LOCALHOST:5432", "127.0.0.1", "0.0.0.0:1", "[::1]:5432", "db",
        "postgres:5432", "example.com", "db.example.org", "a.test", "host.docker.internal"}) {
    EXPECT_EQ(verdict({"app", "simple99", host}), Verdict::refuted) << host;
    EXPECT_EQ(verdict({"app", "P@ssw0rd", host}), Verdict::refuted) << host;
    EXPECT_EQ(verdict({"app", "D1fficult", host}), Verdict::unknown) << host;
  }
}

TEST(UrlPassword, ReadsTheChecksumOfATokenInThatPlace) {
  const std::string payload = "EHMdYLl0fth93CiBfkNoKtZLgLRxak";
  const std::string good = join({"ghp", "_", payload, "2oA4AI"});
  const std::string bad = join({"ghp", "_", payload, "2oA4AJ"});
  EXPECT_EQ(verdict({"bot", good, "git.acme.io"}), Verdict::confirmed);
  EXPECT_EQ(verdict({"bot", bad, "git.acme.io"}), Verdict::refuted);
}

TEST(UrlPassword, ReadsThePercentEncodedForm) {
  EXPECT_EQ(verdict({"app", "%3Cpassword%3E", "db.acme.io"}), Verdict::refuted);
  EXPECT_EQ(verdict({"atpass", "foo%40bar", "127.0.0.1:8080"}), Verdict::refuted);
  EXPECT_EQ(verdict({"a%62c", "ab%63", "db.acme.io"}), Verdict::refuted);
  EXPECT_EQ(verdict({"app", "r7vKd2%", "db.acme.io"}), Verdict::unknown);
  EXPECT_EQ(verdict({"app", "r7vKd2%4", "db.acme.io"}), Verdict::unknown);
}

TEST(UrlPassword, AnAnonymousUserHasNoSecret) {
  EXPECT_EQ(verdict({"anonymous", "r7vKd2HsB8ya", "ftp.acme.io"}), Verdict::refuted);
}

TEST(UrlPassword, InAListOfHostsThePasswordEndsAtTheFirstAt) {
  EXPECT_EQ(verdict({"user", "secret@host1:123,user:secret", "host2:456"}), Verdict::refuted);
  EXPECT_EQ(verdict({"app", "m42ploz2wd@db1.acme.io,app:m42ploz2wd", "db2.acme.io"}),
            Verdict::unknown);
}

TEST(UrlPassword, TheFixedPasswordBesideATokenIsNone) {
  EXPECT_EQ(verdict({"1f2e3d4c5b6a7988", "x-oauth-basic", "git.acme.io"}), Verdict::refuted);
}

}  // namespace
}  // namespace packwarden
