#include "fix/remedies.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <set>
#include <string>
#include <string_view>

#include "check/file_check.h"
#include "check/package_check.h"

namespace packwarden {
namespace {

std::set<std::string_view> ids_of_checks() {
  std::set<std::string_view> out;
  for (const FileCheck* check : file_checks()) out.insert(check->info.id);
  for (const PackageCheck* check : package_checks()) out.insert(check->info.id);
  return out;
}

TEST(Remedies, AreSortedAndOfChecksThatThereAre) {
  const auto ids = ids_of_checks();
  std::string_view before;
  for (const Remedy& remedy : remedies()) {
    EXPECT_LT(before, remedy.id);
    EXPECT_TRUE(ids.contains(remedy.id)) << remedy.id;
    EXPECT_EQ(remedy_of(remedy.id), &remedy);
    before = remedy.id;
  }
  EXPECT_EQ(remedy_of("pkg-bin"), nullptr);
}

TEST(Remedies, EachCheckOfFilesThatHaveNoPlaceHasOne) {
  for (const std::string_view id : ids_of_checks()) {
    if (!id.starts_with("cred-") && !id.starts_with("lit-")) continue;
    ASSERT_NE(remedy_of(id), nullptr) << id;
    EXPECT_TRUE(remedy_of(id)->leaves_out()) << id;
  }
}

}  // namespace
}  // namespace packwarden
