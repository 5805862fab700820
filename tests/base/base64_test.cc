#include "base/base64.h"

#include <gtest/gtest.h>

#include <array>
#include <string>
#include <string_view>
#include <vector>

namespace packwarden {
namespace {

struct Vector {
  std::string_view text;
  std::string_view bytes;
};

// RFC 4648, section 10.
constexpr std::array<Vector, 7> kVectors = {{
    {"", ""},
    {"Zg==", "f"},
    {"Zm8=", "fo"},
    {"Zm9v", "foo"},
    {"Zm9vYg==", "foob"},
    {"Zm9vYmE=", "fooba"},
    {"Zm9vYmFy", "foobar"},
}};

TEST(Base64, DecodesThePublishedVectorsWithAndWithoutPadding) {
  for (const Vector& vector : kVectors) {
    const std::string_view bare = vector.text.substr(0, vector.text.find('='));
    for (const auto alphabet : {Base64Alphabet::standard, Base64Alphabet::url}) {
      EXPECT_EQ(decode_base64(vector.text, alphabet), vector.bytes) << vector.text;
      EXPECT_EQ(decode_base64(bare, alphabet), vector.bytes) << bare;
    }
  }
}

TEST(Base64, EachAlphabetRefusesTheOthersLastTwoCharacters) {
  EXPECT_EQ(decode_base64("+/+/", Base64Alphabet::standard), "\xFB\xFF\xBF");
  EXPECT_EQ(decode_base64("-_-_", Base64Alphabet::url), "\xFB\xFF\xBF");
  EXPECT_EQ(decode_base64("-_-_", Base64Alphabet::standard), std::nullopt);
  EXPECT_EQ(decode_base64("+/+/", Base64Alphabet::url), std::nullopt);
}

TEST(Base64, TakesBothAlphabetsForTheSameWhereAsked) {
  EXPECT_EQ(decode_base64("+_-/", Base64Alphabet::either), "\xFB\xFF\xBF");
  EXPECT_EQ(decode_base64("+_.", Base64Alphabet::either), std::nullopt);
}

TEST(Base64, ARunGivesItsWholeBytesWhereverItEnds) {
  EXPECT_EQ(decode_base64_run("Zm9vYmF"), "fooba");
  EXPECT_EQ(decode_base64_run("Zm9vYmE"), "fooba");
  EXPECT_EQ(decode_base64_run("Zm9vY"), "foo");
  EXPECT_EQ(decode_base64_run("Z"), "");
}

TEST(Base64, RefusesWhatIsNotCanonical) {
  const std::vector<std::string> malformed = {"Z",
                                              "Zg=",
                                              "Zg===",
                                              "Zm8==",
                                              "Zm9v=",
                                              "Zm9v====",
                                              "Zh==",
                                              "Zm9=",
                                              "Z g==",
                                              "Zm9v\n",
                                              "Zm.v",
                                              "Zg==Zg==",
                                              "=",
                                              "====",
                                              "Zm9vYmF",
                                              "Zm9v\xFF"
                                              "0",
                                              std::string(1, '\0')};
  for (const std::string& text : malformed) {
    EXPECT_EQ(decode_base64(text, Base64Alphabet::standard), std::nullopt) << text;
  }
}

TEST(Base64, WhatIsEncodedDecodes) {
  // RFC 4648, section 10, and both characters that are no letters and digits.
  constexpr std::array<Vector, 8> kRows = {{{"", ""},
                                            {"Zg==", "f"},
                                            {"Zm8=", "fo"},
                                            {"Zm9v", "foo"},
                                            {"Zm9vYg==", "foob"},
                                            {"Zm9vYmE=", "fooba"},
                                            {"Zm9vYmFy", "foobar"},
                                            {"+/8=", "\xFB\xFF"}}};
  for (const Vector& row : kRows) {
    EXPECT_EQ(encode_base64(row.bytes), row.text);
    EXPECT_EQ(decode_base64(row.text, Base64Alphabet::standard), row.bytes);
  }
}

TEST(Base64, APrefixLeavesOutTheLastCharactersOnly) {
  constexpr std::array<Vector, 9> kRows = {{
      {"Zm9v", "foo"},
      {"Zm9vYg==", "foob"},
      {"Zm9vY", "foo"},
      {"Zm9vYh==", "foo"},
      {"Zm9vYmF", "foo"},
      {"Zm9vYmF=YmFy", ""},
      {"Zm9v!", "foo"},
      {"Z", ""},
      {"!!!!", ""},
  }};
  for (const Vector& row : kRows) {
    EXPECT_EQ(decode_base64_prefix(row.text, Base64Alphabet::standard), row.bytes) << row.text;
  }
}

}  // namespace
}  // namespace packwarden
