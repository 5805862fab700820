#include "validate/value_tag.h"

#include <gtest/gtest.h>

#include <string>
#include <utility>
#include <vector>

#include "support/random_value.h"

namespace packwarden {
namespace {

TEST(ValueTag, IsEqualForEqualValuesOnly) {
  const ValueTagger tagger = *ValueTagger::create();
  const std::string value = random_value(40);
  EXPECT_EQ(tagger.tag(value), tagger.tag(value));
  EXPECT_EQ(ValueTagger(tagger).tag(value), tagger.tag(value));
  EXPECT_NE(tagger.tag(value), tagger.tag(value + "x"));
  EXPECT_NE(tagger.tag(value), tagger.tag(value + " "));
  EXPECT_NE(tagger.tag(""), tagger.tag("x"));
}

TEST(ValueTag, SaysNothingWithoutItsKey) {
  EXPECT_NE(ValueTagger::create()->tag("x"), ValueTagger::create()->tag("x"));
}

/// The text of a key in lines that end with `line_end`, each behind `before`.
std::string key_text(const std::string& line_end, const std::string& before = "",
                     unsigned seed = 1) {
  std::string text = std::string("-----BEGIN PRIV") + "ATE KEY-----";
  for (unsigned line = 0; line < 3; ++line) {
    text += line_end;
    text += before;
    text += random_value(64, seed + line);
  }
  return text + line_end;
}

TEST(ValueTag, IsThatOfAPrivateKeyHoweverItIsWritten) {
  const ValueTagger tagger = *ValueTagger::create();
  const ValueTag tag = tagger.tag(key_text("\n"));
  const std::vector<std::string> same = {
      key_text("\r\n"),     key_text("\n", "    "),    key_text("\\n"),
      key_text("\\r\\n"),   key_text("\\\\n"),         key_text("\\n\" +\n", "  \""),
      key_text("\n", "# "), key_text("\\n', \n", "'"),
  };
  for (std::size_t i = 0; i < same.size(); ++i) EXPECT_EQ(tagger.tag(same[i]), tag) << i;
  EXPECT_NE(tagger.tag(key_text("\n", "", 7)), tag);
  EXPECT_NE(tagger.tag(key_text("\n", "x")), tag);
}

}  // namespace
}  // namespace packwarden
