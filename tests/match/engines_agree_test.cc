#include <gtest/gtest.h>

#include <map>
#include <random>

#include "rules_for_test.h"

// All engines must find what the oracle finds, whatever the text.
namespace packwarden {
namespace {

std::vector<TestRule> rules() {
  return {
      {R"(\b(tok_[0-9A-Za-z]{36})\b)", {}, 0, 1},
      {R"(\btok_[a-z]{8,40}\b)"},
      {"tok_[^\"]{1,200}\""},
      {"secret: \"[^\"]{0,400}\""},
      {"-----BEGIN [A-Z ]{0,20}KEY-----[0-9A-Za-z+/=\\s]+", {}, 600},
      {"(?i)password['\"]? ?[:=] ?['\"]?([^'\" ]{4,30})", {}, 0, 1},
      {"[0-9a-f]{8}-[0-9a-f]{4}", {"uuid", "_auth"}, 40},
      {R"(\b[0-9]{4}\b)", {"pin", "spin"}, 12},
      {"ab[^c]{0,30}cab|abcc{0,4}d|key_a"},
      {"://([a-z]{1,10}):([^@ ]{2,40})@[a-z.]{3,20}", {}, 0, 2},
      {"key_[ab]{2,9}?(?:a|ab){1,3}", {"tok"}, 20},
      {"abab[ab]{2,150}c(?:[ab]{0,120}c)?\\b|abcc", {}, 0},
      {"cab[a-c]{0,200}", {}, 0},
      {R"(\b(tik_[a-z]{2})[a-c]{3,200}(?:[a-z]\b|-\B))", {}, 0, 1},
      {R"(\bkey_[ab]{2,4}\b)", {"tok"}, 20},
      {"(?i)acme[^\\n]{0,40}['\" ]([0-9a-f]{24,40})[;,]{1,9}x", {}, 0, 1},
      {R"(\b[ab]{0,6}(?:cab|pin)[0-9]{2})"},
      {"[0-9]{2}[a-z]{1,20}-cafe"},
      {R"(\bA{4}[0-9A-Fx]{6,90}\b)"},
  };
}

/// All engines over the same rules, each compiled once for all tests.
const Database& database(EngineKind kind) {
  static std::map<EngineKind, Database> opened;
  const auto found = opened.find(kind);
  if (found != opened.end()) return found->second;
  return opened.emplace(kind, database_for_test(rules(), kind)).first->second;
}

/// Returns the number of matches.
std::size_t expect_agreement(const std::string& text) {
  std::size_t count = 0;
  for (const Boundaries boundaries : {Boundaries::ignored, Boundaries::kept}) {
    const auto expected = matches_of(database(EngineKind::oracle), text, boundaries);
    for (const EngineKind kind : engines()) {
      EXPECT_EQ(matches_of(database(kind), text, boundaries), expected)
          << database(kind).engine_name() << "\n"
          << text.substr(0, 2000);
    }
    count = expected.size();
  }
  return count;
}

/// Texts made of pieces that the rules look for and of single bytes, so that matches, near misses
/// and overlaps are dense.
std::string random_text(std::mt19937& random) {
  static const std::vector<std::string> pieces = {"tok_",
                                                  "tik_zz",
                                                  "secret: \"",
                                                  "\"",
                                                  "-----BEGIN ",
                                                  "RSA ",
                                                  "KEY-----",
                                                  "password",
                                                  "Password",
                                                  "=",
                                                  ": ",
                                                  "uuid",
                                                  "_auth",
                                                  "pin",
                                                  "spin",
                                                  "PIN",
                                                  "0123",
                                                  "deadbeef-cafe",
                                                  "ab",
                                                  "cab",
                                                  "abc",
                                                  "cccd",
                                                  "key_a",
                                                  "://ab:",
                                                  "@host.",
                                                  " ",
                                                  "\n",
                                                  "abababa",
                                                  "aAzZ09aAzZ09aAzZ09",
                                                  "key_abab",
                                                  "acme",
                                                  " 0123456789abcdef",
                                                  "0123456789abcdef01234567",
                                                  "\\x",
                                                  "\\n",
                                                  "%AA",
                                                  "AAAAAA",
                                                  ";,x"};
  std::string text;
  for (auto left = random() % 60; left > 0; --left) {
    if (random() % 3 == 0) {
      text += static_cast<char>(random() % 256);
    } else {
      text += pieces[random() % pieces.size()];
    }
    if (random() % 20 == 0)
      text += std::string(random() % 300, static_cast<char>('a' + random() % 3));
  }
  return text;
}

TEST(Engines, AgreeOnRandomTexts) {
  std::mt19937 random(20'260'825);  // NOLINT(cert-msc51-cpp): the same texts each time
  std::size_t matches = 0;
  for (int i = 0; i < 20'000 && !HasFailure(); ++i) {
    matches += expect_agreement(random_text(random));
  }
  EXPECT_GT(matches, 20'000U) << "the texts no longer hold what the rules look for";
}

TEST(Engines, AgreeOnEveryLengthOfAQuotedValue) {
  for (std::size_t length = 0; length < 420; ++length) {
    const std::string quoted = "secret: \"" + std::string(length, 'x') + "\"";
    const auto expected = length <= 400 ? 1U : 0U;
    EXPECT_EQ(matches_of(database(EngineKind::re2), quoted).size(), expected) << length;
    expect_agreement(std::string(length % 64, ' ') + quoted + " " + quoted);
  }
}

TEST(Engines, AgreeOnTokensOfEveryLength) {
  for (std::size_t length = 0; length < 140; ++length) {
    for (const char* after : {"", " ", "_", "\n", "\"", "-"}) {
      expect_agreement("tok_" + std::string(length, 'a') + after);
      expect_agreement(" tok_" + std::string(length, 'B') + after);
    }
  }
}

TEST(Engines, FindATokenNearARunAtEveryOffset) {
  for (std::size_t before = 0; before < 200; ++before) {
    const std::string text = std::string(before, '.') + "acme" + std::string(before % 41, ':') +
                             " " + std::string(24 + before % 17, 'a') +
                             std::string(1 + before % 9, ';') + "x" + std::string(before % 67, '.');
    EXPECT_EQ(expect_agreement(text), 1U) << text;
    EXPECT_EQ(expect_agreement(text + "\n" + text), 2U) << text;
  }
}

TEST(Engines, FindATokenAtEveryOffsetAroundAChunkSeam) {
  constexpr std::size_t kSeam = std::size_t{4} << 20U;
  const std::string token = "tok_" + std::string(36, 'Q');
  std::string text(kSeam + 4096, ' ');
  for (std::size_t begin = kSeam - 700; begin < kSeam + 700; begin += begin % 7 == 0 ? 3 : 1) {
    text.replace(begin, token.size(), token);
    const std::string range = std::to_string(begin) + "-" + std::to_string(begin + token.size());
    std::string expected = "0:";
    expected += range;
    for (const EngineKind kind : engines()) {
      EXPECT_EQ(matches_of(database(kind), text),
                std::vector<std::string>{expected + "(" + range + ")"});
    }
    text.replace(begin, token.size(), std::string(token.size(), ' '));
  }
}

TEST(Engines, AgreeAroundASeamOnAllRules) {
  constexpr std::size_t kSeam = std::size_t{4} << 20U;
  std::mt19937 random(7);  // NOLINT(cert-msc51-cpp): the same texts each time
  for (int i = 0; i < 6; ++i) {
    std::string around;
    while (around.size() < 6000) around += random_text(random);
    expect_agreement(std::string(kSeam - 3000, '.') + around);
  }
}

TEST(Engines, AgreeAroundTheSeamsOfSmallBlocks) {
  constexpr std::size_t kSeam = std::size_t{64} << 10U;  // of the portable engine
  std::mt19937 random(11);  // NOLINT(cert-msc51-cpp): the same texts each time
  for (int i = 0; i < 400 && !HasFailure(); ++i) {
    std::string around;
    while (around.size() < 300) around += random_text(random);
    expect_agreement(std::string(kSeam - random() % around.size(), '.') + around);
  }
}

TEST(Engines, StayLinearOnATextFullOfHits) {
  std::string text;
  while (text.size() < 300'000) text += "-----BEGIN KEY-----password=tok_pin";
  expect_agreement(text);
}

}  // namespace
}  // namespace packwarden
