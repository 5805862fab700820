#include "validate/known_guard.h"

#include <gtest/gtest.h>

#include <string>

#include "support/random_value.h"

namespace packwarden {
namespace {

/// "critical", "medium" or "no secret".
std::string verdict(KnownOrigin origin, std::string_view name, std::string_view value) {
  const auto guarded = guarded_value(origin, name, value);
  return guarded ? std::string(name_of(guarded->severity)) : "no secret";
}

std::string in_dotenv(std::string_view name, std::string_view value) {
  return verdict(KnownOrigin::dotenv, name, value);
}

std::string in_environment(std::string_view name, std::string_view value) {
  return verdict(KnownOrigin::environment, name, value);
}

TEST(KnownGuard, NamesThatSpeakOfSecrets) {
  for (const std::string_view name : {"NPM_TOKEN",
                                      "NPMTOKEN",
                                      "npmToken",
                                      "npm_config_//example.org/:_authToken",
                                      "API_KEY",
                                      "APIKEY",
                                      "stripe.secret",
                                      "DB_PASSWORD",
                                      "PGPASSWORD",
                                      "DB_PASS",
                                      "SESSION_SECRET",
                                      "GITHUB_PAT",
                                      "JWT",
                                      "AZURE_CONNECTION_STRING",
                                      "SENTRY_DSN",
                                      "AUTH",
                                      "PRIVATE_KEY_B64",
                                      "MNEMONIC",
                                      "SITE_SECRET_KEY",
                                      "PUB_SUB_TOKEN",
                                      "TOKENS_OF_OTHERS_TOKEN"}) {
    EXPECT_EQ(in_dotenv(name, random_value(24)), "critical") << name;
    EXPECT_EQ(in_environment(name, random_value(24)), "critical") << name;
  }
}

TEST(KnownGuard, OtherNamesCountInFilesOnly) {
  for (const std::string_view name : {"MONKEY", "AUTHOR", "TOKENIZER", "STRIPE", "A"}) {
    EXPECT_EQ(in_dotenv(name, random_value(24)), "medium") << name;
    EXPECT_EQ(in_environment(name, random_value(24)), "no secret") << name;
  }
}

TEST(KnownGuard, NamesOfWhatIsPublicOrNoSecretItself) {
  for (const std::string_view name :
       {"NEXT_PUBLIC_API_KEY", "VITE_TOKEN", "REACT_APP_SECRET", "EXPO_PUBLIC_KEY", "PUBLIC_KEY",
        "SUPABASE_ANON_KEY", "STRIPE_PUBLISHABLE_KEY", "RECAPTCHA_SITE_KEY", "PUBKEY_B64",
        "npm_package_token", "AWS_ACCESS_KEY_ID", "TOKEN_URL", "SECRET_NAME", "KEY_FILE",
        "SSH_AUTH_SOCK", "AUTH_PROVIDER", "GITHUB_SHA", "CLIENT_ID", "PASSWORD_POLICY"}) {
    EXPECT_EQ(in_dotenv(name, random_value(24)), "no secret") << name;
    EXPECT_EQ(in_environment(name, random_value(24)), "no secret") << name;
  }
}

TEST(KnownGuard, ValuesThatAreSettings) {
  for (const std::string_view value : {"",
                                       "true",
                                       "1",
                                       "1234567890123456",
                                       "2024-05-01",
                                       "10.0.0.12:5432",
                                       "us-east-1",
                                       "production",
                                       "google-oauth2",
                                       "next-auth.session-token",
                                       "changeme",
                                       "your-token-here",
                                       "${NPM_TOKEN}",
                                       "$(pass npm)",
                                       "<token>",
                                       "xxxxxxxxxxxxxxxx",
                                       "/home/me/.ssh/id_ed25519",
                                       "./keys/private.pem",
                                       "C:\\keys\\private.pem",
                                       "https://example.org/token",
                                       "postgres://localhost/app",
                                       "me@example.org"}) {
    EXPECT_EQ(in_dotenv("APP_SECRET", value), "no secret") << value;
    EXPECT_EQ(in_environment("APP_SECRET", value), "no secret") << value;
  }
}

TEST(KnownGuard, ShortValuesAreInOtherTextsToo) {
  const std::string seven = "aZ3" + std::string("q9Xw");
  const std::string eight = seven + "K";
  const std::string twelve = eight + "7bTs";
  EXPECT_EQ(in_dotenv("APP_SECRET", seven), "no secret");
  EXPECT_EQ(in_dotenv("APP_SECRET", eight), "critical");
  EXPECT_EQ(in_environment("APP_SECRET", twelve.substr(0, 11)), "no secret");
  EXPECT_EQ(in_environment("APP_SECRET", twelve), "critical");
}

TEST(KnownGuard, PasswordsThatPeopleChooseCountWhenTheyAreHardToGuess) {
  const std::string chosen = std::string("Hunt") + "er9!";
  const std::string sentence = std::string("correct horse ") + "battery";
  EXPECT_EQ(in_dotenv("DB_PASSWORD", chosen), "critical");
  EXPECT_EQ(in_dotenv("DB_PASSPHRASE", sentence), "critical");
  EXPECT_EQ(in_dotenv("DB_TOKEN", sentence), "no secret");
  EXPECT_EQ(in_dotenv("DB_PASSWORD", "postgres"), "no secret");
  EXPECT_EQ(in_dotenv("DB_PASSWORD", "P4ssw0rd!"), "no secret");
}

TEST(KnownGuard, OfAnAddressThePasswordCountsWhateverTheName) {
  const std::string password = random_value(12);
  const std::string address = "postgres://app:" + password + "@db.example.org/app?ssl=1";
  for (const KnownOrigin origin : {KnownOrigin::dotenv, KnownOrigin::environment}) {
    const auto guarded = guarded_value(origin, "DATABASE_URL", address);
    ASSERT_TRUE(guarded);
    EXPECT_TRUE(guarded->text == password);
  }
  EXPECT_EQ(in_dotenv("DATABASE_URL", "postgres://app:" + std::string("app") + "@localhost/app"),
            "no secret");
}

TEST(KnownGuard, ATextThatMentionsAnAddressIsNone) {
  EXPECT_EQ(in_dotenv("CREDENTIALS", "{\"key\": \"" + random_value(120) +
                                         "\", \"uri\": \"https://example.org/a:b@c\"}"),
            "critical");
}

TEST(KnownGuard, BlanksAroundAValueAreNotItsOwn) {
  const std::string value = random_value(20);
  const std::string padded = " " + value + "\n";
  const auto guarded = guarded_value(KnownOrigin::environment, "TOKEN", padded);
  ASSERT_TRUE(guarded);
  EXPECT_TRUE(guarded->text == value);
}

TEST(KnownGuard, InFilesRandomValuesOfOtherNamesStandAlone) {
  EXPECT_EQ(in_dotenv("SERVICE", random_value(15)), "medium");
  EXPECT_EQ(in_dotenv("SERVICE", random_value(14)), "no secret");
  EXPECT_EQ(in_dotenv("SERVICE", random_value(20) + ".example.org"), "no secret");
  const std::string hex = random_value(32, 2, "0123456789abcdef");
  EXPECT_EQ(in_dotenv("SERVICE", hex), "medium");
  const std::string uuid = hex.substr(0, 8) + "-" + hex.substr(8, 4) + "-" + hex.substr(12, 4) +
                           "-" + hex.substr(16, 4) + "-" + hex.substr(20);
  EXPECT_EQ(in_dotenv("SERVICE", uuid), "no secret");
  EXPECT_EQ(in_dotenv("SERVICE_KEY", uuid), "critical");
}

TEST(KnownGuard, WhatIsNoNameIsNotShown) {
  EXPECT_TRUE(may_be_shown("NPM_TOKEN"));
  EXPECT_TRUE(may_be_shown("SERVICE"));
  EXPECT_FALSE(may_be_shown(""));
  EXPECT_FALSE(may_be_shown(random_value(40)));
  EXPECT_FALSE(may_be_shown(std::string(101, 'A')));
}

}  // namespace
}  // namespace packwarden
