#include "validate/validators.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <string>
#include <string_view>
#include <vector>

#include "validate/match_of.h"

namespace packwarden {
namespace {

TEST(Validators, AreSortedDescribedAndFoundByName) {
  std::string_view last;
  for (const Validator& validator : validators()) {
    EXPECT_LT(last, validator.name);
    EXPECT_EQ(validator.name.find_first_not_of("abcdefghijklmnopqrstuvwxyz0123456789-"),
              std::string_view::npos);
    EXPECT_THAT(validator.description, testing::Not(testing::IsEmpty()));
    EXPECT_EQ(find_validator(validator.name), &validator);
    last = validator.name;
  }
}

TEST(Validators, AnUnknownNameIsNotFound) {
  EXPECT_EQ(find_validator(""), nullptr);
  EXPECT_EQ(find_validator("jw"), nullptr);
  EXPECT_EQ(find_validator("zzz"), nullptr);
}

/// Beginnings that lead deep into a validator, with nothing behind them that it could trust.
std::vector<std::string> hostile_values() {
  std::vector<std::string> values = {"",
                                     std::string(1, '\0'),
                                     "\xFF\xFE",
                                     "eyJ.eyJ.",
                                     "eyJ",
                                     "pypi-",
                                     "sntrys_",
                                     "sntrys__",
                                     "pypi-AgE",
                                     "npm_",
                                     "_",
                                     "glpat-.",
                                     "-----",
                                     "----------",
                                     "//:@",
                                     "0x",
                                     std::string(100000, '\\'),
                                     std::string(100000, '{')};
  const std::string label = join({"-----BEGIN ", "PRIVATE KEY", "-----"});
  for (const char* body :
       {"", "M", "MA==", "MIIE", "MIL/////", "MP////8=", "\\", "\\n", "DEK-Info:", "DEK-Info: A,",
        "b3BlbnNzaC1rZXktdjEA", "b3BlbnNzaC1rZXktdjEA/////w=="}) {
    values.push_back(label + body);
  }
  return values;
}

TEST(Validators, ConfirmNothingOfHostileValues) {
  for (const std::string& value : hostile_values()) {
    for (const Validator& validator : validators()) {
      EXPECT_NE(verdict_of(validator.name, value), Verdict::confirmed)
          << validator.name << ": " << value.substr(0, 40);
    }
  }
}

TEST(Validators, SurviveASpanThatLiesOutsideOfTheText) {
  for (const Validator& validator : validators()) {
    Match match;
    match.whole = {900, 1000};
    match.span = {950, 990};
    match.secret = "0123";
    match.text = "0123";
    EXPECT_NE(validator.run(match), Verdict::confirmed) << validator.name;
  }
}

}  // namespace
}  // namespace packwarden
