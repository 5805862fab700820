#include "check/address_user.h"

#include <gtest/gtest.h>

namespace packwarden {
namespace {

/// "scheme|user", and "?" where its end is a guess; "" where there is none.
std::string user_of(std::string_view address) {
  const auto user = find_address_user(address);
  if (!user) return {};
  EXPECT_EQ(address.substr(user->place.begin, user->place.size()), std::string(user->text) + "@");
  return std::string(user->scheme) + "|" + std::string(user->text) + (user->is_exact ? "" : "?");
}

TEST(AddressUser, StandsBeforeTheHost) {
  struct Row {
    const char* address;
    const char* user;
  };
  for (const Row& row : {
           Row{"https://u:p@a.io/r.git", "https|u:p"},
           Row{"https://u@a.io", "https|u"},
           Row{"https://@a.io", "https|"},
           Row{"https://a@b:p@a.io/x", "https|a@b:p"},
           Row{"https://u:p@a.io/x@y.z/", "https|u:p"},
           Row{"https://u:a#b@a.io/r.git", "https|u:a#b"},
           Row{"https://u:a/b@a.io", "https|u:a/b"},
           Row{"https://u:a?b@10.0.0.1:80/r", "https|u:a?b"},
           Row{"https://u:a#b@a.io/r#semver:x@1.0.0", "https|u:a#b"},
           Row{"https://u:a#b@a.io/@x/y", "https|u:a#b@a.io/?"},
           Row{"HTTPS://u:p@a.io/", "HTTPS|u:p"},
           Row{" https://u:p@a.io/", "https|u:p"},
           Row{"https:/u:p@a.io/", "https|u:p"},
           Row{"https:\\\\u:p@a.io/", "https|u:p"},
           Row{"git+https:u:p@a.io/o/r", "git+https|u:p"},
           Row{"github:u:p@o/r", "github|u:p"},
           Row{"github:u:p#q@o/r", "github|u:p#q"},
           Row{"u:p@a.io:o/r", "|u:p"},
           Row{"u:p/q@a.io:o/r", "|u:p/q"},
           Row{"corp:u:p@a.io:o/r", "|corp:u:p"},
           Row{"corp://u:p@a.io", "corp|u:p"},
           Row{"npm:x@https://u:p@a.io/x.tgz", "npm:x@https|u:p"},
           Row{"https://a.io/r.git#https://u:p@b.io/", "https://a.io/r.git#https|u:p"},
           Row{"git@a.io:o/r", ""},
           Row{"https://a.io:8080/@acme/x", ""},
           Row{"localhost:4873/@acme/x", ""},
           Row{"http://[::1]:80/@acme/x", ""},
           Row{"https://a.io/u:p@b.io", ""},
           Row{"https://a.io#u:p@b.io", ""},
           Row{"https://a:b/c@1.0.0/d", ""},
           Row{"github:o/r#v@1/x", ""},
           Row{"npm:x@1.0.0", ""},
           Row{"npm:@acme/x@1", ""},
           Row{"patch:x@npm:1#a.patch", ""},
           Row{"mailto:u@a.io?subject=a/b", ""},
           Row{"file:///home/u/x@1", ""},
           Row{"o/r#feature:x@y/z", ""},
           Row{"^1.0.0", ""},
           Row{"@", ""},
           Row{":@", ""},
           Row{"https://", ""},
           Row{"", ""},
       }) {
    EXPECT_EQ(user_of(row.address), row.user) << row.address;
  }
}

TEST(AddressUser, IsTakenOut) {
  EXPECT_EQ(without_users("https://u:p@a.io/#https://v@b.io"), "https://a.io/#https://b.io");
  EXPECT_EQ(without_users("git+ssh://git@a.io/r#ssh://u@b.io"), "git+ssh://git@a.io/r#ssh://b.io");
  EXPECT_EQ(without_users("git+ssh://git:p@a.io/r"), "git+ssh://a.io/r");
  EXPECT_EQ(without_users("^1.0.0"), "^1.0.0");
  EXPECT_EQ(without_users("https://u:a#b@a.io/@x/y"), std::nullopt);
  EXPECT_EQ(without_users("https://u@a.io/" + std::string(4'096, 'x')), std::nullopt);
}

TEST(AddressUser, OfHostileAddressesIsFoundInLinearTime) {
  std::string many;
  for (int i = 0; i < 200'000; ++i) many += "a://b:x/";
  for (int i = 0; i < 200'000; ++i) many += "@1";
  EXPECT_EQ(user_of(many), "");
}

}  // namespace
}  // namespace packwarden
