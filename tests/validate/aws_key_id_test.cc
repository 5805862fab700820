#include <gtest/gtest.h>

#include "validate/match_of.h"

namespace packwarden {
namespace {

TEST(AwsKeyId, RefutesDocumentationAndRepetitions) {
  for (const char* body : {"IOSFODNN7EXAMPLE", "I44QH8DHBEXAMPLE", "XXXXXXXXXXXXXXXX",
                           "DEADBEEFDEADBEEF", "ABCDEFGHIJKLMNOP", ""}) {
    EXPECT_EQ(verdict_of("aws-key-id", join({"AKIA", body})), Verdict::refuted) << body;
  }
  EXPECT_EQ(verdict_of("aws-key-id", "AKI"), Verdict::refuted);
}

TEST(AwsKeyId, ConfirmsNothing) {
  EXPECT_EQ(verdict_of("aws-key-id", join({"AKIA", "R5TQ2XWM", "7LKPZ3VD"})), Verdict::unknown);
}

}  // namespace
}  // namespace packwarden
