#include <gtest/gtest.h>

#include <string>
#include <string_view>

#include "validate/match_of.h"

namespace packwarden {
namespace {

const std::string kSignature = join({"4f9a0c7be21d", "83566e0b19d4"});

/// What the validator says of the signature in `text`, where it stands as `@`.
Verdict verdict_in(std::string text) {
  const std::size_t begin = text.find('@');
  text.replace(begin, 1, kSignature);
  Match match;
  match.span = match.whole = {begin, begin + kSignature.size()};
  match.secret = std::string_view(text).substr(begin, kSignature.size());
  match.text = text;
  return find_validator("signed-url")->run(match);
}

TEST(SignedUrl, IsWorthNothingWhenItHadExpired) {
  for (const char* text :
       {"https://x/?sv=2018&se=2019-01-01T00:00:00Z&sig=@", "x?se=2019-01-01&sig=@&sp=r",
        "x?se=2019-01-01T00%3A00%3A00Z&sig=@", "x?sig=@&se=20190101",
        "x?X-Amz-Date=20200101T120000Z&X-Amz-Expires=604800&X-Amz-Signature=@",
        "x?X-Goog-Date=20200101T120000Z&X-Goog-Expires=60&X-Goog-Signature=@",
        "x?AWSAccessKeyId=k&Expires=1500000000&Signature=@"}) {
    EXPECT_EQ(verdict_in(text), Verdict::refuted) << text;
  }
}

TEST(SignedUrl, CountsWhenItHadNotOrDoesNotSay) {
  for (const char* text :
       {"x?se=2099-01-01&sig=@", "x?sig=@", "x?se=soon&sig=@", "x?se=2019-13-01&sig=@",
        "x?se=2019-01-01' + 'x?sig=@", "x?base=2019-01-01&sig=@", "x?se=2019&sig=@",
        "x?X-Amz-Date=20991231T000000Z&X-Amz-Expires=60&X-Amz-Signature=@",
        "x?X-Amz-Date=20190101T000000Z&X-Amz-Signature=@",
        "x?X-Amz-Date=20190101T000000Z&X-Amz-Expires=99999999999999999999&X-Amz-Signature=@",
        "x?Expires=4102444800&Signature=@", "x?Expires=-1&Signature=@"}) {
    EXPECT_EQ(verdict_in(text), Verdict::unknown) << text;
  }
}

}  // namespace
}  // namespace packwarden
