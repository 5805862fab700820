#include "npm/field_lines.h"

#include <gtest/gtest.h>

#include <string>

namespace packwarden {
namespace {

const std::string kText =
    "{\n"
    "  \"name\": \"x\",\n"
    "  \"files\": [\"old\"],\n"
    "  \"main\": \"a.js\",\n"
    "  \"bin\": {\n"
    "    \"x/one\": \"b.js\"\n"
    "  },\n"
    "  \"files\": [\n"
    "    \"dist\",\n"
    "    \"lib\", \"!lib/a\"\n"
    "  ]\n"
    "}\n";

TEST(FieldLines, NameTheLineOfAFieldOrOfAPartOfIt) {
  const FieldLines lines(kText);
  EXPECT_EQ(lines.of("main"), 4U);
  EXPECT_EQ(lines.of("files"), 8U);
  EXPECT_EQ(lines.of("files[0]"), 9U);
  EXPECT_EQ(lines.of("files[2]"), 10U);
  EXPECT_EQ(lines.of("bin.one"), 6U);
}

TEST(FieldLines, FallBackToTheWholeField) {
  EXPECT_EQ(FieldLines(kText).of("bin.other"), 5U);
  EXPECT_EQ(FieldLines("{\"bin\":\n\"a.js\"}").of("bin.x"), 2U);
  EXPECT_EQ(FieldLines("{\"directories\":\n\n{\"bin\":\"d\"}}").of("bin.x"), 3U);
}

TEST(FieldLines, AreZeroWhereNothingIsKnown) {
  EXPECT_EQ(FieldLines(kText).of("browser"), 0U);
  EXPECT_EQ(FieldLines(kText).of("name"), 0U);
  EXPECT_EQ(FieldLines().of("files[0]"), 0U);
  EXPECT_EQ(FieldLines("{}").of("bin.x"), 0U);
}

}  // namespace
}  // namespace packwarden
