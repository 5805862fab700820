#include "fix/address_edit.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "base/json_place.h"

namespace packwarden {
namespace {

/// The value of "u" in package.json, without who is in it.
std::string stripped(const std::string& value) {
  const std::string text = "{ \"u\": " + value + " }";
  const std::vector<JsonStep> path = {std::string_view("u")};
  const std::vector<ByteSpan> places = {find_json(text, path)->bytes};
  return without_credentials(text, places);
}

TEST(AddressEdit, TakesUserAndPasswordOut) {
  const std::string host = "acme.io/a.git";
  for (const std::string user : {"u:p@", "u@", "@", "a@b:c@"}) {
    EXPECT_EQ(stripped("\"git+https://" + user + host + "\""),
              R"({ "u": "git+https://acme.io/a.git" })");
  }
}

TEST(AddressEdit, TakesThemOutOfOtherForms) {
  EXPECT_EQ(stripped(R"("https://u:p#q@acme.io/a.git")"), R"({ "u": "https://acme.io/a.git" })");
  EXPECT_EQ(stripped(R"("github:u:p@acme/a")"), R"({ "u": "github:acme/a" })");
  EXPECT_EQ(stripped(R"("u:p@acme.io:acme/a")"), R"({ "u": "acme.io:acme/a" })");
  EXPECT_EQ(stripped(R"("https://u:p#q@r.io/a#@b/c")"), R"({ "u": "https://u:p#q@r.io/a#@b/c" })");
}

TEST(AddressEdit, LeavesTheRestAsItIs) {
  for (const std::string value :
       {R"("https:\/\/acme.io\/@scope")", R"("git@acme.io:a.git")", R"("https://a.io?x=u@b")", "7",
        R"({"url": "https://u:p@a.io"})", R"("")"}) {
    EXPECT_EQ(stripped(value), "{ \"u\": " + value + " }");
  }
  EXPECT_EQ(without_credentials("[1", std::vector<ByteSpan>{{0, 9}, {2, 1}, {0, 2}}), "[1");
}

TEST(AddressEdit, DoesSeveral) {
  const std::string text = R"(["https://u@a.io", "https://u@b.io"])";
  EXPECT_EQ(without_credentials(text, std::vector<ByteSpan>{{1, 17}, {19, 35}}),
            R"(["https://a.io", "https://b.io"])");
}

}  // namespace
}  // namespace packwarden
