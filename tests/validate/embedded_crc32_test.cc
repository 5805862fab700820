#include <gtest/gtest.h>

#include <array>
#include <string>
#include <string_view>

#include "validate/match_of.h"

namespace packwarden {
namespace {

using Parts = std::vector<std::string_view>;

struct Token {
  std::string_view validator;
  Parts parts;
  Verdict when_changed;
};

// Random payloads; checksums by python's zlib.crc32. For Grafana's and Confluent's that program
// agrees with a sample that each of them publishes.
const std::array<Token, 7> kTokens = {
    {{"crc32-hex", {"ATBBR7Lt7GKMWy", "OGxl7KeurLxKTf", "16EA5BDD"}, Verdict::unknown},
     {"crc32-hex",
      {"ATATT3xFfGF0kc", "S0rCeIdBLbPUgG", "WZqsLyMq1Uteev", "lO271YogM7c7hZ", "bk0XScQ891sLk0",
       "Vrn0mtww0ExupJ", "lwPiVcatj6jX0G", "wLkzgELfVgqhP9", "=18CD7C7C"},
      Verdict::unknown},
     {"crc32-hex",
      {"ATCTT3xFfGN002", "eKSK9LmfSiNzul", "Y6QShEe9DHEtke", "7DowCDOFhcYrEL", "lEu08xkZ3vwiU1",
       "pKqGxmsZFObzxQ", "M47ghx52Wr8b7b", "ln5kxeMq0qBzQZ", "=79FCEA8A"},
      Verdict::unknown},
     {"crc32-hex",
      {"zpka_fhrupuunn", "yaicapi11x49iy", "x6pbs0t6n_a39e", "9001"},
      Verdict::unknown},
     {"crc32-hex",
      {"zpka_fhrupuunn", "yaicapi11x49iy", "x6pbs0t6n_0190", "9ea3"},
      Verdict::unknown},
     {"grafana-service-account",
      {"glsa_qP9lHVoD4", "4BbjTwZLx4QWfS", "PKG3v3RSo_72ef", "a24e"},
      Verdict::refuted},
     {"confluent-secret",
      {"cfltRamKqXQDU1", "riNFv1rQheR1uH", "I10wbX/gdgbIFe", "xwOoo0cHr/pe/Z", "9Bv9yThg"},
      Verdict::refuted}}};

TEST(EmbeddedCrc32, ConfirmsTokensThatAnIndependentProgramMade) {
  for (const Token& token : kTokens) {
    EXPECT_EQ(verdict_of(token.validator, join(token.parts)), Verdict::confirmed) << token.parts[0];
  }
}

// A CRC-32 finds every error of up to 32 bits in a row. The separator and the prefix, which are not
// below Zuplo's and Confluent's checksums, must be there all the same.
TEST(EmbeddedCrc32, AChangeIsRefutedWhereTheAlgorithmIsPublished) {
  for (const Token& token : kTokens) {
    const std::string good = join(token.parts);
    for (std::size_t i = 0; i < good.size(); ++i) {
      std::string bad = good;
      bad[i] = bad[i] == 'k' ? 'm' : 'k';
      EXPECT_EQ(verdict_of(token.validator, bad), token.when_changed) << i;
    }
  }
}

TEST(EmbeddedCrc32, NoTruncationIsConfirmed) {
  for (const Token& token : kTokens) {
    const std::string good = join(token.parts);
    for (std::size_t size = 0; size < good.size(); ++size) {
      EXPECT_NE(verdict_of(token.validator, good.substr(0, size)), Verdict::confirmed) << size;
    }
  }
}

TEST(EmbeddedCrc32, ATokenWithoutDigitsStaysUnknownAndAPlaceholderIsRefuted) {
  EXPECT_EQ(verdict_of("crc32-hex", join({"ATATT3xFfGF0", "TsBYaFdXLaFWp75b2tiSB1Dd"})),
            Verdict::unknown);
  EXPECT_EQ(verdict_of("crc32-hex", "9F3A07C2"), Verdict::unknown);
  EXPECT_EQ(verdict_of("crc32-hex", "=9F3A07C2"), Verdict::unknown);
  EXPECT_EQ(verdict_of("crc32-hex", "zpka__9f3a07c2"), Verdict::unknown);
  EXPECT_EQ(verdict_of("crc32-hex", ""), Verdict::refuted);
  EXPECT_EQ(verdict_of("crc32-hex", "${TOKEN}"), Verdict::refuted);
}

TEST(EmbeddedCrc32, RefutesWhatIsTooShort) {
  for (const char* text : {"", "_", "glsa_", "_00000000", "cflt", "cflt0", "12345678"}) {
    EXPECT_EQ(verdict_of("grafana-service-account", text), Verdict::refuted) << text;
    EXPECT_EQ(verdict_of("confluent-secret", text), Verdict::refuted) << text;
  }
}

// pkg/components/satokengen/tokengen_test.go, and "Use API Keys to Authenticate to Confluent
// Cloud": their checksums are right, but everyone knows them.
TEST(EmbeddedCrc32, RefutesPublishedSamples) {
  EXPECT_EQ(verdict_of("grafana-service-account",
                       join({"glsa_iNValIdin", "ValiDinvalidin", "validinva_5b582697"})),
            Verdict::refuted);
  EXPECT_EQ(verdict_of("confluent-secret", join({"cfltT8d8RzkNseTM", "EDKcjNM1BZTFPHqR",
                                                 "n/dQm9q7w6SjzZ12", "wZfwjaJdipHZtDjw"})),
            Verdict::refuted);
}

}  // namespace
}  // namespace packwarden
