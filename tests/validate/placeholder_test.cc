#include "validate/placeholder.h"

#include <gtest/gtest.h>

#include <string>
#include <string_view>

#include "validate/match_of.h"

namespace packwarden {
namespace {

TEST(Placeholder, KnowsVariablesAndTemplates) {
  for (const char* value : {"${NPM_TOKEN}",
                            "$TOKEN",
                            "$(cat token)",
                            "{{ token }}",
                            "#{token}",
                            "<%= token %>",
                            "<password>",
                            "[password]",
                            "{password}",
                            "(password)",
                            "%s",
                            "%NPM_TOKEN%",
                            ":password",
                            "process.env.TOKEN",
                            "import.meta.env.KEY",
                            "os.environ['KEY']",
                            "prefix-${TOKEN}",
                            "${TOKEN:-default}",
                            "\"$TOKEN\"",
                            "sk_live_...",
                            "****",
                            "sk-***-end"}) {
    EXPECT_TRUE(is_placeholder(value)) << value;
  }
}

TEST(Placeholder, KnowsWordsAndInstructions) {
  for (const char* value : {"",
                            "  ",
                            "''",
                            "changeme",
                            "randompassword",
                            "your_db_passwd",
                            "ChangeMe1",
                            "password",
                            "PASSWORD123",
                            "secret!",
                            "'token'",
                            "your-token-here",
                            "YOUR_API_KEY",
                            "yourPassword",
                            "my-secret",
                            "replace_with_password",
                            "insert-key",
                            "example-token",
                            "xxxx",
                            "XXXX-1234",
                            "mysecretpassword",
                            "null",
                            "undefined"}) {
    EXPECT_TRUE(is_placeholder(value)) << value;
  }
}

TEST(Placeholder, KnowsRepetitionsAlphabetsAndSamples) {
  for (const char* value :
       {"aaaaaaaa", "00000000-0000-0000-0000-000000000000", "sk_live_xxxxxxxxxxxxxxxxxxxxxxxx",
        "DEADBEEFDEADBEEF", "abcabcabcabc", "1234567890", "abcdefghijklmnop",
        "aBcDeFgHiJkLmNoPqRsT", "0123456789abcdef", "IOSFODNN7EXAMPLE", "/bPxRfiCYEXAMPLEKEY"}) {
    EXPECT_TRUE(is_placeholder(value)) << value;
  }
}

// Stop words within a value prove nothing.
TEST(Placeholder, LetsRealLookingValuesThrough) {
  for (const char* value :
       {"tQ9wpXz3LmR7vKd2", "passwordless-Fr33", "hunter2hunter3", "Pseg2020", "m42ploz2wd",
        "1q2w3e4r5t", "testuser99x", "kX9$", "%41%42cd9Z", "enterprise2024", "insertion9", "a1",
        "d41d8cd98f00b204e9800998ecf8427e", "example.org-prod-91x", "$2ecret", "<half"}) {
    EXPECT_FALSE(is_placeholder(value)) << value;
  }
}

TEST(Guessable, NeedsLengthKindsAndNoWord) {
  for (const char* password : {"short1A", "alllowercase", "lower1234", "UPPER1234", "P4ssw0rd",
                               "P@ssw0rd!", "S3cret123", "Password123!", "Passw0rd2024"}) {
    EXPECT_TRUE(is_guessable(password)) << password;
  }
  for (const char* password : {"D1fficult", "kX9$mm2q", "tQ9wpXz3LmR7vKd2"}) {
    EXPECT_FALSE(is_guessable(password)) << password;
  }
}

TEST(Placeholder, RefutesOrSaysNothing) {
  // as in the documentation of snyk 1.1307.4
  EXPECT_EQ(verdict_of("placeholder", join({"JBSWY3DP", "EHPK3PXP"})), Verdict::refuted);
  EXPECT_EQ(verdict_of("placeholder", "changeme"), Verdict::refuted);
  EXPECT_EQ(verdict_of("placeholder", join({"sk_live", "_tQ9wpXz3Lm", "R7vKd2HsB8ya"})),
            Verdict::unknown);
}

}  // namespace
}  // namespace packwarden
