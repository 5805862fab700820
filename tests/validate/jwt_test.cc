#include <gtest/gtest.h>

#include <array>
#include <string>
#include <string_view>

#include "validate/match_of.h"

namespace packwarden {
namespace {

// Headers and payloads by python's json and base64, signatures random.
constexpr std::string_view kHeader = "eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9";  // HS256
constexpr std::string_view kUnsigned = "eyJhbGciOiJub25lIn0";                 // alg: none
constexpr std::string_view kNoAlgorithm = "eyJ0eXAiOiJKV1QifQ";               // typ alone
constexpr std::string_view kExpired = "eyJzdWIiOiJ1MSIsImV4cCI6MX0";          // exp: 1
constexpr std::string_view kSignature = "heH1Zoth00yY7uGPel5oS2jhrB8ga3keveY-0lHzogw";
constexpr std::string_view kServiceRole =
    "eyJpc3MiOiJzdXBhYmFzZSIsInJlZiI6ImFiY2RlZmdoaWprbG1ub3BxcnN0Iiwicm9sZSI6InNlcnZpY2Vfcm9sZSIs"
    "ImlhdCI6MTcwMDAwMDAwMCwiZXhwIjoyMDE1NTc2MDAwfQ";
constexpr std::string_view kAnon =
    "eyJpc3MiOiJzdXBhYmFzZSIsInJlZiI6ImFiY2RlZmdoaWprbG1ub3BxcnN0Iiwicm9sZSI6ImFub24iLCJpYXQiOjE3"
    "MDAwMDAwMDAsImV4cCI6MjAxNTU3NjAwMH0";
constexpr std::string_view kDemo = "eyJpc3MiOiJzdXBhYmFzZS1kZW1vIiwicm9sZSI6InNlcnZpY2Vfcm9sZSJ9";

std::string token(std::string_view header, std::string_view payload,
                  std::string_view signature = kSignature) {
  return join({header, ".", payload, ".", signature});
}

TEST(Jwt, AWellFormedTokenIsUnknownAlsoWhenItExpired) {
  EXPECT_EQ(verdict_of("jwt", token(kHeader, kExpired)), Verdict::unknown);
  EXPECT_EQ(verdict_of("jwt", token(kHeader, kServiceRole)), Verdict::unknown);
  EXPECT_EQ(verdict_of("jwt", "ghs_1_" + token(kHeader, kExpired)), Verdict::unknown);
}

TEST(Jwt, RefutesWhatIsNotSigned) {
  EXPECT_EQ(verdict_of("jwt", token(kUnsigned, kExpired)), Verdict::refuted);
  EXPECT_EQ(verdict_of("jwt", token(kNoAlgorithm, kExpired)), Verdict::refuted);
  EXPECT_EQ(verdict_of("jwt", token(kHeader, kExpired, "")), Verdict::refuted);
  EXPECT_EQ(verdict_of("jwt", join({kHeader, ".", kExpired})), Verdict::refuted);
}

TEST(Jwt, RefutesWhatDoesNotDecodeToObjects) {
  const std::array<std::string, 7> texts = {
      token("eyJhbGci", kExpired),  // broken off
      token("eyJhbGciOiJIUzI1NiI", kExpired),
      token(kHeader, "WzFd"),          // [1]
      token(kHeader, "eyJhIjoxfSA_"),  // an object and a question mark
      token(kHeader, "eyJhIjoxfQ=="),  // padding is not part of the form, but harmless
      token(kHeader, "eyJh+joxfQ"),    // the other alphabet
      token(kHeader, ""),
  };
  for (const std::string& text : texts) {
    const Verdict expected =
        text.find('=') == std::string::npos ? Verdict::refuted : Verdict::unknown;
    EXPECT_EQ(verdict_of("jwt", text), expected) << text;
  }
}

TEST(Jwt, RefutesTheSamplesOfDocumentationAndPublicKeys) {
  EXPECT_EQ(
      verdict_of("jwt", join({kHeader, ".eyJzdWIiOiIxMjM0NTY3ODkwIiwibmFtZSI6IkpvaG4gRG9lIiwi",
                              "aWF0IjoxNTE2MjM5MDIyfQ.SflKxwRJSMeKKF2QT4fwp", "Mek",
                              "f36POk6yJV_adQssw5c"})),
      Verdict::unknown);  // one character off
  EXPECT_EQ(
      verdict_of("jwt", join({kHeader, ".eyJzdWIiOiIxMjM0NTY3ODkwIiwibmFtZSI6IkpvaG4gRG9lIiwi",
                              "aWF0IjoxNTE2MjM5MDIyfQ.SflKxwRJSMeKKF2QT4fwp", "MeJ",
                              "f36POk6yJV_adQssw5c"})),
      Verdict::refuted);
  EXPECT_EQ(verdict_of("jwt", token(kHeader, kAnon)), Verdict::refuted);
  EXPECT_EQ(verdict_of("jwt", token(kHeader, kDemo)), Verdict::refuted);
}

TEST(Supabase, ConfirmsTheRoleThatItIsAskedFor) {
  struct Row {
    std::string_view payload;
    Verdict service_role;
    Verdict anon;
  };
  constexpr std::array<Row, 4> kRows = {{
      {kServiceRole, Verdict::confirmed, Verdict::refuted},
      {kAnon, Verdict::refuted, Verdict::confirmed},
      {kDemo, Verdict::refuted, Verdict::refuted},
      {kExpired, Verdict::refuted, Verdict::refuted},
  }};
  for (const Row& row : kRows) {
    const std::string text = token(kHeader, row.payload);
    EXPECT_EQ(verdict_of("supabase-service-role", text), row.service_role) << row.payload;
    EXPECT_EQ(verdict_of("supabase-anon", text), row.anon) << row.payload;
  }
}

TEST(Supabase, NoTruncationBeforeTheSignatureIsConfirmed) {
  const std::string text = token(kHeader, kServiceRole);
  const std::size_t signature = text.rfind('.') + 1;
  for (std::size_t size = 0; size <= signature; ++size) {
    EXPECT_EQ(verdict_of("supabase-service-role", text.substr(0, size)), Verdict::refuted) << size;
    EXPECT_EQ(verdict_of("jwt", text.substr(0, size)), Verdict::refuted) << size;
  }
}

}  // namespace
}  // namespace packwarden
