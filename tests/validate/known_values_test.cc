#include "validate/known_values.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <array>

#include "support/random_value.h"
#include "validate/known_forms.h"
#include "validate/known_search.h"

namespace packwarden {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

KnownValues of_dotenv(std::string_view text, std::string_view everybody_reads = "") {
  KnownValueCollection collection;
  EXPECT_TRUE(collection.add_dotenv(".env", text));
  collection.forget_those_in(everybody_reads);
  return collection.finish();
}

/// "BEGIN-END ENCODING" of each place.
std::vector<std::string> places(const KnownValues& values, std::string_view text) {
  std::vector<KnownMatch> found;
  EXPECT_TRUE(find_known_values(values, text, found));
  std::vector<std::string> out;
  for (const KnownMatch& match : found) {
    out.push_back(std::to_string(match.span.begin) + "-" + std::to_string(match.span.end) + " " +
                  std::string(match.encoding));
  }
  return out;
}

std::string message(const KnownValues& values, std::string_view text) {
  std::vector<KnownMatch> found;
  EXPECT_TRUE(find_known_values(values, text, found));
  return found.empty() ? std::string() : found.front().rule->message;
}

TEST(KnownValues, WithoutAnyNothingIsFound) {
  const KnownValues none;
  EXPECT_EQ(none.size(), 0U);
  EXPECT_THAT(places(none, random_value(30)), IsEmpty());
  EXPECT_EQ(of_dotenv("A=1\nTOKEN=changeme\n").size(), 0U);
}

TEST(KnownValues, AreFoundInEachForm) {
  const std::string value = random_value(18) + "/\"`$";
  const KnownValues values = of_dotenv("TOKEN='" + value + "'\n");
  for (const KnownForm& form : forms_of(value)) {
    const std::string expected =
        "2-" + std::to_string(2 + form.text.size()) + " " + std::string(form.encoding);
    EXPECT_TRUE(places(values, "= " + form.text + ";").front() == expected) << expected;
  }
}

TEST(KnownValues, AMessageNamesTheVariableAndItsPlace) {
  const std::string value = random_value(20);
  EXPECT_EQ(message(of_dotenv("export NPM_TOKEN=" + value), value),
            "It is the value of NPM_TOKEN in .env, and whoever installs the package can read it.");
  KnownValueCollection collection;
  const std::string variable = "CI_TOKEN=" + value;
  const std::array<std::string_view, 2> environment = {variable, "HOME"};
  ASSERT_TRUE(collection.add_environment(environment));
  EXPECT_EQ(
      message(collection.finish(), value),
      "It is the value of the environment variable CI_TOKEN, and whoever installs the package "
      "can read it.");
}

TEST(KnownValues, AValueOfTwoVariablesIsOne) {
  const std::string value = random_value(20);
  const KnownValues values = of_dotenv("SERVICE=" + value + "\nA_TOKEN=" + value);
  EXPECT_EQ(values.size(), 1U);
  EXPECT_EQ(message(values, value),
            "It is the value of SERVICE in .env and of A_TOKEN in .env, and whoever installs the "
            "package can read it.");
}

TEST(KnownValues, WhatEverybodyMayReadIsForgotten) {
  const std::string value = random_value(20);
  const std::string other = random_value(20, 2);
  const std::string text = "A_TOKEN=" + value + "\nB_TOKEN=" + other;
  EXPECT_THAT(places(of_dotenv(text), value + other), ElementsAre("0-20 ", "20-40 "));
  EXPECT_THAT(places(of_dotenv(text, "x" + value + "x"), value + other), ElementsAre("20-40 "));
}

TEST(KnownValues, TheValueOfAPublicNameIsForgotten) {
  const std::string value = random_value(20);
  EXPECT_EQ(of_dotenv("TOKEN=" + value + "\nVITE_TOKEN=" + value).size(), 0U);
  EXPECT_EQ(of_dotenv("TOKEN=" + value + "\nVITE_TOKEN=other").size(), 1U);
}

TEST(KnownValues, OfALongValueTheMiddleIsLookedFor) {
  const std::string value = random_value(1000);
  const KnownValues values = of_dotenv("TOKEN=" + value);
  EXPECT_THAT(places(values, value), ElementsAre("372-628 "));
  EXPECT_THAT(places(values, value.substr(0, 600)), IsEmpty());
}

TEST(KnownValues, MoreThanTheMostAreALimitThatIsNamed) {
  std::string text;
  for (unsigned i = 0; i < kMostKnownValues + 20; ++i) {
    text += "TOKEN_" + std::to_string(i) + "=" + random_value(20, i) + "\n";
  }
  KnownValueCollection collection;
  const auto outcome = collection.add_dotenv("a/.env", text);
  ASSERT_FALSE(outcome);
  EXPECT_EQ(outcome.error().where, "a/.env");
  EXPECT_EQ(outcome.error().what,
            "there are too many values to look for (limit known-values = 500)");
  EXPECT_EQ(collection.finish().size(), kMostKnownValues);
}

TEST(KnownValues, TooManyPlacesAreALimitThatIsNamed) {
  const std::string value = random_value(20);
  const KnownValues values = of_dotenv("TOKEN=" + value);
  std::string text;
  for (int i = 0; i <= 10'000; ++i) text += value;
  std::vector<KnownMatch> found;
  const auto outcome = find_known_values(values, text, found);
  ASSERT_FALSE(outcome);
  EXPECT_EQ(outcome.error().what,
            "values of this machine stand in it too often (limit known-value-matches = 10000)");
  EXPECT_EQ(found.size(), 10'000U);
}

}  // namespace
}  // namespace packwarden
