#include "validate/known_forms.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>

#include "base/base64.h"

namespace packwarden {
namespace {

using ::testing::ElementsAre;
using ::testing::IsSupersetOf;

std::vector<std::string> texts(std::string_view value, std::string_view encoding) {
  std::vector<std::string> out;
  for (const KnownForm& form : forms_of(value)) {
    if (form.encoding == encoding) out.push_back(form.text);
  }
  return out;
}

TEST(KnownForms, FirstComesTheValueAsItIs) {
  EXPECT_THAT(texts("any value", ""), ElementsAre("any value"));
}

TEST(KnownForms, Base64HasThreePhasesWithoutTheirEdges) {
  // echo -n PREFIX"any value" | base64: of "", "x" and "xy".
  EXPECT_THAT(texts("any value", "base64"),
              ElementsAre("YW55IHZhbHVl", "FueSB2YWx1Z", "hbnkgdmFsdW"));
}

TEST(KnownForms, Base64UrlIsThereWhereItDiffers) {
  EXPECT_THAT(texts("~~~>>>", "base64"), IsSupersetOf({"fn5+Pj4+", "fn5-Pj4-"}));
}

TEST(KnownForms, HexadecimalDigitsAreOfBothCases) {
  EXPECT_THAT(texts("jkl.", "hex"), ElementsAre("6a6b6c2e", "6A6B6C2E"));
  EXPECT_THAT(texts("123", "hex"), ElementsAre("313233"));
}

TEST(KnownForms, PercentEncodingDependsOnWhoEncodes) {
  EXPECT_THAT(texts("a/b !é", "percent"),
              ElementsAre("a%2Fb%20%21%C3%A9", "a%2fb%20%21%c3%a9", "a%2Fb%20!%C3%A9",
                          "a%2fb%20!%c3%a9", "a/b%20!%C3%A9", "a/b%20!%c3%a9"));
  EXPECT_THAT(texts("plain", "percent"), ElementsAre());
}

TEST(KnownForms, StringsEscapeQuotesBackslashesAndLineEnds) {
  EXPECT_THAT(texts("a\"b\\c\nd", "escape"), ElementsAre(R"(a\"b\\c\nd)", R"(a"b\\c\nd)"));
  EXPECT_THAT(texts("it's", "escape"), ElementsAre("it\\'s"));
  EXPECT_THAT(texts("$`", "escape"), ElementsAre("\\$\\`"));
  EXPECT_THAT(texts("a/b", "escape"), ElementsAre("a\\/b"));
  EXPECT_THAT(texts("\r\t", "escape"), ElementsAre("\\r\\t"));
}

TEST(KnownForms, NoTextIsThereTwice) {
  for (const std::string_view value : {"abc", "a/b+c", "~~~", "\"'`$\\"}) {
    std::vector<std::string> all;
    for (const KnownForm& form : forms_of(value)) all.push_back(form.text);
    std::sort(all.begin(), all.end());
    EXPECT_EQ(std::adjacent_find(all.begin(), all.end()), all.end()) << value;
  }
}

}  // namespace
}  // namespace packwarden
